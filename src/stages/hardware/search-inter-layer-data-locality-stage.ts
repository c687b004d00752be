import { iteratorStage, type Pass } from '../../chain/iterator-stage.ts';
import { stageAlias } from '../../chain/stage-alias.ts';
import { searchDataLocality } from '../../search/locality/data-locality.ts';
import { accelerator, dataLocality, workload, workloadDataAlwaysFromTopMem } from '../arguments.ts';

/**
 * Decides in which memories the activations of every layer and the weights of the network may stay, so that they need not travel
 * to the memories above. ExploitInterLayerDataLocalityStage, below WorkloadStage, acts on it.
 *
 * Passes results through. Stands below AcceleratorParserStage and SumStage, above WorkloadStage. `workloadDataAlwaysFromTopMem`
 * makes the network's own input and output come from, and go to, the top memory (it has no effect in the reference).
 */
export class SearchInterLayerDataLocalityStage extends iteratorStage('SearchInterLayerDataLocalityStage', {
  requires: { accelerator, workload },
  options: { workloadDataAlwaysFromTopMem },
  provides: { dataLocality },
  needsWholeNetwork: 'decides from the whole network which data may stay in which memory',
  singleEvaluationsOnly: 'must stand directly above the layer loop',
}) {
  override *passes(): Generator<Pass<{ dataLocality: typeof dataLocality }>> {
    yield { changes: { dataLocality: searchDataLocality(this.args.workload, this.args.accelerator, this.args) } };
  }
}

/** The name until June 2024. */
export const SearchUnusedMemoryStage = stageAlias('SearchUnusedMemoryStage', SearchInterLayerDataLocalityStage);

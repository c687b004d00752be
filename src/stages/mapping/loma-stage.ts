import { compileProblem } from '../../engine/compile.ts';
import { TemporalMappingCandidates } from '../../search/temporal-mapping-candidates.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  compiledProblem,
  layer,
  lomaLpfLimit,
  spatialMapping,
  temporalMapping,
  temporalMappingType,
} from '../arguments.ts';
import { type StageResult, stage } from '../stage.ts';

/** Orders between two looks at the abort signal and two progress events. */
const BLOCK = 1024;

/**
 * Runs the rest of the chain for every temporal mapping: each order of the loop prime factors, allocated to the memories from
 * the inside out (LOMA, AICAS 2021). An order fixed by the mapping file is the only one.
 *
 * Yields (temporal mapping, extra) around every result. Stands below the spatial mapping stage. Directly between a Minimal stage
 * and CostModelStage it is replaced by a faster search with the same result.
 * @throws MappingError when no order fits the memories.
 */
export class LomaStage extends stage('LomaStage', {
  requires: { accelerator, layer, spatialMapping },
  options: { lomaLpfLimit, temporalMappingType, accessSameDataConsideredAsNoAccess },
  provides: { temporalMapping, compiledProblem },
}) {
  override *run(): Generator<StageResult> {
    const { args, control } = this;
    const problem = compileProblem(args.layer, args.accelerator, args.spatialMapping, args);
    const candidates = new TemporalMappingCandidates(problem, {
      lpfLimit: args.lomaLpfLimit ?? undefined,
      type: args.temporalMappingType,
    });
    let nextStop = BLOCK;
    while (candidates.next()) {
      if (candidates.tried >= nextStop) {
        nextStop = candidates.tried + BLOCK;
        control.signal.throwIfAborted();
        control.progress({ stage: 'LomaStage', done: candidates.tried, total: candidates.total });
      }
      const mapping = candidates.mapping();
      for (const { cme, extra } of this.next({ temporalMapping: mapping, compiledProblem: problem })) {
        yield { cme, extra: [mapping, extra] };
      }
    }
    if (!candidates.anyFitted) throw candidates.noMappingError();
  }
}

/** The name used since the engine learnt user-given orderings; the same class. */
export { LomaStage as TemporalMappingGeneratorStage };

import { InputError, MappingError } from '../../base/diagnostic.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import { iteratorStage, type Pass } from '../../chain/iterator-stage.ts';
import { evaluatedLayers, uncostedOperators } from '../../model/in-memory-computing/evaluated-layers.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import { isMuchLeftOut, operatorsLeftOut } from '../../model/workload/uncosted-operators.ts';
import {
  accelerator,
  enableMixSpatialMappingGeneration,
  inMemoryCompute,
  layer,
  nbMappingsGenerated,
  onInfeasible,
  workers,
  workload,
} from '../arguments.ts';
import { SpatialMappingGeneratorStage } from '../mapping/spatial-mapping-generator-stage.ts';
import { LayersLeftOut } from '../save/layers-left-out.ts';
import { networkFindings } from './network-findings.ts';
import { RunForecast } from './run-forecast.ts';

/** Layers begun before the present one is done, so that no thread is ever idle. */
const LAYERS_AHEAD = 16;

/**
 * Runs the rest of the chain once per layer of the network, in processing order. Pass-through nodes are skipped; on
 * in-memory-computing arrays layers of type `Pooling` and `Add` too. `inMemoryCompute` insists on such an array.
 *
 * Says once for all layers what the search makes of the spatial mapping of the file, where that is less than it asks for.
 * A repeated layer runs once; its results are then those of all repetitions. The stages below know nothing of repetitions.
 *
 * Yields (layer, extra) around every result. Reports progress per layer. Stands below both parsers.
 * With `onInfeasible` a layer without any mapping is reported to it and left out; totals are then those of the others.
 * @throws InputError when workload, mapping and accelerator do not go together. MappingError when a layer has no mapping; with
 * `onInfeasible` only when no layer has one.
 */
export class WorkloadStage extends iteratorStage('WorkloadStage', {
  requires: { workload, accelerator },
  // How many spatial mappings are generated, and which, decides what warnings say of the capacity of inner memories.
  options: { inMemoryCompute, workers, onInfeasible, nbMappingsGenerated, enableMixSpatialMappingGeneration },
  provides: { layer },
  drops: ['workload'],
}) {
  private readonly failures: MappingError[] = [];
  private succeeded = 0;

  /** Layers do not depend on one another; only names of files depend on their order. */
  override get passesAhead(): number {
    const { workers: threads } = this.args;
    if (threads === 1 || this.below.some(({ contract }) => contract.writesFiles === true)) return 0;
    return LAYERS_AHEAD;
  }

  override *passes(): Generator<Pass<{ layer: typeof layer }>> {
    const layers = evaluatedLayers(this.args.workload.layers, this.args.accelerator.operationalArray);
    const findings = networkFindings(this.args.workload, this.args.accelerator, {
      inMemoryCompute: this.args.inMemoryCompute,
      nbMappingsGenerated: this.args.nbMappingsGenerated,
      enableMixSpatialMappingGeneration: this.args.enableMixSpatialMappingGeneration,
      generatesSpatialMappings: this.below.includes(SpatialMappingGeneratorStage),
    });
    if (findings.some(({ severity }) => severity === 'error')) throw new InputError(findings);
    findings.forEach(this.control.warn);
    const keys = new Set<string>();
    // Number of different layers up to each layer.
    const different = layers.map((current) => keys.add(layerKey(current)).size);
    const start = performance.now();
    const forecast = new RunForecast(layers.length, keys.size);
    for (const [done, current] of layers.entries()) {
      const announce = (): void => {
        reportProgress(this.control, {
          stage: 'WorkloadStage',
          done: done + 1,
          total: layers.length,
          note: current.name,
        });
        const warning = forecast.update(performance.now() - start, different[done] !== different[done - 1]);
        if (warning !== undefined && !this.control.run.timeBudget.isLimited) this.control.warn(warning);
      };
      yield {
        changes: { layer: current },
        repeat: current.repeat,
        wrap: (extra) => [current, extra],
        place: {
          layer: {
            name: current.name,
            id: current.id,
            index: done + 1,
            count: layers.length,
            differentAfter: keys.size - (different[done] ?? 0),
          },
        },
        onDone: () => {
          this.succeeded++;
          announce();
        },
        onFailure: (error) => {
          if (!(error instanceof MappingError) || this.args.onInfeasible === undefined) throw error;
          this.failures.push(error);
          this.args.onInfeasible(error);
          announce();
        },
      };
    }
  }

  override onEnd(): void {
    const leftOut = this.control.run.shared(LayersLeftOut);
    leftOut.names = this.failures.map(({ layerName }) => layerName);
    const uncosted = uncostedOperators(this.args.workload, this.args.accelerator.operationalArray);
    leftOut.operators = isMuchLeftOut(uncosted)
      ? operatorsLeftOut(uncosted).map(({ operatorType }) => operatorType)
      : [];
    const [first, ...others] = this.failures;
    if (first === undefined || this.succeeded > 0) return;
    throw new MappingError(first.layerName, first.diagnostic, first.missingBits, others);
  }
}

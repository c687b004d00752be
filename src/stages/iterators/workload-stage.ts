import { InputError } from '../../base/diagnostic.ts';
import { checkCompatibility } from '../../io/check-compatibility.ts';
import { evaluatedLayers } from '../../model/in-memory-computing/evaluated-layers.ts';
import { accelerator, inMemoryCompute, layer, workload } from '../arguments.ts';
import { inMemoryComputeProblems } from '../in-memory-checks.ts';
import { type StageResult, stage } from '../stage.ts';
import { unsupportedFeatures } from '../unsupported-features.ts';

/** How long the search may keep a page or an abort signal waiting, in milliseconds. */
const PATIENCE_MS = 50;

/**
 * Runs the rest of the chain once per layer of the network, in processing order. Pass-through nodes are skipped; on
 * in-memory-computing arrays layers of type `Pooling` and `Add` too. `inMemoryCompute` insists on such an array.
 *
 * Yields (layer, extra) around every result. Reports progress per layer. Stands below both parsers.
 * @throws InputError when workload, mapping and accelerator do not go together.
 */
export class WorkloadStage extends stage('WorkloadStage', {
  requires: { workload, accelerator },
  options: { inMemoryCompute },
  provides: { layer },
  drops: ['workload'],
  asynchronous: true,
}) {
  override async *run(): AsyncGenerator<StageResult> {
    const layers = evaluatedLayers(this.args.workload.layers, this.args.accelerator.operationalArray);
    const findings = [
      ...inMemoryComputeProblems(this.args.accelerator, this.args.inMemoryCompute),
      ...unsupportedFeatures(this.args.accelerator),
      ...checkCompatibility(this.args.workload, this.args.accelerator),
    ];
    if (findings.some(({ severity }) => severity === 'error')) throw new InputError(findings);
    findings.forEach(this.control.warn);
    let rested = performance.now();
    for (const [done, current] of layers.entries()) {
      if (performance.now() - rested > PATIENCE_MS) {
        await breathe();
        rested = performance.now();
      }
      this.control.signal.throwIfAborted();
      for await (const { cme, extra } of this.nextAsync({ layer: current })) yield { cme, extra: [current, extra] };
      this.control.progress({ stage: 'WorkloadStage', done: done + 1, total: layers.length, note: current.name });
    }
  }
}

/** Lets timers, input and abort signals through. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

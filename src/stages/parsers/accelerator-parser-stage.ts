import { type StageResult, stage } from '../../chain/stage.ts';
import { filesOf } from '../../io/files/default-files.ts';
import { loadAccelerator } from '../../io/load.ts';
import { accelerator, acceleratorInput, files, isAccelerator, memoryCostParity } from '../arguments.ts';

/**
 * Replaces the `accelerator` argument (path, example name or description) by the accelerator itself.
 *
 * Reads one file; memories with `auto_cost_extraction` get estimated costs (docs/memory-cost.md), with `memoryCostParity` those of
 * the reference. Stands above WorkloadStage.
 * @throws InputError with every fault of the file.
 */
export class AcceleratorParserStage extends stage('AcceleratorParserStage', {
  requires: { accelerator: acceleratorInput },
  options: { memoryCostParity, files },
  provides: { accelerator },
  asynchronous: true,
}) {
  override async *run(): AsyncGenerator<StageResult> {
    const given = this.args.accelerator;
    if (isAccelerator(given)) {
      yield* this.nextAsync({ accelerator: given });
      return;
    }
    const { value, warnings } = await loadAccelerator(given, filesOf(this.args.files), this.args);
    warnings.forEach(this.control.warn);
    yield* this.nextAsync({ accelerator: value });
  }
}

import { loadAccelerator } from '../../io/load.ts';
import { accelerator, acceleratorInput, files, isAccelerator } from '../arguments.ts';
import { filesOf } from '../files.ts';
import { type StageResult, stage } from '../stage.ts';

/**
 * Replaces the `accelerator` argument (path, example name or description) by the accelerator itself.
 *
 * Reads one file. Stands above WorkloadStage.
 * @throws InputError with every fault of the file.
 */
export class AcceleratorParserStage extends stage('AcceleratorParserStage', {
  requires: { accelerator: acceleratorInput },
  options: { files },
  provides: { accelerator },
  asynchronous: true,
}) {
  override async *run(): AsyncGenerator<StageResult> {
    const given = this.args.accelerator;
    if (isAccelerator(given)) {
      yield* this.nextAsync({ accelerator: given });
      return;
    }
    const { value, warnings } = await loadAccelerator(given, filesOf(this.args.files));
    warnings.forEach(this.control.warn);
    yield* this.nextAsync({ accelerator: value });
  }
}

import { assembleWorkload } from '../../io/assemble-workload.ts';
import { loadMapping, loadOnnxWorkload } from '../../io/load.ts';
import { files, mappingInput, workload } from '../arguments.ts';
import { filesOf } from '../files.ts';
import { kind } from '../kind.ts';
import { type StageResult, stage } from '../stage.ts';

const onnxInput = kind(
  'path, example name or ONNX bytes',
  (value): value is string | Uint8Array => typeof value === 'string' || value instanceof Uint8Array,
);

/**
 * Replaces the `workload` argument (path, example name or bytes of an ONNX model) by the network, every layer joined with its
 * mapping constraints. Operators without cost model become pass-through nodes; the workload lists them.
 *
 * Reads two files. Stands first, or below an iterator over workloads or mappings.
 * @throws InputError with every fault of the files.
 */
export class ONNXModelParserStage extends stage('ONNXModelParserStage', {
  requires: { workload: onnxInput, mapping: mappingInput },
  options: { files },
  provides: { workload },
  drops: ['mapping'],
  asynchronous: true,
}) {
  override async *run(): AsyncGenerator<StageResult> {
    const access = filesOf(this.args.files);
    const description = await loadOnnxWorkload(this.args.workload, access);
    const constraints = await loadMapping(this.args.mapping, access);
    const network = assembleWorkload(description.value, constraints.value);
    [...description.warnings, ...constraints.warnings, ...network.warnings].forEach(this.control.warn);
    yield* this.nextAsync({ workload: network.value });
  }
}

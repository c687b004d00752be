import { kind } from '../../chain/kind.ts';
import { type StageResult, stage } from '../../chain/stage.ts';
import { stageAlias } from '../../chain/stage-alias.ts';
import { filesOf } from '../../io/files/default-files.ts';
import { loadOnnxWorkload } from '../../io/load.ts';
import {
  dimensionValues,
  files,
  inputShapes,
  mappingInput,
  onnxPrecision,
  skipUnreadable,
  workload,
} from '../arguments.ts';
import { joinMapping } from './join-mapping.ts';

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
  options: { files, dimensionValues, inputShapes, onnxPrecision, skipUnreadable },
  provides: { workload },
  drops: ['mapping'],
  asynchronous: true,
}) {
  override async *run(): AsyncGenerator<StageResult> {
    const { args, control } = this;
    const access = filesOf(args.files);
    const description = await loadOnnxWorkload(args.workload, access, {
      dimensionValues: new Map(Object.entries(args.dimensionValues)),
      inputShapes: new Map(Object.entries(args.inputShapes)),
      skipUnreadable: args.skipUnreadable,
      precision: args.onnxPrecision,
    });
    yield* this.nextAsync({ workload: await joinMapping(description, args.mapping, access, control) });
  }
}

/** Another spelling. */
export const OnnxModelParserStage = stageAlias('OnnxModelParserStage', ONNXModelParserStage);

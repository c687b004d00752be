import { flag } from '../../chain/kind.ts';
import * as kinds from '../../stages/arguments.ts';
import { addDimension, addShape } from './flag-readers.ts';
import type { OptionRows } from './run-option.ts';

/** What a run reads. */
export const INPUT_ROWS = {
  workload: {
    kind: kinds.workloadInput,
    required: true,
    help: 'the network',
    more: 'A path (`.onnx`, `.yaml`, `.yml`, `.json`), the name of a built-in example, a list of layer records, or the bytes of an ONNX model.',
    flag: {
      name: '--workload',
      argument: '<file or example>',
      alias: '--model',
      note: 'ONNX model or YAML layers',
    },
    argument: 'workload',
  },
  accelerator: {
    kind: kinds.acceleratorInput,
    required: true,
    help: 'the accelerator',
    more: 'A path, the name of a built-in example, or the parsed content of an accelerator file.',
    flag: { name: '--accelerator', argument: '<file or example>' },
    argument: 'accelerator',
  },
  mapping: {
    kind: kinds.mappingInput,
    required: true,
    help: 'what mappings must respect',
    more: 'A path, the name of a built-in example, or the parsed content of a mapping file.',
    flag: { name: '--mapping', argument: '<file or example>' },
    argument: 'mapping',
  },
  dimensionValues: {
    kind: kinds.dimensionValues,
    help: 'sizes of the symbolic dimensions of an ONNX model',
    more: 'By name, e.g. `{ batch: 1 }`.',
    flag: {
      name: '--dim',
      argument: '<name=size>',
      note: 'may be repeated',
      expected: 'a name and a size, such as batch=1',
      read: addDimension,
    },
    argument: 'dimensionValues',
    worksWith: { option: 'workload', format: 'onnx', severity: 'error' },
  },
  inputShapes: {
    kind: kinds.inputShapes,
    help: 'shapes of the inputs of an ONNX model',
    more: 'By name, e.g. `{ x: [1, 3, 224, 224] }`. They count before those of the file.',
    flag: {
      name: '--shape',
      argument: '<name=sizes>',
      note: 'such as x=1,3,224,224; may be repeated',
      expected: 'a name and sizes, such as x=1,3,224,224',
      read: addShape,
    },
    argument: 'inputShapes',
    worksWith: { option: 'workload', format: 'onnx', severity: 'error' },
  },
  precision: {
    kind: kinds.onnxPrecision,
    help: 'where the bits of the operands of an ONNX model come from',
    more: '`default`: 8 bits, and 16 for partial sums. `file`: types and quantisation of the file. Left out: as `default`, with a warning where the file says otherwise.',
    flag: { name: '--precision', argument: '<source>' },
    argument: 'onnxPrecision',
    worksWith: { option: 'workload', format: 'onnx', severity: 'error' },
  },
  skipUnreadable: {
    kind: flag,
    fallback: false,
    help: 'leave out nodes of an ONNX model that cannot be read',
    more: 'Each cause is a warning then, and the nodes are listed as operators without cost.',
    flag: { name: '--skip-unreadable' },
    argument: 'skipUnreadable',
    worksWith: { option: 'workload', format: 'onnx', severity: 'error' },
  },
} as const satisfies OptionRows;

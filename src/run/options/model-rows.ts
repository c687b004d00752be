import { flag, oneOf } from '../../chain/kind.ts';
import * as kinds from '../../stages/arguments.ts';
import type { OptionRows } from './run-option.ts';

/** What the accelerator does, and how its memories and operators without multiply-accumulates are costed. */
export const MODEL_ROWS = {
  inMemoryCompute: {
    kind: kinds.inMemoryCompute,
    fallback: false,
    help: 'for in-memory-computing arrays: mixed spatial mappings and data locality',
    more: 'Other arrays are refused.',
    flag: { name: '--in-memory-compute' },
    argument: 'inMemoryCompute',
  },
  exploitDataLocality: {
    kind: flag,
    fallback: false,
    help: 'keep data in the lowest memory that is large enough, also between layers',
    flag: { name: '--exploit-data-locality' },
  },
  enableMixSpatialMapping: {
    kind: kinds.enableMixSpatialMappingGeneration,
    fallback: false,
    help: 'generate mappings with several loops on one array dimension',
    more: 'Exploits data locality too, as the reference does.',
    flag: { name: '--mixed-spatial-mapping', note: 'implies --exploit-data-locality' },
    argument: 'enableMixSpatialMappingGeneration',
  },
  memoryCostParity: {
    kind: kinds.memoryCostParity,
    fallback: false,
    help: 'estimate memory costs as ZigZag 3.8.5 does, mistakes included',
    flag: { name: '--memory-cost-parity' },
    argument: 'memoryCostParity',
  },
  costModel: {
    kind: kinds.costModel,
    fallback: 'reference',
    help: 'rules of energy and latency',
    more: '`reference` gives the figures of ZigZag 3.8.5. `corrected` counts exactly and never falls below what ports and arithmetic need ([rules](cost-model-corrected.md)).',
    flag: { name: '--cost-model', argument: '<model>' },
    argument: 'costModel',
  },
  otherOperators: {
    kind: oneOf(['none', 'traffic']),
    fallback: 'none',
    help: 'whether operators without multiply-accumulates cost their memory traffic',
    more: 'Element-wise operators, pooling, normalisation, softmax and data movement. `none` counts them as free, like ZigZag.',
    flag: { name: '--other-operators', argument: '<how>' },
    worksWith: { option: 'workload', format: 'onnx', severity: 'warning' },
  },
} as const satisfies OptionRows;

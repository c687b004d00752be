import { getHardwarePerformance } from '../../src/evaluate.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation.ts';
import type { HardwarePerformanceOptions } from '../../src/run-options.ts';

const quick = { lpfLimit: 3, nbSpatialMappingsGenerated: 1 } as const;

/** Layers of every kind: fractional unrollings, one input, data locality, in-memory computing, several equal layers. */
export const RUNS: readonly (readonly [string, HardwarePerformanceOptions])[] = [
  ['a matrix product', { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3', ...quick }],
  ['one memory level', { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', ...quick }],
  ['a network', { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', ...quick }],
  ['another array', { workload: 'alexnet', accelerator: 'eyeriss_like', mapping: 'eyeriss_like', ...quick }],
  [
    'fractional unrollings',
    { workload: 'alexnet', accelerator: 'meta_prototype', mapping: 'meta_prototype_like', ...quick },
  ],
  ['shared memories', { workload: 'mobilenetv2', accelerator: 'edge_tpu_like', mapping: 'edge_tpu_like', ...quick }],
  ['four dimensions', { workload: 'alexnet', accelerator: 'ascend_like', mapping: 'ascend_like', ...quick }],
  [
    'data locality',
    { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', exploitDataLocality: true, ...quick },
  ],
  [
    'an analog array',
    { workload: 'alexnet', accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true, ...quick },
  ],
  [
    'a digital array',
    { workload: 'resnet18', accelerator: 'dimc', mapping: 'default_imc', inMemoryCompute: true, ...quick },
  ],
];

export async function evaluationsOf(options: HardwarePerformanceOptions): Promise<readonly CostModelEvaluation[]> {
  const { evaluations } = await getHardwarePerformance(options);
  const [first] = evaluations;
  return first === undefined ? [] : [...evaluations, first.scaled(3), first.scaled(2).scaled(2)];
}

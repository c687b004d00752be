import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import * as z from 'zod';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { exampleNameOf } from '../golden/search-fixtures.ts';

const quick = { lpfLimit: 3, nbSpatialMappingsGenerated: 1 } as const;

/** The shipped analog array, with room for several weights at each multiplier. */
function withWeightsPerMultiplier(count: number): HardwarePerformanceOptions['accelerator'] {
  const file = new URL('../../examples/accelerators/aimc.yaml', import.meta.url);
  const accelerator = parse(readFileSync(file, 'utf8'));
  accelerator.memories.cells.size *= count;
  return accelerator;
}

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
    'several weights per multiplier',
    {
      workload: 'alexnet',
      accelerator: withWeightsPerMultiplier(4),
      mapping: 'default_imc',
      inMemoryCompute: true,
      ...quick,
    },
  ],
  [
    'a digital array',
    { workload: 'resnet18', accelerator: 'dimc', mapping: 'default_imc', inMemoryCompute: true, ...quick },
  ],
];

/** The same with the corrected cost model. */
export const CORRECTED_RUNS = RUNS.map(
  ([name, options]) => [`${name}, corrected`, { ...options, costModel: 'corrected' }] as const,
);

const found = new Map<HardwarePerformanceOptions, Promise<readonly CostModelEvaluation[]>>();

/** Layers spread over the network, and the first one several times over. Each run of `RUNS` is done once. */
export function evaluationsOf(options: HardwarePerformanceOptions): Promise<readonly CostModelEvaluation[]> {
  const evaluations = found.get(options) ?? runEvaluations(options);
  found.set(options, evaluations);
  return evaluations;
}

async function runEvaluations(options: HardwarePerformanceOptions): Promise<readonly CostModelEvaluation[]> {
  const { evaluations } = await getHardwarePerformance(options);
  const [first] = evaluations;
  const step = Math.ceil(evaluations.length / 6);
  const some = evaluations.filter((_, index) => index % step === 0);
  return first === undefined ? [] : [...some, first.scaled(3), first.scaled(2).scaled(2)];
}

const Golden = z.object({
  cases: z.array(
    z.object({
      accelerator: z.string(),
      workload: z.array(z.record(z.string(), z.unknown())),
      mapping: z.array(z.record(z.string(), z.unknown())),
      options: z.object({ temporal_mapping_type: z.enum(['uneven', 'even']) }),
    }),
  ),
});

/** Every `step`-th of the random layers whose figures are those of the reference. */
export async function goldenEvaluations(step: number): Promise<CostModelEvaluation[]> {
  const file = new URL('../fixtures/golden/single-evaluations.json.gz', import.meta.url);
  const { cases } = Golden.parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')));
  const evaluations: CostModelEvaluation[] = [];
  for (const { accelerator, workload, mapping, options } of cases.filter((_, index) => index % step === 0)) {
    const performance = await getHardwarePerformance({
      workload,
      mapping,
      accelerator: exampleNameOf(accelerator),
      temporalMappingType: options.temporal_mapping_type,
    });
    evaluations.push(...performance.evaluations);
  }
  return evaluations;
}

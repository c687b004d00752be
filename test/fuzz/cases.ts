import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FuzzInput, RunSettings } from './fuzz-input.ts';
import { accelerators, mappings, odd, workloads } from './generators.ts';
import { onnxModels } from './graphs.ts';
import { named } from './names.ts';

/* What is tried, by kind. Searches are kept small: what is looked for are faults, not mappings. */

const settings = fc.record({
  opt: fc.constantFrom('energy', 'latency', 'EDP'),
  lpfLimit: fc.integer({ min: 2, max: 4 }),
  temporalMappingType: fc.constantFrom('uneven', 'even'),
  nbSpatialMappingsGenerated: fc.integer({ min: 1, max: 2 }),
  exploitDataLocality: fc.boolean(),
});

const DESIGN = { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3' };
const NETWORK = { workload: 'alexnet', accelerator: 'tpu_like', mapping: 'tpu_like' };

const exampleBytes = (path: string) => new Uint8Array(readFileSync(new URL(`../../examples/${path}`, import.meta.url)));
const textBytes = (text: string) => new TextEncoder().encode(text);

type Case = fc.Arbitrary<FuzzInput>;

function withSettings(options: fc.Arbitrary<Partial<RunSettings>>): fc.Arbitrary<RunSettings> {
  return fc.tuple(settings, options).map(([common, own]) => ({ ...DESIGN, ...common, ...own }));
}

function asOptions(options: fc.Arbitrary<Partial<RunSettings>>): Case {
  return withSettings(options).map((given) => ({ options: given }));
}

/** Some bytes of a file replaced, taken out or doubled. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    place: fc.nat({ max: bytes.length - 1 }),
    length: fc.nat({ max: 2 }),
    inserted: fc.oneof(
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 2 }) },
      { weight: 6, arbitrary: fc.string({ maxLength: 2 }).map(textBytes) },
    ),
  });
  return fc.array(change, { maxLength: 2 }).map((changes) =>
    changes.reduce((text, { place, length, inserted }) => {
      const at = Math.min(place, text.length);
      return new Uint8Array([...text.subarray(0, at), ...inserted, ...text.subarray(at + length)]);
    }, bytes),
  );
}

const FILES = { workload: 'workload.yaml', accelerator: 'accelerator.yaml', mapping: 'mapping.yaml' };

const damagedFiles: Case = fc
  .tuple(
    settings,
    fc.record({
      'accelerator.yaml': damaged(exampleBytes('accelerators/gemm_l1_l3.yaml')),
      'workload.yaml': damaged(exampleBytes('workloads/gemm.yaml')),
      'mapping.yaml': damaged(exampleBytes('mappings/gemm_l1_l3.yaml')),
    }),
  )
  .map(([common, files]) => ({ options: { ...common, ...FILES }, files }));

/** Options of a run, one or two of them odd. */
const oddOptions = fc.dictionary(
  fc.constantFrom(
    'opt',
    'lpfLimit',
    'temporalMappingType',
    'temporalMappingSearchEngine',
    'nbSpatialMappingsGenerated',
    'salsaIterationNumber',
    'salsaStartTemperature',
    'salsaNumberOfChains',
    'salsaSeed',
    'dimensionValues',
    'inMemoryCompute',
    'enableMixSpatialMapping',
    'memoryCostParity',
    'workload',
    'accelerator',
    'mapping',
    'resume',
    'toString',
    'lpflimit',
  ),
  fc.oneof(odd, fc.constantFrom<unknown>(1, 2, 'salsa', 'energy', true, 'gemm_l1', { N: 1 })),
  { maxKeys: 2 },
);

const damages = fc.array(
  fc.record({ way: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 9 }), value: odd }),
  { minLength: 0, maxLength: 2 },
);
const ARRAY = { accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true };
/** Mostly of one layer: the page of a network takes twenty times as long. */
const storedRuns = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(DESIGN, { ...ARRAY, workload: 'gemm' }) },
  { weight: 1, arbitrary: fc.constantFrom(NETWORK, { ...ARRAY, workload: 'alexnet' }) },
);

/** The kinds, and the part of all inputs that each has. */
export const CASES: Readonly<Record<string, { readonly input: Case; readonly share: number }>> = {
  accelerator: { share: 5, input: asOptions(accelerators.map((accelerator) => ({ accelerator, mapping: 'default' }))) },
  workload: { share: 3, input: asOptions(workloads.map((workload) => ({ ...NETWORK, workload, mapping: 'default' }))) },
  mapping: {
    share: 3,
    input: asOptions(
      fc.tuple(workloads, mappings).map(([workload, mapping]) => ({ workload, mapping, accelerator: 'tpu_like' })),
    ),
  },
  all: {
    share: 4,
    input: asOptions(fc.record({ workload: workloads, accelerator: accelerators, mapping: mappings })),
  },
  onnx: { share: 4, input: asOptions(onnxModels.map((workload) => ({ ...NETWORK, workload, lpfLimit: 2 }))) },
  'onnx-bytes': {
    share: 2,
    input: asOptions(
      damaged(exampleBytes('workloads/alexnet.onnx')).map((workload) => ({ ...NETWORK, workload, lpfLimit: 2 })),
    ),
  },
  bytes: { share: 4, input: damagedFiles },
  options: { share: 2, input: asOptions(oddOptions) },
  results: {
    share: 2,
    input: fc.record({ options: storedRuns.map((design) => ({ ...design, lpfLimit: 3 })), damage: damages }),
  },
  names: { share: 1, input: asOptions(named) },
};

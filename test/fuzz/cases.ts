import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { HardwarePerformanceOptions } from '../../src/run-options.ts';
import { ACCELERATOR, MAPPING, WORKLOAD } from '../errors/base-inputs.ts';
import { accelerators, mappings, workloads } from './generators.ts';
import { onnxModels } from './graphs.ts';
import { memoryFiles } from './memory-files.ts';

/* What is tried, by kind. Searches are kept small: what is looked for are faults, not mappings. */

const settings = fc.record({
  opt: fc.constantFrom('energy', 'latency', 'EDP' as const),
  lpfLimit: fc.integer({ min: 2, max: 4 }),
  temporalMappingType: fc.constantFrom('uneven', 'even' as const),
  nbSpatialMappingsGenerated: fc.integer({ min: 1, max: 2 }),
  exploitDataLocality: fc.boolean(),
});

const design = { accelerator: 'tpu_like', mapping: 'tpu_like' };
const network = new Uint8Array(readFileSync(new URL('../../examples/workloads/alexnet.onnx', import.meta.url)));

const textBytes = (text: string) => new TextEncoder().encode(text);

type Case = fc.Arbitrary<HardwarePerformanceOptions>;

/** Generators give parsed content of every shape, which no type of an option describes. */
function asOptions(options: fc.Arbitrary<object>): Case {
  return fc.tuple(settings, options).map(([common, own]) => ({ ...design, workload: 'gemm', ...common, ...own }));
}

/** Some bytes of a file replaced, taken out or doubled. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    place: fc.nat({ max: bytes.length - 1 }),
    length: fc.nat({ max: 2 }),
    inserted: fc.oneof(
      fc.uint8Array({ maxLength: 2 }),
      fc.constantFrom(textBytes('0'), textBytes(' '), textBytes('x')),
    ),
  });
  return fc.array(change, { maxLength: 3 }).map((changes) =>
    changes.reduce((text, { place, length, inserted }) => {
      const at = Math.min(place, text.length);
      return new Uint8Array([...text.subarray(0, at), ...inserted, ...text.subarray(at + length)]);
    }, bytes),
  );
}

export const CASES: Readonly<Record<string, Case>> = {
  accelerator: asOptions(accelerators.map((accelerator) => ({ accelerator, mapping: 'default' }))),
  workload: asOptions(workloads.map((workload) => ({ workload, mapping: 'default' }))),
  mapping: asOptions(
    fc.tuple(workloads, mappings).map(([workload, mapping]) => ({ workload, mapping, accelerator: 'tpu_like' })),
  ),
  all: asOptions(fc.record({ workload: workloads, accelerator: accelerators, mapping: mappings })),
  onnx: asOptions(onnxModels.map((workload) => ({ workload }))),
  bytes: asOptions(
    fc.oneof(
      damaged(network).map((workload) => ({ workload, lpfLimit: 2 })),
      fc
        .record({
          'accelerator.yaml': damaged(textBytes(ACCELERATOR)),
          'workload.yaml': damaged(textBytes(WORKLOAD)),
          'mapping.yaml': damaged(textBytes(MAPPING)),
        })
        .map((files) => ({
          accelerator: 'accelerator.yaml',
          workload: 'workload.yaml',
          mapping: 'mapping.yaml',
          files: memoryFiles(files),
        })),
    ),
  ),
};

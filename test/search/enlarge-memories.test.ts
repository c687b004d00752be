import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { type Enlargement, smallestEnlargement } from '../../src/search/allocation/enlarge-memories.ts';
import { TemporalMappingCandidates } from '../../src/search/loma/temporal-mapping-candidates.ts';
import { runSalsaChain, salsaFeasibility } from '../../src/search/salsa/salsa.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../src/search/spatial/generate-spatial-mappings.ts';
import { convolution, exampleAccelerator } from '../support.ts';

/* The enlargement that an error proposes is tried: with it some order fits, with one bit less none does. */

const NAMES = ['tpu_like', 'edge_tpu_like', 'meta_prototype', 'ascend_like', 'eyeriss_like'];
const OPTIONS = { lpfLimit: 5, type: 'uneven' } as const;
const accelerators: Accelerator[] = [];

beforeAll(async () => {
  for (const name of NAMES) accelerators.push(await exampleAccelerator(name));
});

/** The problem with other sizes of memories; the spatial mapping stays. */
function resized(problem: CompiledProblem, bitsOf: (name: string, bits: number) => number): CompiledProblem {
  const memories = problem.memories.map((memory) => ({
    ...memory,
    capacityBits: bitsOf(memory.memory.name, memory.capacityBits),
  }));
  return { ...problem, memories };
}

function enlarged(problem: CompiledProblem, enlargements: readonly Enlargement[], change = 0): CompiledProblem {
  return resized(problem, (name, bits) => {
    const found = enlargements.find(({ memory }) => memory.name === name);
    return found === undefined ? bits : found.bits + change;
  });
}

function fits(problem: CompiledProblem): boolean {
  return new TemporalMappingCandidates(problem, OPTIONS).next();
}

/** One step tells whether the walk could begin. */
const WALK = {
  iterationNumber: 1,
  startTemperature: 0.05,
  criterion: 'energy',
  seed: 0,
  temporalMappingType: 'uneven',
} as const;

function salsaFits(problem: CompiledProblem): boolean {
  const chain = runSalsaChain(problem, WALK, 0);
  let step = chain.next();
  while (!step.done) step = chain.next();
  return step.value.best !== undefined;
}

const ENGINES = [
  { engine: 'LOMA', isMapped: fits, options: OPTIONS },
  { engine: 'SALSA', isMapped: salsaFits, options: salsaFeasibility(WALK) },
];

const cases = fc.record({
  accelerator: fc.nat({ max: NAMES.length - 1 }),
  sizes: fc.record({
    K: fc.constantFrom(2, 8, 64),
    C: fc.constantFrom(1, 3, 16),
    OY: fc.constantFrom(1, 7, 14),
    OX: fc.constantFrom(4, 7, 14),
    FX: fc.constantFrom(1, 3),
    FY: fc.constantFrom(1, 3),
  }),
  divisors: fc.array(
    fc.integer({ min: 0, max: 16 }).map((exponent) => 2 ** exponent),
    { minLength: 8, maxLength: 8 },
  ),
});

test('heeds the order that the mapping file prescribes', async () => {
  const hardware = await exampleAccelerator('tpu_like');
  const layer = convolution({ K: 64, C: 64, OY: 7, OX: 7, FX: 3, FY: 3 }, 1);
  const free = problemOf(layer, hardware);
  const prescribed = new TemporalMappingCandidates(free, OPTIONS);
  expect(prescribed.next()).toBe(true);
  const temporalOrdering = prescribed.mapping().loops.map(({ dimension, size }) => ({ dimension, size }));
  for (const ordering of [temporalOrdering, temporalOrdering.slice(0, 1)]) {
    const mapping = { ...layer.mapping, temporalOrdering: ordering };
    const problem = resized({ ...free, layer: { ...layer, mapping } }, (name, bits) => (name === 'rf_2B' ? 3 : bits));
    expect(fits(problem)).toBe(false);
    const enlargements = smallestEnlargement(problem, OPTIONS);
    expect(enlargements.map(({ memory }) => memory.name)).toEqual(['rf_2B']);
    expect(fits(enlarged(problem, enlargements))).toBe(true);
    expect(fits(enlarged(problem, enlargements, -1))).toBe(false);
  }
});

test.each(ENGINES)('makes the layer fit $engine, and not with one bit less', ({ isMapped, options }) => {
  let single = 0;
  let several = 0;
  let hopeless = 0;
  fc.assert(
    fc.property(cases, ({ accelerator, sizes, divisors }) => {
      const hardware = accelerators[accelerator];
      if (hardware === undefined) return;
      const layer = convolution(sizes, 1);
      const whole = problemOf(layer, hardware);
      const indices = hardware.memoryHierarchy.memories.map(({ name }) => name);
      const problem = resized(whole, (name, bits) =>
        Math.max(1, Math.floor(bits / (divisors[indices.indexOf(name)] ?? 1))),
      );
      if (isMapped(problem)) return;
      const enlargements = smallestEnlargement(problem, options);
      if (enlargements.length === 0) {
        hopeless++;
        return;
      }
      expect(isMapped(enlarged(problem, enlargements))).toBe(true);
      if (enlargements.length > 1) several++;
      else single++;
      for (const one of enlargements) {
        const less = enlargements.map((each) => (each === one ? { ...each, bits: each.bits - 1 } : each));
        expect(isMapped(enlarged(problem, less)), one.memory.name).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
  expect(single).toBeGreaterThan(20);
  expect(several).toBeGreaterThan(5);
  expect(hopeless).toBeLessThan(single);
});

test('SALSA begins its walk with an order that fits, however rare those are', async () => {
  const hardware = await exampleAccelerator('tpu_like');
  const problem = problemOf(convolution({ K: 512, C: 512, OY: 28, OX: 28, FX: 3, FY: 3 }, 1), hardware);
  const sizes: Readonly<Record<string, number>> = { rf_128B: 237, rf_2B: 16, sram_2MB: 743 };
  const tight = resized(problem, (name, bits) => sizes[name] ?? bits);
  expect(salsaFits(tight)).toBe(true);
});

function problemOf(layer: ReturnType<typeof convolution>, hardware: Accelerator): CompiledProblem {
  const [mapping] = generateSpatialMappings(layer, hardware, {
    nbMappingsGenerated: 1,
    enableMixSpatialMappingGeneration: false,
  });
  if (mapping === undefined) throw new Error('no spatial mapping');
  return compileProblem(layer, hardware, convertSpatialMapping(layer, hardware, mapping));
}

test('finds the sizes of large layers, whose orders are many', async () => {
  const hardware = await exampleAccelerator('tpu_like');
  const layer = convolution({ K: 512, C: 512, OY: 28, OX: 28, FX: 3, FY: 3 }, 1);
  const problem = resized(problemOf(layer, hardware), (name, bits) => (name === 'dram' ? 2 ** 20 : bits));
  const options = { ...OPTIONS, lpfLimit: 8 };
  const enlargements = smallestEnlargement(problem, options);
  expect(enlargements.map(({ memory }) => memory.name)).toEqual(['dram']);
  expect(fits(enlarged(problem, enlargements))).toBe(true);
  expect(fits(enlarged(problem, enlargements, -1))).toBe(false);
});

import { describe, expect, test } from 'vitest';
import { type CompileOptions, compileProblem } from '../../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import { type Accelerator, createAccelerator } from '../../../src/model/accelerator/accelerator.ts';
import type { TemporalOrderingEntry } from '../../../src/model/mapping/mapping-constraints.ts';
import { createLayer, type Layer } from '../../../src/model/workload/layer.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../../src/search/criteria.ts';
import { exactSearch, onlyCandidate } from '../../../src/search/exact/index.ts';
import { convertSpatialMapping } from '../../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../../src/search/spatial/generate-spatial-mappings.ts';
import { convolution, exampleAccelerator, matrixProduct } from '../../support.ts';
import { forEveryMapping } from './brute-force.ts';

/* The exact search against brute force where the usual assumptions don't hold. */

function problemOf(layer: Layer, accelerator: Accelerator, options: CompileOptions = {}): CompiledProblem {
  const [mapping] = generateSpatialMappings(layer, accelerator, {
    nbMappingsGenerated: 1,
    enableMixSpatialMappingGeneration: false,
  });
  if (mapping === undefined) throw new Error('no spatial mapping');
  return compileProblem(layer, accelerator, convertSpatialMapping(layer, accelerator, mapping), options);
}

/** The accelerator with an array of these sizes and all memories but the topmost divided. */
function smaller(accelerator: Accelerator, sizes: readonly number[], divisor: number): Accelerator {
  const { name, operationalArray, memoryHierarchy } = accelerator;
  const top = memoryHierarchy.memories.length - 1;
  return createAccelerator({
    name,
    operationalArray: {
      ...operationalArray,
      dimensions: operationalArray.dimensions.map((dimension, index) => ({ ...dimension, size: sizes[index] ?? 1 })),
    },
    memories: memoryHierarchy.memories.map((memory, index) => ({
      ...memory,
      sizeBits: index === top ? memory.sizeBits : Math.max(64, Math.floor(memory.sizeBits / divisor)),
      ports: memory.ports.map(({ services, ...port }) => ({ ...port, allocation: services })),
    })),
  });
}

/** Value and bound of the exact search against the best of all mappings. */
function expectOptimum(problem: CompiledProblem, criterion: OptimisationCriterion, mappings = 10): void {
  let optimum = Number.POSITIVE_INFINITY;
  const count = forEveryMapping(problem, 200_000, ({ energy, latency }) => {
    const value = criterion === 'energy' ? energy : criterion === 'latency' ? latency : energy * latency;
    optimum = Math.min(optimum, value);
  });
  expect(count).toBeGreaterThanOrEqual(mappings);
  const steps = exactSearch(onlyCandidate(problem), { criterion });
  let step = steps.next();
  while (!step.done) step = steps.next();
  expect(step.value.value / optimum).toBeCloseTo(1, 8);
  expect(step.value.bound / optimum).toBeCloseTo(1, 8);
  expect(step.value.isProven).toBe(true);
}

describe.each(OPTIMISATION_CRITERIA)('the least %s', (criterion) => {
  test.each(['aimc', 'dimc'])('on %s', async (name) => {
    const accelerator = smaller(await exampleAccelerator(name), [4, 4], 512);
    expectOptimum(problemOf(matrixProduct({ D: 4, C: 12, K: 12 }), accelerator), criterion);
  });

  test('without reuse at the pins', async () => {
    const accelerator = smaller(await exampleAccelerator('tpu_like'), [2, 2], 4096);
    const layer = convolution({ K: 4, C: 4, OX: 4, FX: 3 });
    expectOptimum(problemOf(layer, accelerator, { accessSameDataConsideredAsNoAccess: false }), criterion);
  });

  const orderings: readonly (readonly [string, readonly TemporalOrderingEntry[], mappings: number])[] = [
    [
      'a partial ordering',
      [
        { dimension: 'OX', size: '*' },
        { dimension: 'K', size: '*' },
      ],
      10,
    ],
    [
      'an ordering with a fixed size',
      [
        { dimension: 'FX', size: '*' },
        { dimension: 'OX', size: 4 },
      ],
      10,
    ],
    [
      'a complete ordering',
      [
        { dimension: 'FX', size: 3 },
        { dimension: 'OX', size: 4 },
        { dimension: 'C', size: 2 },
        { dimension: 'K', size: 2 },
      ],
      3,
    ],
  ];
  test.each(orderings)('with %s', async (_, temporalOrdering, mappings) => {
    const accelerator = smaller(await exampleAccelerator('edge_tpu_like'), [2, 2], 4096);
    const spatialMapping = [
      { arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: 2 }] },
      { arrayDimension: 'D2', unrollings: [{ dimension: 'C', factor: 2 }] },
    ];
    const layer = convolution({ K: 4, C: 4, OX: 4, FX: 3 }, 1, { temporalOrdering, spatialMapping });
    expectOptimum(problemOf(layer, accelerator), criterion, mappings);
  });

  test('of a layer with one input', async () => {
    const accelerator = smaller(await exampleAccelerator('tpu_like'), [2, 1], 65_536);
    expectOptimum(problemOf(pooling(4, 8, 3), accelerator), criterion);
  });
});

/** The largest of `window` neighbours of every column. */
function pooling(channels: number, columns: number, window: number): Layer {
  const dimensions = [
    { name: 'G', size: channels },
    { name: 'OX', size: columns },
    { name: 'FX', size: window },
  ];
  return createLayer({
    id: 0,
    name: 'pooling',
    operatorType: 'Pooling',
    equation: 'O[g][ox]+=I[g][ix]*W[fx]',
    dimensions,
    relations: [
      {
        target: 'IX',
        a: { coefficient: 1, dimension: 'OX' },
        b: { coefficient: 1, dimension: 'FX' },
        limit: columns + window - 1,
      },
    ],
    operands: [
      { name: 'O', indices: ['G', 'OX'], precisionBits: 16 },
      { name: 'I', indices: ['G', 'IX'], precisionBits: 8 },
    ],
    finalOutputPrecisionBits: 8,
    operandPrecision: new Map([
      ['O', 16],
      ['O_final', 8],
      ['I', 8],
    ]),
    constantOperands: [],
    operandSources: new Map(),
    mapping: {
      entryName: 'default',
      spatialMapping: [],
      spatialMappingHint: new Map(),
      temporalOrdering: [],
      memoryOperandLinks: new Map([
        ['O', 'O'],
        ['I', 'I1'],
      ]),
    },
  });
}

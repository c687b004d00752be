import { describe, expect, test } from 'vitest';
import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import { type CompileOptions, compileProblem } from '../../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import { type Accelerator, createAccelerator } from '../../../src/model/accelerator/accelerator.ts';
import { COST_MODELS } from '../../../src/model/cost-model.ts';
import type { TemporalOrderingEntry } from '../../../src/model/mapping/mapping-constraints.ts';
import { createLayer, type Layer } from '../../../src/model/workload/layer.ts';
import { LoopAllocator } from '../../../src/search/allocation/allocate-loops.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../../src/search/criteria.ts';
import {
  type ExactResult,
  type ExactSearchOptions,
  exactSearch,
  onlyCandidate,
} from '../../../src/search/exact/index.ts';
import { TemporalMappingCandidates } from '../../../src/search/loma/temporal-mapping-candidates.ts';
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
  const converted = convertSpatialMapping(layer, accelerator, mapping, options.costModel);
  return compileProblem(layer, accelerator, converted, options);
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
    optimum = Math.min(optimum, valueOfCost(criterion, energy, latency));
  });
  expect(count).toBeGreaterThanOrEqual(mappings);
  const { value, bound, isProven } = finish(problem, { criterion });
  expect(value / optimum).toBeCloseTo(1, 8);
  expect(bound / optimum).toBeCloseTo(1, 8);
  expect(isProven).toBe(true);
}

function valueOfCost(criterion: OptimisationCriterion, energy: number, latency: number): number {
  return criterion === 'energy' ? energy : criterion === 'latency' ? latency : energy * latency;
}

function finish(problem: CompiledProblem, options: ExactSearchOptions): ExactResult {
  const steps = exactSearch(onlyCandidate(problem), options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

const CASES = COST_MODELS.flatMap((costModel) =>
  OPTIMISATION_CRITERIA.map((criterion) => [criterion, costModel] as const),
);

describe.each(CASES)('the least %s by the %s model', (criterion, costModel) => {
  test.each(['aimc', 'dimc'])('on %s', async (name) => {
    const accelerator = smaller(await exampleAccelerator(name), [4, 4], 512);
    expectOptimum(problemOf(matrixProduct({ D: 4, C: 12, K: 12 }), accelerator, { costModel }), criterion);
  });

  test('without reuse at the pins', async () => {
    const accelerator = smaller(await exampleAccelerator('tpu_like'), [2, 2], 4096);
    const layer = convolution({ K: 4, C: 2, OX: costModel === 'corrected' ? 2 : 4, FX: 3 });
    expectOptimum(problemOf(layer, accelerator, { accessSameDataConsideredAsNoAccess: false, costModel }), criterion);
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
      'pieces of open sizes',
      [
        { dimension: 'OX', size: '*' },
        { dimension: 'FX', size: '*' },
        { dimension: 'K', size: '*' },
      ],
      5,
    ],
    [
      'pieces inside and outside',
      [
        { dimension: 'OX', size: '*' },
        { dimension: '*', size: '*' },
        { dimension: 'FX', size: '*' },
        { dimension: 'K', size: 2 },
      ],
      5,
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
    expectOptimum(problemOf(layer, accelerator, { costModel }), criterion, mappings);
  });

  test('of a layer with one input', async () => {
    const accelerator = smaller(await exampleAccelerator('tpu_like'), [2, 1], 65_536);
    expectOptimum(problemOf(pooling(4, 8, 3), accelerator, { costModel }), criterion);
  });
});

describe('where less is proven', () => {
  test.each(OPTIMISATION_CRITERIA)('bounds even mappings by uneven ones, by %s', async (criterion) => {
    const accelerator = smaller(await exampleAccelerator('edge_tpu_like'), [2, 2], 8192);
    const problem = problemOf(convolution({ K: 4, C: 8, OX: 4, OY: 2, FX: 3 }), accelerator);
    const mappings = new TemporalMappingCandidates(problem, { lpfLimit: null, type: 'even' });
    const evaluator = new MappingEvaluator(problem);
    let known = Number.POSITIVE_INFINITY;
    let start = { energy: known, latency: known };
    while (mappings.next()) {
      evaluator.evaluate(mappings.nest);
      const { energyTotal: energy, latencyTotal2: latency } = evaluator;
      const value = valueOfCost(criterion, energy, latency);
      if (value < known) start = { energy, latency };
      known = Math.min(known, value);
    }
    const result = finish(problem, { criterion, type: 'even', start });
    expect(result.reservations).toContain('evenMapping');
    expect(result.bound).toBeLessThanOrEqual(known * (1 + 1e-9));
    expect(result.value).toBeGreaterThanOrEqual(result.bound);
    expect(result.value).toBeLessThanOrEqual(known);
    if (result.best === undefined) return;
    const found = result.best.nest.boundary.slice();
    expect(new LoopAllocator(problem, 'even').allocate(result.best.nest)).toBe(true);
    expect(result.best.nest.boundary).toEqual(found);
  });

  test.each(CASES)(
    'stays sound where results are wider than partial sums, by %s and the %s model',
    async (criterion, costModel) => {
      const accelerator = smaller(await exampleAccelerator('tpu_like'), [2, 2], 65_536);
      const precision = { W: 8, I: 8, O: 8, O_final: 16 };
      const problem = problemOf(
        convolution({ K: 4, C: 2, OX: costModel === 'corrected' ? 2 : 4, FX: 3 }, 1, { precision }),
        accelerator,
        {
          costModel,
        },
      );
      let optimum = Number.POSITIVE_INFINITY;
      forEveryMapping(problem, 200_000, ({ energy, latency }) => {
        optimum = Math.min(optimum, valueOfCost(criterion, energy, latency));
      });
      const result = finish(problem, { criterion });
      expect(result.reservations).toContain('widerResults');
      expect(result.bound).toBeLessThanOrEqual(optimum * (1 + 1e-9));
      expect(result.value).toBeGreaterThanOrEqual(optimum * (1 - 1e-9));
    },
  );
});

describe('overlapping results by the corrected model', () => {
  const options = { costModel: 'corrected' } as const;

  test.each(OPTIMISATION_CRITERIA)('are searched where no round is smaller, by %s', async (criterion) => {
    const accelerator = smaller(await exampleAccelerator('tpu_like'), [2, 2], 65_536);
    expectOptimum(problemOf(overlapAdd(4, 4, 2), accelerator, options), criterion);
  });

  test('are bounded, and the result says so, where some round is smaller', async () => {
    const accelerator = smaller(await exampleAccelerator('tpu_like'), [2, 2], 65_536);
    const problem = problemOf(overlapAdd(3, 3, 3), accelerator, options);
    expect(problem.tiles?.hasRemainder).toBe(true);
    let optimum = Number.POSITIVE_INFINITY;
    forEveryMapping(problem, 200_000, ({ latency }) => {
      optimum = Math.min(optimum, latency);
    });
    const result = finish(problem, { criterion: 'latency' });
    expect(result.reservations).toEqual(['overlappingResults']);
    expect(result.isProven).toBe(false);
    expect(result.bound).toBeLessThanOrEqual(optimum);
  });
});

/** A transposed convolution of one row: the columns of neighbouring windows add up. */
function overlapAdd(channels: number, columns: number, window: number): Layer {
  const layer = pooling(channels, columns, window);
  const operands = [
    { name: 'O', indices: ['G', 'IX'], precisionBits: 16 },
    { name: 'I', indices: ['G', 'OX'], precisionBits: 8 },
  ];
  return createLayer({ ...layer, equation: 'O[g][ix]+=I[g][ox]*W[fx]', operands });
}

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

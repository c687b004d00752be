import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { MappingEvaluator } from '../../src/engine/cost/mapping-evaluator.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import { readGivenMapping } from '../../src/io/given-mapping/read-given-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { type Accelerator, createAccelerator } from '../../src/model/accelerator/accelerator.ts';
import { COST_MODELS, type CostModelName } from '../../src/model/cost-model.ts';
import { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { createWorkload } from '../../src/model/workload/workload.ts';
import { LoopAllocator } from '../../src/search/allocation/allocate-loops.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../src/search/criteria.ts';
import { ClassSearch } from '../../src/search/loma/class-search.ts';
import { CorrectedRules } from '../../src/search/loma/pruning/corrected-rules.ts';
import { hasOrderClasses, unboundedMemories } from '../../src/search/loma/pruning/order-classes.ts';
import { ReferenceRules } from '../../src/search/loma/pruning/reference-rules.ts';
import { lomaFactors } from '../../src/search/orders/loma-factors.ts';
import { layOut, loopKinds, nestFor } from '../../src/search/orders/loop-kinds.ts';
import { LoopOrders } from '../../src/search/orders/loop-orders.ts';
import type { TemporalSearchOptions } from '../../src/search/search-options.ts';
import { convertSpatialMapping, spreadSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import {
  CostModelStage,
  LomaStage,
  MainStage,
  MinimalEnergyStage,
  SpatialMappingGeneratorStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { CaseMaker, type RandomCase } from '../corrected/random-case.ts';
import { convolution, exampleAccelerator } from '../support.ts';
import { byClasses, enumerated, problemOf } from './winners.ts';

/*
 * The search by classes against the enumeration of all orders: same energy, latency and mapping, to the last bit. Memories are made
 * small and narrow at random, so that operands compete for them, overflow early, and transfers stall. `CLASS_RUNS` sets the number of
 * problems of every test.
 */

const NAMES = ['tpu_like', 'edge_tpu_like', 'meta_prototype', 'ascend_like', 'eyeriss_like', 'tesla_npu_like'];
const accelerators: Accelerator[] = [];

beforeAll(async () => {
  for (const name of NAMES) accelerators.push(await exampleAccelerator(name));
});

/** The accelerator with the sizes and bandwidths of its memories divided. */
function shrunk(accelerator: Accelerator, sizes: readonly number[], narrowing: number): Accelerator {
  const { name, operationalArray, memoryHierarchy } = accelerator;
  const top = memoryHierarchy.memories.length - 1;
  return createAccelerator({
    name,
    operationalArray,
    memories: memoryHierarchy.memories.map((memory, index) => ({
      ...memory,
      sizeBits: index === top ? memory.sizeBits : Math.max(16, Math.floor(memory.sizeBits / (sizes[index] ?? 1))),
      ports: memory.ports.map(({ services, ...port }) => ({
        ...port,
        bandwidthMin: Math.max(8, Math.floor(port.bandwidthMin / narrowing)),
        bandwidthMax: Math.max(8, Math.floor(port.bandwidthMax / narrowing)),
        allocation: services,
      })),
    })),
  });
}

const power = (most: number) => fc.integer({ min: 0, max: most }).map((exponent) => 2 ** exponent);
const cases = fc.record({
  sizes: fc.record({
    K: fc.constantFrom(1, 2, 8, 32, 64, 96),
    C: fc.constantFrom(1, 3, 4, 16, 64),
    OY: fc.constantFrom(1, 4, 7, 14, 28),
    OX: fc.constantFrom(1, 4, 7, 14, 28),
    FX: fc.constantFrom(1, 3, 5),
    FY: fc.constantFrom(1, 3, 5),
  }),
  stride: fc.constantFrom(1, 2, 4),
  accelerator: fc.nat({ max: NAMES.length - 1 }),
  divisors: fc.array(power(12), { minLength: 7, maxLength: 7 }),
  narrowing: power(5),
  criterion: fc.constantFrom<OptimisationCriterion>('energy', 'latency', 'EDP'),
  type: fc.constantFrom<'uneven' | 'even'>('uneven', 'even'),
  lpfLimit: fc.integer({ min: 3, max: 7 }),
});

/** What the comparisons of a test came across. */
class Tally {
  compared = 0;
  orders = 0;
  classes = 0;
  infeasible = 0;
  bounded = 0;
  /** Problems with fractional unrollings, or with smaller last rounds. */
  uneven = 0;
  /** Ends of levels that lie within the loops. */
  ends = 0;

  /** Compares the winner of the search by classes with that of the enumeration, also for costs that are known before. */
  compare(problem: CompiledProblem, options: TemporalSearchOptions, criterion: OptimisationCriterion): void {
    const { winner, search } = byClasses(problem, options, criterion);
    expect(winner).toEqual(enumerated(problem, options, criterion));
    this.ends += endsInPrefix(problem, options);
    const { considered, computed, pruned } = search.counts;
    expect(computed + pruned).toBeLessThanOrEqual(considered);
    this.compared++;
    this.orders += considered;
    this.classes += computed;
    if (pruned > 0) this.bounded++;
    if (problem.versions[0] !== problem.versions[1] || problem.tiles?.hasRemainder === true) this.uneven++;
    if (winner === undefined) {
      this.infeasible++;
      return;
    }
    expect(byClasses(problem, options, criterion, winner).winner).toBeUndefined();
    const worse = { energy: winner.energy * 1.01, latency: winner.latency * 1.01 };
    expect(byClasses(problem, options, criterion, worse).winner).toEqual(winner);
  }

  expectVariety(): void {
    expect(this.compared).toBeGreaterThan(100);
    expect(this.infeasible).toBeGreaterThan(0);
    expect(this.bounded).toBeGreaterThan(10);
    expect(this.uneven).toBeGreaterThan(20);
    expect(this.classes).toBeLessThan(this.orders);
    expect(this.ends).toBeGreaterThan(1000);
  }
}

/**
 * Expects of some orders that the prefix of the allocation has the loop behind every end of a level. The classes, and the precision of
 * partial sums, rest on it (R2). Returns how many ends were looked at.
 */
function endsInPrefix(problem: CompiledProblem, { lpfLimit, type }: TemporalSearchOptions): number {
  const rules = problem.tiles === undefined ? new ReferenceRules(problem) : new CorrectedRules(problem, problem.tiles);
  if (!hasOrderClasses(problem, rules)) return 0;
  const orders = new LoopOrders(lomaFactors(problem, lpfLimit));
  const nest = nestFor(problem, orders.length);
  const kinds = loopKinds(problem, orders.loops);
  layOut(nest, kinds, orders.order);
  const monotonic = rules.monotonicOperands(nest);
  const unbounded = unboundedMemories(problem, rules, nest, monotonic);
  const allocator = new LoopAllocator(problem, type, { monotonic, unbounded });
  const evaluator = new MappingEvaluator(problem);
  let ends = 0;
  for (let tried = 0; tried < 20 && orders.next(); tried++) {
    layOut(nest, kinds, orders.order);
    if (!allocator.allocate(nest)) continue;
    evaluator.evaluate(nest);
    const within = [...evaluator.scratch.boundary].filter((end) => end < nest.length);
    for (const end of within) if (end >= allocator.decidingLoops) expect.fail(`the loop behind ${end} is outside`);
    ends += within.length;
  }
  return ends;
}

const runs = (few: number): number => Number(process.env.CLASS_RUNS ?? few);

describe.each(COST_MODELS)('the search by classes with the %s model', (costModel) => {
  test('finds the winner of the full enumeration on shrunk examples', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(cases, ({ sizes, stride, accelerator, divisors, narrowing, criterion, type, lpfLimit }) => {
        const whole = accelerators[accelerator];
        if (whole === undefined) return;
        const problem = problemOf(convolution(sizes, stride), shrunk(whole, divisors, narrowing), costModel);
        if (problem !== undefined && ClassSearch.serves(problem)) tally.compare(problem, { lpfLimit, type }, criterion);
      }),
      { numRuns: runs(costModel === 'reference' ? 400 : 250) },
    );
    tally.expectVariety();
  });

  test('finds the winner of the full enumeration on random hardware', () => {
    const tally = new Tally();
    const random = RandomStream.named(1, 'hardware of classes');
    const maker = new CaseMaker(random, 24);
    for (let run = 0; run < runs(150); run++) {
      const problem = randomProblem(maker.make(), costModel);
      const criterion = OPTIMISATION_CRITERIA[run % 3] ?? 'EDP';
      const options = { lpfLimit: 3 + random.nextBelow(4), type: run % 4 === 0 ? 'even' : 'uneven' } as const;
      if (ClassSearch.serves(problem)) tally.compare(problem, options, criterion);
    }
    tally.expectVariety();
  });
});

/**
 * Random unrollings on random memories: remainders, spatial reductions, dimensions that depend on each other, uneven memories, several
 * ports in one direction. The memory for all operands holds everything.
 */
function randomProblem({ accelerator, ...given }: RandomCase, costModel: CostModelName): CompiledProblem {
  const memories = Object.entries(accelerator.memories);
  const [top] = memories.at(-1) ?? ['none'];
  const { value } = readGivenMapping(
    documentFromObject({
      ...given,
      accelerator: {
        ...accelerator,
        memories: Object.fromEntries(memories.map(([name, m]) => [name, name === top ? { ...m, size: 1e9 } : m])),
      },
    }),
  );
  const convert = costModel === 'corrected' ? spreadSpatialMapping : convertSpatialMapping;
  const spatialMapping = convert(value.layer, value.accelerator, value.spatialMapping);
  return compileProblem(value.layer, value.accelerator, spatialMapping, {
    accessSameDataConsideredAsNoAccess: value.reuseAtPins,
    costModel,
  });
}

describe('the progress of the search by classes', () => {
  test('counts the orders it has passed exactly', async () => {
    const layer = convolution({ K: 8, C: 16, OY: 8, OX: 8, FX: 3, FY: 3 });
    const problem = problemOf(layer, await exampleAccelerator('edge_tpu_like'));
    if (problem === undefined) throw new Error('no problem');
    const search = new ClassSearch(problem, { lpfLimit: 7, type: 'uneven' }, 'energy');
    const steps = search.run();
    let before = 0;
    for (let step = steps.next(); !step.done; step = steps.next()) {
      expect(search.done).toBeGreaterThanOrEqual(before);
      expect(search.done).toBeLessThanOrEqual(search.total);
      before = search.done;
    }
    expect(search.done).toBe(search.total);
  });
});

describe('equal layers', () => {
  test('are searched once, and get the same mapping under their own name', async () => {
    const accelerator = await exampleAccelerator('tpu_like');
    const layers = ['first', 'second'].map((name, id) => ({
      ...convolution({ K: 64, C: 64, OY: 14, OX: 14, FX: 3, FY: 3 }),
      id,
      name,
    }));
    const workload = createWorkload(
      layers.map((layer) => ({ kind: 'layer', id: layer.id, name: layer.name, layer, sources: [] })),
    );
    let searches = 0;
    const main = MainStage.from(
      [WorkloadStage, MinimalEnergyStage, SpatialMappingGeneratorStage, MinimalEnergyStage, LomaStage, CostModelStage],
      { workload, accelerator, lomaLpfLimit: 6, nbMappingsGenerated: 1 },
    );
    const results = await main.run({
      onProgress: ({ stage, done, total }) => {
        if (stage === 'LomaStage' && done === total) searches++;
      },
    });
    expect(searches).toBe(1);
    const [first, second] = results.map(({ cme }) => cme);
    if (!(first instanceof CostModelEvaluation && second instanceof CostModelEvaluation)) throw new Error('no results');
    expect([first.layer.name, second.layer.name]).toEqual(['first', 'second']);
    expect(second.temporalMapping).toEqual(first.temporalMapping);
    expect({ ...second.details, layer: '', layerId: 0 }).toEqual({ ...first.details, layer: '', layerId: 0 });
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { MappingEvaluator } from '../../src/engine/cost/mapping-evaluator.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import { type Accelerator, createAccelerator } from '../../src/model/accelerator/accelerator.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../src/search/criteria.ts';
import { ClassSearch } from '../../src/search/loma/class-search.ts';
import { EnumeratedSearch } from '../../src/search/loma/enumerated-search.ts';
import { mappingCosts } from '../../src/search/loma/mapping-costs.ts';
import type { MappingSearch } from '../../src/search/loma/mapping-search.ts';
import { TemporalMappingCandidates } from '../../src/search/loma/temporal-mapping-candidates.ts';
import type { TemporalSearchOptions } from '../../src/search/search-options.ts';
import { convolution, exampleAccelerator } from '../support.ts';
import { problemOf } from './winners.ts';

/*
 * The choice with a tolerance against all orders, one by one: the least other cost among those within the tolerance, the first of equal
 * ones. Memories are made small and narrow at random, so that orders differ in both costs.
 */

const NAMES = ['tpu_like', 'edge_tpu_like', 'meta_prototype', 'ascend_like', 'eyeriss_like', 'tesla_npu_like'];
const accelerators: Accelerator[] = [];

beforeAll(async () => {
  for (const name of NAMES) accelerators.push(await exampleAccelerator(name));
});

function shrunk(accelerator: Accelerator, divisor: number, narrowing: number): Accelerator {
  const { name, operationalArray, memoryHierarchy } = accelerator;
  const top = memoryHierarchy.memories.length - 1;
  return createAccelerator({
    name,
    operationalArray,
    memories: memoryHierarchy.memories.map((memory, index) => ({
      ...memory,
      sizeBits: index === top ? memory.sizeBits : Math.max(16, Math.floor(memory.sizeBits / divisor)),
      ports: memory.ports.map(({ services, ...port }) => ({
        ...port,
        bandwidthMin: Math.max(8, Math.floor(port.bandwidthMin / narrowing)),
        bandwidthMax: Math.max(8, Math.floor(port.bandwidthMax / narrowing)),
        allocation: services.map(({ memoryOperand, direction }) => ({ memoryOperand, direction })),
      })),
    })),
  });
}

interface Choice {
  readonly energy: number;
  readonly latency: number;
  readonly loops: unknown;
}

/** The choice among all orders, written out: first the best objective, then the least other cost within the tolerance. */
function chosenAmongAll(
  problem: CompiledProblem,
  options: TemporalSearchOptions,
  criterion: OptimisationCriterion,
  tolerance: number,
): Choice | undefined {
  const candidates = new TemporalMappingCandidates(problem, options);
  const evaluator = new MappingEvaluator(problem);
  const all: (Choice & { readonly objective: number; readonly other: number })[] = [];
  while (candidates.next()) {
    evaluator.evaluate(candidates.nest);
    const { energyTotal: energy, latencyTotal2: latency } = evaluator;
    const objective = { energy, latency, EDP: latency * energy }[criterion];
    const other = criterion === 'energy' ? latency : energy;
    all.push({ energy, latency, loops: candidates.mapping().loops, objective, other });
  }
  const best = all.reduce((least, { objective }) => Math.min(least, objective), Number.POSITIVE_INFINITY);
  const within = all.filter(({ objective }) => objective <= best + tolerance * best);
  const [choice] = within.toSorted((a, b) => a.other - b.other || a.objective - b.objective);
  return choice && { energy: choice.energy, latency: choice.latency, loops: choice.loops };
}

function found(search: MappingSearch): CostModelEvaluation | undefined {
  try {
    const steps = search.run();
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  } catch (error) {
    if (error instanceof MappingError) return undefined;
    throw error;
  }
}

const choiceOf = (evaluation: CostModelEvaluation | undefined): Choice | undefined =>
  evaluation && {
    energy: evaluation.energy,
    latency: evaluation.latency,
    loops: evaluation.temporalMapping.loops,
  };

const size = (most: number) => fc.integer({ min: 1, max: most });
const cases = fc.record({
  sizes: fc.record({ K: size(64), C: size(48), OY: size(14), OX: size(14), FX: size(3), FY: size(3) }),
  accelerator: fc.nat({ max: NAMES.length - 1 }),
  divisor: fc.constantFrom(1, 4, 32, 200),
  narrowing: fc.constantFrom(1, 2, 8),
  criterion: fc.constantFrom(...OPTIMISATION_CRITERIA),
  tolerance: fc.constantFrom(1e-6, 0.01, 0.1, 0.5),
  type: fc.constantFrom('uneven' as const, 'even' as const),
});

describe('a search with a tolerance', () => {
  test('finds the choice among all orders, by classes and by enumeration', () => {
    let [differing, pruned] = [0, 0];
    fc.assert(
      fc.property(cases, ({ sizes, accelerator, divisor, narrowing, criterion, tolerance, type }) => {
        const hardware = accelerators[accelerator];
        const problem = hardware && problemOf(convolution(sizes, 1), shrunk(hardware, divisor, narrowing));
        if (problem === undefined || !ClassSearch.serves(problem)) return;
        const options = { lpfLimit: 6, type };
        const expected = chosenAmongAll(problem, options, criterion, tolerance);
        const classes = new ClassSearch(problem, options, criterion, undefined, tolerance);
        expect(choiceOf(found(classes))).toEqual(expected);
        const enumeration = new EnumeratedSearch(problem, options, criterion, undefined, tolerance);
        expect(choiceOf(found(enumeration))).toEqual(expected);
        const costs = (search: MappingSearch) => search.alternatives.map(choiceOf);
        expect(costs(classes)).toEqual(costs(enumeration));
        pruned += classes.counts.pruned;
        const strict = chosenAmongAll(problem, options, criterion, 0);
        if (strict?.energy !== expected?.energy) differing++;
      }),
      { numRuns: Number(process.env.TOLERANCE_RUNS ?? 150) },
    );
    expect(differing).toBeGreaterThan(10);
    expect(pruned).toBeGreaterThan(0);
  });

  test('finds what the list of all costs says, for a whole example', async () => {
    const problem = problemOf(
      convolution({ K: 64, C: 64, OY: 14, OX: 14, FX: 3, FY: 3 }, 1),
      await exampleAccelerator('tpu_like'),
    );
    if (problem === undefined) throw new Error('the layer has no spatial mapping');
    const options = { lpfLimit: 6, type: 'uneven' as const };
    const { costs } = mappingCosts(problem, { ...options, mostOrders: 10_000 });
    const best = Math.min(...costs.map(({ latency }) => latency));
    for (const tolerance of [0.001, 0.01, 0.1]) {
      const within = costs.filter(({ latency }) => latency <= best * (1 + tolerance));
      const choice = found(new ClassSearch(problem, options, 'latency', undefined, tolerance));
      expect(choice?.energy).toBe(Math.min(...within.map(({ energy }) => energy)));
    }
  });

  test('leaves out what is beyond the tolerance of a known mapping', () => {
    const [hardware] = accelerators;
    const problem = hardware && problemOf(convolution({ K: 64, C: 64, OY: 14, OX: 14 }, 1), hardware);
    if (problem === undefined) throw new Error('the layer has no spatial mapping');
    const options = { lpfLimit: 6, type: 'uneven' as const };
    const best = found(new ClassSearch(problem, options, 'latency'));
    if (best === undefined) throw new Error('no mapping fits');
    const known = (share: number) => ({ energy: best.energy, latency: best.latency / share });
    expect(found(new ClassSearch(problem, options, 'latency', known(1.02), 0.01))).toBeUndefined();
    expect(found(new ClassSearch(problem, options, 'latency', known(1.005), 0.01))).toBeDefined();
  });
});

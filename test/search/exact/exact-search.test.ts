import { beforeAll, describe, expect, test } from 'vitest';
import { MappingError } from '../../../src/base/diagnostic.ts';
import { RandomStream } from '../../../src/base/random.ts';
import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import { type CompileOptions, compileProblem } from '../../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import { COST_MODELS, type CostModelName } from '../../../src/model/cost-model.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../../src/search/criteria.ts';
import { exactFront, exactSearch, onlyCandidate, spatialCandidates } from '../../../src/search/exact/index.ts';
import { TemporalMappingCandidates } from '../../../src/search/loma/temporal-mapping-candidates.ts';
import { exampleAccelerator } from '../../support.ts';
import { forEveryMapping, type MappingCost } from './brute-force.ts';
import { compare, costOf, finish, isClose, ROUNDING, search } from './compare.ts';
import {
  exampleAccelerators,
  problemsOf,
  type RandomDesign,
  randomDesign,
  variedDesign,
  withLargerMemories,
} from './random-designs.ts';

/*
 * The exact search against brute force over all orders and all cuts into memory levels, and against LOMA, on random small layers and
 * hardware: shared, tiny and narrow memories, whole and fractional unrollings, one and several levels. More cases: EXACT_RUNS.
 */

const RUNS = Number(process.env.EXACT_RUNS ?? 2000);
const SEED = Number(process.env.EXACT_SEED ?? 1);

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

/** The costs that no other one beats in both, ascending in latency; costs closer than rounding count as one. */
function frontOf(costs: readonly MappingCost[]): MappingCost[] {
  const front: MappingCost[] = [];
  for (const cost of costs.toSorted((x, y) => x.latency - y.latency || x.energy - y.energy)) {
    const last = front.at(-1);
    if (last !== undefined && cost.energy >= last.energy * (1 - ROUNDING)) continue;
    if (last !== undefined && isClose(cost.latency, last.latency)) front.pop();
    front.push(cost);
  }
  return front;
}

/** Designs of a model, the same for the same stream. */
function designFor(costModel: CostModelName, random: RandomStream, most: number): RandomDesign {
  return costModel === 'corrected'
    ? variedDesign(random, accelerators, most)
    : randomDesign(random, accelerators, most);
}

/** Every fifth problem of the corrected model reads inputs in every operation. */
function optionsFor(costModel: CostModelName, run: number): CompileOptions {
  return { costModel, accessSameDataConsideredAsNoAccess: costModel === 'reference' || run % 5 > 0 };
}

describe.each(COST_MODELS)('the exact search by the %s model', (costModel) => {
  test('finds and proves what brute force finds, by energy, latency and EDP', { timeout: 240_000 }, () => {
    const random = RandomStream.named(SEED, 'exact search');
    const seen = { compared: 0, uneven: 0, infeasible: 0, mappings: 0 };
    const runs = costModel === 'reference' ? RUNS : RUNS / 5;
    for (let run = 0; seen.compared < runs; run++) {
      const isLarge = run % 40 === 0;
      const design = designFor(costModel, random, isLarge ? 7 : 4);
      for (const problem of problemsOf(design, isLarge ? 1 : 3, optionsFor(costModel, run))) {
        const costs: MappingCost[] = [];
        if (forEveryMapping(problem, isLarge ? 3000 : 200, (cost) => costs.push(cost)) === undefined) continue;
        for (const criterion of OPTIMISATION_CRITERIA) {
          compare(problem, criterion, costs, `run ${run}, ${criterion}, ${design.accelerator.name}`);
          seen.compared++;
          seen.mappings += costs.length;
          if (problem.tiles?.hasRemainder ?? problem.versions[0] !== problem.versions[1]) seen.uneven++;
          if (costs.length === 0) seen.infeasible++;
        }
      }
    }
    if (process.env.EXACT_RUNS !== undefined) console.log(costModel, seen);
    expect(seen.mappings).toBeGreaterThan(10 * runs);
    expect(seen.uneven).toBeGreaterThan(runs / 10);
    expect(seen.infeasible).toBeGreaterThan(runs / 200);
  });

  test('finds the whole Pareto front', { timeout: 240_000 }, () => {
    const random = RandomStream.named(SEED, 'exact front');
    let points = 0;
    for (let run = 0; run < RUNS / 20; run++) {
      const [problem] = problemsOf(designFor(costModel, random, 5), 1, optionsFor(costModel, run));
      const costs: MappingCost[] = [];
      if (problem === undefined || forEveryMapping(problem, 800, (cost) => costs.push(cost)) === undefined) continue;
      const front = finish(exactFront(onlyCandidate(problem)));
      const expected = frontOf(costs);
      expect(front.isProven).toBe(true);
      expect(front.points).toHaveLength(expected.length);
      front.points.forEach(({ energy, latency }, k) => {
        expect(isClose(energy, expected[k]?.energy ?? 0) && isClose(latency, expected[k]?.latency ?? 0)).toBe(true);
      });
      points += expected.length;
    }
    expect(points).toBeGreaterThan(RUNS / 100);
  });

  test('is never worse than LOMA, whatever the limit, and starts from its answer', { timeout: 240_000 }, () => {
    const random = RandomStream.named(SEED, 'exact and LOMA');
    let better = 0;
    for (let run = 0; run < RUNS / 40; run++) {
      const [problem] = problemsOf(designFor(costModel, random, 7), 1, optionsFor(costModel, run));
      if (problem === undefined) continue;
      const criterion = OPTIMISATION_CRITERIA[run % OPTIMISATION_CRITERIA.length] ?? 'latency';
      const loma = bestOfLoma(problem, criterion, 3 + (run % 4));
      const alone = search(problem, criterion);
      if (loma === undefined) continue;
      const least = costOf(criterion, loma);
      expect(alone.value).toBeLessThanOrEqual(least * (1 + ROUNDING));
      const started = finish(exactSearch(onlyCandidate(problem), { criterion, start: { ...loma, candidate: 0 } }));
      expect(isClose(started.value, alone.value)).toBe(true);
      expect(started.isProven).toBe(true);
      if (alone.value < least * (1 - ROUNDING)) better++;
    }
    expect(better).toBeGreaterThan(0);
  });

  test('says how far it is when it is stopped, and stops at the gap it is given', () => {
    const random = RandomStream.named(SEED, 'exact and stopped');
    for (let run = 0; run < RUNS / 100; run++) {
      const [problem] = problemsOf(designFor(costModel, random, 7), 1, optionsFor(costModel, run));
      if (problem === undefined) continue;
      const { value } = search(problem, 'latency');
      let asked = 0;
      const stopped = finish(
        exactSearch(onlyCandidate(problem), { criterion: 'latency', shouldStop: () => ++asked > run % 8 }),
      );
      expect(stopped.bound).toBeLessThanOrEqual(value * (1 + ROUNDING));
      expect(stopped.value).toBeGreaterThanOrEqual(value * (1 - ROUNDING));
      const within = finish(exactSearch(onlyCandidate(problem), { criterion: 'latency', gap: 0.1 }));
      if (value === Number.POSITIVE_INFINITY) continue;
      expect(within.value).toBeLessThanOrEqual(value * 1.1 * (1 + ROUNDING));
      expect(within.bound).toBeLessThanOrEqual(value * (1 + ROUNDING));
      expect(within.gap).toBeLessThanOrEqual(0.1 + ROUNDING);
    }
  });
});

describe('all spatial mappings', () => {
  test.each(COST_MODELS)(
    'give the best of all problems, each searched by itself, by the %s model',
    { timeout: 240_000 },
    (costModel) => {
      const random = RandomStream.named(SEED, 'exact and spatial');
      let compared = 0;
      for (let run = 0; run < Math.max(8, RUNS / (costModel === 'reference' ? 100 : 250)); run++) {
        const design = designFor(costModel, random, 3);
        const problems = problemsOf(design, 100, { costModel });
        if (problems.length === 0) continue;
        const criterion = OPTIMISATION_CRITERIA[run % OPTIMISATION_CRITERIA.length] ?? 'latency';
        const candidates = spatialCandidates(design.layer, design.accelerator, { costModel });
        const together = finish(exactSearch(candidates, { criterion }));
        const alone = candidates.flatMap(({ compile }) => {
          const problem = compile();
          return typeof problem === 'string' ? [] : [search(problem, criterion).value];
        });
        expect(together.isProven).toBe(true);
        expect(isClose(together.value, Math.min(...alone))).toBe(true);
        compared++;
      }
      expect(compared).toBeGreaterThan(2);
    },
  );

  test('are far fewer than the generator lists, and rarely compiled', async () => {
    const random = RandomStream.named(SEED, 'one design');
    const { layer } = randomDesign(random, accelerators, 6);
    const candidates = spatialCandidates(layer, await exampleAccelerator('meta_prototype'));
    const { proof, counts, isProven } = finish(exactSearch(candidates, { criterion: 'latency' }));
    expect(isProven).toBe(true);
    expect(proof).toHaveLength(candidates.length);
    expect(counts.tabulated).toBeLessThan(candidates.length);
  });
});

describe('by the corrected model', () => {
  test('larger memories at equal costs never make the best mapping worse', { timeout: 240_000 }, () => {
    const random = RandomStream.named(SEED, 'larger memories');
    let better = 0;
    let compared = 0;
    while (compared < RUNS / 50) {
      const design = designFor('corrected', random, 6);
      const [small] = problemsOf(design, 1, { costModel: 'corrected' });
      if (small === undefined) continue;
      // With the same unrollings: the generator's order depends on the memories, too.
      const { accelerator } = withLargerMemories(design, 1 + random.nextBelow(3));
      const large = compileProblem(design.layer, accelerator, small.spatialMapping, { costModel: 'corrected' });
      const criterion = OPTIMISATION_CRITERIA[compared % OPTIMISATION_CRITERIA.length] ?? 'latency';
      const before = search(small, criterion).value;
      const after = search(large, criterion).value;
      expect(after).toBeLessThanOrEqual(before * (1 + ROUNDING));
      if (after < before) better++;
      compared++;
    }
    expect(better).toBeGreaterThan(RUNS / 500);
  });
});

/** LOMA's best under a limit; undefined if nothing fits. */
function bestOfLoma(
  problem: CompiledProblem,
  criterion: OptimisationCriterion,
  lpfLimit: number,
): MappingCost | undefined {
  const evaluator = new MappingEvaluator(problem);
  let best: MappingCost | undefined;
  try {
    const mappings = new TemporalMappingCandidates(problem, { lpfLimit, type: 'uneven' });
    while (mappings.next()) {
      evaluator.evaluate(mappings.nest);
      const cost = { energy: evaluator.energyTotal, latency: evaluator.latencyTotal2 };
      if (best === undefined || costOf(criterion, cost) < costOf(criterion, best)) best = cost;
    }
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
  }
  return best;
}

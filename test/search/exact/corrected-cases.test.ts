import { expect, test } from 'vitest';
import { RandomStream } from '../../../src/base/random.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import { leastCosts } from '../../../src/search/compulsory/least-costs.ts';
import { OPTIMISATION_CRITERIA } from '../../../src/search/criteria.ts';
import { CaseMaker } from '../../corrected/random-case.ts';
import { forEveryMapping, type MappingCost } from './brute-force.ts';
import { compare, ROUNDING } from './compare.ts';
import { problemOf } from './corrected-problem.ts';

/*
 * The exact search and the bounds by the corrected model against brute force, on hardware and layers of every kind that the model's own tests
 * know: uneven memories, split and shared ports, several unrollings of a dimension, strides, dilations, groups. More cases: EXACT_RUNS.
 */

const RUNS = Number(process.env.EXACT_RUNS ?? 160);
const SEED = Number(process.env.EXACT_SEED ?? 1);

test('hardware of every kind: optimum, bounds and what no mapping avoids', { timeout: 240_000 }, () => {
  const maker = new CaseMaker(RandomStream.named(SEED, 'exact corrected cases'));
  const seen = { problems: 0, uneven: 0, infeasible: 0, mappings: 0, exactEnergy: 0, exactLatency: 0 };
  for (let run = 0; seen.problems < RUNS; run++) {
    const problem = nextProblem(maker);
    const costs: MappingCost[] = [];
    if (forEveryMapping(problem, 400, (cost) => costs.push(cost)) === undefined) continue;
    for (const criterion of OPTIMISATION_CRITERIA) {
      compare(problem, criterion, costs, `run ${run}, ${criterion}`);
    }
    seen.problems++;
    seen.mappings += costs.length;
    if (problem.tiles?.hasRemainder === true) seen.uneven++;
    if (costs.length === 0) seen.infeasible++;
    const least = leastCosts(problem);
    const energy = costs.reduce((lowest, cost) => Math.min(lowest, cost.energy), Number.POSITIVE_INFINITY);
    const latency = costs.reduce((lowest, cost) => Math.min(lowest, cost.latency), Number.POSITIVE_INFINITY);
    expect(least.energy, `energy of run ${run}`).toBeLessThanOrEqual(energy * (1 + ROUNDING));
    expect(least.latency, `latency of run ${run}`).toBeLessThanOrEqual(latency * (1 + ROUNDING));
    if (energy <= least.energy * (1 + ROUNDING)) seen.exactEnergy++;
    if (latency <= least.latency * (1 + ROUNDING)) seen.exactLatency++;
  }
  if (process.env.EXACT_RUNS !== undefined) console.log(seen);
  expect(seen.uneven).toBeGreaterThan(RUNS / 5);
  expect(seen.infeasible).toBeLessThan(RUNS / 2);
  expect(seen.mappings).toBeGreaterThan(10 * RUNS);
  expect(seen.exactEnergy).toBeGreaterThan(RUNS / 10);
  expect(seen.exactLatency).toBeGreaterThan(RUNS / 10);
});

/** The problem of a random case, whose outermost memory holds everything. */
function nextProblem(maker: CaseMaker): CompiledProblem {
  const given = maker.make();
  const last = Object.keys(given.accelerator.memories).length - 1;
  const memories = Object.fromEntries(
    Object.entries(given.accelerator.memories).map(([name, memory], index) => [
      name,
      index === last ? { ...memory, size: 1_000_000 } : memory,
    ]),
  );
  return problemOf({ ...given, accelerator: { ...given.accelerator, memories } });
}

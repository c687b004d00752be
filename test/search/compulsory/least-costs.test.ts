import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/base/random.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import { leastCosts } from '../../../src/search/compulsory/least-costs.ts';
import { forEveryMapping } from '../exact/brute-force.ts';
import { exampleAccelerators, problemsOf, randomDesign, variedDesign } from '../exact/random-designs.ts';

/* What no mapping avoids, against all mappings of random small layers and hardware. More cases: EXACT_RUNS. */

const RUNS = Number(process.env.EXACT_RUNS ?? 300);
const SEED = Number(process.env.EXACT_SEED ?? 1);

/** Costs of the same mapping summed in another order differ by less. */
const ROUNDING = 2e-9;

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

describe('the least costs of a problem', () => {
  test('no mapping costs less, and some mappings hardly more', { timeout: 240_000 }, () => {
    const random = RandomStream.named(SEED, 'least costs');
    const seen = compareAll(RUNS, () => problemsOf(randomDesign(random, accelerators, 4), 3));
    expect(seen.uneven).toBeGreaterThan(RUNS / 20);
    expect(seen.energy).toBeGreaterThan(RUNS / 20);
    expect(seen.latency).toBeGreaterThan(RUNS / 20);
  });

  test('the same by the corrected model, layers with remainders included', { timeout: 240_000 }, () => {
    const random = RandomStream.named(SEED, 'least corrected costs');
    const runs = RUNS / 3;
    const seen = compareAll(runs, () => {
      const accessSameDataConsideredAsNoAccess = random.nextFraction() < 0.8;
      const options = { costModel: 'corrected', accessSameDataConsideredAsNoAccess } as const;
      return problemsOf(variedDesign(random, accelerators, 4), 3, options);
    });
    expect(seen.uneven).toBeGreaterThan(runs / 20);
    expect(seen.energy).toBeGreaterThan(runs / 20);
    expect(seen.latency).toBeGreaterThan(runs / 20);
  });
});

/** Counts problems, those with unrollings that don't divide, and those in which a bound is no more than a tenth below the optimum. */
function compareAll(runs: number, next: () => CompiledProblem[]) {
  const seen = { problems: 0, uneven: 0, energy: 0, latency: 0 };
  for (let run = 0; seen.problems < runs; run++) {
    for (const problem of next()) {
      let energy = Number.POSITIVE_INFINITY;
      let latency = Number.POSITIVE_INFINITY;
      const complete = forEveryMapping(problem, 200, (cost) => {
        energy = Math.min(energy, cost.energy);
        latency = Math.min(latency, cost.latency);
      });
      if (complete === undefined || energy === Number.POSITIVE_INFINITY) continue;
      const least = leastCosts(problem);
      const about = `run ${run}, ${problem.accelerator.name}`;
      expect(least.energy, `energy, ${about}`).toBeLessThanOrEqual(energy * (1 + ROUNDING));
      expect(least.latency, `latency, ${about}`).toBeLessThanOrEqual(latency * (1 + ROUNDING));
      seen.problems++;
      if (problem.tiles?.hasRemainder ?? problem.versions[0] !== problem.versions[1]) seen.uneven++;
      if (energy <= 1.1 * least.energy) seen.energy++;
      if (latency <= 1.1 * least.latency) seen.latency++;
    }
  }
  if (process.env.EXACT_RUNS !== undefined) console.log(seen);
  return seen;
}

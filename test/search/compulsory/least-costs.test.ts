import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/base/random.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import { leastCosts } from '../../../src/search/compulsory/least-costs.ts';
import { forEveryMapping } from '../exact/brute-force.ts';
import { exampleAccelerators, problemsOf, randomDesign } from '../exact/random-designs.ts';

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
    const seen = { problems: 0, fractional: 0, energy: 0, latency: 0 };
    for (let run = 0; seen.problems < RUNS; run++) {
      const design = randomDesign(random, accelerators, 4);
      for (const problem of problemsOf(design, 3)) {
        let energy = Number.POSITIVE_INFINITY;
        let latency = Number.POSITIVE_INFINITY;
        const complete = forEveryMapping(problem, 200, (cost) => {
          energy = Math.min(energy, cost.energy);
          latency = Math.min(latency, cost.latency);
        });
        if (complete === undefined || energy === Number.POSITIVE_INFINITY) continue;
        const least = leastCosts(problem);
        const about = `run ${run}, ${design.accelerator.name}`;
        expect(least.energy, `energy, ${about}`).toBeLessThanOrEqual(energy * (1 + ROUNDING));
        expect(least.latency, `latency, ${about}`).toBeLessThanOrEqual(latency * (1 + ROUNDING));
        seen.problems++;
        if (problem.versions[0] !== problem.versions[1]) seen.fractional++;
        if (energy <= 1.1 * least.energy) seen.energy++;
        if (latency <= 1.1 * least.latency) seen.latency++;
      }
    }
    if (process.env.EXACT_RUNS !== undefined) console.log(seen);
    expect(seen.fractional).toBeGreaterThan(RUNS / 20);
    expect(seen.energy).toBeGreaterThan(RUNS / 20);
    expect(seen.latency).toBeGreaterThan(RUNS / 20);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { MappingError } from '../../../src/base/diagnostic.ts';
import { RandomStream } from '../../../src/base/random.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import { COST_MODELS } from '../../../src/model/cost-model.ts';
import type { TemporalOrderingEntry } from '../../../src/model/mapping/mapping-constraints.ts';
import { exampleAccelerators, problemsOf, randomDesign } from '../exact/random-designs.ts';
import { compareCurve, withOrdering } from './compare-curve.ts';

/* Curves of problems whose temporal ordering has open sizes, fixed sizes, and a place for all other loops. More cases: CURVE_RUNS. */

const RUNS = Number(process.env.CURVE_RUNS ?? 30);
const SEED = Number(process.env.CURVE_SEED ?? 1);

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

/** An ordering of some dimensions with temporal loops; each stands in one entry. */
function randomOrdering(random: RandomStream, { dimensionNames, layer }: CompiledProblem): TemporalOrderingEntry[] {
  const left = dimensionNames.filter((_, dimension) => (layer.dimensions[dimension]?.size ?? 1) > 1);
  const entries: TemporalOrderingEntry[] = [];
  const most = 1 + random.nextBelow(3);
  while (entries.length < most && left.length > 0) {
    const [dimension = ''] = left.splice(random.nextBelow(left.length), 1);
    entries.push({ dimension, size: random.nextFraction() < 0.8 ? '*' : 2 });
  }
  if (random.nextFraction() < 0.4) entries.splice(random.nextBelow(entries.length + 1), 0, ANY);
  return entries;
}

const ANY: TemporalOrderingEntry = { dimension: '*', size: '*' };

/** Undefined where the ordering does not suit the layer, or its orders are too many. */
function compareOrdered(problem: CompiledProblem, memory: string, context: string) {
  try {
    return compareCurve(problem, memory, 400, context);
  } catch (error) {
    if (error instanceof MappingError || (error instanceof Error && error.constructor.name === 'OrderingError')) {
      return undefined;
    }
    throw error;
  }
}

describe.each(COST_MODELS)('an ordering with open sizes, %s cost model', (costModel) => {
  test('allows the orders that brute force finds', { timeout: 120_000 }, () => {
    const random = RandomStream.named(SEED, 'orderings of curves');
    const seen = { compared: 0, some: 0, points: 0 };
    while (seen.compared < RUNS) {
      const design = randomDesign(random, accelerators, 5);
      const memory = design.accelerator.memoryHierarchy.memories.at(-1)?.name ?? '';
      for (const problem of problemsOf(design, 1, { costModel })) {
        const ordering = randomOrdering(random, problem);
        const ordered = withOrdering(problem, ordering);
        const curve = compareOrdered(ordered, memory, `${design.accelerator.name}, ${JSON.stringify(ordering)}`);
        if (curve === undefined) continue;
        expect(curve.reservations).not.toContain('repeatedOpenSizes');
        seen.compared++;
        seen.points += curve.points.length;
        if (curve.points.length > 0) seen.some++;
      }
    }
    expect(seen.some).toBeGreaterThan(RUNS / 3);
    expect(seen.points).toBeGreaterThan(RUNS);
  });
});

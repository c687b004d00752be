import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { loopKinds } from '../../src/certificate/cost/loop-kinds.ts';
import { TileLattice } from '../../src/certificate/cost/tile-lattice.ts';
import { COST_MODELS as CHECKED } from '../../src/certificate/cost-models.ts';
import { NotCovered } from '../../src/certificate/not-covered.ts';
import { AllowedOrders } from '../../src/certificate/paths/allowed-orders.ts';
import { forEveryArrangement } from '../../src/certificate/paths/arrangements.ts';
import { forEveryChain } from '../../src/certificate/paths/chains.ts';
import { PathFinder } from '../../src/certificate/paths/path-graph.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { COST_MODELS, type CostModelName } from '../../src/model/cost-model.ts';
import type { TemporalOrderingEntry } from '../../src/model/mapping/mapping-constraints.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { hidesOrdering } from '../../src/search/exact/tiles/tile-space.ts';
import { LoopOrders } from '../../src/search/orders/loop-orders.ts';
import { loopPrimeFactors } from '../../src/search/orders/loop-prime-factors.ts';
import { temporalLoopSizes } from '../../src/search/orders/temporal-loops.ts';
import { fixedLoops } from '../../src/search/orders/user-ordering.ts';
import { forEveryMapping, type MappingCost, orderTest } from '../search/exact/brute-force.ts';
import { isClose } from '../search/exact/compare.ts';
import { exampleAccelerators, problemsOf, randomDesign, variedDesign } from '../search/exact/random-designs.ts';
import { matrixProduct } from '../support.ts';
import { ANY, oneEntry, randomOrdering, withOrdering } from './random-orderings.ts';

/*
 * Orders that a temporal ordering allows, and their mappings: complete, partial, with open sizes, with loops in between. More:
 * CERTIFICATE_RUNS, CERTIFICATE_SEED.
 */

const RUNS = Number(process.env.CERTIFICATE_RUNS ?? 2);
const SEED = Number(process.env.CERTIFICATE_SEED ?? 1);

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

describe('orders that the checker allows', () => {
  test('are those of the expression of the ordering, or not covered', () => {
    const random = RandomStream.named(SEED, 'allowed orders');
    const seen = { allowed: 0, forbidden: 0, covered: 0 };
    const sizes = [
      { name: 'D', size: 2 },
      { name: 'C', size: 6 },
      { name: 'K', size: 8 },
    ];
    for (let run = 0; run < 50 * RUNS; run++) {
      const ordering = randomOrdering(random, sizes);
      const layer = withOrdering(matrixProduct({ D: 2, C: 6, K: 8 }), ordering);
      const orders = new LoopOrders(loopPrimeFactors(sizes, null, fixedLoops(ordering)));
      const rounds = (dimension: number): number => layer.dimensions[dimension]?.size ?? 1;
      const dimensions = layer.dimensions.map(({ name }) => name);
      const kinds = loopKinds(layer, rounds);
      expect(kinds.map(({ dimension, size }) => `${dimensions[dimension]} ${size}`)).toEqual(
        orders.loops.map(({ dimension, size }) => `${dimension} ${size}`),
      );
      const lattice = new TileLattice({ kinds, dimensions });
      let allowed: AllowedOrders;
      try {
        allowed = new AllowedOrders({ layer, dimensions }, lattice);
      } catch (error) {
        if (!(error instanceof NotCovered)) throw error;
        continue;
      }
      seen.covered++;
      // What follows the last entry is any number of loops.
      const isAllowed = orderTest(ordering.includes(ANY) ? ordering : [...ordering, ANY], orders);
      const onOrders = new Set<number>();
      while (orders.next()) {
        let tile = 0;
        const tiles = [tile];
        const follows = [...orders.order].every((kind) => {
          if (!allowed.allows(tile, kind)) return false;
          tile += lattice.strides[kind] ?? 0;
          tiles.push(tile);
          return true;
        });
        expect(follows, JSON.stringify(ordering)).toBe(isAllowed());
        if (follows) for (const passed of tiles) onOrders.add(passed);
        seen[follows ? 'allowed' : 'forbidden']++;
      }
      const passed = Array.from({ length: lattice.size }, (_, tile) => tile).filter((tile) => allowed.passes(tile));
      expect(passed).toEqual([...onOrders].sort((x, y) => x - y));
      expect(allowed.exist).toBe(onOrders.size > 0);
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS);
  });

  test.each<readonly [string, TemporalOrderingEntry[]]>([
    ['a loop of one iteration', [{ dimension: 'K', size: 1 }]],
    ['two wildcards', [ANY, { dimension: 'K', size: 2 }, ANY]],
    ['a wildcard of a size', [{ dimension: '*', size: 2 }]],
    // K K C, and then K; or K C K, and then any loop.
    [
      'a dimension at several places of any size',
      ['K', 'C', 'K'].map((dimension): TemporalOrderingEntry => ({ dimension, size: '*' })),
    ],
  ])('are not covered with %s', (_, ordering) => {
    const layer = withOrdering(matrixProduct({ D: 2, C: 2, K: 8 }), ordering);
    const dimensions = layer.dimensions.map(({ name }) => name);
    expect(() => {
      const kinds = loopKinds(layer, (dimension) => layer.dimensions[dimension]?.size ?? 1);
      new AllowedOrders({ layer, dimensions }, new TileLattice({ kinds, dimensions }));
    }).toThrow(NotCovered);
  });
});

test.each(COST_MODELS)(
  'without bounds, the checker costs all mappings that an ordering allows, and no others, by the %s model',
  { timeout: 600_000 },
  (costModel) => {
    const random = RandomStream.named(SEED, 'mappings of orderings');
    let compared = 0;
    let several = 0;
    for (let run = 0; several < 2 * RUNS; run++) {
      const design = (costModel === 'corrected' ? variedDesign : randomDesign)(random, accelerators, 3);
      const [free] = problemsOf(design, 1, { costModel });
      if (free === undefined || design.accelerator.operationalArray.cyclesPerOperation > 1) continue;
      const sizes = temporalLoopSizes(design.layer, free.spatialMapping);
      const ordering = random.nextFraction() < 0.3 ? randomOrdering(random, sizes) : oneEntry(random, sizes);
      const layer = withOrdering(design.layer, ordering);
      const { accelerator } = design;
      const [problem = free] = problemsOf({ layer, accelerator }, 1, { costModel });
      if (hidesOrdering(problem)) continue;
      const costs = new Map<string, MappingCost>();
      const count = forEveryMapping(problem, 1000, (cost) => {
        if (!Number.isNaN(cost.energy)) costs.set(`${cost.energy} ${cost.latency}`, cost);
      });
      if (count === undefined || count === 0) continue;
      const costed = costsOf(layer, accelerator, problem, costModel);
      if (costed === undefined) continue;
      const where = `run ${run}, ${accelerator.name}, ${JSON.stringify(ordering)}`;
      expect(hasAll(costed.costs, [...costs.values()]), where).toBe(true);
      expect(hasAll([...costs.values()], costed.costs), where).toBe(true);
      compared++;
      if (costed.hasSeveralOrders) several++;
    }
    expect(compared).toBeGreaterThan(several);
  },
);

interface AllCosts {
  readonly costs: readonly MappingCost[];
  /** Whether some loops between two closings are costed in several orders. */
  readonly hasSeveralOrders: boolean;
}

/** Costs of all mappings that the checker would cost without bounds; undefined where it can't, or there are too many. */
function costsOf(
  layer: Layer,
  accelerator: Accelerator,
  { spatialMapping }: CompiledProblem,
  costModel: CostModelName,
): AllCosts | undefined {
  const mapped = CHECKED[costModel].unroll(layer, accelerator, spatialMapping.source)?.map();
  if (mapped === undefined || mapped.mapped.iterations === 1) return undefined;
  const { closings } = mapped.tabulate();
  const { tables, closable } = closings;
  const bounds = {
    latency: [],
    energy: { constant: 0, cost: new Float64Array(tables.energy.length) },
    isEnough: () => false,
  };
  const paths = new PathFinder(closings);
  const costs = new Map<string, MappingCost>();
  let hasSeveralOrders = false;
  let all: number[][] = [[]];
  for (const count of closable) {
    all = all.flatMap((counts) => Array.from({ length: count + 1 }, (_, closed) => [...counts, closed]));
  }
  const isComplete = all.every((counts) =>
    forEveryChain(closings, counts, paths.pathsThatClose(counts), bounds, 20_000, (steps) => {
      let orders = 0;
      const isWhole = forEveryArrangement(closings, steps, 2000, (cost) => {
        costs.set(`${cost.energy} ${cost.latency}`, cost);
        orders++;
      });
      if (orders > 1) hasSeveralOrders = true;
      return isWhole;
    }),
  );
  return isComplete ? { costs: [...costs.values()], hasSeveralOrders } : undefined;
}

/** Whether every cost of one list is in the other. */
function hasAll(list: readonly MappingCost[], other: readonly MappingCost[]): boolean {
  return other.every((cost) =>
    list.some(({ energy, latency }) => isClose(energy, cost.energy) && isClose(latency, cost.latency)),
  );
}

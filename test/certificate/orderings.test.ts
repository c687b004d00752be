import { beforeAll, describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { primeFactors } from '../../src/base/integers.ts';
import { RandomStream } from '../../src/base/random.ts';
import { checkCandidates } from '../../src/certificate/check-candidates.ts';
import type { TabulatedLayer } from '../../src/certificate/checked-cost-model.ts';
import { loopKinds } from '../../src/certificate/cost/loop-kinds.ts';
import { TileLattice } from '../../src/certificate/cost/tile-lattice.ts';
import { COST_MODELS as CHECKED } from '../../src/certificate/cost-models.ts';
import type { ProblemDocument } from '../../src/certificate/document.ts';
import { NotCovered } from '../../src/certificate/not-covered.ts';
import { AllowedOrders } from '../../src/certificate/paths/allowed-orders.ts';
import { forEveryArrangement } from '../../src/certificate/paths/arrangements.ts';
import { forEveryChain } from '../../src/certificate/paths/chains.ts';
import { PathFinder } from '../../src/certificate/paths/path-graph.ts';
import { checkPotentials } from '../../src/certificate/paths/potentials.ts';
import { distinctCandidates } from '../../src/certificate/spatial/distinct-candidates.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { COST_MODELS, type CostModelName } from '../../src/model/cost-model.ts';
import type { TemporalOrderingEntry } from '../../src/model/mapping/mapping-constraints.ts';
import type { Layer, LoopDimension } from '../../src/model/workload/layer.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { certify } from '../../src/run/certificate/certify.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { OPTIMISATION_CRITERIA } from '../../src/search/criteria.ts';
import { hidesOrdering } from '../../src/search/exact/tiles/tile-space.ts';
import { LoopOrders } from '../../src/search/orders/loop-orders.ts';
import { loopPrimeFactors } from '../../src/search/orders/loop-prime-factors.ts';
import { temporalLoopSizes } from '../../src/search/orders/temporal-loops.ts';
import { fixedLoops } from '../../src/search/orders/user-ordering.ts';
import { forEveryMapping, type MappingCost, orderTest } from '../search/exact/brute-force.ts';
import { costOf, isClose } from '../search/exact/compare.ts';
import { exampleAccelerators, problemsOf, randomDesign, variedDesign } from '../search/exact/random-designs.ts';
import { matrixProduct } from '../support.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type CertifiedLayer, certified, verdictOf } from './support.ts';

/*
 * Certificates of layers with a temporal ordering: complete, partial, with open sizes, with loops in between. More: CERTIFICATE_RUNS,
 * CERTIFICATE_SEED.
 */

const RUNS = Number(process.env.CERTIFICATE_RUNS ?? 2);
const SEED = Number(process.env.CERTIFICATE_SEED ?? 1);
const SMALL = 1e-6;
const ANY: TemporalOrderingEntry = { dimension: '*', size: '*' };

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

function withOrdering(layer: Layer, temporalOrdering: readonly TemporalOrderingEntry[]): Layer {
  return { ...layer, mapping: { ...layer.mapping, temporalOrdering } };
}

/** An ordering of these loops that some order satisfies. */
function randomOrdering(random: RandomStream, sizes: readonly LoopDimension[]): TemporalOrderingEntry[] {
  const loops: LoopDimension[] = [];
  for (const { name, size } of sizes) {
    const own: number[] = [];
    for (const factor of primeFactors(size)) {
      const last = own.length - 1;
      // Some loops are larger than a prime factor.
      if (last >= 0 && random.nextFraction() < 0.4) own[last] = (own[last] ?? 1) * factor;
      else own.push(factor);
    }
    loops.push(...own.map((factor) => ({ name, size: factor })));
  }
  for (let at = loops.length - 1; at > 0; at--) {
    const other = random.nextBelow(at + 1);
    const [one, two] = [loops[at], loops[other]];
    if (one !== undefined && two !== undefined) [loops[at], loops[other]] = [two, one];
  }
  const kind = random.nextBelow(4);
  const entries = loops.map(({ name, size }): TemporalOrderingEntry => ({ dimension: name, size }));
  if (kind === 0 || entries.length === 0) return entries;
  const count = 1 + random.nextBelow(Math.min(3, entries.length));
  const some = entries.slice(0, count);
  if (kind === 1) return some;
  const opened = some.map((entry, at): TemporalOrderingEntry => {
    const isOpen = random.nextFraction() < 0.7 && (random.nextFraction() < 0.5 || isSingle(some, at));
    return isOpen ? { dimension: entry.dimension, size: '*' } : entry;
  });
  if (kind === 2) return opened;
  const place = random.nextBelow(count + 1);
  return [...opened.slice(0, place), ANY, ...opened.slice(place)];
}

function isSingle(entries: readonly TemporalOrderingEntry[], at: number): boolean {
  return entries.filter(({ dimension }) => dimension === entries[at]?.dimension).length === 1;
}

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

test('the certificate of a run with the ordering of its mapping file is proven', async () => {
  const folder = temporaryFolder();
  const inputs = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', opt: 'EDP' } as const;
  await getHardwarePerformance({
    ...inputs,
    temporalMappingSearchEngine: 'exact',
    certificate: true,
    dumpFolder: folder,
  });
  const { layers, isProven } = await certify(folder, platformFiles);
  expect(layers.map(({ verdict }) => verdict)).toEqual([{ is: 'proven' }]);
  expect(isProven).toBe(true);
});

function changed(it: CertifiedLayer, change: (document: ProblemDocument) => void): CertifiedLayer {
  const document = structuredClone(it.document);
  change(document);
  return { ...it, document };
}

describe.each(COST_MODELS)('certificates of random layers with an ordering, by the %s model', (costModel) => {
  test('prove the optimum of brute force, and nothing else', { timeout: 600_000 }, () => {
    const random = RandomStream.named(SEED, 'certificates of orderings');
    const seen = { compared: 0, forbidden: 0, swapped: 0, dropped: 0, raised: 0 };
    for (let run = 0; seen.compared < 3 * RUNS; run++) {
      const { layer: free, accelerator } = (costModel === 'corrected' ? variedDesign : randomDesign)(
        random,
        accelerators,
        2,
      );
      if (accelerator.operationalArray.cyclesPerOperation > 1) continue;
      const most = [1, 1, 3][run % 3] ?? 1;
      const [first] = problemsOf({ layer: free, accelerator }, 1, { costModel });
      if (first === undefined) continue;
      const layer = withOrdering(free, randomOrdering(random, temporalLoopSizes(free, first.spatialMapping)));
      const problems = problemsOf({ layer, accelerator }, most, { costModel });
      if (problems.some(hidesOrdering)) continue;
      for (const objective of OPTIMISATION_CRITERIA) {
        const where = `run ${run}, ${objective}, ${accelerator.name}, ${JSON.stringify(layer.mapping.temporalOrdering)}`;
        let it: CertifiedLayer;
        try {
          it = certified(layer, accelerator, objective, most, costModel);
        } catch (error) {
          if (!(error instanceof MappingError)) throw error;
          continue;
        }
        const { value } = it.document;
        expect(verdictOf(it), where).toEqual({ is: 'proven' });
        const lowered = { ...it.document, value: value * (1 - SMALL) };
        expect(verdictOf({ ...it, document: lowered }).is, where).toBe('refuted');
        const space = distinctCandidates(layer, accelerator, costModel, most);
        expect(checkCandidates(it.question, it.document, space).is, where).toBe('proven');
        const raised = { ...it.document, value: value * (1 + SMALL) };
        expect(checkCandidates(it.question, raised, space).is, where).not.toBe('proven');
        if (objective === OPTIMISATION_CRITERIA[run % 3]) {
          seen.dropped += dropEntries(it, where);
          seen.swapped += swapLoops(it, where);
          // The best of all orders, where the ordering forbids it.
          const other = certified(free, accelerator, objective, most, costModel);
          if (other.document.value < value * (1 - SMALL)) {
            expect(verdictOf({ ...it, document: other.document }).is, where).toBe('refuted');
            seen.forbidden++;
          }
        }
        if (most > 1) continue;
        seen.raised += raisePotentials(it, where);
        let optimum = Number.POSITIVE_INFINITY;
        const count = forEveryMapping(problems[0] ?? first, 3000, (cost) => {
          optimum = Math.min(optimum, costOf(objective, cost));
        });
        if (count === undefined || count === 0) continue;
        expect(isClose(value, optimum), `${where}: ${value}, optimum ${optimum}`).toBe(true);
        seen.compared++;
      }
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
  });
});

/**
 * Leaves out one entry, or one configuration, after the other. What needs it is not finished, and no bound above the optimum is accepted.
 * Returns how many were needed.
 */
function dropEntries(it: CertifiedLayer, where: string): number {
  const { layer, accelerator, costModel, mostSpatialMappings } = it.question;
  const space = distinctCandidates(layer, accelerator, costModel, mostSpatialMappings);
  let count = 0;
  const expectNoProof = (document: ProblemDocument): void => {
    const { is } = verdictOf({ ...it, document });
    expect(is, where).not.toBe('refuted');
    if (is === 'not finished') count++;
    const raised = { ...document, value: document.value * (1 + SMALL) };
    expect(checkCandidates(it.question, raised, space).is, where).not.toBe('proven');
  };
  for (const [at, { configurations = [] }] of it.document.candidates.entries()) {
    expectNoProof(changed(it, ({ candidates }) => candidates.splice(at, 1)).document);
    for (const place of configurations.keys()) {
      expectNoProof(changed(it, ({ candidates }) => candidates[at]?.configurations?.splice(place, 1)).document);
    }
  }
  return count;
}

/** Of a complete ordering, every other order of loops is refuted. Returns how many. */
function swapLoops(it: CertifiedLayer, where: string): number {
  const { temporalOrdering } = it.question.layer.mapping;
  const { loops } = it.document.witness;
  const isComplete =
    temporalOrdering.length === loops.length &&
    temporalOrdering.every(({ dimension, size }, at) => `${dimension} ${size}` === loops[at]);
  if (!isComplete) return 0;
  let count = 0;
  for (let at = 1; at < loops.length; at++) {
    const [inner, outer] = [loops[at - 1], loops[at]];
    if (inner === undefined || outer === undefined || inner === outer) continue;
    const swapped = changed(it, ({ witness }) => witness.loops.splice(at - 1, 2, outer, inner));
    expect(verdictOf(swapped), where).toMatchObject({ is: 'refuted', reason: expect.stringContaining('no mapping') });
    count++;
  }
  return count;
}

/** The only spatial mapping of a layer; undefined if it has a single temporal mapping. */
function onlySpatialMapping({ question }: CertifiedLayer): TabulatedLayer | undefined {
  const { layer, accelerator, costModel, mostSpatialMappings } = question;
  const [only] = distinctCandidates(layer, accelerator, costModel, mostSpatialMappings).values();
  const costed = only?.unrolled.map();
  return costed === undefined || costed.mapped.iterations === 1 ? undefined : costed.tabulate();
}

/** Raises one potential after the other: none is accepted. Returns how many. */
function raisePotentials(it: CertifiedLayer, where: string): number {
  const potentials = it.document.candidates[0]?.potentials;
  const closings = onlySpatialMapping(it)?.closings;
  if (potentials === undefined || closings === undefined) return 0;
  let count = 0;
  for (const [place, value] of potentials.values.entries()) {
    if (value === null) continue;
    const raised = value === 0 ? SMALL : value * (1 + SMALL);
    const values = potentials.values.map((other, at) => (at === place ? raised : other));
    expect(checkPotentials(closings, { ...potentials, values }), where).toEqual(expect.any(String));
    count++;
  }
  return count;
}

test.each(COST_MODELS)(
  'without bounds, the checker costs all mappings that an ordering allows, and no others, by the %s model',
  { timeout: 600_000 },
  (costModel) => {
    const random = RandomStream.named(SEED, 'mappings of orderings');
    let compared = 0;
    let several = 0;
    for (let run = 0; several < 5 * RUNS; run++) {
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
      const count = forEveryMapping(problem, 3000, (cost) => {
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

/** An ordering of one entry, innermost or outermost. */
function oneEntry(random: RandomStream, sizes: readonly LoopDimension[]): TemporalOrderingEntry[] {
  const { name = '' } = sizes[random.nextBelow(Math.max(1, sizes.length))] ?? {};
  const entry: TemporalOrderingEntry = { dimension: name, size: '*' };
  return random.nextFraction() < 0.5 ? [entry] : [ANY, entry];
}

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

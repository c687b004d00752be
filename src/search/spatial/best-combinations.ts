import { product } from '../../base/integers.ts';
import { type ArrayUnrolling, type SpatialMapping, utilisation } from '../../model/mapping/spatial-mapping.ts';
import { CombinationBound } from './combination-bound.ts';

/** The unrollings chosen for some array dimensions, and the total unrolling of each loop. */
interface Combination {
  readonly chosen: readonly ArrayUnrolling[];
  readonly units: number;
  /** Per loop, in the order of `loopSizes`. */
  readonly totals: readonly number[];
  /** The largest total. */
  readonly largest: number;
}

interface Ranked {
  readonly mapping: SpatialMapping;
  readonly score: number;
}

/** Number of partial combinations that the beam search keeps per array dimension. */
const BEAM_WIDTH = 64;

/** Number of partial combinations, about ten seconds of work, after which the ranking gives up. */
const MOST_VISITS = 50_000_000;

/** Thrown when there are too many combinations to rank. */
export class TooManyCombinations extends Error {}

/**
 * The `count` best combinations of one candidate for every array dimension to fill. The best one comes first. Equal scores keep the
 * order of generation, in which the last array dimension varies fastest.
 *
 * The score prefers many used units, and several moderate unrollings to a large one:
 * units + units / (largest total unrolling of a loop) − 1 (docs/mapping-search.md#ranking).
 *
 * A layer can have billions of combinations. The search is a branch and bound. It prunes a partial combination that unrolls a loop more
 * often than the loop has iterations. It also prunes a partial combination whose bound is below the best scores, or below `scoreToBeat`.
 * @throws TooManyCombinations when the search would still take too long.
 */
export function bestCombinations(
  fixed: SpatialMapping,
  candidates: readonly (readonly ArrayUnrolling[])[],
  loopSizes: ReadonlyMap<string, number>,
  count: number,
  mostVisits = MOST_VISITS,
): SpatialMapping[] {
  const bound = new CombinationBound(loopSizes, [...fixed, ...candidates.flat()]);
  const mostUnits = candidates.map((list) => Math.max(0, ...list.map(utilisation)));
  const mostAbove = candidates.map((_, level) => product(mostUnits.slice(level)));
  const extend = extender(loopSizes);
  const start = fixed.reduce<Combination | undefined>((known, entry) => known && extend(known, entry), {
    chosen: [],
    units: 1,
    totals: Array.from(loopSizes, () => 1),
    largest: 1,
  });
  if (start === undefined) return [];
  const toBeat = scoreToBeat(start, candidates, extend, count);
  const best: Ranked[] = [];
  let visits = 0;

  const visit = (level: number, partial: Combination): void => {
    visits++;
    if (visits > mostVisits) throw new TooManyCombinations();
    const worst = best.length === count ? (best[count - 1]?.score ?? 0) : Number.NEGATIVE_INFINITY;
    const list = candidates[level];
    if (list === undefined) {
      const score = scoreOf(partial);
      if (score > worst) insertRanked(best, { mapping: partial.chosen, score }, count);
      return;
    }
    const most = bound.of(partial.units * (mostAbove[level] ?? 1), partial.largest);
    if (most <= worst || most < toBeat) return;
    for (const entry of list) {
      const next = extend(partial, entry);
      if (next !== undefined) visit(level + 1, next);
    }
  };

  visit(0, start);
  return best.map(({ mapping }) => mapping);
}

type Extend = (partial: Combination, entry: ArrayUnrolling) => Combination | undefined;

/** Adds an array dimension to a combination. Undefined if a loop would be unrolled more often than it has iterations. */
function extender(loopSizes: ReadonlyMap<string, number>): Extend {
  const sizes = [...loopSizes.values()];
  const indexOf = new Map([...loopSizes.keys()].map((name, index) => [name, index]));
  return ({ chosen, units, totals, largest }, entry) => {
    const grown = [...totals];
    let most = largest;
    for (const { dimension, factor } of entry.unrollings) {
      const index = indexOf.get(dimension);
      if (index === undefined) return undefined;
      const total = (grown[index] ?? 1) * factor;
      if (total > (sizes[index] ?? 0)) return undefined;
      grown[index] = total;
      if (total > most) most = total;
    }
    return { chosen: [...chosen, entry], units: units * utilisation(entry), totals: grown, largest: most };
  };
}

function scoreOf({ units, largest }: Combination): number {
  return units + (units / largest - 1);
}

/** Lower bound of the scores of the `count` best combinations, found by a beam search. */
function scoreToBeat(
  start: Combination,
  candidates: readonly (readonly ArrayUnrolling[])[],
  extend: Extend,
  count: number,
): number {
  let beam: readonly Combination[] = [start];
  for (const list of candidates) {
    beam = beam
      .flatMap((partial) => list.flatMap((entry) => extend(partial, entry) ?? []))
      .sort((x, y) => scoreOf(y) - scoreOf(x))
      .slice(0, Math.max(BEAM_WIDTH, count));
  }
  const last = beam[count - 1];
  return last === undefined ? Number.NEGATIVE_INFINITY : scoreOf(last);
}

/** Inserts a candidate behind all entries with the same or a better score. Keeps the first `count` entries. */
function insertRanked(best: Ranked[], candidate: Ranked, count: number): void {
  let place = best.length;
  while (place > 0 && (best[place - 1]?.score ?? 0) < candidate.score) place--;
  best.splice(place, 0, candidate);
  if (best.length > count) best.pop();
}

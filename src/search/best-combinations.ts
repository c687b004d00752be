import { product } from '../base/integers.ts';
import { type ArrayUnrolling, type SpatialMapping, utilisation } from '../model/spatial-mapping.ts';

/** An array dimension's unrollings as numbers. */
interface Choice {
  readonly entry: ArrayUnrolling;
  readonly units: number;
}

interface Ranked {
  readonly mapping: SpatialMapping;
  readonly score: number;
}

/**
 * The `count` best ways to pick one candidate for every array dimension to fill, best first, equal scores in order of
 * generation (the last array dimension varies fastest).
 *
 * The score is the number of units used, plus a preference for mappings that do not rely on one large loop:
 * units + units / (largest total unrolling of a loop) − 1 (docs/mapping-search.md#ranking).
 *
 * There can be millions of combinations: partial ones are dropped as soon as a loop is unrolled more often than it has
 * iterations, or when even the best completion cannot beat what has been found.
 */
export function bestCombinations(
  fixed: SpatialMapping,
  candidates: readonly (readonly ArrayUnrolling[])[],
  loopSizes: ReadonlyMap<string, number>,
  count: number,
): SpatialMapping[] {
  const choices = candidates.map((list) => list.map((entry): Choice => ({ entry, units: utilisation(entry) })));
  const mostUnits = choices.map((list) => Math.max(0, ...list.map(({ units }) => units)));
  const totals = new Map<string, number>();
  const best: Ranked[] = [];
  const chosen: ArrayUnrolling[] = [];

  const unroll = ({ unrollings }: ArrayUnrolling): boolean => {
    let fits = true;
    for (const { dimension, factor } of unrollings) {
      const total = (totals.get(dimension) ?? 1) * factor;
      totals.set(dimension, total);
      fits &&= total <= (loopSizes.get(dimension) ?? 0);
    }
    return fits;
  };
  const reroll = ({ unrollings }: ArrayUnrolling): void => {
    for (const { dimension, factor } of unrollings) totals.set(dimension, (totals.get(dimension) ?? 1) / factor);
  };
  const score = (units: number): number => units + (units / Math.max(1, ...totals.values()) - 1);

  const visit = (level: number, units: number): void => {
    // The largest total only grows, so the present one bounds the preference term from above.
    const bound = score(units * product(mostUnits.slice(level)));
    if (best.length === count && bound <= (best[count - 1]?.score ?? 0)) return;
    const list = choices[level];
    if (list === undefined) {
      insertRanked(best, { mapping: [...fixed, ...chosen], score: score(units) }, count);
      return;
    }
    for (const choice of list) {
      if (unroll(choice.entry)) {
        chosen.push(choice.entry);
        visit(level + 1, units * choice.units);
        chosen.pop();
      }
      reroll(choice.entry);
    }
  };

  if (fixed.map(unroll).every((fits) => fits)) visit(0, product(fixed.map(utilisation)));
  return best.map(({ mapping }) => mapping);
}

/** Inserts behind all that are at least as good and keeps the first `count`. */
function insertRanked(best: Ranked[], candidate: Ranked, count: number): void {
  let place = best.length;
  while (place > 0 && (best[place - 1]?.score ?? 0) < candidate.score) place--;
  best.splice(place, 0, candidate);
  if (best.length > count) best.pop();
}

import type { Cost } from '../criteria.ts';

/** A sum of costs, one of every layer. */
export interface NetworkPoint extends Cost {
  /** For every layer the position of the point in its front. */
  readonly choices: () => number[];
}

export interface NetworkFront {
  /** Ascending in latency, descending in energy. */
  readonly points: readonly NetworkPoint[];
  /** True if points were left out, so that others had room: those that are left can be had, but better ones may be missing. */
  readonly isThinned: boolean;
}

interface Sum extends Cost {
  /** The sum of the layers before; undefined before the first. */
  readonly before: Sum | undefined;
  readonly choice: number;
}

/** More sums than these are thinned, evenly in latency. */
const MOST_POINTS = 20_000;

/**
 * The front of a network whose layers run one after the other: of all ways to choose one point of every front, those whose sums no
 * other one beats. Fronts are added one by one. What is beaten then stays beaten, whatever is added to it: so pruning loses nothing.
 * @param most points that are kept at any time.
 */
export function networkFront(fronts: readonly (readonly Cost[])[], most = MOST_POINTS): NetworkFront {
  let sums: Sum[] = [{ energy: 0, latency: 0, before: undefined, choice: -1 }];
  let isThinned = false;
  for (const front of fronts) {
    const next = sums.flatMap((before) =>
      front.map(
        ({ energy, latency }, choice): Sum => ({
          energy: before.energy + energy,
          latency: before.latency + latency,
          before,
          choice,
        }),
      ),
    );
    sums = unbeaten(next);
    if (sums.length <= most) continue;
    isThinned = true;
    sums = thinned(sums, most);
  }
  if (fronts.length === 0) sums = [];
  return {
    points: sums.map((sum) => ({ energy: sum.energy, latency: sum.latency, choices: () => choicesOf(sum) })),
    isThinned,
  };
}

function unbeaten(sums: Sum[]): Sum[] {
  sums.sort((a, b) => a.latency - b.latency || a.energy - b.energy);
  let least = Number.POSITIVE_INFINITY;
  return sums.filter(({ energy }) => {
    if (energy >= least) return false;
    least = energy;
    return true;
  });
}

/** The ends, and of every equal stretch of latency between them the fastest. */
function thinned(sums: readonly Sum[], most: number): Sum[] {
  const first = sums[0]?.latency ?? 0;
  const last = sums.length - 1;
  const width = ((sums[last]?.latency ?? 0) - first) / (most - 1);
  let stretch = -1;
  return sums.filter(({ latency }, index) => {
    const here = Math.floor((latency - first) / width);
    if (index !== last && here === stretch) return false;
    stretch = here;
    return true;
  });
}

function choicesOf(sum: Sum): number[] {
  const choices: number[] = [];
  for (let at: Sum | undefined = sum; at?.before !== undefined; at = at.before) choices.push(at.choice);
  return choices.reverse();
}

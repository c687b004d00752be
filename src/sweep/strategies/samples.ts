import { RandomStream } from '../../base/random.ts';
import { HaltonSequence } from './halton.ts';
import { inRandomOrder } from './random-order.ts';
import type { StrategyContext, StrategyRounds } from './strategy.ts';

/** So many points of the sequence in a row without a new design end it, in a small space a few for every design: what is left is hit too rarely. */
const MOST_DRAWS_IN_VAIN = 10_000;
const DRAWS_IN_VAIN_PER_DESIGN = 4;

/** Admitted designs in random order, without repetition. All of them where there are no more than `count`. */
export function* randomRounds(context: StrategyContext, count: number): StrategyRounds {
  yield { evaluate: firstOf(randomDesigns(context), count), skipped: [], needsPoints: false };
}

/**
 * Admitted designs that fill the space evenly: a scrambled Halton sequence over the positions of the values. All of them where there
 * are no more than `count`.
 */
export function* haltonRounds(context: StrategyContext, count: number): StrategyRounds {
  yield { evaluate: firstOf(evenlySpreadDesigns(context), count), skipped: [], needsPoints: false };
}

/** Every admitted design once, in random order. */
function* randomDesigns({ space, seed, isAdmitted }: StrategyContext): Generator<number, void> {
  for (const index of inRandomOrder(space.size, RandomStream.named(seed, 'random designs'))) {
    if (isAdmitted(index)) yield index;
  }
}

/**
 * Every admitted design once, in an order whose beginnings fill the space evenly. Points of the Halton sequence come first. Where
 * the sequence gives nothing new 10 000 times in a row, or four times the number of designs, the others follow in random order.
 */
export function* evenlySpreadDesigns(context: StrategyContext): Generator<number, void> {
  const { space, seed, isAdmitted } = context;
  const seen = new Set<number>();
  const lengths = space.parameters.map(({ values }) => values.length);
  // The most even dimensions, those of the small primes, go to the parameters with the most values.
  const byLength = lengths.map((_, place) => place).sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0));
  const sequence = new HaltonSequence(lengths.length, seed);
  const positions = lengths.map(() => 0);
  const mostInVain = Math.min(MOST_DRAWS_IN_VAIN, DRAWS_IN_VAIN_PER_DESIGN * space.size);
  let inVain = 0;
  for (let point = 0; seen.size < space.size && inVain < mostInVain; point++) {
    for (const [dimension, place] of byLength.entries()) {
      positions[place] = Math.floor(sequence.coordinate(point, dimension) * (lengths[place] ?? 1));
    }
    const index = space.indexOf(positions);
    const isNew = !seen.has(index) && isAdmitted(index);
    inVain = isNew ? 0 : inVain + 1;
    if (!isNew) continue;
    seen.add(index);
    yield index;
  }
  if (seen.size === space.size) return;
  for (const index of randomDesigns(context)) {
    if (!seen.has(index)) yield index;
  }
}

function* firstOf<T>(items: Iterable<T>, count: number): Generator<T, void> {
  let left = count;
  if (left <= 0) return;
  for (const item of items) {
    yield item;
    if (--left <= 0) return;
  }
}

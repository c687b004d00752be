import { primeFactors } from '../../base/integers.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { NotCovered } from '../not-covered.ts';

/** A loop that occurs `count` times: of prime size, or of a size that the temporal ordering gives. */
export interface LoopKind {
  readonly dimension: number;
  readonly size: number;
  readonly count: number;
}

/**
 * The loops of what the unrollings leave of every loop dimension, by dimension name and size. Sizes that the temporal ordering gives are
 * loops, the rest is split into prime factors. None where they leave nothing.
 *
 * ```text
 * 24 rounds of K, ordering [[C, "*"], [K, 4]]      K 2, K 3, K 4
 * ```
 * @param roundsOf loop iterations that the unrollings leave of a dimension.
 * @throws NotCovered for given sizes that make no loops.
 */
export function loopKinds(layer: Layer, roundsOf: (dimension: number) => number): LoopKind[] {
  const kinds: { name: string; dimension: number; size: number; count: number }[] = [];
  layer.dimensions.forEach(({ name }, dimension) => {
    for (const size of loopSizes(roundsOf(dimension), givenSizes(layer, name))) {
      const known = kinds.find((kind) => kind.dimension === dimension && kind.size === size);
      if (known === undefined) kinds.push({ name, dimension, size, count: 1 });
      else known.count++;
    }
  });
  return kinds.sort((x, y) => (x.name < y.name ? -1 : x.name > y.name ? 1 : x.size - y.size));
}

/** Sizes that the temporal ordering gives loops of a dimension. */
function givenSizes({ mapping }: Layer, dimension: string): number[] {
  const sizes = mapping.temporalOrdering.flatMap((entry) =>
    entry.dimension === dimension && entry.size !== '*' ? [entry.size] : [],
  );
  if (sizes.some((size) => !Number.isInteger(size) || size < 2)) {
    throw new NotCovered('a temporal ordering with loops of a single iteration');
  }
  return sizes;
}

/** Where the given sizes don't divide the rounds, no order has loops of all of them, and prime factors serve as well. */
function loopSizes(rounds: number, given: readonly number[]): number[] {
  const product = given.reduce((all, size) => all * size, 1);
  return rounds % product === 0 ? [...given, ...primeFactors(rounds / product)] : primeFactors(rounds);
}

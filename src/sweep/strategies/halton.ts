import { RandomStream } from '../../base/random.ts';

/** Digits are made until they stand for less than one part in this number. */
const RESOLUTION = 2 ** 32;

/**
 * A sequence of points in the unit cube that fills it more evenly than random ones: in dimension d, the digits of the point's number to
 * the d-th prime, mirrored at the point (J. H. Halton, "On the efficiency of certain quasi-random sequences of points in evaluating
 * multi-dimensional integrals", Numerische Mathematik 2, 1960). Large primes leave stripes in pairs of dimensions; random permutations
 * of the digits at every place break them (E. Braaten and G. Weller, "An improved low-discrepancy sequence for multidimensional
 * quasi-Monte Carlo integration", Journal of Computational Physics 33, 1979).
 */
export class HaltonSequence {
  private readonly bases: readonly number[];
  /** For every dimension and place, the digit that stands for each digit. */
  private readonly digits: readonly (readonly Uint32Array[])[];

  constructor(dimensions: number, seed: number) {
    this.bases = firstPrimes(dimensions);
    const stream = RandomStream.named(seed, 'halton');
    this.digits = this.bases.map((base) => {
      const places = Math.ceil(Math.log(RESOLUTION) / Math.log(base));
      return Array.from({ length: places }, () => randomPermutation(base, stream));
    });
  }

  /** Coordinate of a point, from 0 to 1, 1 excluded. */
  coordinate(point: number, dimension: number): number {
    const base = this.bases[dimension] ?? 2;
    let rest = point;
    let weight = 1 / base;
    let coordinate = 0;
    for (const permutation of this.digits[dimension] ?? []) {
      coordinate += (permutation[rest % base] ?? 0) * weight;
      rest = Math.floor(rest / base);
      weight /= base;
    }
    return Math.min(coordinate, 1 - 1 / RESOLUTION);
  }
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number++) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes;
}

/** The numbers below `size` in random order (Fisher and Yates). */
function randomPermutation(size: number, stream: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, number) => number);
  for (let last = size - 1; last > 0; last--) {
    const other = stream.nextBelow(last + 1);
    const moved = order[other] ?? 0;
    order[other] = order[last] ?? 0;
    order[last] = moved;
  }
  return order;
}

import { primeFactors } from '../../base/integers.ts';
import type { LoopDimension } from '../../model/workload/layer.ts';
import { OrderingError } from './ordering-error.ts';

/** A factor of a loop dimension, and its number of occurrences. */
export interface CountedFactor {
  readonly factor: number;
  readonly count: number;
}

/** The loops of a dimension: its prime factors, or products of them, in ascending order. */
export interface DimensionFactors {
  readonly dimension: string;
  readonly factors: readonly CountedFactor[];
}

/** A loop size that the user fixes for a dimension. Merging must keep it. */
export interface FixedLoop {
  readonly dimension: string;
  readonly size: number;
  /** Position in the user's ordering, from 0. */
  readonly entry: number;
}

/**
 * Splits temporal loops into loop prime factors (LPFs), and merges the smallest ones until at most `limit` factors are left
 * (docs/mapping-search.md#loop-prime-factors).
 *
 * ```text
 * K 3, OX 112, OY 112, limit 6      K 3 | OX 7·16 | OY 4·4·7
 * ```
 * @param limit null for no limit. Every dimension keeps at least one factor.
 * @param fixed sizes that the user's ordering fixes.
 * @throws OrderingError when a fixed size does not divide its dimension's loop.
 */
export function loopPrimeFactors(
  loops: readonly LoopDimension[],
  limit: number | null,
  fixed: readonly FixedLoop[] = [],
): DimensionFactors[] {
  const lists = loops.map(({ name, size }) => ({ dimension: name, factors: primeFactors(size) }));
  for (const loop of fixed) reserveFixedSize(lists, loop);
  mergeToLimit(lists, Math.max(limit ?? Number.POSITIVE_INFINITY, lists.length), fixed);
  return lists.map(({ dimension, factors }) => ({ dimension, factors: countEqual(factors) }));
}

interface FactorList {
  readonly dimension: string;
  /** In ascending order; equal factors are repeated. */
  factors: number[];
}

/** Replaces the prime factors of a fixed size by the size. */
function reserveFixedSize(lists: readonly FactorList[], { dimension, size, entry }: FixedLoop): void {
  const list = lists.find((candidate) => candidate.dimension === dimension);
  const pair = `entry ${entry + 1}, [${dimension}, ${size}]`;
  if (list === undefined) throw new OrderingError(`${pair}: ${dimension} has no temporal loop`);
  const rest = [...list.factors];
  for (const prime of primeFactors(size)) {
    const place = rest.indexOf(prime);
    if (place < 0) {
      throw new OrderingError(
        `${pair}: ${size} is no product of the factors ${list.factors.join(' · ')} that are left of ${dimension}`,
      );
    }
    rest.splice(place, 1);
  }
  list.factors = insertAscending(rest, size);
}

/**
 * Merges factors until the limit holds or no factor is free. Every step merges the two smallest free factors of the dimension with the
 * most factors. If several dimensions have the most factors, the first one counts.
 */
function mergeToLimit(lists: readonly FactorList[], limit: number, fixed: readonly FixedLoop[]): void {
  let total = lists.reduce((sum, { factors }) => sum + factors.length, 0);
  let mergeable = lists.filter(({ factors }) => factors.length > 1);
  while (total > limit && mergeable.length > 0) {
    const list = mergeable.reduce((most, candidate) =>
      candidate.factors.length > most.factors.length ? candidate : most,
    );
    const [first, second] = freePlaces(list, fixed);
    if (first === undefined || second === undefined) {
      mergeable = mergeable.filter((candidate) => candidate !== list);
      continue;
    }
    const merged = (list.factors[first] ?? 1) * (list.factors[second] ?? 1);
    list.factors = insertAscending(
      list.factors.filter((_, place) => place !== first && place !== second),
      merged,
    );
    total--;
    mergeable = mergeable.filter(({ factors }) => factors.length > 1);
  }
}

/** Positions of the factors of a dimension that no fixed loop needs, in ascending order. */
function freePlaces({ dimension, factors }: FactorList, fixed: readonly FixedLoop[]): number[] {
  const needed = fixed.filter((loop) => loop.dimension === dimension).map((loop) => loop.size);
  return factors.flatMap((factor, place) => {
    const use = needed.indexOf(factor);
    if (use < 0) return [place];
    needed.splice(use, 1);
    return [];
  });
}

function insertAscending(factors: readonly number[], factor: number): number[] {
  return [...factors, factor].sort((x, y) => x - y);
}

function countEqual(factors: readonly number[]): CountedFactor[] {
  const counts = new Map<number, number>();
  for (const factor of factors) counts.set(factor, (counts.get(factor) ?? 0) + 1);
  return [...counts].map(([factor, count]) => ({ factor, count }));
}

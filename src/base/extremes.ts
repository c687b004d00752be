/*
 * Of lists of any length: `Math.max(...values)` overflows the stack from some hundred thousand values on.
 */

/** The largest value, or `atLeast`. */
export function largest(values: Iterable<number>, atLeast = Number.NEGATIVE_INFINITY): number {
  let result = atLeast;
  for (const value of values) result = Math.max(result, value);
  return result;
}

/** The smallest value, or `atMost`. */
export function smallest(values: Iterable<number>, atMost = Number.POSITIVE_INFINITY): number {
  let result = atMost;
  for (const value of values) result = Math.min(result, value);
  return result;
}

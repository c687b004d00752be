/** Greatest common divisor; `gcd(0, n) = n`. */
export function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Prime factors in ascending order with multiplicity; `[]` for 1. */
export function primeFactors(value: number): number[] {
  const factors: number[] = [];
  let rest = value;
  for (let prime = 2; prime * prime <= rest; prime += prime === 2 ? 1 : 2) {
    while (rest % prime === 0) {
      factors.push(prime);
      rest /= prime;
    }
  }
  if (rest > 1) factors.push(rest);
  return factors;
}

/** Divisors in ascending order, 1 and the value included; `[]` for 0 and for numbers that are not whole. */
export function divisors(value: number): number[] {
  if (!Number.isInteger(value) || value < 1) return [];
  let found = [1];
  let power = 1;
  let before = 1;
  for (const prime of primeFactors(value)) {
    power = prime === before ? power * prime : prime;
    // The divisors without this prime, times its new power.
    found = [...found, ...found.filter((divisor) => divisor % prime !== 0).map((divisor) => divisor * power)];
    before = prime;
  }
  return found.sort((x, y) => x - y);
}

/** To the nearest integer, halves to the even neighbour: 2.5 → 2, 3.5 → 4. The rounding of every formula of the cost model (docs/cost-model.md). */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction < 0.5) return floor;
  if (fraction > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Product of all values, left to right; 1 for none. */
export function product(values: Iterable<number>): number {
  let result = 1;
  for (const value of values) result *= value;
  return result;
}

/** Sum of all values, left to right; 0 for none. */
export function sum(values: Iterable<number>): number {
  let result = 0;
  for (const value of values) result += value;
  return result;
}

import type { QuantityIdentity, QuantityUnit, QuantityValue } from '../quantities/quantity.ts';

/** A quantity in two runs. */
export interface QuantityDelta {
  /** As in `QuantityValue`. */
  readonly name: string;
  readonly title: string;
  readonly unit: QuantityUnit;
  /** Null where the run has no such quantity, for example because it lacks the memory. */
  readonly before: number | null;
  readonly after: number | null;
  /** after − before, in the unit; a quantity that does not exist counts as 0. 0 where only the last digits of sums differ. */
  readonly absolute: number;
  /** absolute / |before|, a fraction of 1; null where that is no number: before is 0 or does not exist. */
  readonly relative: number | null;
}

export function quantityDelta(
  { name, title, unit }: QuantityIdentity,
  before: number | null,
  after: number | null,
): QuantityDelta {
  const from = before ?? 0;
  const absolute = isEqual(before, after) ? 0 : (after ?? 0) - from;
  const relative = absolute === 0 ? 0 : from === 0 ? null : absolute / Math.abs(from);
  return { name, title, unit, before, after, absolute, relative };
}

export function differs({ before, after }: QuantityDelta): boolean {
  return !isEqual(before, after);
}

/** Share within which numbers are equal: sums over operands in another order differ in their last digits. */
const ROUNDING = 1e-12;

function isEqual(before: number | null, after: number | null): boolean {
  if (before === null || after === null) return before === after;
  return before === after || Math.abs(after - before) <= ROUNDING * Math.max(Math.abs(before), Math.abs(after));
}

/** Quantities of two runs by name: those of the first in its order, then those that only the second has. */
export function compareQuantities(before: readonly QuantityValue[], after: readonly QuantityValue[]): QuantityDelta[] {
  const afterByName = new Map(after.map((quantity) => [quantity.name, quantity]));
  const namesBefore = new Set(before.map(({ name }) => name));
  return [
    ...before.map((quantity) => quantityDelta(quantity, quantity.value, afterByName.get(quantity.name)?.value ?? null)),
    ...after
      .filter(({ name }) => !namesBefore.has(name))
      .map((quantity) => quantityDelta(quantity, null, quantity.value)),
  ];
}

/** The quantity of this name, which every comparison has. */
export function deltaNamed(quantities: readonly QuantityDelta[], name: 'energy' | 'latency'): QuantityDelta {
  const found = quantities.find((quantity) => quantity.name === name);
  if (found === undefined) throw new Error(`the comparison has no quantity ${name}`);
  return found;
}

/** Whether a cost grew by more than a share of what it was; a cost that was 0 may not grow at all. */
export function grewByMoreThan({ before, absolute }: QuantityDelta, share: number): boolean {
  // A change of exactly the share must not count as more because of rounding.
  return absolute > share * Math.abs(before ?? 0) * (1 + 1e-12);
}

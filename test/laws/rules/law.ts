import type { CostedDesign } from '../cases/costed-design.ts';
import type { Design, LawCase } from '../cases/law-case.ts';

/** A case, evaluated by the model that a law is tested for. */
export interface Subject {
  readonly drawn: LawCase;
  readonly costed: CostedDesign;
  /** Another design by the same model. */
  cost(design: Design): CostedDesign;
  /** The same mapping by the corrected model: exact counts of what it moves. */
  readonly exact: CostedDesign;
}

/** What must hold for every case. */
export interface Law {
  /** Short name, for files. */
  readonly key: string;
  readonly name: string;
  /** Undefined where the law holds, otherwise the numbers that break it. `costed` is left with the numbers of the case. */
  check(subject: Subject): string | undefined;
}

/** Whether a number is smaller by more than sums of fractions differ. */
export function isBelow(number: number, bound: number): boolean {
  const tolerance = Number.isFinite(bound) ? 1e-9 * Math.max(1, Math.abs(bound)) : 0;
  return number < bound - tolerance;
}

export function differs(x: number, y: number): boolean {
  return isBelow(x, y) || isBelow(y, x);
}

/** At most two decimals. */
export function short(number: number): string {
  return String(Math.round(number * 100) / 100);
}

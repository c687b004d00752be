import type { Figure, FigureUnit } from '../quantities/layer-quantities.ts';

/** A figure in two runs. */
export interface FigureDelta {
  /** As in `Figure`. */
  readonly name: string;
  readonly title: string;
  readonly unit: FigureUnit;
  /** Null where the run has no such figure, for example because it lacks the memory. */
  readonly before: number | null;
  readonly after: number | null;
  /** after − before, in the unit; a figure that does not exist counts as 0. */
  readonly absolute: number;
  /** absolute / |before|, a fraction of 1; null where that is no number: before is 0 or does not exist. */
  readonly relative: number | null;
}

export function figureDelta(
  { name, title, unit }: Omit<Figure, 'value'>,
  before: number | null,
  after: number | null,
): FigureDelta {
  const from = before ?? 0;
  const absolute = (after ?? 0) - from;
  const relative = absolute === 0 ? 0 : from === 0 ? null : absolute / Math.abs(from);
  return { name, title, unit, before, after, absolute, relative };
}

export function differs({ before, after }: FigureDelta): boolean {
  return before !== after;
}

/** Figures of two runs by name: those of the first in its order, then those that only the second has. */
export function compareFigures(before: readonly Figure[], after: readonly Figure[]): FigureDelta[] {
  const afterByName = new Map(after.map((figure) => [figure.name, figure]));
  const namesBefore = new Set(before.map(({ name }) => name));
  return [
    ...before.map((figure) => figureDelta(figure, figure.value, afterByName.get(figure.name)?.value ?? null)),
    ...after.filter(({ name }) => !namesBefore.has(name)).map((figure) => figureDelta(figure, null, figure.value)),
  ];
}

/** The figure of this name, which every comparison has. */
export function deltaNamed(figures: readonly FigureDelta[], name: 'energy' | 'latency'): FigureDelta {
  const found = figures.find((figure) => figure.name === name);
  if (found === undefined) throw new Error(`the comparison has no figure ${name}`);
  return found;
}

/** Whether a cost grew by more than a share of what it was; a cost that was 0 may not grow at all. */
export function grewByMoreThan({ before, absolute }: FigureDelta, share: number): boolean {
  // A change of exactly the share must not count as more because of rounding.
  return absolute > share * Math.abs(before ?? 0) * (1 + 1e-12);
}

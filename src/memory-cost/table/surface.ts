import { type Figure, type MemoryFigures, makeFigures } from './figures.ts';
import { groupBy } from './group-by.ts';
import type { TableRow } from './table-rows.ts';

/*
 * The figures of one class, node and set of ports over capacity and width, after docs/memory-cost.md#interpolation: logarithms of
 * the figures are piecewise linear in log2(capacity) along each width, and linear in log2(width) in between.
 */

/** Logarithms of figures at one place of a surface, and how far outside the measured memories that place is. */
export interface SurfacePoint {
  readonly logarithms: MemoryFigures;
  /** Ratio of the capacity to the nearest one measured at these widths; 1 inside. */
  readonly capacityFactor: number;
  /** The capacity is smaller than every one measured at these widths. */
  readonly isBelow: boolean;
  /** Ratio of the width to the nearest one measured; 1 inside. */
  readonly widthFactor: number;
}

export interface Surface {
  at(capacityBytes: number, widthBits: number): SurfacePoint;
}

interface Knot {
  readonly logCapacity: number;
  readonly logarithms: MemoryFigures;
}

interface Column {
  readonly logWidth: number;
  readonly knots: readonly Knot[];
}

/** A surface through `rows`, or undefined if they are too few. Widths with fewer than two rows are left out. */
export function makeSurface(rows: readonly TableRow[]): Surface | undefined {
  const columns = [...groupBy(rows, ({ widthBits }) => widthBits)]
    .filter(([, column]) => column.length >= 2)
    .map(([widthBits, column]) => ({ logWidth: Math.log2(widthBits), knots: knotsOf(column) }))
    .toSorted((x, y) => x.logWidth - y.logWidth);
  const [first, last] = [columns[0], columns.at(-1)];
  if (first === undefined || last === undefined || columns.length < 2) return undefined;
  return {
    at: (capacityBytes, widthBits) => {
      const logCapacity = Math.log2(capacityBytes);
      const logWidth = Math.log2(widthBits);
      const widthFactor = 2 ** outside(logWidth, first.logWidth, last.logWidth);
      const [lower, upper] = bracket(columns, logWidth, (column) => column.logWidth);
      const used = [lower, upper].find((column) => column.logWidth === logWidth);
      if (used !== undefined) {
        return { ...alongColumn(used, logCapacity), widthFactor };
      }
      const [below, above] = [alongColumn(lower, logCapacity), alongColumn(upper, logCapacity)];
      const fraction = (logWidth - lower.logWidth) / (upper.logWidth - lower.logWidth);
      return {
        logarithms: blend(below.logarithms, above.logarithms, fraction),
        capacityFactor: Math.max(below.capacityFactor, above.capacityFactor),
        isBelow: below.isBelow || above.isBelow,
        widthFactor,
      };
    },
  };
}

/** Figures on the straight line through two others; `fraction` is 0 at the first and 1 at the second. */
export function blend(first: MemoryFigures, second: MemoryFigures, fraction: number): MemoryFigures {
  const between = (figure: Figure) => first[figure] + (second[figure] - first[figure]) * fraction;
  return makeFigures(between);
}

/** The neighbours of `position` in an ascending list, or the two at the nearer end. A list of one gives it twice. */
export function bracket<Item>(
  items: readonly Item[],
  position: number,
  positionOf: (item: Item) => number,
): readonly [Item, Item] {
  const next = items.findIndex((item, index) => index > 0 && positionOf(item) >= position);
  const upper = next === -1 ? items.length - 1 : next;
  const [before, after] = [items[Math.max(0, upper - 1)], items[upper]];
  if (before === undefined || after === undefined) throw new RangeError('there is nothing to interpolate between');
  return [before, after];
}

function knotsOf(rows: readonly TableRow[]): Knot[] {
  return rows
    .map((row) => ({
      logCapacity: Math.log2(row.capacityBytes),
      logarithms: makeFigures((figure) => Math.log(row[figure])),
    }))
    .toSorted((x, y) => x.logCapacity - y.logCapacity);
}

function alongColumn({ knots }: Column, logCapacity: number): Omit<SurfacePoint, 'widthFactor'> {
  const [lower, upper] = bracket(knots, logCapacity, (knot) => knot.logCapacity);
  const fraction = (logCapacity - lower.logCapacity) / (upper.logCapacity - lower.logCapacity);
  const [first = lower, last = upper] = [knots[0], knots.at(-1)];
  return {
    logarithms: blend(lower.logarithms, upper.logarithms, fraction),
    capacityFactor: 2 ** outside(logCapacity, first.logCapacity, last.logCapacity),
    isBelow: logCapacity < first.logCapacity,
  };
}

/** How far `position` lies outside a range; 0 inside. */
function outside(position: number, lowest: number, highest: number): number {
  return Math.max(lowest - position, position - highest, 0);
}

/** Figures from their logarithms. */
export function exponentials(logarithms: MemoryFigures): MemoryFigures {
  return makeFigures((figure) => Math.exp(logarithms[figure]));
}

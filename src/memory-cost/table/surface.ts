import { type Figure, type MemoryFigures, makeFigures } from './figures.ts';
import { groupBy } from './group-by.ts';
import type { TableClass, TablePoint, TableRow } from './table-rows.ts';

/*
 * The figures of one class, node and set of ports over capacity and width, after docs/memory-cost.md#interpolation: logarithms of
 * the figures are piecewise linear in log2(capacity) along each width, and linear in log2(width) in between. What lies outside
 * the measured memories is the subject of beyond-surface.ts.
 */

/** Where a memory lies with respect to the measured ones. */
export interface Place {
  /** Ratio of the capacity to the nearest one measured; 1 inside. */
  readonly capacityFactor: number;
  /** Ratio of the width to the nearest one measured; 1 inside. */
  readonly widthFactor: number;
  /** The capacity is smaller than the nearest one measured. */
  readonly isSmaller: boolean;
  /** The width is smaller than the nearest one measured. */
  readonly isNarrower: boolean;
}

export interface Surface {
  readonly memoryClass: TableClass;
  /** Logarithms of the figures; undefined outside the measured memories. Positions are base-2 logarithms of bytes and of bits. */
  at(logCapacity: number, logWidth: number): MemoryFigures | undefined;
  readonly columns: readonly Column[];
  /** How far outside a memory lies. */
  placeOf(logCapacity: number, logWidth: number): Place;
  /** The measured memory with the smallest ratio to a given one in capacity and width, the larger of the two ratios counting. */
  nearest(logCapacity: number, logWidth: number): TablePoint;
}

export interface Knot {
  readonly logCapacity: number;
  readonly logarithms: MemoryFigures;
}

/** Measured memories of one width, in ascending order of capacity. */
export interface Column {
  readonly logWidth: number;
  readonly knots: readonly Knot[];
}

/** A surface through `rows`, or undefined if they are too few. Widths with fewer than two rows are left out. */
export function makeSurface(rows: readonly TableRow[]): Surface | undefined {
  const byWidth = [...groupBy(rows, ({ widthBits }) => widthBits)].filter(([, column]) => column.length >= 2);
  const measured = byWidth
    .map(([widthBits, column]) => ({ logWidth: Math.log2(widthBits), knots: knotsOf(column) }))
    .toSorted((x, y) => x.logWidth - y.logWidth);
  const memoryClass = rows[0]?.memoryClass;
  if (measured.length < 2 || memoryClass === undefined) return undefined;
  const used = byWidth.flatMap(([, column]) => column);
  const columns = withoutGaps(measured);
  return {
    memoryClass,
    columns,
    at: (logCapacity, logWidth) => between(columns, logCapacity, logWidth),
    placeOf: (logCapacity, logWidth) => placeAmong(columns, logCapacity, logWidth),
    nearest: (logCapacity, logWidth) => nearestOf(used, logCapacity, logWidth),
  };
}

/** Figures on the straight line through two others; `fraction` is 0 at the first and 1 at the second. */
export function blend(first: MemoryFigures, second: MemoryFigures, fraction: number): MemoryFigures {
  const value = (figure: Figure) => first[figure] + (second[figure] - first[figure]) * fraction;
  return makeFigures(value);
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

/** The two columns around a width, at the nearer end if it is outside. The same one twice if it has exactly this width. */
export function columnsAround(columns: readonly Column[], logWidth: number): readonly [Column, Column] {
  const [lower, upper] = bracket(columns, logWidth, (column) => column.logWidth);
  const own = [lower, upper].find((column) => column.logWidth === logWidth);
  return own === undefined ? [lower, upper] : [own, own];
}

/** Capacities of the first and the last knot, as logarithms. */
export function rangeOf({ knots }: Column): readonly [first: number, last: number] {
  return [knots[0]?.logCapacity ?? Number.POSITIVE_INFINITY, knots.at(-1)?.logCapacity ?? Number.NEGATIVE_INFINITY];
}

/** Figures of a column at a capacity in its range; beyond the ends its first or last interval is continued. */
export function alongColumn({ knots }: Column, logCapacity: number): MemoryFigures {
  const [lower, upper] = bracket(knots, logCapacity, (knot) => knot.logCapacity);
  const fraction = (logCapacity - lower.logCapacity) / (upper.logCapacity - lower.logCapacity);
  return blend(lower.logarithms, upper.logarithms, fraction);
}

/** Figures from their logarithms. */
export function exponentials(logarithms: MemoryFigures): MemoryFigures {
  return makeFigures((figure) => Math.exp(logarithms[figure]));
}

function between(columns: readonly Column[], logCapacity: number, logWidth: number): MemoryFigures | undefined {
  const [lower, upper] = columnsAround(columns, logWidth);
  if (!covers(lower, logCapacity) || !covers(upper, logCapacity)) return undefined;
  const below = alongColumn(lower, logCapacity);
  if (lower === upper) return below;
  const fraction = (logWidth - lower.logWidth) / (upper.logWidth - lower.logWidth);
  return fraction < 0 || fraction > 1 ? undefined : blend(below, alongColumn(upper, logCapacity), fraction);
}

function covers(column: Column, logCapacity: number): boolean {
  const [first, last] = rangeOf(column);
  return logCapacity >= first && logCapacity <= last;
}

/**
 * Some widths were measured up to smaller capacities than both a narrower and a wider one. Their columns go on between these two,
 * since their own last interval says little about memories many times as large.
 */
function withoutGaps(measured: readonly Column[]): Column[] {
  const capacities = [
    ...new Set(measured.flatMap(({ knots }) => knots.map(({ logCapacity }) => logCapacity))),
  ].toSorted((x, y) => x - y);
  return measured.map((column, index) => {
    const [, last] = rangeOf(column);
    const added = capacities
      .filter((logCapacity) => logCapacity > last)
      .flatMap((logCapacity): Knot[] => {
        const narrower = measured.slice(0, index).findLast((other) => covers(other, logCapacity));
        const wider = measured.slice(index + 1).find((other) => covers(other, logCapacity));
        if (narrower === undefined || wider === undefined) return [];
        const logarithms = between([narrower, wider], logCapacity, column.logWidth);
        return logarithms === undefined ? [] : [{ logCapacity, logarithms }];
      });
    return { ...column, knots: [...column.knots, ...added] };
  });
}

function knotsOf(rows: readonly TableRow[]): Knot[] {
  return rows
    .map((row) => ({
      logCapacity: Math.log2(row.capacityBytes),
      logarithms: makeFigures((figure) => Math.log(row[figure])),
    }))
    .toSorted((x, y) => x.logCapacity - y.logCapacity);
}

interface Distance {
  /** Capacity of the memory minus the nearest one measured, both as logarithms; 0 inside. */
  readonly capacity: number;
  /** The same of the width. */
  readonly width: number;
}

/** Distance to the columns around the width, or to whichever column is nearer. */
function placeAmong(columns: readonly Column[], logCapacity: number, logWidth: number): Place {
  const [lower, upper] = columnsAround(columns, logWidth);
  const [[lowerFirst, lowerLast], [upperFirst, upperLast]] = [rangeOf(lower), rangeOf(upper)];
  const around: Distance = {
    capacity: outside(logCapacity, Math.max(lowerFirst, upperFirst), Math.min(lowerLast, upperLast)),
    width: outside(logWidth, lower.logWidth, upper.logWidth),
  };
  const { capacity, width } = columns
    .map((column) => ({ capacity: outside(logCapacity, ...rangeOf(column)), width: logWidth - column.logWidth }))
    .reduce((best, distance) => (isNearer(distance, best) ? distance : best), around);
  return {
    capacityFactor: 2 ** Math.abs(capacity),
    widthFactor: 2 ** Math.abs(width),
    isSmaller: capacity < 0,
    isNarrower: width < 0,
  };
}

function isNearer(x: Distance, y: Distance): boolean {
  const [farthestOfX, farthestOfY] = [x, y].map(({ capacity, width }) => Math.max(Math.abs(capacity), Math.abs(width)));
  if (farthestOfX !== farthestOfY) return (farthestOfX ?? 0) < (farthestOfY ?? 0);
  return Math.abs(x.capacity) + Math.abs(x.width) < Math.abs(y.capacity) + Math.abs(y.width);
}

function nearestOf(rows: readonly TableRow[], logCapacity: number, logWidth: number): TablePoint {
  const [first, ...others] = rows;
  if (first === undefined) throw new RangeError('a surface has measured memories');
  const distanceTo = ({ capacityBytes, widthBits }: TableRow): Distance => ({
    capacity: logCapacity - Math.log2(capacityBytes),
    width: logWidth - Math.log2(widthBits),
  });
  return others.reduce((best, row) => (isNearer(distanceTo(row), distanceTo(best)) ? row : best), first);
}

/** How far `position` lies outside a range, with its sign; 0 inside. */
function outside(position: number, lowest: number, highest: number): number {
  if (position < lowest) return position - lowest;
  return position > highest ? position - highest : 0;
}

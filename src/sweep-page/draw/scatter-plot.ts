import { largest } from '../../base/extremes.ts';
import { frontRows } from '../data/front-rows.ts';
import {
  EXCEEDING,
  isCosted,
  type PageLimit,
  rowsWhere,
  SKIPPED,
  type SweepTable,
  statusAt,
} from '../data/sweep-table.ts';
import { type Axis, axisOf } from './axis.ts';
import type { Variable } from './variable.ts';

/** What a scatter shows, and how large. */
export interface ScatterOptions {
  readonly x: Variable;
  readonly y: Variable;
  /** Parameter that decides the colour. */
  readonly colour: number | undefined;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether designs that bounds rule out are shown as crosses at their bounds. */
  readonly showsSkipped: boolean;
  /** Whether dots carry hints of their own; a script shows better ones. */
  readonly hasHints: boolean;
}

/** Where everything of a scatter is. */
export interface ScatterPlot extends ScatterOptions {
  readonly table: SweepTable;
  readonly across: Axis;
  readonly up: Axis;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Designs with both figures. */
  readonly rows: readonly number[];
  readonly skipped: readonly number[];
  /** Designs with figures that lack one of the two. */
  readonly unknown: number;
  /** Designs within the limits that no other beats in both, from left to right. */
  readonly line: readonly number[];
  readonly limitsAcross: readonly PageLimit[];
  readonly limitsUp: readonly PageLimit[];
}

/** Room of a title beside the axis, its numbers apart; and of one character of a number. */
const TITLE = 28;
const CHARACTER = 7;
const LEFT = 54;
const MOST_LEFT = 120;
const RIGHT = 20;
const TOP = 22;
const BOTTOM = 46;

export function scatterPlot(table: SweepTable, options: ScatterOptions): ScatterPlot {
  const { x, y, width, height } = options;
  const isKnown = (row: number): boolean => !Number.isNaN(x.at(row)) && !Number.isNaN(y.at(row));
  const costed = rowsWhere(table, (row) => isCosted(table, row));
  const rows = costed.filter(isKnown);
  const skipped = options.showsSkipped
    ? rowsWhere(table, (row) => statusAt(table, row) === SKIPPED && isKnown(row))
    : [];
  const [right, top, bottom] = [width - RIGHT, TOP, height - BOTTOM];
  const limitsAcross = table.limits.filter(({ quantity }) => quantity >= 0 && quantity === x.quantity);
  const limitsUp = table.limits.filter(({ quantity }) => quantity >= 0 && quantity === y.quantity);
  const shown = [...rows, ...skipped];
  const line =
    x.sign === 0 || y.sign === 0
      ? []
      : frontRows(table, [(row) => x.sign * x.at(row), (row) => y.sign * y.at(row)]).sort((a, b) => x.at(a) - x.at(b));
  const up = axisOf(y, [...shown.map(y.at), ...insideLimits(limitsUp, rows, y)], bottom, top);
  const title =
    TITLE +
    CHARACTER *
      largest(
        up.ticks.map(({ text }) => text.length),
        0,
      );
  const left = Math.min(Math.max(LEFT, title), MOST_LEFT);
  return {
    ...options,
    table,
    across: axisOf(x, [...shown.map(x.at), ...insideLimits(limitsAcross, rows, x)], left, right, { room: 52 }),
    up,
    left,
    right,
    top,
    bottom,
    rows,
    skipped,
    unknown: costed.length - rows.length,
    line,
    limitsAcross,
    limitsUp,
  };
}

/** Limits that some design exceeds; others may lie far outside the plane. */
function insideLimits(limits: readonly PageLimit[], rows: readonly number[], { at }: Variable): number[] {
  return limits.flatMap(({ kind, value }) =>
    rows.some((row) => (kind === 'at most' ? at(row) > value : at(row) < value)) ? [value] : [],
  );
}

/** The place of a design. */
export function placeOf({ across, up, x, y }: ScatterPlot, row: number): readonly [x: number, y: number] {
  return [across.at(x.at(row)), up.at(y.at(row))];
}

/** The design nearest to a place, of those at most so many pixels away; −1 if there is none. */
export function nearestRow(plot: ScatterPlot, x: number, y: number, reach: number): number {
  let [found, nearest] = [-1, reach];
  for (const row of plot.rows) {
    const [px, py] = placeOf(plot, row);
    const distance = Math.hypot(px - x, py - y);
    if (distance < nearest) [found, nearest] = [row, distance];
  }
  return found;
}

/** The next design in a direction of the plane, one step of which is at least as long as it is wide; −1 if there is none. */
export function rowTowards(plot: ScatterPlot, from: number, dx: number, dy: number): number {
  const [x, y] = placeOf(plot, from);
  let [found, nearest] = [-1, Number.POSITIVE_INFINITY];
  for (const row of plot.rows) {
    if (row === from) continue;
    const [px, py] = placeOf(plot, row);
    const ahead = (px - x) * dx + (py - y) * dy;
    const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
    if (ahead <= 0.01 || aside > ahead) continue;
    const distance = ahead + 2 * aside;
    if (distance < nearest) [found, nearest] = [row, distance];
  }
  return found;
}

/** Whether a design is beyond a limit. */
export function isBeyond({ table }: ScatterPlot, row: number): boolean {
  return statusAt(table, row) === EXCEEDING;
}

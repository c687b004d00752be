import { textWidth } from '../../charts/drawing/text-width.ts';
import { freeParameters, isCosted, mainQuantity, rowsWhere, type SweepTable } from '../data/sweep-table.ts';
import { headingText } from '../words/words.ts';
import { type Axis, axisOf } from './axis.ts';
import { parameterVariable, quantityVariable, type Variable } from './variable.ts';

/** A range of values on an axis. */
export interface AxisRange {
  readonly from: number;
  readonly to: number;
}

/** Ranges by the key of their variable. */
export type AxisRanges = ReadonlyMap<string, AxisRange>;

/** Where everything of the parallel axes is. */
export interface ParallelPlot {
  readonly table: SweepTable;
  readonly axes: readonly { readonly x: number; readonly axis: Axis }[];
  readonly rows: readonly number[];
  /** Designs with figures that lack one of the axes. */
  readonly unknown: number;
  readonly width: number;
  readonly height: number;
}

/** Most axes, and most designs with a line. */
const MOST_AXES = 9;
const MOST_LINES = 3000;
const HEIGHT = 300;
const [TOP, BOTTOM] = [34, 272];
const LEFT = 58;
const MOST_LEFT = 144;

/** Parameters, then quantities; the one that decides comes last. */
function variables(table: SweepTable): Variable[] {
  const main = mainQuantity(table).place;
  const known = table.quantities.flatMap((_, place) =>
    place !== main && new Set(table.values[place]?.filter((value) => !Number.isNaN(value))).size > 1 ? [place] : [],
  );
  const important = [...table.objectives.slice(1), ...(table.price === undefined ? [] : [table.price]), ...known];
  const parameters = freeParameters(table).slice(0, MOST_AXES - 3);
  const quantities = [...new Set(important)]
    .filter((place) => place !== main)
    .slice(0, MOST_AXES - parameters.length - 1);
  return [
    ...parameters.map((place) => parameterVariable(table, place)),
    ...quantities.toSorted((a, b) => a - b).map((place) => quantityVariable(table, place)),
    quantityVariable(table, main),
  ];
}

export function parallelPlot(table: SweepTable, width: number): ParallelPlot {
  const shown = variables(table);
  const all = rowsWhere(table, (row) => isCosted(table, row));
  const costed = all.filter((row) => shown.every(({ at }) => !Number.isNaN(at(row))));
  const every = Math.max(1, Math.ceil(costed.length / MOST_LINES));
  const first = freeParameters(table)
    .slice(0, 1)
    .flatMap((place) => table.parameters[place]?.texts.slice(0, 40) ?? []);
  const left = Math.min(MOST_LEFT, Math.max(LEFT, ...first.map((text) => textWidth(text, 12) + 14)));
  const right = Math.min(width / 8, textWidth(axisHeading(table, shown.at(-1)), 12, 'bold') / 2 + 2);
  const rows = costed.filter((row, index) => index % every === 0 || table.front[row] === 1);
  return {
    table,
    rows,
    unknown: all.length - costed.length,
    width,
    height: HEIGHT,
    axes: shown.map((variable, index) => ({
      x: left + (index * (width - left - right)) / Math.max(1, shown.length - 1),
      axis: axisOf(variable, costed.map(variable.at), BOTTOM, TOP, { padding: 0, room: 26 }),
    })),
  };
}

/** Name of an axis, as short as it can be. */
export function axisHeading({ quantities }: SweepTable, variable: Variable | undefined): string {
  const quantity = variable?.quantity === undefined ? undefined : quantities[variable.quantity];
  return quantity === undefined ? (variable?.heading ?? '') : headingText(quantity);
}

/** Whether a design is in all ranges. */
export function isInRanges(plot: ParallelPlot, ranges: AxisRanges, row: number): boolean {
  return plot.axes.every(({ axis: { variable } }) => {
    const range = ranges.get(variable.key);
    const value = variable.at(row);
    return range === undefined || (value >= range.from && value <= range.to);
  });
}

import { element, group, type Markup, textAt } from '../../charts/drawing/svg.ts';
import { shortened, textWidth } from '../../charts/drawing/text-width.ts';
import { grouped } from '../data/grouped.ts';
import { freeParameters, mainQuantity } from '../data/sweep-table.ts';
import type { Axis } from './axis.ts';
import { rowColour } from './colour-steps.ts';
import { type AxisRange, type AxisRanges, axisHeading, type ParallelPlot } from './parallel-plot.ts';
import { coordinates } from './scatter-dots.ts';

const LABEL_ROOM = 14;
/** Pixels of the longest text of a tick. */
const LONGEST_TICK = 130;
/** From here on lines are fainter, or they would hide everything. */
const MANY = 300;

/** All designs as lines over all axes; chosen ones stand out. What changes with the choice is in the group `overlay`. */
export function parallelMarkup(
  plot: ParallelPlot,
  chosen: readonly number[],
  ranges: AxisRanges,
  best: number,
): Markup {
  const { table, rows, width, height, axes } = plot;
  const spacing = Math.max(60, (axes[1]?.x ?? width) - (axes[0]?.x ?? 0) - 6);
  return element(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `Parameters and figures of all designs; ${mainQuantity(table).title} on the last axis`,
      'font-size': 12,
    },
    element('path', {
      class: rows.length > MANY ? 'line-all many' : 'line-all',
      d: rows.map((row) => linePath(plot, row)).join(''),
    }),
    group({ class: 'overlay' }, parallelOverlay(plot, chosen, ranges, best)),
    ...axes.flatMap(({ x, axis }) => axisMarkup(x, axis, shortened(axisHeading(table, axis.variable), spacing, 13))),
  );
}

export function parallelOverlay(
  plot: ParallelPlot,
  chosen: readonly number[],
  ranges: AxisRanges,
  best: number,
): Markup[] {
  const { table, axes } = plot;
  const [colour] = freeParameters(table);
  const groups = grouped(chosen, (row) => rowColour(table, colour, row));
  return [
    ...[...groups].map(([name, members]) =>
      element('path', { class: `line-chosen ${name}`, d: members.map((row) => linePath(plot, row)).join('') }),
    ),
    ...(best < 0 ? [] : [element('path', { class: 'line-best', d: linePath(plot, best) })]),
    ...axes.flatMap(({ x, axis }) => {
      const range = ranges.get(axis.variable.key);
      return range === undefined ? [] : [rangeMarkup(x, axis, range)];
    }),
  ];
}

function linePath({ axes }: ParallelPlot, row: number): string {
  const places = axes.map(({ x, axis }) => coordinates(x, axis.at(axis.variable.at(row))));
  return places.some((place) => place.includes('NaN')) ? '' : `M${places.join('L')}`;
}

function rangeMarkup(x: number, axis: Axis, { from, to }: AxisRange): Markup {
  const [low, high] = [axis.start, axis.end];
  const place = (value: number): number => {
    if (!Number.isFinite(value)) return value < 0 ? low : high;
    return Math.min(low, Math.max(high, axis.at(value)));
  };
  const [a, b] = [place(from), place(to)];
  return element('rect', {
    class: 'frame',
    x: x - 7,
    y: Math.min(a, b) - 3,
    width: 14,
    height: Math.abs(a - b) + 6,
    rx: 3,
  });
}

function axisMarkup(x: number, axis: Axis, heading: string): Markup[] {
  const ends = [axis.ticks[0]?.value, axis.ticks.at(-1)?.value];
  const room = axis.variable.values === undefined ? 0 : LABEL_ROOM;
  let last = Number.POSITIVE_INFINITY;
  const shown = axis.ticks.filter(({ value }) => {
    const y = axis.at(value);
    const isEnd = ends.includes(value);
    if (!isEnd && (last - y < room || y - axis.end < room)) return false;
    last = y;
    return true;
  });
  return [
    textAt(x, 18, heading, {
      class: 'strong',
      'text-anchor': 'middle',
    }),
    element('path', { class: 'upright', d: `M${x.toFixed(1)},${axis.end}V${axis.start}` }),
    ...shown.map(({ value, text }) => {
      const y = axis.at(value);
      const wide = textWidth(text, 12) > 50 ? { 'font-size': 10.5 } : {};
      return group({}, [
        element('path', { class: 'upright', d: `M${(x - 4).toFixed(1)},${y.toFixed(1)}h8` }),
        textAt(x - 9, y + 4, shortened(text, LONGEST_TICK, 12), { class: 'lab halo', 'text-anchor': 'end', ...wide }),
      ]);
    }),
  ];
}

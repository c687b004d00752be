import { element, group, type Markup } from '../../charts/drawing/svg.ts';
import { tooltipText } from '../parts/tooltip.ts';
import { placeOf, type ScatterPlot } from './scatter-plot.ts';

/** Up to here every dot is an element with a hint; more dots are one path of each colour. */
const MOST_HINTS = 400;

/** Dots of designs; all that a class of its own colours must be in one call. */
export function dots(
  plot: ScatterPlot,
  rows: readonly number[],
  kind: 'hollow' | 'inner-dot' | 'front-dot',
  colourOf: (row: number) => string,
  radius = 3.5,
): Markup {
  if (plot.rows.length > MOST_HINTS && kind !== 'front-dot') {
    const [first = -1] = rows;
    return group({ class: `${kind}s ${first < 0 ? '' : colourOf(first)}` }, [
      element('path', { class: 'rim', d: path(plot, rows) }),
      ...(kind === 'hollow' ? [element('path', { class: 'hole', d: path(plot, rows) })] : []),
    ]);
  }
  return group(
    {},
    rows.map((row) => {
      const [cx, cy] = placeOf(plot, row);
      const hint =
        !plot.hasHints || plot.rows.length > MOST_HINTS ? [] : [element('title', {}, tooltipText(plot.table, row))];
      return element('circle', { class: `${kind} ${colourOf(row)}`.trim(), cx, cy, r: radius }, ...hint);
    }),
  );
}

/** Crosses at the bounds of designs that were not searched. */
export function crosses(plot: ScatterPlot): Markup[] {
  if (plot.skipped.length === 0) return [];
  const d = plot.skipped
    .map((row) => placeOf(plot, row))
    .map(([x, y]) => `M${coordinates(x - 3, y - 3)}l6,6m0,-6l-6,6`)
    .join('');
  return [element('path', { class: 'cross', d })];
}

/** A stroke without length for each dot; its round ends draw it. */
function path(plot: ScatterPlot, rows: readonly number[]): string {
  return rows
    .map((row) => placeOf(plot, row))
    .map(([x, y]) => `M${coordinates(x, y)}h0`)
    .join('');
}

export function coordinates(x: number, y: number): string {
  return `${Number(x.toFixed(1))},${Number(y.toFixed(1))}`;
}

import type { ChartLibrary } from './chart-library.ts';
import { FAINT_INK, GRID } from './palette.ts';
import type { Markup } from './svg.ts';
import { textWidth } from './text-width.ts';
import { figureScale, formatFigure } from './units.ts';

export interface BarSection {
  readonly value: number;
  readonly colour: string;
  /** Shown while the pointer rests on the section. */
  readonly hint: string;
}

export interface StackedBarsOptions {
  /** Of what the bars show, with its unit in singular form to which the scale is prefixed: `energy`, `pJ`. */
  readonly quantity: string;
  readonly unit: string;
  /** Pixels. Labels, where given, take `labelWidth` of the width. */
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly labels?: readonly string[];
  readonly labelWidth: number;
}

export const AXIS_TOP = 4;
export const AXIS_BOTTOM = 44;

/** Horizontal bars, one under the other, each a stack of sections with the total written at its end. */
export function stackedBars(
  { marks, draw }: ChartLibrary,
  bars: readonly (readonly BarSection[])[],
  options: StackedBarsOptions,
): Markup {
  const totals = bars.map((sections) => sections.reduce((sum, { value }) => sum + value, 0));
  const scale = figureScale(Math.max(...totals));
  const totalTexts = totals.map((total) => formatFigure(total / scale.factor));
  const sections = bars.flatMap((bar, row) => {
    let end = 0;
    return bar.map(({ value, colour, hint }) => {
      const start = end;
      end += value / scale.factor;
      return { row, start, end, colour, hint };
    });
  });
  return draw({
    width: options.width,
    height: options.height,
    marginTop: AXIS_TOP,
    marginBottom: AXIS_BOTTOM,
    marginLeft: options.labelWidth,
    marginRight: 10 + Math.max(...totalTexts.map((text) => textWidth(text, 12))),
    style: { fontSize: '12px' },
    color: { type: 'identity' },
    x: { domain: [0, Math.max(...totals) / scale.factor || 1] },
    y: { domain: bars.map((_, row) => row), padding: 0.2, axis: null, type: 'band' },
    marks: [
      marks.gridX({ stroke: GRID, strokeOpacity: 1, ticks: 5 }),
      marks.barX(
        sections.filter(({ start, end }) => end > start),
        { x1: 'start', x2: 'end', y: 'row', fill: 'colour', title: 'hint', stroke: 'white', strokeWidth: 0.4 },
      ),
      marks.ruleX([0]),
      marks.axisX({
        ticks: 5,
        label: `${options.quantity} (${scale.word}${options.unit})`,
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      marks.text(
        totals.map((total, row) => ({ row, end: total / scale.factor, text: totalTexts[row] })),
        { x: 'end', y: 'row', text: 'text', dx: 5, textAnchor: 'start', fill: FAINT_INK },
      ),
      ...(options.labels === undefined
        ? []
        : [
            marks.axisY({
              tickSize: 0,
              label: null,
              tickFormat: (_: unknown, row: number) => options.labels?.[row] ?? '',
            }),
          ]),
    ],
  });
}

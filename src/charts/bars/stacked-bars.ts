import { largest } from '../../base/extremes.ts';
import { scaleFor, shortText, type Unit } from '../../base/number-text.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { FAINT_INK, GRID } from '../drawing/palette.ts';
import { group, type Markup, textAt } from '../drawing/svg.ts';
import { textWidth } from '../drawing/text-width.ts';

export interface BarSection {
  readonly value: number;
  readonly colour: string;
  /** Shown while the pointer rests on the section. */
  readonly hint: string;
}

export interface StackedBarsOptions {
  /** Of what the bars show, with the unit of the values: `energy`, `pJ`. */
  readonly quantity: string;
  readonly unit: Unit;
  /** Pixels. Labels, where given, take `labelWidth` of the width. */
  readonly width: number;
  readonly height: number;
  readonly labels?: readonly string[];
  readonly labelWidth: number;
  /** Bars of equal length that show shares of their totals. */
  readonly share: boolean;
}

export const AXIS_BOTTOM = 44;
/** Pixels from one tick of the axis to the next, at least. */
const TICK_DISTANCE = 70;

/** Pixels above the bars: those of shares have the unit of their totals there. */
export function axisTop(share: boolean): number {
  return share ? 22 : 4;
}

/** Horizontal bars, one under the other, each a stack of sections with the total written at its end. */
export function stackedBars(
  { marks, draw }: ChartLibrary,
  bars: readonly (readonly BarSection[])[],
  options: StackedBarsOptions,
): Markup {
  const { quantity, unit, width, labelWidth, labels, share } = options;
  const totals = bars.map((sections) => sections.reduce((sum, { value }) => sum + value, 0));
  const scale = scaleFor(largest(totals), unit);
  const totalTexts = totals.map((total) => shortText(total / scale.factor));
  const lengths = totals.map((total) => (share ? (total > 0 ? 100 : 0) : total / scale.factor));
  const sections = bars.flatMap((bar, row) => {
    let end = 0;
    return bar.map(({ value, colour, hint }) => {
      const start = end;
      end += share ? (100 * value) / (totals[row] || 1) : value / scale.factor;
      return { row, start, end, colour, hint };
    });
  });
  const marginRight = 10 + largest(totalTexts.map((text) => textWidth(text, 12)));
  const ticks = Math.max(2, Math.min(5, Math.floor((width - labelWidth - marginRight) / TICK_DISTANCE)));
  const plot = draw({
    width,
    height: options.height,
    marginTop: axisTop(share),
    marginBottom: AXIS_BOTTOM,
    marginLeft: labelWidth,
    marginRight,
    style: { fontSize: '12px' },
    color: { type: 'identity' },
    x: { domain: [0, share ? 100 : largest(totals) / scale.factor || 1] },
    y: { domain: bars.map((_, row) => row), padding: 0.2, axis: null, type: 'band' },
    marks: [
      marks.gridX({ stroke: GRID, strokeOpacity: 1, ticks }),
      marks.barX(
        sections.filter(({ start, end }) => end > start),
        { x1: 'start', x2: 'end', y: 'row', fill: 'colour', title: 'hint', stroke: 'white', strokeWidth: 0.4 },
      ),
      marks.ruleX([0]),
      marks.axisX({
        ticks,
        tickFormat: shortText,
        label: share ? `share of ${quantity} (%)` : `${quantity} (${scale.symbol})`,
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      marks.text(
        lengths.map((end, row) => ({ row, end, text: totalTexts[row] })),
        { x: 'end', y: 'row', text: 'text', dx: 5, textAnchor: 'start', fill: FAINT_INK },
      ),
      ...(labels === undefined
        ? []
        : [
            marks.axisY({
              tickSize: 0,
              label: null,
              tickFormat: (_: unknown, row: number) => labels[row] ?? '',
            }),
          ]),
    ],
  });
  if (!share) return plot;
  const unitOfTotals = textAt(width, 12, `total (${scale.symbol})`, { fill: FAINT_INK, 'text-anchor': 'end' });
  return group({}, [plot, unitOfTotals]);
}

import { largest } from '../../base/extremes.ts';
import { digitsText } from '../../base/number-text.ts';
import { chartHeading } from '../drawing/heading.ts';
import { listLegend } from '../drawing/legend.ts';
import { BLUE, FAINT_INK, GRID, INK, ORANGE } from '../drawing/palette.ts';
import { element, group, type Markup, svgDocument, textAt } from '../drawing/svg.ts';
import { shortened, textWidth } from '../drawing/text-width.ts';

/** One cause and how far a quantity goes with it, in the unit of the axis; undefined where it has no value. */
export interface TornadoRow {
  readonly label: string;
  /** With the smaller and the larger value of the cause; positive is more. */
  readonly smaller: number | undefined;
  readonly larger: number | undefined;
}

/** One quantity: its causes, the strongest first. */
export interface TornadoPanel {
  readonly title: string;
  readonly rows: readonly TornadoRow[];
}

export interface TornadoOptions {
  readonly title: string;
  readonly notes?: readonly string[] | undefined;
  /** What the axis shows, with its unit. */
  readonly axis: string;
  /** What the two colours stand for. */
  readonly sides: readonly [smaller: string, larger: string];
  /** Rows of a panel; more are left out and counted. Default 12. */
  readonly top?: number | undefined;
  /** Whether title and notes are drawn. Default true. */
  readonly heading?: boolean | undefined;
}

const MARGIN = 16;
const ROW = 22;
const BAR = 14;
const LABEL_LIMIT = 260;
const PLOT = 460;
/** Pixels beside the bars for their values. */
const VALUE_ROOM = 64;
const PANEL_TOP = 26;
const AXIS = 40;

/** A tornado chart: for every quantity the causes one under the other, with bars to both sides of no change. A standalone SVG document. */
export function tornadoChart(panels: readonly TornadoPanel[], options: TornadoOptions): string {
  const { title, notes = [], axis, sides, top = 12 } = options;
  const shown = panels.map((panel) => ({ ...panel, rows: panel.rows.slice(0, top) }));
  const labels = shown.flatMap(({ rows }) => rows.map(({ label }) => textWidth(shortened(label, LABEL_LIMIT, 12), 12)));
  const labelWidth = Math.round(12 + largest(labels, 0));
  const width = 2 * MARGIN + labelWidth + PLOT;
  const heading = chartHeading(title, notes, { left: MARGIN, right: width - MARGIN, shown: options.heading });
  const legend = listLegend([
    { name: sides[0], colour: BLUE },
    { name: sides[1], colour: ORANGE },
  ]);
  let end = heading.height;
  const blocks = [group({ transform: `translate(${MARGIN},${end})` }, [legend.content])];
  end += legend.height + 8;
  for (const [index, panel] of shown.entries()) {
    const leftOut = (panels[index]?.rows.length ?? 0) - panel.rows.length;
    const drawn = drawPanel(panel, labelWidth, axis, leftOut);
    blocks.push(group({ transform: `translate(${MARGIN},${end})` }, [drawn.content]));
    end += drawn.height;
  }
  const description = shown
    .flatMap(({ title: name, rows }) => rows.map((row) => `${name}: ${rowText(row)}`))
    .join('; ');
  return svgDocument(width, end + MARGIN, title, [...heading.content, ...blocks], description);
}

function drawPanel(
  { title, rows }: TornadoPanel,
  labelWidth: number,
  axis: string,
  leftOut: number,
): { readonly content: Markup; readonly height: number } {
  const reach = largest(
    rows.flatMap(({ smaller = 0, larger = 0 }) => [Math.abs(smaller), Math.abs(larger)]),
    0,
  );
  const half = PLOT / 2 - VALUE_ROOM;
  const middle = labelWidth + PLOT / 2;
  const x = (value: number): number => middle + (reach === 0 ? 0 : (value / reach) * half);
  const bottom = PANEL_TOP + Math.max(1, rows.length) * ROW;
  const ticks = ticksWithin(reach);
  const more = leftOut > 0 ? `; ${leftOut} smaller ones left out` : '';
  const content = group({}, [
    textAt(0, 14, title, { 'font-weight': 'bold' }),
    ...ticks.map((value) =>
      element('line', { x1: x(value), x2: x(value), y1: PANEL_TOP - 4, y2: bottom, stroke: value === 0 ? INK : GRID }),
    ),
    ...(rows.length === 0 ? [textAt(0, PANEL_TOP + 14, 'nothing changes it', { fill: FAINT_INK })] : []),
    ...rows.flatMap((row, index) => drawRow(row, PANEL_TOP + index * ROW, labelWidth, x)),
    ...ticks.map((value) =>
      textAt(x(value), bottom + 14, signed(value), { 'text-anchor': 'middle', fill: FAINT_INK, 'font-size': 11 }),
    ),
    textAt(middle, bottom + 30, `${axis}${more}`, { 'text-anchor': 'middle', fill: FAINT_INK, 'font-size': 11 }),
  ]);
  return { content, height: bottom + AXIS };
}

/** Round values to both sides of 0, two or so to each. */
function ticksWithin(reach: number): number[] {
  if (reach === 0) return [0];
  const power = 10 ** Math.floor(Math.log10(reach / 2));
  const step = power * ([5, 2, 1].find((multiple) => multiple * power <= reach / 2) ?? 1);
  const count = Math.floor(reach / step);
  return Array.from({ length: 2 * count + 1 }, (_, index) => (index - count) * step);
}

function drawRow(row: TornadoRow, y: number, labelWidth: number, x: (value: number) => number): Markup[] {
  const sides = [
    { value: row.smaller, colour: BLUE },
    { value: row.larger, colour: ORANGE },
  ].flatMap(({ value, colour }) => (value === undefined || value === 0 ? [] : [{ value, colour }]));
  // Where both sides go one way, the longer bar lies below the other.
  const bars = sides.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const ends = [
    Math.min(0, ...sides.map(({ value }) => value)),
    Math.max(0, ...sides.map(({ value }) => value)),
  ] as const;
  return [
    textAt(labelWidth - 8, y + 12, shortened(row.label, LABEL_LIMIT, 12), { 'text-anchor': 'end' }),
    group({}, [
      element('title', {}, rowText(row)),
      ...bars.map(({ value, colour }) =>
        element('rect', {
          x: Math.min(x(0), x(value)),
          y: y + 1,
          width: Math.abs(x(value) - x(0)),
          height: BAR,
          fill: colour,
        }),
      ),
    ]),
    ...(ends[0] < 0
      ? [textAt(x(ends[0]) - 4, y + 12, signed(ends[0]), { 'text-anchor': 'end', 'font-size': 11 })]
      : []),
    ...(ends[1] > 0 ? [textAt(x(ends[1]) + 4, y + 12, signed(ends[1]), { 'font-size': 11 })] : []),
  ];
}

function rowText({ label, smaller, larger }: TornadoRow): string {
  const text = (value: number | undefined): string => (value === undefined ? 'no mapping' : signed(value));
  return `${label}: ${text(smaller)} with the smaller value, ${text(larger)} with the larger`;
}

function signed(value: number): string {
  if (value === 0) return '0';
  return `${value > 0 ? '+' : '−'}${digitsText(Math.abs(value), 3)}`;
}

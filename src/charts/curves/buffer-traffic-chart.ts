import { quantityText } from '../../base/number-text.ts';
import { chartHeading } from '../drawing/heading.ts';
import { BLUE, FAINT_INK, GRID, INK, VERMILLION } from '../drawing/palette.ts';
import { element, group, type Markup, svgDocument, textAt } from '../drawing/svg.ts';
import { textWidth } from '../drawing/text-width.ts';

/** From this capacity on, so many bits are moved at least. */
export interface BufferTrafficPoint {
  readonly capacityBits: number;
  readonly trafficBits: number;
}

export interface BufferTrafficChartOptions {
  readonly title: string;
  readonly notes?: readonly string[] | undefined;
  /** Name of the memory whose traffic is drawn. */
  readonly memory: string;
  /** Traffic that no capacity avoids: a dashed line. */
  readonly compulsoryBits: number;
  /** Whether title and notes are drawn. Default true. */
  readonly heading?: boolean | undefined;
  /** A capacity to mark, such as the present one, and what is written there. */
  readonly mark?: { readonly capacityBits: number; readonly text: string } | undefined;
}

const MARGIN = 16;
const LEFT = 92;
const WIDTH = 640;
const HEIGHT = 400;
const AXIS = 48;
const TOP = 22;
const RIGHT = 40;

/**
 * The least traffic to a memory over the capacity below it, both logarithmic, as a staircase: what lies below it cannot be had. A standalone
 * SVG document.
 * @param points ascending in capacity.
 * @throws Error when there are none.
 */
export function bufferTrafficChart(points: readonly BufferTrafficPoint[], options: BufferTrafficChartOptions): string {
  const { title, notes = [], memory, compulsoryBits, mark } = options;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) throw new Error('there are no points to draw');
  const capacities = [first.capacityBits, last.capacityBits, ...(mark === undefined ? [] : [mark.capacityBits])];
  const x = logarithmic(capacities, LEFT, LEFT + WIDTH);
  const y = logarithmic([first.trafficBits, last.trafficBits, compulsoryBits], TOP + HEIGHT, TOP);
  const right = LEFT + WIDTH;
  const bottom = TOP + HEIGHT;
  const width = right + RIGHT;
  const heading = chartHeading(title, notes, { left: MARGIN, right: width - MARGIN, shown: options.heading });
  const plot = [
    ...x.ticks.flatMap((bits) => [
      element('line', { x1: x.place(bits), x2: x.place(bits), y1: TOP, y2: bottom, stroke: GRID }),
      textAt(x.place(bits), bottom + 16, quantityText(bits, 'bit'), TICK),
    ]),
    ...y.ticks.flatMap((bits) => [
      element('line', { x1: LEFT, x2: right, y1: y.place(bits), y2: y.place(bits), stroke: GRID }),
      textAt(LEFT - 8, y.place(bits) + 4, quantityText(bits, 'bit'), { ...TICK, 'text-anchor': 'end' }),
    ]),
    textAt(LEFT + WIDTH / 2, bottom + 38, 'capacity below (logarithmic)', { 'text-anchor': 'middle' }),
    textAt(LEFT - 8, 12, `least traffic of ${memory}: read and written (logarithmic)`, {}),
    element('line', {
      x1: LEFT,
      x2: right,
      y1: y.place(compulsoryBits),
      y2: y.place(compulsoryBits),
      stroke: INK,
      'stroke-dasharray': '4 4',
    }),
    textAt(LEFT + 6, y.place(compulsoryBits) - 6, `compulsory: ${quantityText(compulsoryBits, 'bit')}`, HALO),
    element('path', { d: stairs(points, x.place, y.place, right), fill: 'none', stroke: BLUE, 'stroke-width': 2 }),
    ...(mark === undefined ? [] : markAt(mark, x.place(mark.capacityBits), right, bottom)),
  ];
  const description = points
    .map((point) => `${quantityText(point.capacityBits, 'bit')}: ${quantityText(point.trafficBits, 'bit')}`)
    .join('; ');
  return svgDocument(
    width,
    heading.height + bottom + AXIS + MARGIN,
    title,
    [...heading.content, group({ transform: `translate(0,${heading.height})` }, plot)],
    points.length <= 100 ? description : title,
  );
}

const TICK = { 'text-anchor': 'middle', fill: FAINT_INK, 'font-size': 11 };
const HALO = { stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke' };

function stairs(
  points: readonly BufferTrafficPoint[],
  x: (bits: number) => number,
  y: (bits: number) => number,
  right: number,
): string {
  const steps = points.map(({ capacityBits, trafficBits }, index) => {
    const [across, down] = [rounded(x(capacityBits)), rounded(y(trafficBits))];
    return index === 0 ? `M${across},${down}` : `H${across}V${down}`;
  });
  return `${steps.join('')}H${right}`;
}

function markAt({ text }: { readonly text: string }, at: number, right: number, bottom: number): Markup[] {
  const isLeft = at + 6 + textWidth(text, 12) > right;
  return [
    element('line', { x1: at, x2: at, y1: TOP, y2: bottom, stroke: VERMILLION, 'stroke-width': 1.5 }),
    textAt(isLeft ? at - 6 : at + 6, TOP + 14, text, { ...HALO, 'text-anchor': isLeft ? 'end' : 'start' }),
  ];
}

/** An axis on which all numbers have room, with ticks at powers of two. */
function logarithmic(
  values: readonly number[],
  from: number,
  to: number,
): { readonly place: (value: number) => number; readonly ticks: readonly number[] } {
  const logs = values.map((value) => Math.log2(Math.max(1, value)));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const room = Math.max(0.5, 0.04 * (high - low));
  const [start, end] = [low - room, high + room];
  const step = Math.max(1, Math.ceil((end - start) / 8));
  const first = Math.ceil(start / step) * step;
  const ticks = Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, index) => 2 ** (first + index * step));
  return { place: (value) => from + ((Math.log2(Math.max(1, value)) - start) / (end - start)) * (to - from), ticks };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

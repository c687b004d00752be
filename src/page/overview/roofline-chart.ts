import { countText, groupedText, quantityText } from '../../base/number-text.ts';
import { type Dot, placeLabels } from '../../charts/drawing/place-labels.ts';
import { element, group, type Markup, textAt } from '../../charts/drawing/svg.ts';
import type { PageRun } from '../parts/page-run.ts';
import { type Roofline, type RooflinePoint, roofAt } from './roofline.ts';

const WIDTH = 860;
const HEIGHT = 430;
const LEFT = 76;
const RIGHT = 20;
const TOP = 20;
const BOTTOM = 58;
const LABELLED = 6;
const LARGEST_RADIUS = 15;
const SMALLEST_RADIUS = 4;
const FONT_SIZE = 12;
/** Room beyond the outermost values, and the length of an axis with more ticks; both in powers of ten. */
const PADDING = 0.12;
const FINE_TICKS = 3;

/** A logarithmic axis. */
interface LogarithmicAxis {
  readonly from: number;
  readonly to: number;
  /** Pixels of a value. */
  readonly at: (value: number) => number;
}

/** Speed over intensity, both logarithmic, under the roofs of array and outermost memories. */
export function rooflineChart({ run }: PageRun, roofline: Roofline): Markup {
  const { points, peak, bandwidth, memories } = roofline;
  const ridge = peak / bandwidth;
  const x = axis([...points.map(({ intensity }) => intensity), ridge / 3, ridge * 3], LEFT, WIDTH - RIGHT);
  const y = axis([...points.map(({ speed }) => speed), peak * 1.5], HEIGHT - BOTTOM, TOP);
  const roof = [x.from, ridge, x.to].map((intensity) => [x.at(intensity), y.at(roofAt(roofline, intensity))] as const);
  const largestFirst = points.toSorted((a, b) => b.share - a.share);
  const slopeText = `${memories.join(' and ')}: ${quantityText(bandwidth, 'bit/cycle')}`;
  return element(
    'svg',
    {
      class: 'chart roofline',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': `Roofline of ${countText(run.evaluations.length, 'layer')}: speed in MAC per cycle over intensity in MAC per bit; the numbers stand in the table of layers`,
      'font-size': FONT_SIZE,
    },
    element('clipPath', { id: 'roofline-frame' }, frame()),
    ...ticks(x).flatMap((value) => [
      element('path', { class: 'grid', d: `M${round(x.at(value))},${TOP}V${HEIGHT - BOTTOM}` }),
      textAt(x.at(value), HEIGHT - BOTTOM + 18, tickText(value), { 'text-anchor': 'middle' }),
    ]),
    ...ticks(y).flatMap((value) => [
      element('path', { class: 'grid', d: `M${LEFT},${round(y.at(value))}H${WIDTH - RIGHT}` }),
      textAt(LEFT - 8, y.at(value) + 4, tickText(value), { 'text-anchor': 'end' }),
    ]),
    group({ 'clip-path': 'url(#roofline-frame)' }, [
      element('path', { class: 'roof', d: `M${roof.map(([px, py]) => `${round(px)},${round(py)}`).join('L')}` }),
      ...largestFirst.map((point) => dot(point, x, y)),
    ]),
    roofText(WIDTH - RIGHT - 8, y.at(peak) - 8, `array: ${quantityText(peak, 'MAC/cycle')}`),
    slopeLabel(slopeText, x, y, roofline),
    ...labels(largestFirst, pointsAlong(roof), x, y),
    textAt((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, `intensity (MAC per bit of ${memories.join(' and ')} traffic)`, {
      'text-anchor': 'middle',
    }),
    textAt(0, 0, 'speed (MAC per cycle)', {
      'text-anchor': 'middle',
      transform: `translate(18,${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`,
    }),
  );
}

function frame(): Markup {
  return element('rect', { x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM });
}

function axis(values: readonly number[], start: number, end: number): LogarithmicAxis {
  const exponents = values.map(Math.log10);
  const low = Math.min(...exponents) - PADDING;
  const high = Math.max(...exponents) + PADDING;
  return {
    from: 10 ** low,
    to: 10 ** high,
    at: (value) => start + ((Math.log10(value) - low) / (high - low)) * (end - start),
  };
}

/** Powers of ten; on short axes also twice and five times these. */
function ticks({ from, to }: LogarithmicAxis): number[] {
  const [low, high] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const mantissas = Math.log10(to / from) < FINE_TICKS ? [1, 2, 5] : [1];
  return Array.from({ length: high - low + 1 }, (_, index) =>
    mantissas.map((mantissa) => Number(`${mantissa}e${low + index}`)),
  )
    .flat()
    .filter((value) => value >= from && value <= to);
}

function tickText(value: number): string {
  return value >= 1 ? groupedText(String(value)) : String(value);
}

function radius(share: number): number {
  return Math.max(SMALLEST_RADIUS, LARGEST_RADIUS * Math.sqrt(share));
}

function dot({ layer, intensity, speed, share }: RooflinePoint, x: LogarithmicAxis, y: LogarithmicAxis): Markup {
  const hint = `${layer.label}: ${quantityText(speed, 'MAC/cycle')} at ${quantityText(intensity, 'MAC/bit')}, ${quantityText(share, 'share')} of the latency`;
  return element(
    'circle',
    { class: 'dot', cx: x.at(intensity), cy: y.at(speed), r: radius(share) },
    element('title', {}, hint),
  );
}

/** Beside the dots of the layers that take most time, where they cover neither dots nor the roof. */
function labels(largestFirst: readonly RooflinePoint[], roof: readonly Dot[], x: LogarithmicAxis, y: LogarithmicAxis) {
  const dots = largestFirst.map(({ layer, intensity, speed, share }) => ({
    x: x.at(intensity),
    y: y.at(speed),
    radius: radius(share),
    text: `${layer.label}`,
    essential: false,
  }));
  const frame = { left: LEFT + 2, right: WIDTH - RIGHT - 2, top: TOP + 2, bottom: HEIGHT - BOTTOM - 2 };
  return placeLabels(dots.slice(0, LABELLED), [...dots, ...roof], frame, FONT_SIZE).map(({ x, y, text }) =>
    textAt(x, y, text, { class: 'halo' }),
  );
}

/** Points so close to each other that nothing fits between them. */
function pointsAlong(line: readonly (readonly [x: number, y: number])[]): Dot[] {
  return line.slice(1).flatMap(([toX, toY], index) => {
    const [fromX, fromY] = line[index] ?? [toX, toY];
    const count = Math.ceil(Math.hypot(toX - fromX, toY - fromY) / 6);
    return Array.from({ length: count + 1 }, (_, step) => ({
      x: fromX + ((toX - fromX) * step) / count,
      y: fromY + ((toY - fromY) * step) / count,
      radius: 6,
    }));
  });
}

function roofText(x: number, y: number, text: string): Markup {
  return textAt(x, y, text, { class: 'halo', 'text-anchor': 'end', 'font-weight': 'bold' });
}

/** Along the slope, from its lower end that is in sight. */
function slopeLabel(text: string, x: LogarithmicAxis, y: LogarithmicAxis, { peak, bandwidth }: Roofline): Markup {
  const lowest = Math.max(x.from, y.from / bandwidth);
  const [fromX, fromY] = [x.at(lowest), y.at(lowest * bandwidth)];
  const [toX, toY] = [x.at(peak / bandwidth), y.at(peak)];
  const angle = (Math.atan2(toY - fromY, toX - fromX) * 180) / Math.PI;
  const centre = `translate(${round((fromX + toX) / 2)},${round((fromY + toY) / 2)}) rotate(${round(angle)})`;
  return textAt(0, -8, text, { class: 'halo', 'text-anchor': 'middle', 'font-weight': 'bold', transform: centre });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

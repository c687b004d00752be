import { largest, smallest } from '../../base/extremes.ts';
import { quantityText, type Unit } from '../../base/number-text.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { chartHeading } from '../drawing/heading.ts';
import { FAINT_INK } from '../drawing/palette.ts';
import { group, type Markup, svgDocument, textAt } from '../drawing/svg.ts';
import { type PlotSymbol, symbolShape } from '../drawing/symbols.ts';
import { textWidth, wrapped } from '../drawing/text-width.ts';
import { type AxisScale, axisFor, position } from './scatter-axis.ts';
import { LEGEND_LINE, layOutScatter, legendLimit } from './scatter-layout.ts';
import {
  type Cost,
  drawPlane,
  MOST_POINTS,
  type ScatterHighlight,
  type ScatterPlane,
  type ScatterPoint,
} from './scatter-plane.ts';

/** What all charts of the energy–latency plane have in common. */
export interface ScatterOptions {
  readonly title?: string | undefined;
  /** Of the whole picture in pixels, 96 to the inch. */
  readonly width?: number | undefined;
  /** Default `auto`: logarithmic where costs span much. */
  readonly axes?: AxisScale | undefined;
  /** Whether title and subtitle are drawn. Default true. */
  readonly heading?: boolean | undefined;
}

export interface ScatterPlot extends ScatterOptions {
  readonly title: string;
  readonly subtitle: string;
  readonly points: readonly ScatterPoint[];
  /** Ascending in latency. */
  readonly front: readonly Cost[];
  readonly highlights: readonly ScatterHighlight[];
  /** Further lines of the legend. */
  readonly notes: readonly string[];
  /** What kinds of dots mean, where there are several. */
  readonly kinds?: readonly LegendLine[];
}

export interface LegendLine {
  readonly symbol?: PlotSymbol;
  readonly text: string;
  readonly isFaint?: boolean;
}

const FONT_SIZE = 12;
const LEGEND_TEXT = 32;
/** A front that takes less than this share of both axes is shown once more, enlarged. */
const SMALL_FRONT = 0.25;

/** All points, where necessary again those around the front, and a legend. */
export function scatterPlot(library: ChartLibrary, plot: ScatterPlot): string {
  const planes = planesOf(plot);
  const entries: readonly LegendLine[] = [
    ...(plot.kinds ?? []),
    ...(plot.front.length > 1 ? [{ symbol: 'line' as const, text: 'Pareto front' }] : []),
    ...plot.highlights.map(({ symbol, text }) => ({ symbol, text })),
    ...plot.notes.map((text) => ({ text, isFaint: true })),
    ...(plot.points.length > MOST_POINTS ? [{ text: 'points that coincide are drawn once', isFaint: true }] : []),
  ];
  const lines = plot.width === undefined ? entries : entries.flatMap((entry) => wrappedEntry(entry, plot.width ?? 0));
  const legend = {
    width: LEGEND_TEXT + 12 + Math.max(...lines.map(({ text }) => textWidth(text, FONT_SIZE))),
    lines: lines.length,
  };
  const { margin, width } = layOutScatter(planes.length, legend, plot.width, 0);
  const heading = chartHeading(plot.title, [plot.subtitle], {
    left: margin,
    right: width - margin,
    shown: plot.heading,
  });
  const layout = layOutScatter(planes.length, legend, plot.width, heading.height);
  return svgDocument(
    layout.width,
    layout.height,
    plot.title,
    [
      ...heading.content,
      ...planes.map((plane, index) => {
        const { x = 0, y = 0 } = layout.planes[index] ?? {};
        const size = { width: layout.planeWidth, height: layout.planeHeight, axes: plot.axes ?? 'auto' };
        return group({ transform: `translate(${x},${y})` }, [drawPlane(library, { ...plane, ...size })]);
      }),
      group({ transform: `translate(${layout.legend.x},${layout.legend.y})` }, drawLegend(lines)),
    ],
    `Energy in pJ over latency in cycles; ${plot.subtitle}`,
  );
}

function planesOf({
  points,
  front,
  highlights,
  axes,
}: ScatterPlot): Pick<ScatterPlane, 'caption' | 'points' | 'front' | 'highlights'>[] {
  const byLatency = extentOf(points, front, axes, 'cycles', ({ latency }) => latency);
  const byEnergy = extentOf(points, front, axes, 'pJ', ({ energy }) => energy);
  if (front.length < 2 || byLatency.share > SMALL_FRONT || byEnergy.share > SMALL_FRONT) {
    return [{ points, front, highlights }];
  }
  const isNear = ({ energy, latency }: Cost): boolean => energy <= byEnergy.near && latency <= byLatency.near;
  return [
    {
      caption: 'all',
      points: points.map(({ label, ...point }) =>
        label === undefined || point.isEssential === true ? point : { ...point, label },
      ),
      front,
      highlights: highlights.filter(({ point }) => !isNear(point)),
    },
    {
      caption: 'around the Pareto front',
      points: points.filter(isNear),
      front,
      highlights: highlights.filter(({ point }) => isNear(point)),
    },
  ];
}

/** The share of its axis that the front takes, and the cost up to which points are near it. */
function extentOf(
  points: readonly Cost[],
  front: readonly Cost[],
  axes: AxisScale | undefined,
  unit: Unit,
  costOf: (point: Cost) => number,
): { readonly share: number; readonly near: number } {
  const axis = axisFor(points.map(costOf), unit, axes);
  const costs = front.map(costOf);
  const [low, high] = [smallest(costs), largest(costs)];
  return { share: position(axis, high) - position(axis, low), near: high + (high - low) / 2 };
}

/** Broken into lines that are no wider than a legend may be: the picture, or a third of a wide one. */
function wrappedEntry({ symbol, text, isFaint = false }: LegendLine, width: number): LegendLine[] {
  const limit = legendLimit(width) - LEGEND_TEXT;
  return wrapped(text, limit, FONT_SIZE).map((line, index) => ({
    text: line,
    isFaint,
    ...(symbol === undefined || index > 0 ? {} : { symbol }),
  }));
}

function drawLegend(lines: readonly LegendLine[]): Markup[] {
  return lines.flatMap(({ symbol, text, isFaint = false }, index) => {
    const y = 12 + index * LEGEND_LINE;
    return [
      ...(symbol === undefined ? [] : [group({ transform: `translate(12,${y})` }, [symbolShape(symbol)])]),
      textAt(LEGEND_TEXT, y + 4, text, isFaint ? { fill: FAINT_INK } : {}),
    ];
  });
}

/** `12.3 µJ, 4.567 kcycles`. */
export function describePoint({ energy, latency }: Cost): string {
  return `${quantityText(energy, 'pJ')}, ${quantityText(latency, 'cycles')}`;
}

const CRITERIA: readonly {
  readonly name: string;
  readonly symbol: ScatterHighlight['symbol'];
  readonly cost: (point: Cost) => number;
}[] = [
  { name: 'energy', symbol: 'triangle', cost: ({ energy }) => energy },
  { name: 'latency', symbol: 'square', cost: ({ latency }) => latency },
  { name: 'energy-delay product', symbol: 'diamond', cost: ({ energy, latency }) => energy * latency },
];

/** The first of the best points by each criterion, which for a Pareto front are the best of all. */
export function bestPoints<T extends Cost>(points: readonly T[], nameOf: (point: T) => string): ScatterHighlight[] {
  return CRITERIA.flatMap(({ name, symbol, cost }) => {
    const lowest = points.reduce((least, point) => Math.min(least, cost(point)), Number.POSITIVE_INFINITY);
    const point = points.find((candidate) => cost(candidate) === lowest);
    return point === undefined ? [] : [{ point, symbol, text: `lowest ${name}: ${nameOf(point)}` }];
  });
}

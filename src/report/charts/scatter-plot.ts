import type { ChartLibrary } from './chart-library.ts';
import { FAINT_INK } from './palette.ts';
import { axisFor, position } from './scatter-axis.ts';
import {
  type Cost,
  drawPlane,
  PLANE_HEIGHT,
  PLANE_MARGIN,
  PLANE_WIDTH,
  type ScatterHighlight,
  type ScatterPlane,
  type ScatterPoint,
} from './scatter-plane.ts';
import { group, type Markup, svgDocument, textAt } from './svg.ts';
import { symbolShape } from './symbols.ts';
import { textWidth } from './text-width.ts';
import { formatWithUnit } from './units.ts';

export interface ScatterPlot {
  readonly title: string;
  readonly subtitle: string;
  readonly points: readonly ScatterPoint[];
  /** Ascending in latency. */
  readonly front: readonly Cost[];
  readonly highlights: readonly ScatterHighlight[];
  /** Further lines of the legend. */
  readonly notes: readonly string[];
}

const MARGIN = 16;
const HEADER = 64;
const FONT_SIZE = 12;
const LEGEND_LINE = 22;

/** A front that takes less than this share of both axes is shown once more, enlarged. */
const SMALL_FRONT = 0.25;

/** All points, where necessary again those around the front, and a legend. */
export function scatterPlot(library: ChartLibrary, plot: ScatterPlot): string {
  const planes = planesOf(plot);
  const legendLines = ['Pareto front', ...plot.highlights.map(({ text }) => text), ...plot.notes];
  const legendWidth = 44 + Math.max(...legendLines.map((line) => textWidth(line, FONT_SIZE)));
  const legendStart = MARGIN + planes.length * PLANE_WIDTH;
  return svgDocument(legendStart + legendWidth + MARGIN, HEADER + PLANE_HEIGHT + 12, plot.title, [
    textAt(MARGIN, 28, plot.title, { 'font-size': 16, 'font-weight': 'bold' }),
    textAt(MARGIN, 48, plot.subtitle, { fill: FAINT_INK }),
    ...planes.map((plane, index) =>
      group({ transform: `translate(${MARGIN + index * PLANE_WIDTH},${HEADER})` }, [drawPlane(library, plane)]),
    ),
    group({ transform: `translate(${legendStart},${HEADER + PLANE_MARGIN.top})` }, legend(plot)),
  ]);
}

function planesOf({ points, front, highlights }: ScatterPlot): ScatterPlane[] {
  const byLatency = extentOf(points, front, ({ latency }) => latency);
  const byEnergy = extentOf(points, front, ({ energy }) => energy);
  if (front.length < 2 || byLatency.share > SMALL_FRONT || byEnergy.share > SMALL_FRONT) {
    return [{ points, front, highlights }];
  }
  return [
    {
      caption: 'all',
      points: points.map(({ label, ...point }) =>
        label === undefined || point.isEssential === true ? point : { ...point, label },
      ),
      front,
      highlights: [],
    },
    {
      caption: 'around the Pareto front',
      points: points.filter(({ energy, latency }) => energy <= byEnergy.near && latency <= byLatency.near),
      front,
      highlights,
    },
  ];
}

/** The share of its axis that the front takes, and the figure up to which points are near it. */
function extentOf(
  points: readonly Cost[],
  front: readonly Cost[],
  figure: (cost: Cost) => number,
): { readonly share: number; readonly near: number } {
  const axis = axisFor(points.map(figure));
  const figures = front.map(figure);
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  return { share: position(axis, high) - position(axis, low), near: high + (high - low) / 2 };
}

function legend({ highlights, notes }: ScatterPlot): Markup[] {
  const line = (index: number): number => 12 + index * LEGEND_LINE;
  return [
    group({ transform: `translate(12,${line(0)})` }, [symbolShape('line')]),
    textAt(32, line(0) + 4, 'Pareto front'),
    ...highlights.flatMap(({ symbol, text }, index) => [
      group({ transform: `translate(12,${line(index + 1)})` }, [symbolShape(symbol)]),
      textAt(32, line(index + 1) + 4, text),
    ]),
    ...notes.map((note, index) => textAt(32, line(highlights.length + 1 + index) + 4, note, { fill: FAINT_INK })),
  ];
}

/** `12.3 million pJ, 4567 cycles`. */
export function describePoint({ energy, latency }: Cost): string {
  return `${formatWithUnit(energy, 'pJ')}, ${formatWithUnit(latency, 'cycles')}`;
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

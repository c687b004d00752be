import type { ChartLibrary } from '../drawing/chart-library.ts';
import { FAINT_INK, GRID, INK, VERMILLION } from '../drawing/palette.ts';
import { placeLabels } from '../drawing/place-labels.ts';
import { group, type Markup, textAt } from '../drawing/svg.ts';
import { DOT, FAINT_DOT, type PlotSymbol, symbolShape } from '../drawing/symbols.ts';
import { type AxisScale, axisFor, axisLabel, position, ticksOf } from './scatter-axis.ts';
import { thinPoints } from './thin-points.ts';

/** A place in the energy–latency plane. */
export interface Cost {
  /** Total energy in pJ. */
  readonly energy: number;
  /** Total latency in cycles. */
  readonly latency: number;
}

export interface ScatterPoint extends Cost {
  /** Shown while the pointer rests on the point. */
  readonly hint: string;
  /** Pixels. */
  readonly radius: number;
  /** Written beside the point, if there is room. */
  readonly label?: string;
  /** The label is written even where it covers other points. */
  readonly isEssential?: boolean;
  /** Drawn so that others stand out. */
  readonly isFaint?: boolean;
}

/** A point that is the best by some criterion. */
export interface ScatterHighlight {
  readonly point: Cost;
  readonly symbol: PlotSymbol;
  readonly text: string;
}

/** A picture of some points of the plane. */
export interface ScatterPlane {
  readonly caption?: string;
  readonly points: readonly ScatterPoint[];
  /** Ascending in latency. */
  readonly front: readonly Cost[];
  readonly highlights: readonly ScatterHighlight[];
  readonly axes: AxisScale;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export const PLANE_MARGIN = { left: 70, right: 24, top: 24, bottom: 48 };
const FONT_SIZE = 12;
/** Of the highlighting symbols. */
const SYMBOL_RADIUS = 12;
/** Pixels from one tick to the next, at least. */
const TICK_DISTANCE = 75;
/** More points than this are thinned to those that can be told apart. */
export const MOST_POINTS = 20_000;

/** Energy over latency with the Pareto front as a staircase; everything below and left of it cannot be had. */
export function drawPlane({ marks, draw }: ChartLibrary, plane: ScatterPlane): Markup {
  const { caption, front, highlights, axes, width, height } = plane;
  const x = axisFor(
    plane.points.map(({ latency }) => latency),
    'cycles',
    axes,
  );
  const y = axisFor(
    plane.points.map(({ energy }) => energy),
    'pJ',
    axes,
  );
  const xTicks = ticksOf(x, Math.max(2, Math.floor(width / TICK_DISTANCE)));
  const yTicks = ticksOf(y, Math.max(2, Math.floor(height / TICK_DISTANCE)));
  const isHighlighted = ({ energy, latency }: Cost): boolean =>
    highlights.some(({ point }) => point.energy === energy && point.latency === latency);
  const points =
    plane.points.length <= MOST_POINTS
      ? plane.points
      : thinPoints(
          plane.points,
          ({ latency, energy }) => ({ x: position(x, latency), y: position(y, energy) }),
          (point) => point.label !== undefined || isHighlighted(point),
        );
  const pixels = {
    x: (latency: number): number =>
      PLANE_MARGIN.left + position(x, latency) * (width - PLANE_MARGIN.left - PLANE_MARGIN.right),
    y: (energy: number): number =>
      height - PLANE_MARGIN.bottom - position(y, energy) * (height - PLANE_MARGIN.top - PLANE_MARGIN.bottom),
  };
  const dots = points.map((point) => ({ ...point, x: pixels.x(point.latency), y: pixels.y(point.energy) }));
  const spaces = dots.map((dot) =>
    isHighlighted(dot) ? { ...dot, radius: Math.max(dot.radius, SYMBOL_RADIUS) } : dot,
  );
  const placed = placeLabels(
    spaces.flatMap((dot) =>
      dot.label === undefined ? [] : [{ ...dot, text: dot.label, essential: dot.isEssential === true }],
    ),
    spaces,
    { left: PLANE_MARGIN.left, top: PLANE_MARGIN.top, right: width, bottom: height - PLANE_MARGIN.bottom },
    FONT_SIZE,
  );
  const inScale = ({ energy, latency }: Cost) => ({
    latency: latency / x.scale.factor,
    energy: energy / y.scale.factor,
  });
  const picture = draw({
    width,
    height,
    marginLeft: PLANE_MARGIN.left,
    marginRight: PLANE_MARGIN.right,
    marginTop: PLANE_MARGIN.top,
    marginBottom: PLANE_MARGIN.bottom,
    style: { fontSize: `${FONT_SIZE}px` },
    color: { type: 'identity' },
    r: { type: 'identity' },
    opacity: { type: 'identity' },
    x: { type: x.type, domain: [...x.domain] },
    y: { type: y.type, domain: [...y.domain] },
    marks: [
      marks.gridX({ stroke: GRID, strokeOpacity: 1, ticks: xTicks.ticks }),
      marks.gridY({ stroke: GRID, strokeOpacity: 1, ticks: yTicks.ticks }),
      marks.axisX({
        ...xTicks,
        label: axisLabel('latency', x),
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      marks.axisY({ ...yTicks, label: axisLabel('energy', y), labelAnchor: 'center', labelArrow: 'none' }),
      marks.line(front.map(inScale), {
        x: 'latency',
        y: 'energy',
        curve: 'step-after',
        stroke: VERMILLION,
        strokeWidth: 1.5,
      }),
      marks.dot(
        points.map((point) => ({ ...point, ...inScale(point), ...(point.isFaint === true ? FAINT_DOT : DOT) })),
        { x: 'latency', y: 'energy', r: 'radius', fill: 'fill', fillOpacity: 'opacity', title: 'hint' },
      ),
    ],
  });
  return group({}, [
    picture,
    ...(caption === undefined ? [] : [textAt(PLANE_MARGIN.left, 12, caption, { fill: FAINT_INK })]),
    ...highlights.map(({ point, symbol }) =>
      group({ transform: `translate(${pixels.x(point.latency)},${pixels.y(point.energy)})` }, [symbolShape(symbol)]),
    ),
    ...placed.map(({ x: left, y: baseline, text }) =>
      textAt(left, baseline, text, { fill: INK, stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke' }),
    ),
  ]);
}

import type { ChartLibrary } from './chart-library.ts';
import { BLUE, FAINT_INK, GRID, INK, VERMILLION } from './palette.ts';
import { placeLabels } from './place-labels.ts';
import { axisFor, axisLabel, position, ticksOf } from './scatter-axis.ts';
import { group, type Markup, textAt } from './svg.ts';
import { symbolShape } from './symbols.ts';

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
}

/** A point that is the best by some criterion. */
export interface ScatterHighlight {
  readonly point: Cost;
  readonly symbol: 'square' | 'triangle' | 'diamond';
  readonly text: string;
}

/** A picture of some points of the plane. */
export interface ScatterPlane {
  readonly caption?: string;
  readonly points: readonly ScatterPoint[];
  /** Ascending in latency. */
  readonly front: readonly Cost[];
  readonly highlights: readonly ScatterHighlight[];
}

export const PLANE_WIDTH = 600;
export const PLANE_HEIGHT = 480;
export const PLANE_MARGIN = { left: 70, right: 24, top: 24, bottom: 48 };
const FONT_SIZE = 12;
/** Of the highlighting symbols. */
const SYMBOL_RADIUS = 12;

/** Energy over latency with the Pareto front as a staircase; everything below and left of it cannot be had. */
export function drawPlane({ marks, draw }: ChartLibrary, { caption, points, front, highlights }: ScatterPlane): Markup {
  const x = axisFor(points.map(({ latency }) => latency));
  const y = axisFor(points.map(({ energy }) => energy));
  const pixels = {
    x: (latency: number): number =>
      PLANE_MARGIN.left + position(x, latency) * (PLANE_WIDTH - PLANE_MARGIN.left - PLANE_MARGIN.right),
    y: (energy: number): number =>
      PLANE_HEIGHT -
      PLANE_MARGIN.bottom -
      position(y, energy) * (PLANE_HEIGHT - PLANE_MARGIN.top - PLANE_MARGIN.bottom),
  };
  const dots = points.map((point) => ({ ...point, x: pixels.x(point.latency), y: pixels.y(point.energy) }));
  const isHighlighted = ({ energy, latency }: Cost): boolean =>
    highlights.some(({ point }) => point.energy === energy && point.latency === latency);
  const spaces = dots.map((dot) =>
    isHighlighted(dot) ? { ...dot, radius: Math.max(dot.radius, SYMBOL_RADIUS) } : dot,
  );
  const placed = placeLabels(
    spaces.flatMap((dot) =>
      dot.label === undefined ? [] : [{ ...dot, text: dot.label, essential: dot.isEssential === true }],
    ),
    spaces,
    { left: PLANE_MARGIN.left, top: PLANE_MARGIN.top, right: PLANE_WIDTH, bottom: PLANE_HEIGHT - PLANE_MARGIN.bottom },
    FONT_SIZE,
  );
  const inScale = ({ energy, latency }: Cost) => ({
    latency: latency / x.scale.factor,
    energy: energy / y.scale.factor,
  });
  const plane = draw({
    width: PLANE_WIDTH,
    height: PLANE_HEIGHT,
    marginLeft: PLANE_MARGIN.left,
    marginRight: PLANE_MARGIN.right,
    marginTop: PLANE_MARGIN.top,
    marginBottom: PLANE_MARGIN.bottom,
    style: { fontSize: `${FONT_SIZE}px` },
    color: { type: 'identity' },
    r: { type: 'identity' },
    x: { type: x.type, domain: [...x.domain] },
    y: { type: y.type, domain: [...y.domain] },
    marks: [
      marks.gridX({ stroke: GRID, strokeOpacity: 1, ticks: ticksOf(x).ticks }),
      marks.gridY({ stroke: GRID, strokeOpacity: 1, ticks: ticksOf(y).ticks }),
      marks.axisX({
        ...ticksOf(x),
        label: axisLabel('latency', x, 'cycles'),
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      marks.axisY({ ...ticksOf(y), label: axisLabel('energy', y, 'pJ'), labelAnchor: 'center', labelArrow: 'none' }),
      marks.line(front.map(inScale), {
        x: 'latency',
        y: 'energy',
        curve: 'step-after',
        stroke: VERMILLION,
        strokeWidth: 1.5,
      }),
      marks.dot(
        points.map((point) => ({ ...point, ...inScale(point) })),
        { x: 'latency', y: 'energy', r: 'radius', fill: BLUE, fillOpacity: 0.65, title: 'hint' },
      ),
    ],
  });
  return group({}, [
    plane,
    ...(caption === undefined ? [] : [textAt(PLANE_MARGIN.left, 12, caption, { fill: FAINT_INK })]),
    ...highlights.map(({ point, symbol }) =>
      group({ transform: `translate(${pixels.x(point.latency)},${pixels.y(point.energy)})` }, [symbolShape(symbol)]),
    ),
    ...placed.map(({ x: left, y: baseline, text }) =>
      textAt(left, baseline, text, { fill: INK, stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke' }),
    ),
  ]);
}

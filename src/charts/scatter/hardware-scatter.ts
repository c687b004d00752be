import { largest } from '../../base/extremes.ts';
import { quantityText } from '../../base/number-text.ts';
import { paretoFront } from '../../base/pareto.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { bestPoints, describePoint, type ScatterOptions, scatterPlot } from './scatter-plot.ts';

/** A hardware variant and what a workload costs on it. */
export interface HardwarePoint {
  readonly label: string;
  /** pJ. */
  readonly energy: number;
  /** Cycles. */
  readonly latency: number;
  /** mm²; undefined where it is unknown. */
  readonly area?: number;
}

const RADIUS = 4.5;
const LARGEST_RADIUS = 14;
const SMALLEST_RADIUS = 2.5;

/**
 * Energy in pJ over latency in cycles of hardware variants, with the Pareto front of the two. Where every variant has an area,
 * dots grow with it. Labels are written on the variants that no other beats in energy, latency and area (if given) together.
 * Returns a standalone SVG document.
 * @throws Error when there is nothing to draw.
 */
export function hardwareScatterChart(
  library: ChartLibrary,
  points: readonly HardwarePoint[],
  options: ScatterOptions = {},
): string {
  if (points.length === 0) throw new Error('there are no hardware variants to draw');
  const objectives = [({ latency }: HardwarePoint) => latency, ({ energy }: HardwarePoint) => energy];
  const areas = points.flatMap(({ area }) => (area === undefined ? [] : [area]));
  const largestArea = largest(areas);
  const showsArea = areas.length === points.length && largestArea > 0;
  const front = paretoFront(points, objectives);
  const efficient = showsArea ? paretoFront(points, [...objectives, ({ area = 0 }) => area]) : front;
  const ofFront = new Set(front);
  // Labels find a place in this order.
  const labelled = new Set([...front, ...efficient]);
  const inOrder = [...labelled, ...points.filter((point) => !labelled.has(point))];
  return scatterPlot(library, {
    ...options,
    title: options.title ?? 'Hardware variants',
    subtitle: `variants: ${points.length}, on the Pareto front of energy and latency: ${front.length}`,
    points: inOrder.map((point) => ({
      energy: point.energy,
      latency: point.latency,
      radius: showsArea ? radiusOf(point.area ?? 0, largestArea) : RADIUS,
      hint: `${point.label}: ${describePoint(point)}${point.area === undefined ? '' : `, area ${quantityText(point.area, 'mm2')}`}`,
      ...(labelled.has(point) ? { label: point.label, isEssential: ofFront.has(point) } : {}),
    })),
    front,
    highlights: bestPoints(front, ({ label }) => label),
    notes: showsArea
      ? [`dot size: area, up to ${quantityText(largestArea, 'mm2')}`, 'labels: on the front of energy, latency, area']
      : [],
  });
}

/** Dot area in proportion to the hardware's area. */
function radiusOf(area: number, largest: number): number {
  return Math.max(SMALLEST_RADIUS, LARGEST_RADIUS * Math.sqrt(area / largest));
}

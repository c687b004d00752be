import { paretoFront } from '../../base/pareto.ts';
import type { ChartLibrary } from './chart-library.ts';
import { FONT, PALETTE } from './svg.ts';

/** A mapping or a design. */
export interface ScatterPoint {
  readonly label: string;
  /** pJ */
  readonly energy: number;
  /** cycles */
  readonly latency: number;
}

/**
 * Energy against latency, with the Pareto front as a line and its points labelled.
 * @returns SVG text.
 */
export function energyLatencyScatter(
  { Plot, document }: ChartLibrary,
  points: readonly ScatterPoint[],
  title: string,
): string {
  const front = paretoFront(points, [({ energy }) => energy, ({ latency }) => latency]);
  const others = points.filter((point) => !front.includes(point));
  const svg = Plot.plot({
    document,
    style: { fontFamily: FONT, background: 'white' },
    width: 760,
    height: 520,
    marginTop: 46,
    marginLeft: 70,
    marginRight: 130,
    marginBottom: 46,
    x: { label: 'energy (pJ)', labelAnchor: 'center', grid: true, tickFormat: '~s', nice: true, ticks: 6 },
    y: { label: 'latency (cycles)', grid: true, tickFormat: '~s', nice: true, ticks: 6 },
    marks: [
      Plot.text([title], { frameAnchor: 'top', dy: -34, fontSize: 15, fontWeight: 'bold' }),
      Plot.dot(others, { x: 'energy', y: 'latency', r: 3, fill: PALETTE.grey, fillOpacity: 0.7 }),
      Plot.line(front, { x: 'energy', y: 'latency', stroke: PALETTE.blue, curve: 'step-after' }),
      Plot.dot(front, { x: 'energy', y: 'latency', r: 4.5, fill: PALETTE.vermilion }),
      Plot.text(front, { x: 'energy', y: 'latency', text: 'label', textAnchor: 'start', dx: 8, dy: -4, fontSize: 10 }),
    ],
  });
  return `${svg.outerHTML.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')}\n`;
}

import { paretoFront } from '../../base/pareto.ts';
import type { CostModelEvaluation } from '../../model/evaluation.ts';
import type { ChartLibrary } from './chart-library.ts';
import { bestPoints, describePoint, scatterPlot } from './scatter-plot.ts';

export interface MappingScatterChartOptions {
  readonly title?: string;
}

interface Candidate {
  readonly index: number;
  readonly energy: number;
  readonly latency: number;
}

/**
 * Energy in pJ over latency in cycles of many mappings of one layer, with the Pareto front; a second picture enlarges a small
 * front. Points of the front carry their index in `evaluations`. The best by energy, latency and energy-delay product are marked;
 * of several equally good in one figure that with the better other figure, of equal ones the first. Returns a standalone SVG
 * document.
 * @throws Error when there is nothing to draw.
 */
export function mappingScatterChart(
  library: ChartLibrary,
  evaluations: readonly CostModelEvaluation[],
  options: MappingScatterChartOptions = {},
): string {
  const candidates = evaluations.map(({ energy, latency }, index) => ({ index, energy, latency }));
  const [first] = evaluations;
  if (first === undefined) throw new Error('there are no evaluations to draw');
  const distinct = firstOfEqual(candidates);
  const front = paretoFront(distinct, [({ latency }) => latency, ({ energy }) => energy]);
  const ofFront = new Set(front);
  return scatterPlot(library, {
    title: options.title ?? `Mappings of ${first.layer.name} on ${first.accelerator.name}`,
    subtitle: `mappings: ${evaluations.length}, of different cost: ${distinct.length}, on the Pareto front: ${front.length}`,
    points: distinct.map((candidate) => ({
      ...candidate,
      radius: 3,
      hint: `${candidate.index}: ${describePoint(candidate)}`,
      ...(ofFront.has(candidate) ? { label: String(candidate.index), isEssential: true } : {}),
    })),
    front,
    highlights: bestPoints(front, ({ index }) => String(index)),
    notes: ['numbers: index of the mapping'],
  });
}

/** Mappings that cost the same are one point. */
function firstOfEqual(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = `${candidate.energy} ${candidate.latency}`;
    if (!seen.has(key)) seen.set(key, candidate);
  }
  return [...seen.values()];
}

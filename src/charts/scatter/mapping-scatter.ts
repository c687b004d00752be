import { paretoFront } from '../../base/pareto.ts';
import { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { firstOfEqual } from './distinct-costs.ts';
import type { Cost } from './scatter-plane.ts';
import { bestPoints, describePoint, type ScatterOptions, scatterPlot } from './scatter-plot.ts';

export interface MappingScatterChartOptions extends ScatterOptions {
  /** Said below the title besides the counts. */
  readonly note?: string | undefined;
  /** Number of the mappings, where `mappings` has only those of different cost. */
  readonly count?: number | undefined;
}

/** A mapping's cost, and its place among all mappings where `mappings` has only some of them. */
export interface MappingPoint extends Cost {
  readonly index?: number | undefined;
}

/**
 * Energy in pJ over latency in cycles of many mappings of one layer, with the Pareto front; a second picture enlarges a small
 * front. Points of the front carry their index, by default that in `mappings`. The best by energy, latency and energy-delay product are marked;
 * of several equally good in one cost that with the better other cost, of equal ones the first. Returns a standalone SVG
 * document.
 * @throws Error when there is nothing to draw.
 */
export function mappingScatterChart(
  library: ChartLibrary,
  mappings: readonly (CostModelEvaluation | MappingPoint)[],
  options: MappingScatterChartOptions = {},
): string {
  const [first] = mappings;
  if (first === undefined) throw new Error('there are no evaluations to draw');
  const distinct = firstOfEqual(
    mappings.map((mapping, place) => ({
      index: ('index' in mapping ? mapping.index : undefined) ?? place,
      energy: mapping.energy,
      latency: mapping.latency,
    })),
  );
  const front = paretoFront(distinct, [({ latency }) => latency, ({ energy }) => energy]);
  const ofFront = new Set(front);
  const { note, count = mappings.length } = options;
  const counts = `mappings: ${count}, of different cost: ${distinct.length}, on the Pareto front: ${front.length}`;
  return scatterPlot(library, {
    ...options,
    title: options.title ?? titleOf(first),
    subtitle: note === undefined ? counts : `${counts}; ${note}`,
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

function titleOf(mapping: CostModelEvaluation | MappingPoint): string {
  if (!(mapping instanceof CostModelEvaluation)) return 'Mappings of one layer';
  return `Mappings of ${mapping.layer.name} on ${mapping.accelerator.name}`;
}

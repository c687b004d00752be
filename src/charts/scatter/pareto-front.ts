import { paretoFront } from '../../base/pareto.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { firstOfEqual } from './distinct-costs.ts';
import type { Cost, ScatterHighlight } from './scatter-plane.ts';
import { describePoint, type ScatterOptions, scatterPlot } from './scatter-plot.ts';

/** A mapping's cost and what tells it from others, such as its loops. */
export interface ParetoPoint extends Cost {
  readonly name?: string | undefined;
}

export interface ParetoChartOptions extends ScatterOptions {
  /** Said below the title besides the counts. */
  readonly note?: string | undefined;
  /** Number of the mappings, where `mappings` has only those of different cost. */
  readonly count?: number | undefined;
  /** The mapping that was chosen, and by what: marked even if it is none of `mappings`. */
  readonly winner?: (Cost & { readonly text: string }) | undefined;
}

/** Fronts of more points have no numbers. */
const MOST_NUMBERS = 20;

/**
 * The Pareto front of energy in pJ and latency in cycles over mappings of one layer: the mappings than which no other is better in
 * one cost and at least as good in the other. They stand out and are numbered from the fastest to the most frugal; all others
 * are faint. A second picture enlarges a small front. Returns a standalone SVG document.
 * @throws Error when there is nothing to draw.
 */
export function paretoChart(
  library: ChartLibrary,
  mappings: readonly ParetoPoint[],
  options: ParetoChartOptions = {},
): string {
  if (mappings.length === 0) throw new Error('there are no mappings to draw');
  const { note, winner, count = mappings.length } = options;
  const distinct = firstOfEqual(mappings);
  const front = paretoFront(distinct, [({ latency }) => latency, ({ energy }) => energy]);
  const ofFront = new Set(front);
  const beaten = distinct.filter((mapping) => !ofFront.has(mapping));
  const [fastest, frugal] = [front[0], front.at(-1)];
  const highlights: ScatterHighlight[] =
    winner === undefined ? [] : [{ point: winner, symbol: 'ring', text: winner.text }];
  const isMissing =
    winner !== undefined &&
    !distinct.some((other) => other.energy === winner.energy && other.latency === winner.latency);
  const counts = `mappings: ${count}, of different cost: ${distinct.length}, on the Pareto front: ${front.length}`;
  return scatterPlot(library, {
    ...options,
    title: options.title ?? 'Energy and latency of the mappings of one layer',
    subtitle: note === undefined ? counts : `${counts}; ${note}`,
    points: [
      // Later points cover earlier ones.
      ...beaten.map((mapping) => ({
        energy: mapping.energy,
        latency: mapping.latency,
        radius: 2.5,
        hint: describe(mapping),
        isFaint: true,
      })),
      ...(isMissing ? [{ ...winner, radius: 3, hint: describePoint(winner), isEssential: true }] : []),
      ...front.map((mapping, index) => ({
        energy: mapping.energy,
        latency: mapping.latency,
        radius: 3.5,
        hint: describe(mapping),
        isEssential: true,
        ...(front.length <= MOST_NUMBERS ? { label: String(index + 1) } : {}),
      })),
    ],
    front,
    highlights,
    kinds: [
      { symbol: 'dot', text: 'on the Pareto front' },
      ...(beaten.length > 0 ? [{ symbol: 'faint dot' as const, text: 'beaten by a mapping of the front' }] : []),
    ],
    notes: [
      ...(fastest === undefined
        ? []
        : [`${frugal === fastest ? 'best in both' : 'fastest'}: ${describePoint(fastest)}`]),
      ...(frugal === undefined || frugal === fastest ? [] : [`most frugal: ${describePoint(frugal)}`]),
    ],
  });
}

function describe(mapping: ParetoPoint): string {
  return mapping.name === undefined ? describePoint(mapping) : `${mapping.name}: ${describePoint(mapping)}`;
}

import { percentText, plainText } from '../../base/number-text.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../../model/evaluation/traffic-evaluation.ts';
import { formatSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import { layerNames, timesText } from '../../quantities/layer-names.ts';
import { costlyOperators } from '../../quantities/left-out.ts';
import { isUnsearched, provenGap } from '../../quantities/proven-gap.ts';
import { partlySearched, searchedText } from '../../quantities/searched-share.ts';
import { type Cell, type Column, formatTable, type TableOptions } from '../terminal/table.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'id', align: 'right' },
  { heading: 'layer', least: 12 },
  { heading: 'operator', leaveOut: 1 },
  { heading: 'spatial mapping', least: 16, leaveOut: 2 },
  { heading: 'energy (pJ)', align: 'right' },
  { heading: 'of energy (%)', align: 'right' },
  { heading: 'latency (cycles)', align: 'right' },
  { heading: 'of latency (%)', align: 'right' },
  { heading: 'utilisation (%)', align: 'right', leaveOut: 3 },
];

/** Shown if any search ended early. */
const SEARCHED: Column = { heading: 'searched (%)', align: 'right' };
/** Shown if a search has proven anything. */
const GAP: Column = { heading: 'proven gap (%)', align: 'right' };

/** A line per layer: its costs, of all repetitions, and their share of the costs of the network. Operators that cost their memory traffic follow. */
export function layerTable(
  evaluations: readonly CostModelEvaluation[],
  options: TableOptions,
  otherOperators: readonly TrafficEvaluation[] = [],
): string {
  const others = costlyOperators(otherOperators);
  const all = [...evaluations, ...others];
  const names = layerNames([...evaluations.map(({ layer }) => layer), ...others.map(({ operator }) => operator)]);
  const energyShares = shareCells(all.map(({ energy }) => energy));
  const latencyShares = shareCells(all.map(({ latency }) => latency));
  const isPartial = partlySearched(evaluations).length > 0;
  const isProven = evaluations.some(({ proven }) => proven !== undefined && !isUnsearched(proven));
  const columns = [...COLUMNS, ...(isPartial ? [SEARCHED] : []), ...(isProven ? [GAP] : [])];
  const rows = evaluations.map((evaluation, index): readonly Cell[] => {
    const { layer, spatialMapping, energy, latency, utilisation, searchedShare, times } = evaluation;
    return [
      String(layer.id),
      `${names.short(layer)}${timesText(times)}`,
      layer.operatorType,
      formatSpatialMapping(spatialMapping.source),
      plainText(energy),
      energyShares[index] ?? '',
      plainText(latency),
      latencyShares[index] ?? '',
      tenths(utilisation.withOffloading),
      ...(isPartial ? [searchedCell(searchedShare)] : []),
      ...(isProven ? [gapCell(evaluation)] : []),
    ];
  });
  const otherRows = others.map(({ operator, energy, latency }, index): readonly Cell[] => [
    String(operator.id),
    names.short(operator),
    operator.operatorType,
    'memory traffic',
    plainText(energy),
    energyShares[evaluations.length + index] ?? '',
    plainText(latency),
    latencyShares[evaluations.length + index] ?? '',
    '',
    ...(isPartial ? [''] : []),
    ...(isProven ? [''] : []),
  ]);
  return formatTable(columns, [...rows, ...otherRows], options);
}

/** Shares of the sum; the fewest layers that make up half of it stand out. */
function shareCells(costs: readonly number[]): Cell[] {
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  if (total === 0) return costs.map(() => tenths(0));
  const largestFirst = costs.map((cost, index) => ({ cost, index })).sort((a, b) => b.cost - a.cost);
  const dominating = new Set<number>();
  let sum = 0;
  for (const { cost, index } of largestFirst) {
    if (sum >= total / 2) break;
    dominating.add(index);
    sum += cost;
  }
  return costs.map((cost, index) => {
    const text = tenths(cost / total);
    return dominating.has(index) ? { text, tint: 'yellow' } : text;
  });
}

function searchedCell(share: number | undefined): Cell {
  return share === undefined ? '100' : { text: searchedText(share).replace(' %', ''), tint: 'yellow' };
}

/** `0`: proven optimal. */
function gapCell(evaluation: CostModelEvaluation): Cell {
  const found = provenGap(evaluation);
  if (found === undefined || !Number.isFinite(found.gap)) return '';
  return found.gap === 0 ? '0' : { text: tenths(found.gap), tint: 'yellow' };
}

/** `12.3`: percent, below a heading that says so. */
function tenths(fraction: number): string {
  return percentText(fraction).replace(' %', '');
}

import { sum } from '../../base/integers.ts';
import { countText, quantityText } from '../../base/number-text.ts';
import { costModelNotes } from '../../model/cost-model.ts';
import type { CostFigures, CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../../model/evaluation/traffic-evaluation.ts';
import {
  type EnergySections,
  energySections,
  type LatencySections,
  latencySections,
  latencySectionsFrom,
  type MemoryEnergySection,
  trafficEnergySections,
} from '../../quantities/cost-parts.ts';
import { layerNames } from '../../quantities/layer-names.ts';
import { costlyOperators, type LeftOut, leftOutText } from '../../quantities/left-out.ts';

/** What one row of a breakdown shows: one evaluation, or several together. */
export interface BreakdownRow {
  readonly label: string;
  readonly energy: EnergySections;
  readonly latency: LatencySections;
}

export interface RowOptions {
  /** One per evaluation. By default the id and name of the layer. */
  readonly labels?: readonly string[] | undefined;
  /** Operators without multiply-accumulates, as rows below the layers. By default none. */
  readonly otherOperators?: readonly TrafficEvaluation[] | undefined;
  /** Rows for so many evaluations, those of the greatest weight; all others together are one more row. By default all. */
  readonly top?: number | undefined;
}

/** In the order of the evaluations; the row of the others last. Sums over all rows are the sums over all evaluations. */
export function breakdownRows(
  evaluations: readonly CostModelEvaluation[],
  { labels = layerLabels(evaluations), otherOperators = [], top = Number.POSITIVE_INFINITY }: RowOptions,
  weightOf: (costs: CostFigures) => number,
): BreakdownRow[] {
  const others = costlyOperators(otherOperators);
  const rows = [
    ...evaluations.map((evaluation, index) => ({
      label: labels[index] ?? '',
      energy: energySections(evaluation),
      latency: latencySections(evaluation),
    })),
    ...others.map((evaluation) => ({
      label: `${evaluation.operator.id}: ${evaluation.operator.name}`,
      energy: trafficEnergySections(evaluation),
      latency: latencySections(evaluation),
    })),
  ];
  // One left over takes no more room under its own name.
  if (rows.length <= top + 1) return rows;
  const weights = [...evaluations, ...others].map(weightOf);
  const heaviest = [...weights.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b).slice(0, top);
  const shown = new Set(heaviest);
  return [...rows.filter((_, index) => shown.has(index)), together(rows.filter((_, index) => !shown.has(index)))];
}

/** Energy and latency as shares of what all evaluations cost: comparable, so that they can be added. */
export function shareOfAll(evaluations: readonly CostFigures[]): (costs: CostFigures) => number {
  const energy = evaluations.reduce((sum, evaluation) => sum + evaluation.energy, 0) || 1;
  const latency = evaluations.reduce((sum, evaluation) => sum + evaluation.latency, 0) || 1;
  return (evaluation) => evaluation.energy / energy + evaluation.latency / latency;
}

/** The sum over several layers; several mappings of one layer have no meaningful sum. */
export function networkTotal(
  evaluations: readonly CostModelEvaluation[],
  { infeasible = [], uncosted = [], otherOperators = [] }: Partial<LeftOut> & RowOptions,
): string[] {
  const leftOut = leftOutText({ infeasible, uncosted }, evaluations.length);
  return [
    ...(leftOut === undefined ? [] : [`PARTIAL: ${leftOut}`]),
    ...sumText(evaluations, costlyOperators(otherOperators)),
    ...costModelNotes(evaluations),
  ];
}

function sumText(evaluations: readonly CostModelEvaluation[], others: readonly TrafficEvaluation[]): string[] {
  const ids = new Set(evaluations.map(({ layer }) => layer.id));
  const all = [...evaluations, ...others];
  if (all.length < 2 || ids.size < evaluations.length) return [];
  const energy = sum(all.map((costs) => costs.energy));
  const latency = sum(all.map((costs) => costs.latency));
  const and = others.length === 0 ? '' : ` and ${countText(others.length, 'other operator')}`;
  return [
    `sum of ${countText(evaluations.length, 'layer')}${and}: ${quantityText(energy, 'pJ')}, ${quantityText(latency, 'cycles')}`,
  ];
}

function together(rows: readonly BreakdownRow[]): BreakdownRow {
  const memories = new Map<string, MemoryEnergySection>();
  for (const section of rows.flatMap(({ energy }) => energy.memories)) {
    const key = JSON.stringify([section.memory, section.operand]);
    const energyPj = (memories.get(key)?.energyPj ?? 0) + section.energyPj;
    memories.set(key, { ...section, energyPj });
  }
  return {
    label: countText(rows.length, 'other'),
    energy: {
      macEnergyPj: rows.reduce((pj, { energy }) => pj + energy.macEnergyPj, 0),
      memories: [...memories.values()],
    },
    latency: latencySectionsFrom(({ key }) => rows.reduce((cycles, { latency }) => cycles + latency[key], 0)),
  };
}

/** Ids and names, which are cut to what tells the layers apart. */
function layerLabels(evaluations: readonly CostModelEvaluation[]): string[] {
  const { numbered } = layerNames(evaluations.map(({ layer }) => layer));
  return evaluations.map(({ layer }) => numbered(layer));
}

import { sum } from '../base/integers.ts';
import { CORRECTION_ORDER, type CorrectionId } from '../engine/difference/corrections.ts';
import type { LayerCosts } from '../engine/difference/partly-corrected.ts';
import type { CostModelName } from '../model/cost-model.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import { type LayerDifference, layerDifference, type RefusedLayer } from './layer-difference.ts';
import { QUIRK_GROUPS, type QuirkGroup } from './quirk-groups.ts';

/** What one step between the models changes in a run. */
export interface QuirkChange extends LayerCosts, QuirkGroup {
  readonly step: CorrectionId;
  /** Number of layers whose costs it changes. */
  readonly layers: number;
  /** The layer whose change is the largest share of a total; undefined where no layer changes. */
  readonly largest: Pick<LayerDifference, 'id' | 'name' | 'operatorType'> | undefined;
}

/** The mappings of a run by both cost models. Energies in pJ, latencies in cycles. */
export interface RunDifference {
  /** The model by which the mappings were found. */
  readonly foundBy: CostModelName;
  readonly reference: LayerCosts;
  readonly corrected: LayerCosts;
  /** All steps, in their order. Their changes add up to the difference of the totals. */
  readonly quirks: readonly QuirkChange[];
  readonly layers: readonly LayerDifference[];
  /** Layers that one of the models refuses. They count in no total. */
  readonly refused: readonly RefusedLayer[];
}

/** Compares the models over a run. Operators without multiply-accumulates cost the same by both. */
export function runDifference(
  evaluations: readonly CostModelEvaluation[],
  otherOperators: readonly TrafficEvaluation[] = [],
): RunDifference {
  const all = evaluations.map(layerDifference);
  const layers = all.filter((one): one is LayerDifference => 'changes' in one);
  const refused = all.filter((one): one is RefusedLayer => 'reason' in one);
  const total = (of: (layer: LayerDifference) => LayerCosts): LayerCosts => ({
    energy: sum([...layers.map((layer) => of(layer).energy), ...otherOperators.map(({ energy }) => energy)]),
    latency: sum([...layers.map((layer) => of(layer).latency), ...otherOperators.map(({ latency }) => latency)]),
  });
  const reference = total((layer) => layer.reference);
  return {
    foundBy: evaluations[0]?.costModel ?? 'reference',
    reference,
    corrected: total((layer) => layer.corrected),
    quirks: CORRECTION_ORDER.map((step) => quirkChange(step, layers, reference)),
    layers,
    refused,
  };
}

function quirkChange(step: CorrectionId, layers: readonly LayerDifference[], total: LayerCosts): QuirkChange {
  const found = layers.flatMap(({ id, name, operatorType, changes }) =>
    changes.flatMap((change) => (change.correction === step ? [{ id, name, operatorType, ...change }] : [])),
  );
  const size = ({ energy, latency }: LayerCosts): number =>
    Math.max(Math.abs(energy) / (total.energy || 1), Math.abs(latency) / (total.latency || 1));
  const [largest] = found.toSorted((x, y) => size(y) - size(x));
  return {
    step,
    ...QUIRK_GROUPS[step],
    energy: sum(found.map(({ energy }) => energy)),
    latency: sum(found.map(({ latency }) => latency)),
    layers: found.length,
    largest:
      largest === undefined ? undefined : { id: largest.id, name: largest.name, operatorType: largest.operatorType },
  };
}

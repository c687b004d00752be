import { InputError, MappingError } from '../base/diagnostic.ts';
import { CORRECTION_ORDER, type CorrectionId } from '../engine/difference/corrections.ts';
import { BothModels, type LayerCosts } from '../engine/difference/partly-corrected.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { convertSpatialMapping } from '../search/spatial/convert-spatial-mapping.ts';

/** By how much one step changes the costs of a layer. */
export interface StepChange extends LayerCosts {
  readonly correction: CorrectionId;
}

/** A layer with its mapping by both models. */
export interface LayerDifference {
  readonly id: number;
  readonly name: string;
  readonly operatorType: string;
  readonly reference: LayerCosts;
  readonly corrected: LayerCosts;
  /** In the order of the steps; those without effect are left out. */
  readonly changes: readonly StepChange[];
  /** Memories that hold more than they have by the corrected model, with the share of their size. */
  readonly overfull: readonly { readonly memory: string; readonly share: number }[];
}

/** A layer that one of the models refuses. */
export interface RefusedLayer {
  readonly id: number;
  readonly name: string;
  readonly reason: string;
}

/** Costs of all repetitions of a layer. The mapping is held, whichever model found it. */
export function layerDifference(evaluation: CostModelEvaluation): LayerDifference | RefusedLayer {
  const { layer, times } = evaluation;
  const { id, name, operatorType } = layer;
  let both: BothModels;
  try {
    both = bothModelsOf(evaluation);
  } catch (error) {
    if (error instanceof MappingError) return { id, name, reason: error.message };
    if (error instanceof InputError) return { id, name, reason: error.diagnostics[0]?.message ?? error.message };
    throw error;
  }
  const path = both.path().map(({ energy, latency }) => ({ energy: energy * times, latency: latency * times }));
  const none = { energy: 0, latency: 0 };
  const changes = CORRECTION_ORDER.map((correction, index): StepChange => {
    const [before, after] = [path[index] ?? none, path[index + 1] ?? none];
    return {
      correction,
      energy: rounded(before.energy, after.energy),
      latency: rounded(before.latency, after.latency),
    };
  });
  return {
    id,
    name,
    operatorType,
    reference: path[0] ?? none,
    corrected: path.at(-1) ?? none,
    changes: changes.filter(({ energy, latency }) => energy !== 0 || latency !== 0),
    overfull: overfullMemories(evaluation, both),
  };
}

function bothModelsOf({
  layer,
  accelerator,
  spatialMapping,
  temporalMapping,
  costModel,
  accessSameDataConsideredAsNoAccess,
}: CostModelEvaluation): BothModels {
  const fitted = (model: 'reference' | 'corrected') =>
    model === costModel ? spatialMapping : convertSpatialMapping(layer, accelerator, spatialMapping.source, model);
  return new BothModels({
    layer,
    accelerator,
    reference: fitted('reference'),
    corrected: fitted('corrected'),
    temporalMapping,
    options: { accessSameDataConsideredAsNoAccess },
  });
}

/** Sums in another order differ in their last digits. That is no change. */
function rounded(before: number, after: number): number {
  const change = after - before;
  return Math.abs(change) <= 1e-11 * Math.max(Math.abs(before), Math.abs(after)) ? 0 : change;
}

function overfullMemories({ costModel }: CostModelEvaluation, { corrected }: BothModels): LayerDifference['overfull'] {
  if (costModel === 'corrected') return [];
  const { problem, scratch } = corrected;
  const shares = new Map<string, number>();
  for (const { levelBase, memories } of problem.operands) {
    memories.forEach(({ name }, level) => {
      const share = scratch.sharedUtilisation[levelBase + level] ?? 0;
      if (share > 1) shares.set(name, share);
    });
  }
  return [...shares].map(([memory, share]) => ({ memory, share }));
}

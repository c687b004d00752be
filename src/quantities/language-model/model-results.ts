import type { InfeasibleLayer } from '../../base/diagnostic.ts';
import { shareText } from '../../base/number-text.ts';
import type { CostFigures, CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { LanguageModelInference } from '../../model/workload/language-model.ts';
import { costModelOf, designOf } from '../hardware/hardware-quantities.ts';
import { partialText } from '../infeasible-layers.ts';
import type { QuantityValue } from '../quantity.ts';
import { type MemoryDemand, memoryDemands } from './memory-demands.ts';
import { type ModelWork, modelQuantities } from './model-quantities.ts';

/** What a run says of a whole language model (docs/language-models.md#whole-model-results). */
export interface LanguageModelResults {
  readonly inference: LanguageModelInference;
  /** Why there are no times, rates and energies per token, in words; null where the run has all layers of the model. */
  readonly incomplete: string | null;
  readonly quantities: readonly QuantityValue[];
  readonly memories: readonly MemoryDemand[];
}

/**
 * Times, rates and energies per token of a run, and whether its memories hold the model.
 * @param total sum over the evaluations.
 * @returns undefined for a run of something else, and for one in which no layer has a mapping.
 */
export function languageModelResults(
  inference: LanguageModelInference | undefined,
  { energy, latency }: Pick<CostFigures, 'energy' | 'latency'>,
  evaluations: readonly CostModelEvaluation[],
  infeasible: readonly InfeasibleLayer[] = [],
): LanguageModelResults | undefined {
  const accelerator = designOf(evaluations);
  if (inference === undefined || accelerator === undefined) return undefined;
  const incomplete = missingText(inference, evaluations, infeasible);
  const memories = memoryDemands(inference, evaluations);
  const missingBits = memories.reduce((sum, memory) => sum + memory.missingBits, 0);
  const work: ModelWork = { inference, accelerator, energy, latency, missingBits };
  return {
    inference,
    incomplete,
    quantities: modelQuantities(inference, accelerator, incomplete === null, costModelOf(evaluations)).map(
      ({ name, title, unit, of }) => {
        const value = of(work);
        return { name, title, unit, value: Number.isFinite(value) ? value : null };
      },
    ),
    memories,
  };
}

/** What keeps the totals of a run from being those of the model. */
function missingText(
  { blocks, modelBlocks, operations }: LanguageModelInference,
  evaluations: readonly CostModelEvaluation[],
  infeasible: readonly InfeasibleLayer[],
): string | null {
  const partial = partialText(infeasible, evaluations.length);
  if (partial !== undefined) return partial;
  if (blocks !== modelBlocks) return `the name asks for ${blocks} of the ${modelBlocks} blocks of the model`;
  const found = evaluations.reduce((sum, { layer, times }) => sum + layer.operationCount * times, 0);
  if (found === operations) return null;
  return `${shareText(Math.abs(operations - found) / operations)} of the operations of the model are not those of the run`;
}

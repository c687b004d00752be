import type { LanguageModelInference } from '../model/workload/language-model.ts';
import { blocksOf } from './families/blocks.ts';
import type { LanguageModelWorkload } from './language-model-workload.ts';
import type { ModelDescription } from './model.ts';

/** What whole-model results need to know of a workload besides its layers. */
export function inferenceOf(workload: LanguageModelWorkload): LanguageModelInference {
  const { name, model, modelBlocks, request, counts } = workload;
  const { family } = model;
  return {
    name,
    family,
    phase: request.phase,
    batch: request.batch,
    tokens: family === 'vision' ? 0 : request.tokens,
    context: family === 'vision' ? 0 : request.context,
    blocks: blocksOf(model),
    modelBlocks,
    operations: counts.operations,
    parameters: counts.parameters,
    weightBits: request.weightBits,
    cacheElementsPerToken: counts.kvElementsPerToken,
    soundCacheElements: model.family === 'speech' ? model.soundPositions * counts.kvElementsPerToken : 0,
    cacheBits: request.cacheBits,
    stateElements: stateElements(model),
    stateBits: request.activationBits,
    kept: keptOperands(workload),
    notSearched: notSearched(model),
  };
}

/** Where cache and state are read; where the cache is only written, as by latent attention in prefill, who writes it. */
function keptOperands({ model, layers }: LanguageModelWorkload): LanguageModelInference['kept'] {
  if (model.family === 'mamba') return [{ layer: 'state_output', operand: 'I' }];
  const read = layers.filter(({ second }) => second === 'cache').map(({ name }) => ({ layer: name, operand: 'W' }));
  if (read.length > 0) return read;
  return layers.filter(({ result }) => result === 'cache').map(({ name }) => ({ layer: name, operand: 'O' }));
}

/** Of one sequence: the state, and the elements before the new one that the convolution sees. */
function stateElements(model: ModelDescription): number {
  if (model.family !== 'mamba') return 0;
  const { layers, innerSize, stateSize, filterSize } = model;
  return layers * innerSize * (stateSize + filterSize - 1);
}

/** What a model computes without a layer that is searched. */
function notSearched(model: ModelDescription): readonly string[] {
  const { family } = model;
  if (family === 'mamba') return ['embedding', 'norms', 'state updates', 'activation functions', 'residual sums'];
  const rotary = family === 'decoder' && model.positions === 0 ? ['rotary positions'] : [];
  const embedding = family === 'vision' ? [] : ['embedding'];
  return [...embedding, 'norms', ...rotary, 'softmax', 'activation functions', 'residual sums'];
}

import { cacheBitsOf, stateBitsOf, weightBitsOf } from '../model/workload/language-model.ts';
import { inferenceOf } from './inference.ts';
import { type LanguageModelWorkload, languageModelWorkload } from './language-model-workload.ts';
import { operandBits } from './layer-records.ts';
import { LISTED_MODELS } from './models/listed-models.ts';
import { operationsOf } from './parts.ts';

/** The models with their counts, for programs. */
export function modelsDocument() {
  const models = LISTED_MODELS.map(({ name, description, source, published }) => {
    const { parameters, activeParameters, kvBytesPerToken } = languageModelWorkload(name).counts;
    return { name, family: description.family, parameters, activeParameters, kvBytesPerToken, source, published };
  });
  return { schemaVersion: 1, models };
}

/** A workload with its counts, for programs. */
export function workloadDocument(workload: LanguageModelWorkload) {
  const { name, model, request, counts, layers, uncosted } = workload;
  return {
    schemaVersion: 1,
    name,
    family: model.family,
    request,
    ...counts,
    ...keptBytes(workload),
    layers: layers.map((layer) => ({
      name: layer.name,
      operatorType: layer.operatorType,
      repeat: layer.repeat,
      equation: layer.equation,
      dimensions: layer.loops,
      bits: operandBits(layer, request),
      operations: operationsOf(layer),
      parameters: layer.parameters,
    })),
    uncosted,
  };
}

/** Bytes of all weights, of the cache with the whole context of the batch, and of the states of the batch. */
export function keptBytes(workload: LanguageModelWorkload): {
  readonly weightBytes: number;
  readonly kvBytes: number;
  readonly stateBytes: number;
} {
  const inference = inferenceOf(workload);
  return {
    weightBytes: weightBitsOf(inference) / 8,
    kvBytes: cacheBitsOf(inference) / 8,
    stateBytes: stateBitsOf(inference) / 8,
  };
}

import {
  type LanguageModelWorkload,
  LISTED_MODELS,
  languageModelWorkload,
  operandBits,
  operationsOf,
} from '../../../language-models/index.ts';

/** The models with their counts, for programs. */
export function modelsDocument(): unknown {
  const models = LISTED_MODELS.map(({ name, description, source, published }) => {
    const { parameters, activeParameters, kvBytesPerToken } = languageModelWorkload(name).counts;
    return { name, family: description.family, parameters, activeParameters, kvBytesPerToken, source, published };
  });
  return { schemaVersion: 1, models };
}

/** A workload with its counts, for programs. */
export function workloadDocument(workload: LanguageModelWorkload): unknown {
  const { name, model, request, counts, layers, uncosted } = workload;
  return {
    schemaVersion: 1,
    name,
    family: model.family,
    request,
    ...counts,
    ...cacheAndWeights(workload),
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

/** Bytes of all weights, and of the cache with the whole context of the batch. */
export function cacheAndWeights({ request, counts }: LanguageModelWorkload): {
  readonly weightBytes: number;
  readonly kvBytes: number;
} {
  return {
    weightBytes: (counts.parameters * request.weightBits) / 8,
    kvBytes: counts.kvBytesPerToken * request.context * request.batch,
  };
}

import { sum } from '../base/integers.ts';
import { isAbsorbed } from './families/attention.ts';
import { idleParameters } from './families/decoder.ts';
import type { ModelDescription } from './model.ts';
import { type ModelParts, operationsOf } from './parts.ts';
import type { WorkloadRequest } from './request.ts';

/** The figures of a whole model. */
export interface ModelCounts {
  /** Multiply-accumulate operations of all layers. */
  readonly operations: number;
  readonly parameters: number;
  /** Parameters that one token uses: without the experts that it is not sent to. */
  readonly activeParameters: number;
  /** Bytes that the cache of keys and values grows by with each token of a sequence; 0 for models without one. */
  readonly kvBytesPerToken: number;
  /** The same in elements. */
  readonly kvElementsPerToken: number;
}

export function countsOf(
  model: ModelDescription,
  request: WorkloadRequest,
  { layers, uncosted }: ModelParts,
): ModelCounts {
  const parameters = sum([...layers, ...uncosted].map((part) => part.repeat * part.parameters));
  const kvElementsPerToken = keyValueElements(model, request);
  return {
    operations: sum(layers.map((layer) => layer.repeat * operationsOf(layer))),
    parameters,
    activeParameters: parameters - (model.family === 'decoder' ? idleParameters(model) : 0),
    kvBytesPerToken: (kvElementsPerToken * request.cacheBits) / 8,
    kvElementsPerToken,
  };
}

/** Cached elements per token, of all layers. */
function keyValueElements(model: ModelDescription, request: WorkloadRequest): number {
  if (model.family !== 'decoder' && model.family !== 'speech') return 0;
  const { attention } = model;
  if (attention.kind === 'grouped') {
    const layers = model.family === 'speech' ? model.decoderLayers : model.layers;
    return 2 * layers * attention.keyValueHeads * attention.headSize;
  }
  const { heads, keyValueRank, plainSize, rotarySize, valueSize } = attention;
  const isExpanded = !isAbsorbed(request) && request.absorb === 'false';
  return model.layers * (isExpanded ? heads * (plainSize + rotarySize + valueSize) : keyValueRank + rotarySize);
}

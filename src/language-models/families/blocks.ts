import type { ModelDescription } from '../model.ts';

/** Blocks of a model, of encoder and decoder together. */
export function blocksOf(model: ModelDescription): number {
  return model.family === 'speech' ? model.layers + model.decoderLayers : model.layers;
}

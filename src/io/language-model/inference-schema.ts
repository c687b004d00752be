import * as z from 'zod/mini';
import { described } from '../schema/fields.ts';

/** What a run of a language model computes, in `results.json` and in manifests of sweeps. */
export const inferenceSchema = z.object({
  name: described(z.string(), { description: 'with keys, as it was written' }),
  family: z.enum(['decoder', 'encoder', 'vision', 'speech', 'mamba']),
  phase: z.enum(['prefill', 'decode']),
  batch: described(z.number(), { description: 'sequences, images or utterances' }),
  tokens: described(z.number(), { description: 'new tokens of each sequence; 0 for images' }),
  context: described(z.number(), { description: 'tokens of each sequence that attention sees; 0 for images' }),
  blocks: z.number(),
  modelBlocks: described(z.number(), { description: 'blocks that the model has' }),
  operations: described(z.number(), { description: 'multiply-accumulates of all layers' }),
  parameters: described(z.number(), { description: 'of the whole model' }),
  weightBits: z.number(),
  cacheElementsPerToken: described(z.number(), { description: 'of one sequence, all layers' }),
  soundCacheElements: described(z.number(), { description: 'keys and values of the sound, of one utterance' }),
  cacheBits: z.number(),
  stateElements: described(z.number(), { description: 'of one sequence, all layers' }),
  stateBits: z.number(),
  kept: described(z.array(z.object({ layer: z.string(), operand: z.string() })), {
    description: 'operands in cache or state',
  }),
  notSearched: described(z.array(z.string()), { description: 'parts without a layer, in no figure' }),
});

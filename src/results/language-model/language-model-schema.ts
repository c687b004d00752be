import * as z from 'zod/mini';
import { inferenceSchema } from '../../io/language-model/inference-schema.ts';
import { described } from '../../io/schema/fields.ts';

/** Results of a whole language model, in `results.json`. */
export const languageModelSchema = described(
  z.object({
    inference: described(inferenceSchema, { description: 'what was asked for' }),
    incomplete: described(z.nullable(z.string()), {
      description: 'why there are no figures per token, in words; null where the run has all layers of the model',
    }),
    quantities: described(
      z.array(z.object({ name: z.string(), title: z.string(), unit: z.string(), value: z.nullable(z.number()) })),
      { description: 'times, rates and energies per token, image or utterance; weights, cache and missing memory' },
    ),
    memories: described(
      z.array(
        z.object({
          memory: z.string(),
          sizeBits: described(z.number(), { description: 'of all copies' }),
          holds: z.array(z.object({ data: z.enum(['weights', 'cache', 'state']), bits: z.number() })),
          missingBits: described(z.number(), { description: '0 where the data fit, activations not counted' }),
        }),
      ),
      { description: 'outermost memories of weights, cache and state' },
    ),
  }),
  { description: 'results of the whole model; absent for other workloads' },
);

export type LanguageModelDocument = z.infer<typeof languageModelSchema>;

import type { LanguageModelResults } from '../../quantities/language-model/model-results.ts';
import type { LanguageModelDocument } from './language-model-schema.ts';

/** Results of a whole language model as plain data; nothing for other workloads. */
export function languageModelDocument(results: LanguageModelResults | undefined): {
  readonly languageModel?: LanguageModelDocument;
} {
  if (results === undefined) return {};
  const { inference, incomplete, quantities, memories } = results;
  return {
    languageModel: {
      inference: {
        ...inference,
        kept: inference.kept.map((one) => ({ ...one })),
        notSearched: [...inference.notSearched],
      },
      incomplete,
      quantities: quantities.map((quantity) => ({ ...quantity })),
      memories: memories.map(({ holds, ...memory }) => ({ ...memory, holds: holds.map((one) => ({ ...one })) })),
    },
  };
}

import type { LanguageModelResults } from '../../quantities/language-model/model-results.ts';
import { modelRows } from '../../quantities/language-model/model-text.ts';

/** What a run says of a whole language model: time and energy per token, and whether its memories hold the model. */
export function languageModelLines(results: LanguageModelResults | undefined): string[] {
  if (results === undefined) return [];
  return modelRows(results).map(([label, text]) => `  ${label.padEnd(13)}${text}`);
}

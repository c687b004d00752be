import type { LanguageModelResults } from '../../quantities/language-model/model-results.ts';
import {
  demandText,
  energyText,
  inferenceText,
  notSearchedText,
  speedTexts,
} from '../../quantities/language-model/model-text.ts';
import { outputOf } from '../../quantities/language-model/outputs.ts';

/** What a run says of a whole language model: time and energy per token, and whether its memories hold the model. */
export function languageModelLines(results: LanguageModelResults | undefined): string[] {
  if (results === undefined) return [];
  const { incomplete, memories } = results;
  const energy = energyText(results);
  const label = `  ${outputOf(results.inference)}s`.padEnd(15);
  return [
    `  model        ${inferenceText(results)}`,
    `${label}${incomplete === null ? speedTexts(results).join('; ') : `no figures: ${incomplete}`}`,
    ...(energy === undefined ? [] : [`               ${energy}  (${notSearchedText(results)})`]),
    ...memories.map((memory, place) => `  ${place === 0 ? 'memory' : '      '}       ${demandText(memory)}`),
  ];
}

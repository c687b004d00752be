import type { LanguageModelResults } from '../../src/quantities/language-model/model-results.ts';
import { modelFigure, modelRows } from '../../src/quantities/language-model/model-text.ts';
import { outputOf } from '../../src/quantities/language-model/outputs.ts';

/* What the page says of a whole language model, in the words of the command. */

/** In a few words, what keeps its figures from being those of a design that runs it. */
export function modelFault(model: LanguageModelResults): string | undefined {
  if (model.incomplete !== null) return 'not the whole model';
  return model.memories.some(({ missingBits }) => missingBits > 0)
    ? `${modelFigure(model, 'memory.missing')} of memory missing`
    : undefined;
}

/** The time to first token of a prefill, else the energy of an output. */
export function modelNote(model: LanguageModelResults): string {
  const first = modelFigure(model, 'first_token.time') ?? modelFigure(model, 'first_token.latency');
  if (first !== undefined) return `first token after ${first}`;
  const output = outputOf(model.inference);
  return `${modelFigure(model, `energy_per_${output}`)} per ${output}`;
}

/** Everything, one fact a line. */
export function modelLines(model: LanguageModelResults): readonly string[] {
  return modelRows(model).map(([, text]) => text);
}

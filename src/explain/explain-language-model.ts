import { shareText } from '../base/number-text.ts';
import type { CostFigures, CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { costModelOf, designOf } from '../quantities/hardware/hardware-quantities.ts';
import { modelQuantities } from '../quantities/language-model/model-quantities.ts';
import type { LanguageModelResults } from '../quantities/language-model/model-results.ts';
import { demandText } from '../quantities/language-model/model-text.ts';
import { fullTitle } from '../quantities/quantity.ts';
import type { Explanation } from './explanation.ts';
import { languageModelFormulas } from './formulas/language-model.ts';

/** So many layers are named that a quantity follows from. */
const MOST_LAYERS = 3;

/** Where the results of a whole language model come from: a formula with numbers each, and the layers that take most. */
export function explainLanguageModel(
  { inference, incomplete, memories }: LanguageModelResults,
  { energy, latency }: Pick<CostFigures, 'energy' | 'latency'>,
  evaluations: readonly CostModelEvaluation[],
): readonly Explanation[] {
  const accelerator = designOf(evaluations);
  if (accelerator === undefined) return [];
  const missingBits = memories.reduce((sum, memory) => sum + memory.missingBits, 0);
  const work = { inference, accelerator, energy, latency, missingBits };
  const formulas = new Map(
    languageModelFormulas(work, memories, costModelOf(evaluations)).map((one) => [one.name, one]),
  );
  return modelQuantities(inference, accelerator, incomplete === null, costModelOf(evaluations)).map((quantity) => {
    const formula = formulas.get(quantity.name);
    if (formula === undefined) throw new Error(`the quantity ${quantity.name} has no formula`);
    const { term, symbols } = formula.account();
    const title = fullTitle(quantity);
    return {
      figure: quantity.name,
      title: title.charAt(0).toUpperCase() + title.slice(1),
      value: quantity.of(work),
      unit: quantity.unit,
      formula: term.symbols,
      substituted: term.numbers,
      symbols: symbols.list,
      parts: [],
      binding: bindingOf(quantity.name),
      changes: [],
    };
  });

  function bindingOf(name: string): string {
    if (name.startsWith('memory.')) return memories.map(demandText).join('; ');
    const isEnergy = name.startsWith('energy_per_');
    return largestLayers(evaluations, isEnergy ? ({ energy: of }) => of / energy : ({ latency: of }) => of / latency);
  }
}

/** `largest layers: gate_proj (21.3 %), up_proj (21.3 %), down_proj (21.2 %)`. */
function largestLayers(
  evaluations: readonly CostModelEvaluation[],
  shareOf: (evaluation: CostModelEvaluation) => number,
): string {
  const largest = evaluations.toSorted((a, b) => shareOf(b) - shareOf(a)).slice(0, MOST_LAYERS);
  return `largest layers: ${largest.map((one) => `${one.layer.name} (${shareText(shareOf(one))})`).join(', ')}`;
}

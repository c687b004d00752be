import type { Diagnostic } from '../../base/diagnostic.ts';
import { percentText } from '../../base/number-text.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { isUnsearched, totalGap, WORTH_SAYING } from '../../quantities/proven-gap.ts';
import { OPTION_ROWS, optionNamed } from '../options/option-table.ts';
import type { OptionWords } from '../options/option-words.ts';
import type { HardwarePerformanceOptions } from '../options/options.ts';

/** What is said about results that may be far from the optimum, where another engine may find better ones. */
export function farFromOptimum(
  evaluations: readonly CostModelEvaluation[],
  {
    temporalMappingSearchEngine: engine = OPTION_ROWS.temporalMappingSearchEngine.fallback,
  }: HardwarePerformanceOptions,
  words: OptionWords,
): Diagnostic | undefined {
  const total = totalGap(evaluations);
  const option = optionNamed('temporalMappingSearchEngine');
  if (total === undefined || option === undefined || engine === 'exact' || engine === 'best') return undefined;
  // Bounds without a search are too far below the optimum for a warning; the summary of the run has them.
  if (total.gap <= WORTH_SAYING || !Number.isFinite(total.gap) || isUnsearched(total)) return undefined;
  return {
    code: 'ZZ6023',
    severity: 'warning',
    message: `the ${total.criterion} may be up to ${percentText(total.gap)} above the optimum, as far as the bounds tell`,
    hint: `search the best mappings with ${words.settingOf(option, 'best')}`,
  };
}

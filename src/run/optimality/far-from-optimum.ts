import type { Diagnostic } from '../../base/diagnostic.ts';
import { countText, percentText } from '../../base/number-text.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../../model/evaluation/traffic-evaluation.ts';
import { isUnsearched, provenGap, totalGap, WORTH_SAYING } from '../../quantities/proven-gap.ts';
import { OPTION_ROWS } from '../options/option-table.ts';
import { knownOption, type OptionWords } from '../options/option-words.ts';
import type { HardwarePerformanceOptions } from '../options/options.ts';

/** What is said about results that may be far from the optimum, and what may find better ones. */
export function farFromOptimum(
  evaluations: readonly CostModelEvaluation[],
  otherOperators: readonly TrafficEvaluation[],
  {
    temporalMappingSearchEngine: engine = OPTION_ROWS.temporalMappingSearchEngine.fallback,
  }: HardwarePerformanceOptions,
  words: OptionWords,
): Diagnostic | undefined {
  const total = totalGap(evaluations, otherOperators);
  // Bounds without a search are too far below the optimum for a warning; the summary of the run has them.
  if (total === undefined || total.gap <= WORTH_SAYING || !Number.isFinite(total.gap) || isUnsearched(total))
    return undefined;
  const open = evaluations.filter((evaluation) => provenGap(evaluation)?.gap !== 0).length;
  const proves = engine === 'exact' || engine === 'best';
  // The product of the sums may be above its bound although every layer has its best mapping.
  if (proves && open === 0) return undefined;
  return {
    code: 'ZZ6023',
    severity: 'warning',
    message: `the ${total.criterion} may be up to ${percentText(total.gap)} above the optimum, as far as the bounds tell${
      proves
        ? `; the mappings of ${open} of ${countText(evaluations.length, 'layer')} are not proven to be the best`
        : ''
    }`,
    hint: proves ? moreTime(total.reservations, words) : `search the best mappings with ${bestEngine(words)}`,
  };
}

/** Searches with proofs end by time, or prove less of some layers. */
function moreTime(reservations: readonly string[], words: OptionWords): string {
  const time = `allow more time with ${words.nameOf(knownOption('timeLimit'))}`;
  return reservations.length === 0
    ? time
    : `${time}; of some layers less is proven in any time: docs/optimality.md#reservations`;
}

/** The setting of the engine that searches best. */
export function bestEngine(words: OptionWords): string {
  return words.settingOf(knownOption('temporalMappingSearchEngine'), 'best');
}

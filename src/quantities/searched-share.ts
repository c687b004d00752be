import { percentText } from '../base/number-text.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';

/**
 * `12.5 %`, `<0.1 %`, `>99.9 %`: the share of a search that ended early. It never reads as if the search were whole. Share 1: the costs
 * are the best ones, but an equally good mapping can come before the one that was found.
 */
export function searchedText(share: number): string {
  if (share === 1) return 'all but ties';
  return share > 0.9994 ? '>99.9 %' : percentText(share);
}

/** Layers whose searches ended early, with the share that was searched. */
export function partlySearched(
  evaluations: readonly CostModelEvaluation[],
): readonly { readonly evaluation: CostModelEvaluation; readonly share: number }[] {
  return evaluations.flatMap((evaluation) =>
    evaluation.searchedShare === undefined ? [] : [{ evaluation, share: evaluation.searchedShare }],
  );
}

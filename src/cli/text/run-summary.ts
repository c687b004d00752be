import type { InfeasibleLayer } from '../../base/diagnostic.ts';
import { sum } from '../../base/integers.ts';
import { countText, percentText, quantityText, totalText } from '../../base/number-text.ts';
import { printable } from '../../base/plain-text.ts';
import type { CostModelEvaluation, CumulativeCME } from '../../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../../model/evaluation/traffic-evaluation.ts';
import type { UncostedOperator } from '../../model/workload/uncosted-operators.ts';
import { namesByReason } from '../../quantities/infeasible-layers.ts';
import type { LanguageModelResults } from '../../quantities/language-model/model-results.ts';
import { layerCountText } from '../../quantities/layer-names.ts';
import { leftOutText, otherOperatorsText, uncostedNames } from '../../quantities/left-out.ts';
import { isUnsearched, totalGap, totalGapText, WORTH_SAYING } from '../../quantities/proven-gap.ts';
import { partlySearched } from '../../quantities/searched-share.ts';
import { wrap } from '../terminal/display-width.ts';
import { hardwareLines } from './hardware-lines.ts';
import { languageModelLines } from './language-model-lines.ts';

/** What a run came to; of one that just ended or of one read from its folder. */
export interface RunTotals {
  readonly total: CumulativeCME;
  readonly evaluations: readonly CostModelEvaluation[];
  readonly uncosted: readonly UncostedOperator[];
  /** Operators without multiply-accumulates that the totals include. */
  readonly otherOperators: readonly TrafficEvaluation[];
  /** Layers that are in no number because they have no mapping. */
  readonly infeasible: readonly InfeasibleLayer[];
  /** Of the whole language model, where the workload is one. */
  readonly languageModel?: LanguageModelResults | undefined;
}

/** The totals of a run, line by line, every number with its unit. */
export function runSummary(
  { total, evaluations, uncosted, otherOperators, infeasible, languageModel }: RunTotals,
  title: string,
  width: number,
): string[] {
  const { utilisation } = total;
  const leftOut = leftOutText({ infeasible, uncosted }, evaluations.length);
  const layers = `${infeasible.length > 0 ? 'the other ' : ''}${layerCountText(evaluations)}`;
  const lines = [
    `${leftOut === undefined ? '' : `PARTIAL: ${leftOut}; `}${title}, ${layers}`,
    `  energy       ${totalText(total.energy, 'pJ')}  (operations ${quantityText(total.macEnergy, 'pJ')}, memories ${quantityText(total.memoryEnergy, 'pJ')})`,
    `  latency      ${totalText(total.latency, 'cycles')}  (computation ${quantityText(total.latencyTotal0, 'cycles')}, on-loading ${quantityText(total.onloadingCycles, 'cycles')}, off-loading ${quantityText(total.offloadingCycles, 'cycles')})`,
    `  utilisation  ${percentText(utilisation.withOffloading)}  (spatial ${percentText(utilisation.spatial)})`,
    ...hardwareLines(total, evaluations),
    ...languageModelLines(languageModel),
  ];
  const endedEarly = partlySearched(evaluations);
  if (endedEarly.length > 0) {
    const whole = evaluations.length - endedEarly.length;
    lines.push(
      `  searched     ${whole} of ${countText(evaluations.length, 'layer')} fully; the other searches ended early, with the best mappings so far`,
    );
  }
  const proven = totalGapText(evaluations, otherOperators);
  if (proven !== undefined) lines.push(`  optimum      ${proven}${mayBeLeft(evaluations, otherOperators)}`);
  for (const [reason, names] of namesByReason(infeasible)) lines.push(`  left out     ${names.join(', ')}: ${reason}`);
  const others = otherOperatorsText(otherOperators);
  if (others !== undefined) {
    const energy = quantityText(sum(otherOperators.map((costs) => costs.energy)), 'pJ');
    const latency = quantityText(sum(otherOperators.map((costs) => costs.latency)), 'cycles');
    lines.push(
      `  operators    ${countText(otherOperators.length, 'other operator')} in the totals, ${energy}, ${latency}: ${others}`,
    );
  }
  if (uncosted.length > 0) {
    const nodes = uncosted.reduce((sum, { count }) => sum + count, 0);
    lines.push(
      `  not costed   ${countText(nodes, 'operator')} without cost model: ${uncostedNames(uncosted).join(', ')}`,
    );
  }
  return lines.map((line) => wrap(printable(line), width, 15));
}

/** What finds better mappings, where bounds without a search leave room for them. */
function mayBeLeft(evaluations: readonly CostModelEvaluation[], otherOperators: readonly TrafficEvaluation[]): string {
  const total = totalGap(evaluations, otherOperators);
  const isOpen = total !== undefined && isUnsearched(total) && total.gap > WORTH_SAYING;
  return isOpen ? '; --engine best looks for better mappings, --bounds for tighter bounds' : '';
}

import type { DataMovement, PerLevel } from '../../model/evaluation/evaluation-details.ts';
import { perDirection } from '../../model/evaluation/evaluation-figures.ts';
import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import type { CompiledProblem } from '../problem/compiled-problem.ts';
import { perLevel } from './per-operand.ts';

/**
 * All traffic attributes of every memory level by the corrected model (docs/cost-model-corrected.md#transfers). Amounts are those of the
 * largest transfer of one copy, and bandwidths are not truncated.
 */
export function exactMovement(problem: CompiledProblem, scratch: EvaluationScratch): PerLevel<DataMovement> {
  const { period, periodCount, topIrrelevant, transferElements, transferBits, transferTile, transferCount } = scratch;
  return perLevel(problem, (operand, level) => {
    const slotOf = (code: number): number => 4 * (operand.levelBase + level) + code;
    const interfaceOf = (code: number): number => operand.interfaceBase + level + (code >> 1);
    const whereMoved = (value: (slot: number, index: number) => number) =>
      perDirection((code) => (transferCount[slotOf(code)] > 0 ? value(slotOf(code), interfaceOf(code)) : 0));
    const average = (slot: number, index: number): number => (transferTile[slot] * transferBits[slot]) / period[index];
    return {
      data_elem_move_count: whereMoved((slot) => transferElements[slot]),
      data_precision: whereMoved((slot) => transferBits[slot]),
      req_mem_bw_aver: whereMoved(average),
      req_mem_bw_inst: whereMoved((slot, index) => average(slot, index) * topIrrelevant[index]),
      data_trans_period: whereMoved((_, index) => period[index]),
      data_trans_period_count: whereMoved((_, index) => periodCount[index]),
      data_trans_amount_per_period: whereMoved((slot) => transferTile[slot]),
      inst_data_trans_window: whereMoved((_, index) => period[index] / topIrrelevant[index]),
    };
  });
}

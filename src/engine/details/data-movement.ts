import { roundHalfEven } from '../../base/integers.ts';
import type { DataMovement, PerLevel } from '../../model/evaluation/evaluation-details.ts';
import { perDirection } from '../../model/evaluation/evaluation-figures.ts';
import { measureReuse, type OperandReuse } from '../cost/data-reuse.ts';
import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import { averageBandwidth } from '../cost/loading.ts';
import { readsOncePerStationaryRun } from '../cost/reuse-at-pins.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FROM_HIGH,
  FROM_LOW,
  TO_HIGH,
  TO_LOW,
} from '../problem/compiled-problem.ts';
import { exactMovement } from './exact-movement.ts';
import { perLevel } from './per-operand.ts';

/** All traffic attributes of every memory level, for one version of the spatial mapping (docs/cost-model.md#transfers). */
export function dataMovement(
  problem: CompiledProblem,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  version: number,
): PerLevel<DataMovement> {
  if (problem.tiles !== undefined) return exactMovement(problem, scratch);
  const reuse = new Map(
    problem.operands.map((operand) => [operand, measureReuse(problem, nest, scratch, version, operand)]),
  );
  return perLevel(problem, (operand, level) => {
    const attributes = [TO_LOW, FROM_LOW, TO_HIGH, FROM_HIGH].map((code) => {
      const lowerSide = code >> 1;
      if (lowerSide === 1 && level === operand.levelCount - 1) return NO_TRAFFIC;
      const known = reuse.get(operand);
      if (known === undefined) return NO_TRAFFIC;
      return trafficAttributes(problem, scratch, version, operand, level, code, known);
    });
    const attribute = (key: keyof TrafficAttributes) => perDirection((code) => attributes[code][key]);
    return {
      data_elem_move_count: attribute('moveCount'),
      data_precision: attribute('precision'),
      req_mem_bw_aver: attribute('averageBandwidth'),
      req_mem_bw_inst: attribute('instantaneousBandwidth'),
      data_trans_period: attribute('period'),
      data_trans_period_count: attribute('periodCount'),
      data_trans_amount_per_period: attribute('amount'),
      inst_data_trans_window: attribute('window'),
    };
  });
}

interface TrafficAttributes {
  readonly moveCount: number;
  readonly precision: number;
  readonly averageBandwidth: number;
  readonly instantaneousBandwidth: number;
  readonly period: number;
  readonly periodCount: number;
  readonly amount: number;
  readonly window: number;
}

const NO_TRAFFIC: TrafficAttributes = {
  moveCount: 0,
  precision: 0,
  averageBandwidth: 0,
  instantaneousBandwidth: 0,
  period: 0,
  periodCount: 0,
  amount: 0,
  window: 0,
};

function trafficAttributes(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  version: number,
  operand: CompiledOperand,
  level: number,
  code: number,
  reuse: OperandReuse,
): TrafficAttributes {
  const { elements, partialSum, upwardPrecision, downwardPrecision, precision } = scratch.versions[version];
  const lowerSide = code >> 1;
  const index = operand.interfaceBase + level + lowerSide;
  const upward = code === FROM_LOW || code === TO_HIGH;
  if (!operand.isOutput && upward) return NO_TRAFFIC;
  const counted = {
    ...NO_TRAFFIC,
    moveCount: moveCount(problem, scratch, version, operand, level, code, reuse),
    precision: operand.isOutput ? (upward ? upwardPrecision[index] : downwardPrecision[index]) : precision[index],
  };
  if (operand.isOutput && !upward && partialSum[index] === 0) return counted;
  const average = averageBandwidth(problem, scratch, version, index, lowerSide);
  return {
    ...counted,
    averageBandwidth: average,
    instantaneousBandwidth: Math.trunc(average * scratch.topIrrelevant[index]),
    period: scratch.period[index],
    periodCount: scratch.periodCount[index],
    amount: lowerSide === 1 ? elements[index] : elements[index] * problem.versions[version].boost[index],
    window: Math.trunc(scratch.period[index] / scratch.topIrrelevant[index]),
  };
}

/** Elements moved over the whole layer (docs/cost-model.md#element-access-counts). */
function moveCount(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  version: number,
  operand: CompiledOperand,
  level: number,
  code: number,
  { total, unit, perLevel: perLevelReuse }: OperandReuse,
): number {
  const { operationCount } = problem;
  if (!operand.isOutput) {
    if (code === FROM_HIGH) return roundHalfEven(operationCount / unit[level + 1]);
    const count = roundHalfEven(operationCount / total[level]);
    return level === 0 && readsOncePerStationaryRun(problem, scratch, version, operand)
      ? Math.trunc(count / scratch.period[operand.interfaceBase])
      : count;
  }
  if (code === FROM_LOW) return roundHalfEven(operationCount / total[level]);
  if (code === TO_HIGH) return roundHalfEven(operationCount / unit[level + 1]);
  let accumulations = 1;
  for (const part of perLevelReuse.slice(level + 1 + (code >> 1))) accumulations *= part;
  return Math.trunc(problem.outputElements * (accumulations - 1));
}

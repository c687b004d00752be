import { expect } from 'vitest';
import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import type { OptimisationCriterion } from '../../../src/search/criteria.ts';
import { type ExactResult, exactSearch, onlyCandidate } from '../../../src/search/exact/index.ts';
import type { MappingCost } from './brute-force.ts';

/** Costs of the same mapping summed in another order differ by less. */
export const ROUNDING = 2e-9;

export function finish<T>(steps: Generator<undefined, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

export function search(problem: CompiledProblem, criterion: OptimisationCriterion): ExactResult {
  return finish(exactSearch(onlyCandidate(problem), { criterion }));
}

export function costOf(criterion: OptimisationCriterion, { energy, latency }: MappingCost): number {
  return criterion === 'energy' ? energy : criterion === 'latency' ? latency : energy * latency;
}

export function isClose(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= ROUNDING * Math.abs(b);
}

/** Value, bound and the other cost of equally good mappings against all there are. */
export function compare(
  problem: CompiledProblem,
  criterion: OptimisationCriterion,
  costs: readonly MappingCost[],
  where: string,
): void {
  const result = search(problem, criterion);
  const optimum = costs.reduce((least, cost) => Math.min(least, costOf(criterion, cost)), Number.POSITIVE_INFINITY);
  expect(isClose(result.value, optimum), `${where}: found ${result.value}, optimum ${optimum}`).toBe(true);
  expect(isClose(result.bound, optimum), `${where}: bound ${result.bound}, optimum ${optimum}`).toBe(true);
  expect(result.isProven, where).toBe(true);
  if (result.best === undefined) return;
  if (criterion !== 'EDP') {
    const other = criterion === 'energy' ? 'latency' : 'energy';
    const ties = costs.filter((cost) => isClose(cost[criterion], optimum)).map((cost) => cost[other]);
    expect(isClose(result.best[other], Math.min(...ties)), `${where}: ${other} of equally good ones`).toBe(true);
  }
  const evaluator = new MappingEvaluator(problem);
  evaluator.evaluate(result.best.nest);
  expect([result.best.energy, result.best.latency]).toEqual([evaluator.energyTotal, evaluator.latencyTotal2]);
}

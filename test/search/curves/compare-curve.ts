import { expect } from 'vitest';
import type { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import type { TemporalOrderingEntry } from '../../../src/model/mapping/mapping-constraints.ts';
import { type ProblemCurve, problemCurve } from '../../../src/search/curves/layer-curve.ts';
import { bruteForceCurve, type Held } from './brute-force-curve.ts';

/** A share by which sums of the same numbers in another order may differ. */
export const ROUNDING = 2e-9;

/** @throws Error where the memory holds nothing, or the tiles don't tell. */
export function curveOf(problem: CompiledProblem, memory: string): ProblemCurve {
  const curve = problemCurve(problem, memory);
  if (curve === undefined) throw new Error('the memory holds nothing');
  if (curve.points.length === 0 && curve.reservations.length > 0) throw new Error(curve.reservations.join());
  return curve;
}

/**
 * Expects the curve to be that of brute force over all orders and cuts.
 * @returns the curve; undefined if there are more orders than `most`.
 */
export function compareCurve(
  problem: CompiledProblem,
  memory: string,
  most: number,
  context: string,
): ProblemCurve | undefined {
  const all = bruteForceCurve(problem, memory, most);
  if (all === undefined) return undefined;
  // Words priced by their width: energy is then the traffic.
  const curve = curveOf({ ...problem, wordEnergy: problem.bandwidthMax }, memory);
  const expected = staircaseOf(all);
  expect(curve.points.length, context).toBe(expected.length);
  curve.points.forEach(({ capacityBits, trafficBits, energyPj }, index) => {
    expect(Math.abs(energyPj - trafficBits), context).toBeLessThanOrEqual(ROUNDING * trafficBits);
    const { held = 0, traffic = 0 } = expected[index] ?? {};
    if (problem.costModel === 'corrected') {
      expect({ capacityBits, trafficBits }, context).toEqual({ capacityBits: held, trafficBits: Math.round(traffic) });
    } else {
      expect(Math.abs(capacityBits - Math.ceil(held * (1 - 1e-12))), context).toBeLessThanOrEqual(1e-9 * held);
      expect(Math.abs(trafficBits - traffic), context).toBeLessThanOrEqual(ROUNDING * traffic);
    }
  });
  return curve;
}

/** The points that no other one beats; points closer than rounding count as one. */
function staircaseOf(points: readonly Held[]): Held[] {
  const stairs: Held[] = [];
  for (const point of points.toSorted((x, y) => x.held - y.held || x.traffic - y.traffic)) {
    const last = stairs.at(-1);
    if (last !== undefined && point.traffic >= last.traffic * (1 - ROUNDING)) continue;
    if (last !== undefined && point.held <= last.held * (1 + ROUNDING)) stairs.pop();
    stairs.push(point);
  }
  return stairs;
}

/** The same problem with a temporal ordering. */
export function withOrdering(
  problem: CompiledProblem,
  temporalOrdering: readonly TemporalOrderingEntry[],
): CompiledProblem {
  const { layer } = problem;
  return { ...problem, layer: { ...layer, mapping: { ...layer.mapping, temporalOrdering } } };
}

/** Bits that a memory moves from and to the array's side, in the mapping that was measured last. */
export function crossingBits(problem: CompiledProblem, evaluator: MappingEvaluator, memory: string): number {
  let bits = 0;
  for (const { memories, levelBase } of problem.operands) {
    const level = memories.findIndex(({ name }) => name === memory);
    if (level < 0) continue;
    const slot = 4 * (levelBase + level);
    for (const direction of [slot, slot + 1]) {
      bits += (evaluator.scratch.words[direction] ?? 0) * (problem.bandwidthMax[direction] ?? 0);
    }
  }
  return bits;
}

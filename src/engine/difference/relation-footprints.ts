import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import type { CompiledOperand, CompiledProblem } from '../problem/compiled-problem.ts';
import { relationFootprint } from '../problem/decoupling.ts';
import { relationSpan } from '../problem/relation-span.ts';

/** Elements along all dependent dimensions of an operand, by the extents of the reference. */
export interface Footprints {
  /** Of one unit below an interface, and of all units below one upper unit. */
  readonly below: number;
  readonly union: number;
  /** The same with unrollings only. */
  readonly belowSpatial: number;
  readonly unionSpatial: number;
}

/** @param isClamped without the negative overlap of tiles smaller than the dilation (quirks M4 and C4). */
export function footprintsAt(
  problem: CompiledProblem,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  version: number,
  operand: CompiledOperand,
  a: number,
  isClamped: boolean,
): Footprints {
  const { loopStart, loopDimension, loopFactor } = problem.versions[version];
  const { interfaceBase, levelBase, relations } = operand;
  const found = { below: 1, union: 1, belowSpatial: 1, unionSpatial: 1 };
  for (const relation of relations) {
    const { dimensionA, dimensionB } = relation;
    const all = [1, 1];
    const spatial = [1, 1];
    const grow = (extents: number[], dimension: number, factor: number): void => {
      if (dimension === dimensionA) extents[0] *= factor;
      if (dimension === dimensionB) extents[1] *= factor;
    };
    const unroll = (level: number): void => {
      for (let k = loopStart[interfaceBase + level]; k < loopStart[interfaceBase + level + 1]; k++) {
        grow(all, loopDimension[k], loopFactor[k]);
        grow(spatial, loopDimension[k], loopFactor[k]);
      }
    };
    const footprint = ([x, y]: number[]): number =>
      isClamped ? relationSpan(relation, Math.trunc(x), Math.trunc(y)) : relationFootprint(relation, x, y);
    let position = 0;
    for (let level = 0; level < a; level++) {
      for (const end = scratch.boundary[levelBase + level]; position < end; position++) {
        grow(all, nest.dimension[position], nest.size[position]);
      }
      unroll(level);
    }
    found.below *= footprint(all);
    found.belowSpatial *= footprint(spatial);
    unroll(a);
    found.union *= footprint(all);
    found.unionSpatial *= footprint(spatial);
  }
  return found;
}

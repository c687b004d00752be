import { greatestCommonDivisor, roundHalfEven } from '../../base/integers.ts';
import type { Unrolling } from '../../model/mapping/spatial-mapping.ts';
import type { Relevance } from '../../model/workload/relevance.ts';
import type { Relation } from '../cost/mapped-layer.ts';

/** A loop over the index of a dimension. */
interface SpatialLoop {
  readonly dimension: number;
  readonly factor: number;
}

/** What follows from the unrollings alone, for one operand (docs/cost-model.md#spatial-units). By architectural level. */
export interface Share {
  /** Loops between the array and memory 0, between memory 0 and memory 1, and so on. */
  readonly loops: readonly (readonly SpatialLoop[])[];
  readonly units: readonly number[];
  readonly boost: readonly number[];
  /** Per level, by dimension: product of the unrollings from the array up to and with the level. */
  readonly extents: readonly (readonly number[])[];
  /** Per level: product of the irrelevant unrollings above the level, and whether one of them exceeds 1, or is there at all. */
  readonly irrelevantAbove: readonly number[];
  readonly addsAbove: readonly boolean[];
  readonly hasIrrelevantAbove: readonly boolean[];
}

interface ClassedOperand {
  readonly classOf: readonly Relevance[];
  readonly relations: readonly Relation[];
}

/** @param levelCount memories of the operand. */
export function sharesOf(
  operand: ClassedOperand,
  dimensions: readonly string[],
  unrollings: readonly (readonly Unrolling[])[],
  levelCount: number,
): Share {
  const { classOf } = operand;
  const loops = Array.from({ length: levelCount + 1 }, (_, level) =>
    (unrollings[level] ?? []).map(({ dimension, factor }) => ({ dimension: dimensions.indexOf(dimension), factor })),
  );
  const relevantParts = relevantPartsOf(operand, loops, dimensions.length);
  const above = (level: number): readonly SpatialLoop[] => loops.slice(level + 1).flat();
  const irrelevant = (level: number): SpatialLoop[] =>
    above(level).filter(({ dimension }) => classOf[dimension] === 'irrelevant');
  const productFrom = (list: readonly number[], level: number): number =>
    list.slice(level).reduce((product, value) => product * value, 1);
  const factors = loops.map((level) => level.reduce((product, { factor }) => product * factor, 1));
  const extents: number[][] = [];
  let extent = dimensions.map(() => 1);
  for (const level of loops) {
    extent = [...extent];
    for (const { dimension, factor } of level) extent[dimension] *= factor;
    extents.push(extent);
  }
  const levels = loops.map((_, level) => level);
  return {
    loops,
    units: levels.map((level) => roundHalfEven(Number(productFrom(factors, level).toFixed(3)))),
    boost: levels.map((level) =>
      level === levelCount
        ? 1
        : roundHalfEven(productFrom(relevantParts, level) / productFrom(relevantParts, level + 1)),
    ),
    extents,
    irrelevantAbove: levels.map((level) => irrelevant(level).reduce((product, { factor }) => product * factor, 1)),
    addsAbove: levels.map((level) => irrelevant(level).some(({ factor }) => factor > 1)),
    hasIrrelevantAbove: levels.map((level) => irrelevant(level).length > 0),
  };
}

/** Relevant part of the unrollings of every level (docs/cost-model.md#decoupling). */
function relevantPartsOf(
  { classOf, relations }: ClassedOperand,
  loops: readonly (readonly SpatialLoop[])[],
  dimensionCount: number,
): number[] {
  const extent = new Array<number>(dimensionCount).fill(1);
  const last = relations.map(() => 1);
  return loops.map((level) => {
    let part = 1;
    for (const { dimension, factor } of level) {
      extent[dimension] *= factor;
      if (classOf[dimension] === 'relevant') part *= factor;
      const index = relations.findIndex(({ a, b }) => a === dimension || b === dimension);
      if (classOf[dimension] !== 'partiallyRelevant' || index < 0) continue;
      const covered = covers(relations[index], extent);
      part *= covered / last[index];
      last[index] = covered;
    }
    return part;
  });
}

/** Elements that a tile has along a dependent dimension (docs/cost-model.md#dependent-dimensions). */
export function covers({ a, b, strideA, strideB, limit }: Relation, extent: ArrayLike<number>): number {
  const divisor = greatestCommonDivisor(strideA, strideB);
  const countA = Math.trunc(extent[a]);
  const countB = Math.trunc(extent[b]);
  const twice = Math.max(0, countB - strideA / divisor) * (countA - strideB / divisor);
  return Math.min(limit, countA * countB - twice);
}

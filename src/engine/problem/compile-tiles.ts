import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { SpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { type CompiledOperand, IRRELEVANT, PARTIALLY_RELEVANT, RELEVANT } from './compiled-problem.ts';
import type { CompiledTiles, OperandTiles } from './compiled-tiles.ts';

/** Needs the unrollings as whole numbers, in `mapping`. */
export function compileTiles(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
  operands: readonly CompiledOperand[],
  dimensionNames: readonly string[],
): CompiledTiles {
  const unrolled = accelerator.operationalArray.dimensions.flatMap(({ name }) =>
    mapping.flatMap(({ arrayDimension, unrollings }) =>
      arrayDimension !== name
        ? []
        : unrollings.flatMap(({ dimension, factor }) =>
            factor === 1 ? [] : [{ arrayDimension, dimension: dimensionNames.indexOf(dimension), factor }],
          ),
    ),
  );
  const size = Float64Array.from(layer.dimensions, (dimension) => dimension.size);
  const units = new Float64Array(size.length).fill(1);
  for (const { dimension, factor } of unrolled) units[dimension] *= factor;
  const rounds = size.map((count, dimension) => Math.ceil(count / units[dimension]));
  return {
    unrolledDimension: Int32Array.from(unrolled, ({ dimension }) => dimension),
    unrolledFactor: Float64Array.from(unrolled, ({ factor }) => factor),
    size,
    rounds,
    hasRemainder: size.some((count, dimension) => rounds[dimension] * units[dimension] !== count),
    operands: operands.map((operand) => compileOperand(operand, unrolled, size, rounds)),
    inputOrders: Int32Array.from(
      permutations(operands.flatMap(({ isOutput }, index) => (isOutput ? [] : [index]))).flat(),
    ),
  };
}

interface PlacedUnrolling {
  readonly arrayDimension: string;
  readonly dimension: number;
  readonly factor: number;
}

function compileOperand(
  operand: CompiledOperand,
  unrolled: readonly PlacedUnrolling[],
  size: Float64Array,
  rounds: Float64Array,
): OperandTiles {
  const { memories, levelCount, relations, relevance, isOutput } = operand;
  const levels = unrolled.map(({ arrayDimension }) => {
    const serving = memories.findIndex(({ servedDimensions }) => servedDimensions.includes(arrayDimension));
    return serving < 0 ? levelCount : serving;
  });
  const reducing = Uint8Array.from(relevance, (code) =>
    isOutput && (code === IRRELEVANT || code === PARTIALLY_RELEVANT) ? 1 : 0,
  );
  const addsUp = Uint8Array.from(relevance, (code) => (isOutput && code === IRRELEVANT ? 1 : 0));
  const count = levelCount + 2;
  const relevantBelow = new Float64Array(count).fill(1);
  const extentBelowA = new Float64Array(count * relations.length).fill(1);
  const extentBelowB = new Float64Array(count * relations.length).fill(1);
  const units = new Float64Array(count).fill(1);
  const addedAt = new Float64Array(count).fill(1);
  const reducingFrom = new Uint8Array(count);
  unrolled.forEach(({ dimension, factor }, index) => {
    const level = levels[index];
    for (let above = level + 1; above < count; above++) {
      if (relevance[dimension] === RELEVANT) relevantBelow[above] *= factor;
      relations.forEach(({ dimensionA, dimensionB }, relation) => {
        if (dimension === dimensionA) extentBelowA[above * relations.length + relation] *= factor;
        if (dimension === dimensionB) extentBelowB[above * relations.length + relation] *= factor;
      });
    }
    for (let below = 0; below <= level; below++) units[below] *= factor;
    if (reducing[dimension] === 0) return;
    if (addsUp[dimension] === 1) addedAt[level] *= factor;
    reducingFrom.fill(1, 0, level + 1);
  });
  const unitsBelow = new Float64Array(count * size.length);
  const fullExtent = new Float64Array(count * size.length);
  for (let unit = 0; unit < count; unit++) {
    size.forEach((indices, dimension) => {
      const digits = unrolled.flatMap(({ dimension: own, factor }, index) =>
        own === dimension ? [{ factor, isInside: levels[index] < unit }] : [],
      );
      const at = unit * size.length + dimension;
      unitsBelow[at] = digits.reduce((all, { factor, isInside }) => (isInside ? all * factor : all), 1);
      fullExtent[at] = largestExtent(indices, rounds[dimension], digits);
    });
  }
  const dependent = new Set(relations.flatMap(({ dimensionA, dimensionB }) => [dimensionA, dimensionB]));
  return {
    unrolledLevel: Int32Array.from(levels),
    relevantBelow,
    extentBelowA,
    extentBelowB,
    units,
    reducing,
    addsUp,
    addedAt,
    reducingFrom,
    laidOutByLevel: Uint8Array.from(relevance, (_, dimension) => (dependent.has(dimension) ? 1 : 0)),
    unitsBelow,
    fullExtent,
    pinExtent: size.map((indices, dimension) => {
      const digits = unrolled.flatMap(({ dimension: own, factor }, index) =>
        own === dimension ? [{ factor, isInside: levels[index] < 1 }] : [],
      );
      // Laid out level by level, the unrollings below the innermost memory come first.
      if (!dependent.has(dimension)) return largestExtent(indices, 1, digits);
      return Math.min(
        indices,
        digits.reduce((all, { factor, isInside }) => (isInside ? all * factor : all), 1),
      );
    }),
  };
}

/** Indices in the largest tile with all rounds inside: those of the full rounds, and of the last one. The least significant digit comes first. */
function largestExtent(
  indices: number,
  rounds: number,
  digits: readonly { readonly factor: number; readonly isInside: boolean }[],
): number {
  let left = indices;
  let extent = 0;
  for (const [place, { factor, isInside }] of [
    ...[...digits, { factor: rounds, isInside: true }].entries(),
  ].toReversed()) {
    const below = digits.slice(0, place);
    const block = below.reduce((all, digit) => all * digit.factor, 1);
    const inside = below.reduce((all, digit) => (digit.isInside ? all * digit.factor : all), 1);
    if (left >= block * factor) return extent + inside * (isInside ? factor : 1);
    if (isInside) {
      const full = Math.floor(left / block);
      extent += full * inside;
      left -= full * block;
    } else {
      left = Math.min(left, block);
    }
  }
  return extent + (left > 0 ? 1 : 0);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

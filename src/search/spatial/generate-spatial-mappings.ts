import type { MappingError } from '../../base/diagnostic.ts';
import { divisors } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import {
  type ArrayUnrolling,
  type SpatialMapping,
  type Unrolling,
  utilisation,
} from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { noSpatialMapping, tooManySpatialMappings } from '../search-errors.ts';
import { bestCombinations, TooManyCombinations } from './best-combinations.ts';
import { hashOrder } from './hash-order.ts';
import { limitToCapacity } from './limit-to-capacity.ts';
import {
  innerOperands,
  type MaximalUnrolling,
  maximalUnrolling,
  unrollingLimit,
  wordsPerCycle,
} from './maximal-unrolling.ts';
import { fitUserMapping } from './user-spatial-mapping.ts';

/** Ways to fill one array dimension, before the ranking gives up. */
const MOST_CANDIDATES = 200_000;

export interface SpatialGeneratorOptions {
  /** Mappings to keep, best utilisation first. */
  readonly nbMappingsGenerated: number;
  /** Also unroll several loop dimensions together on one array dimension. */
  readonly enableMixSpatialMappingGeneration: boolean;
}

/**
 * The spatial mappings to search for a layer: what the user fixed, every other array dimension filled with what the hints allow,
 * ranked by utilisation (docs/mapping-search.md#spatial-mapping).
 * @throws MappingError when nothing valid can be generated.
 */
export function generateSpatialMappings(
  layer: Layer,
  accelerator: Accelerator,
  options: SpatialGeneratorOptions,
): SpatialMapping[] {
  const limits = maximalUnrolling(layer, accelerator);
  const fixed = fitUserMapping(layer, accelerator, limits);
  const toFill = accelerator.operationalArray.dimensions.filter(
    ({ name }) => !fixed.some(({ arrayDimension }) => arrayDimension === name),
  );
  if (!fits(fixed, accelerator, limits)) throw noCandidateError(layer, accelerator, limits);

  const loopSizes = new Map(layer.dimensions.map(({ name, size }) => [name, size]));
  const best = orTooMany(layer, toFill.length, () => {
    const candidates = toFill.map(({ name, size }) =>
      candidatesFor(name, size, hintsFor(layer, name), layer, limits, options.enableMixSpatialMappingGeneration),
    );
    return bestCombinations(fixed, candidates, loopSizes, options.nbMappingsGenerated);
  });
  if (best.length === 0) throw noCandidateError(layer, accelerator, limits);
  return limitToCapacity(best, new Set(fixed), layer, accelerator);
}

/** @param toFill number of array dimensions that are not fixed. */
function orTooMany(layer: Layer, toFill: number, rank: () => SpatialMapping[]): SpatialMapping[] {
  try {
    return rank();
  } catch (error) {
    throw error instanceof TooManyCombinations ? tooManySpatialMappings(layer, toFill) : error;
  }
}

/** Loop dimensions allowed on an array dimension, in hash order: the hint if any of its dimensions exists in the layer, else all. */
function hintsFor(layer: Layer, arrayDimension: string): string[] {
  const known = layer.dimensions.map(({ name }) => name);
  const hint = layer.mapping.spatialMappingHint.get(arrayDimension) ?? [];
  return hashOrder('loopDimension', hint.some((dimension) => known.includes(dimension)) ? hint : known);
}

/** Ways to fill one array dimension: one loop dimension by each divisor, largest first; then, if wanted, several together. */
function candidatesFor(
  arrayDimension: string,
  size: number,
  hints: readonly string[],
  layer: Layer,
  limits: MaximalUnrolling,
  mixed: boolean,
): ArrayUnrolling[] {
  const known = hints.filter((dimension) => layer.dimensions.some(({ name }) => name === dimension));
  const single = known.flatMap((dimension) =>
    divisors(unrollingLimit(limits, arrayDimension, dimension))
      .reverse()
      .map((factor): readonly Unrolling[] => [{ dimension, factor }]),
  );
  const together = mixed ? mixedUnrollings(arrayDimension, size, known, limits) : [];
  return [...single, ...together].map((unrollings) => ({ arrayDimension, unrollings }));
}

/** Products of two and more loop dimensions that fit the array dimension, every factor above 1; smaller subsets first. */
function mixedUnrollings(
  arrayDimension: string,
  size: number,
  dimensions: readonly string[],
  limits: MaximalUnrolling,
): (readonly Unrolling[])[] {
  const factors = dimensions.map((dimension) =>
    divisors(unrollingLimit(limits, arrayDimension, dimension))
      .filter((factor) => factor > 1)
      .map((factor): Unrolling => ({ dimension, factor })),
  );
  // Every factor is at least 2, so larger subsets than these do not fit.
  const most = Math.min(dimensions.length, Math.floor(Math.log2(size)));
  const found: (readonly Unrolling[])[] = [];
  for (let count = 2; count <= most; count++) {
    for (const subset of subsets(factors, count)) {
      for (const unrollings of fittingCombinations(subset, size)) found.push(unrollings);
      if (found.length > MOST_CANDIDATES) throw new TooManyCombinations();
    }
  }
  return found;
}

/** One unrolling of every list, the last list varying fastest, as far as their product fits. Factors ascend, so the rest of a list can be left out. */
function fittingCombinations(lists: readonly (readonly Unrolling[])[], size: number): Unrolling[][] {
  const [first, ...others] = lists;
  if (first === undefined) return [[]];
  return first
    .filter(({ factor }) => factor <= size)
    .flatMap((unrolling) => fittingCombinations(others, size / unrolling.factor).map((rest) => [unrolling, ...rest]));
}

/** All subsets of `count` elements, in lexicographic order of their positions. */
function* subsets<T>(elements: readonly T[], count: number, from = 0): Generator<T[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (const [position, element] of elements.entries()) {
    if (position < from) continue;
    for (const rest of subsets(elements, count - 1, position + 1)) yield [element, ...rest];
  }
}

/** Whether every unrolling is allowed on its array dimension; loops unrolled too often are caught when combining. */
function fits(mapping: SpatialMapping, accelerator: Accelerator, limits: MaximalUnrolling): boolean {
  const sizes = new Map(accelerator.operationalArray.dimensions.map(({ name, size }) => [name, size]));
  return mapping.every(
    (entry) =>
      utilisation(entry) <= (sizes.get(entry.arrayDimension) ?? 0) &&
      entry.unrollings.every(
        ({ dimension, factor }) => factor >= 1 && factor <= unrollingLimit(limits, entry.arrayDimension, dimension),
      ),
  );
}

/** Names the memory that delivers less than a word, or else what was to be filled and how far each loop may be unrolled. */
function noCandidateError(layer: Layer, accelerator: Accelerator, limits: MaximalUnrolling): MappingError {
  const starved = innerOperands(layer, accelerator).find((inner) => wordsPerCycle(layer, inner) < 1);
  if (starved !== undefined) {
    const { memory, operand } = starved;
    return noSpatialMapping(
      layer,
      accelerator.name,
      `memory "${memory.name}" delivers less than one word of ${operand.name} (${operand.precisionBits} bits) per cycle`,
      `raise bandwidth_max of its port to at least ${operand.precisionBits}`,
    );
  }
  const options = [...limits].map(([arrayDimension, limit]) => {
    const loops = hintsFor(layer, arrayDimension).map((dimension) => `${dimension} ${limit.get(dimension) ?? 0}`);
    return `${arrayDimension} at most ${loops.join(', ')}`;
  });
  return noSpatialMapping(
    layer,
    accelerator.name,
    `nothing satisfies the mapping entry and the limits (${options.join('; ')})`,
    'name loop dimensions of the layer in spatial_mapping or spatial_mapping_hint, with factors within these limits',
  );
}

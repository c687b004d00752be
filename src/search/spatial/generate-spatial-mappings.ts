import type { MappingError } from '../../base/diagnostic.ts';
import { divisors } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { ArrayDimension } from '../../model/accelerator/operational-array.ts';
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
import { limitToCapacity, type ReportCapacity } from './limit-to-capacity.ts';
import {
  innerOperands,
  type MaximalUnrolling,
  maximalUnrolling,
  unrollingLimit,
  wordsPerCycle,
} from './maximal-unrolling.ts';
import { fitUserMapping } from './user-spatial-mapping.ts';

/** Number of candidates for one array dimension above which the ranking gives up. */
const MOST_CANDIDATES = 200_000;

export interface SpatialGeneratorOptions {
  /** Number of mappings to keep. The mappings with the best score are kept. */
  readonly nbMappingsGenerated: number;
  /** Whether several loop dimensions can be unrolled together on one array dimension. */
  readonly enableMixSpatialMappingGeneration: boolean;
  /**
   * Whether only the first of the ways to leave an array dimension unused is listed. One iteration of any loop is the same as of any
   * other. Default false.
   */
  readonly leavesUnusedOnce?: boolean;
}

/**
 * Generates the spatial mappings of a layer (docs/mapping-search.md#spatial-mapping). Array dimensions that the user fixes stay as they
 * are. Every other array dimension is filled with loops that its hint allows. The mappings are ranked by their score, best first.
 * @param report receives the unrollings of the mapping file that a memory is too small for.
 * @throws MappingError when no valid mapping exists.
 */
export function generateSpatialMappings(
  layer: Layer,
  accelerator: Accelerator,
  options: SpatialGeneratorOptions,
  report?: ReportCapacity,
): SpatialMapping[] {
  const limits = maximalUnrolling(layer, accelerator);
  const { fixed, toFill } = unfilledDimensions(layer, accelerator, limits);
  const loopSizes = new Map(layer.dimensions.map(({ name, size }) => [name, size]));
  const best = orTooMany(layer, toFill.length, () =>
    bestCombinations(fixed, unrollingsToTry(layer, toFill, limits, options), loopSizes, options.nbMappingsGenerated),
  );
  if (best.length === 0) throw noCandidateError(layer, accelerator, limits);
  return limitToCapacity(best, new Set(fixed), layer, accelerator, report);
}

/** The unrollings that the mappings of `generateSpatialMappings` consist of. */
export interface SpatialChoices {
  /** What the user fixes. */
  readonly fixed: SpatialMapping;
  /** For every other array dimension the unrollings to choose from, largest first for every loop. */
  readonly candidates: readonly (readonly ArrayUnrolling[])[];
}

/**
 * What `generateSpatialMappings` combines.
 * @throws MappingError when no valid mapping exists, or there are too many to list.
 */
export function spatialChoices(
  layer: Layer,
  accelerator: Accelerator,
  options: Omit<SpatialGeneratorOptions, 'nbMappingsGenerated'>,
): SpatialChoices {
  const limits = maximalUnrolling(layer, accelerator);
  const { fixed, toFill } = unfilledDimensions(layer, accelerator, limits);
  const candidates = orTooMany(layer, toFill.length, () => unrollingsToTry(layer, toFill, limits, options));
  return { fixed, candidates };
}

/** What the user fixes, and the array dimensions to fill. */
function unfilledDimensions(
  layer: Layer,
  accelerator: Accelerator,
  limits: MaximalUnrolling,
): { readonly fixed: SpatialMapping; readonly toFill: readonly ArrayDimension[] } {
  const fixed = fitUserMapping(layer, accelerator, limits);
  if (!fits(fixed, accelerator, limits)) throw noCandidateError(layer, accelerator, limits);
  const toFill = accelerator.operationalArray.dimensions.filter(
    ({ name }) => !fixed.some(({ arrayDimension }) => arrayDimension === name),
  );
  return { fixed, toFill };
}

function unrollingsToTry(
  layer: Layer,
  toFill: readonly ArrayDimension[],
  limits: MaximalUnrolling,
  {
    enableMixSpatialMappingGeneration: mixed,
    leavesUnusedOnce = false,
  }: Omit<SpatialGeneratorOptions, 'nbMappingsGenerated'>,
): ArrayUnrolling[][] {
  return toFill.map(({ name, size }) => {
    const all = candidatesFor(name, size, hintsFor(layer, name), layer, limits, mixed);
    return leavesUnusedOnce ? withoutRepetitions(all) : all;
  });
}

/** @param toFill number of array dimensions that the user doesn't fix. */
function orTooMany<T>(layer: Layer, toFill: number, rank: () => T): T {
  try {
    return rank();
  } catch (error) {
    throw error instanceof TooManyCombinations ? tooManySpatialMappings(layer, toFill) : error;
  }
}

/** Loop dimensions that are allowed on an array dimension, in hash order. A hint without any loop of the layer allows all loops. */
function hintsFor(layer: Layer, arrayDimension: string): string[] {
  const known = layer.dimensions.map(({ name }) => name);
  const hint = layer.mapping.spatialMappingHint.get(arrayDimension) ?? [];
  return hashOrder('loopDimension', hint.some((dimension) => known.includes(dimension)) ? hint : known);
}

/** Candidates for one array dimension: each loop with each divisor, largest first. With `mixed`, several loops together follow. */
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

function withoutRepetitions(candidates: readonly ArrayUnrolling[]): ArrayUnrolling[] {
  const firstUnused = candidates.find((entry) => utilisation(entry) === 1);
  return candidates.filter((entry) => entry === firstUnused || utilisation(entry) > 1);
}

/** Unrollings of two and more loop dimensions that fit the array dimension. Every factor exceeds 1. Smaller subsets come first. */
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
  // Every factor is at least 2, so larger subsets don't fit.
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

/** All combinations of one unrolling of every list whose product fits. The last list varies fastest. */
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

/** Whether every unrolling is allowed on its array dimension. Total unrollings of loops are checked by `bestCombinations`. */
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

/** The error that no mapping is valid. It names a memory that delivers less than one word, or else the maximal unrollings. */
function noCandidateError(layer: Layer, accelerator: Accelerator, limits: MaximalUnrolling): MappingError {
  const starved = innerOperands(layer, accelerator).find((inner) => wordsPerCycle(layer, inner) < 1);
  if (starved !== undefined) {
    const { memory, operand } = starved;
    return noSpatialMapping(
      layer,
      accelerator.name,
      `memory "${memory.name}" delivers less than one word of ${operand.name} (${operand.precisionBits} bits) per cycle`,
      `raise bandwidth_max of the port to at least ${operand.precisionBits}`,
    );
  }
  const options = [...limits].map(([arrayDimension, limit]) => {
    const loops = hintsFor(layer, arrayDimension).map((dimension) => `${dimension} ${limit.get(dimension) ?? 0}`);
    return `${arrayDimension} at most ${loops.join(', ')}`;
  });
  return noSpatialMapping(
    layer,
    accelerator.name,
    `no unrolling satisfies both the mapping entry and the limits (${options.join('; ')})`,
    'name loop dimensions of the layer in spatial_mapping or spatial_mapping_hint, with factors within these limits',
  );
}

import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import {
  type ArrayUnrolling,
  type MemoryLevelSpatialMapping,
  type OperandUnrollings,
  readableSpatialMapping,
  type SpatialMapping,
  type Unrolling,
} from '../../model/mapping/spatial-mapping.ts';
import { type Layer, loopSize } from '../../model/workload/layer.ts';
import { unknownArrayDimension, unrollingBelowOne, unrollingTooLarge } from '../search-errors.ts';
import { fitRounds } from './fit-rounds.ts';
import { hashOrder } from './hash-order.ts';

/**
 * Converts a complete spatial mapping to memory levels (docs/mapping-search.md#conversion-to-memory-levels). The result states, for
 * every operand, the unrollings below, between and above its memories.
 * @throws MappingError when an unrolling exceeds the layer's loop size.
 */
export function convertSpatialMapping(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
  costModel: CostModelName = 'reference',
): MemoryLevelSpatialMapping {
  if (costModel === 'corrected') {
    const fitted = fitRounds(layer, accelerator, limitToLayer(layer, accelerator, mapping));
    return spreadSpatialMapping(layer, accelerator, fitted);
  }
  const { fractional, integer } = fitToLayer(layer, accelerator, mapping);
  const convert = (fitted: SpatialMapping) => spreadForOperands(layer, accelerator, fitted);
  return readableSpatialMapping({ source: mapping, fractional: convert(fractional), integer: convert(integer) });
}

/** A mapping of whole unrollings by memory level, as it is. */
export function spreadSpatialMapping(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
): MemoryLevelSpatialMapping {
  const spread = spreadForOperands(layer, accelerator, mapping);
  return readableSpatialMapping({ source: mapping, fractional: spread, integer: spread });
}

function spreadForOperands(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
): ReadonlyMap<string, OperandUnrollings> {
  return new Map(
    [...layer.mapping.memoryOperandLinks].map(([operand, memoryOperand]) => [
      operand,
      spreadOverLevels(mapping, memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand)),
    ]),
  );
}

/** Without dimensions that the layer does not have, and no unrolling larger than its array dimension. */
function limitToLayer(layer: Layer, accelerator: Accelerator, mapping: SpatialMapping): SpatialMapping {
  return mapping.map(({ arrayDimension, unrollings }) => ({
    arrayDimension,
    unrollings: unrollings.flatMap(({ dimension, factor }): Unrolling[] => {
      if (!layer.dimensions.some(({ name }) => name === dimension)) return [];
      const limited = Math.min(factor, arraySizeOf(layer, accelerator, arrayDimension));
      const size = loopSize(layer, dimension);
      if (limited > size) throw unrollingTooLarge(layer, arrayDimension, dimension, limited, size);
      return [{ dimension, factor: limited }];
    }),
  }));
}

function arraySizeOf(layer: Layer, accelerator: Accelerator, arrayDimension: string): number {
  const found = accelerator.operationalArray.dimensions.find(({ name }) => name === arrayDimension);
  if (found === undefined) throw unknownArrayDimension(layer, arrayDimension, accelerator.name);
  return found.size;
}

/**
 * Scales the largest unrolling of each loop dimension so that it divides the loop size. Example: 96 iterations on 14 units take 7 rounds
 * of 96/7 = 13.714… units on average. The integer version truncates the factor.
 */
function fitToLayer(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
): { fractional: SpatialMapping; integer: SpatialMapping } {
  const fractional: ArrayUnrolling[] = [];
  const integer: ArrayUnrolling[] = [];
  const scaledOn = firstLargest(mapping);
  for (const { arrayDimension, unrollings } of mapping) {
    const arraySize = accelerator.operationalArray.dimensions.find(({ name }) => name === arrayDimension)?.size;
    const fractionalLoops: Unrolling[] = [];
    const integerLoops: Unrolling[] = [];
    for (const unrolling of unrollings) {
      const { dimension } = unrolling;
      if (!layer.dimensions.some(({ name }) => name === dimension)) continue;
      if (arraySize === undefined) {
        throw unknownArrayDimension(layer, arrayDimension, accelerator.name);
      }
      const factor = Math.min(unrolling.factor, arraySize);
      const size = loopSize(layer, dimension);
      if (factor > size) {
        throw unrollingTooLarge(layer, arrayDimension, dimension, factor, size);
      }
      let fitted = factor;
      let truncated = factor;
      if (scaledOn.get(dimension) === arrayDimension) {
        // Unrollings of this dimension on later array dimensions are ignored (parity quirk Q7, docs/parity-quirks.md).
        const earlier = earlierFactor(fractional, dimension);
        fitted = size / Math.ceil(size / (factor * earlier)) / earlier;
        truncated = Math.trunc(fitted);
      }
      if (truncated < 1) {
        throw unrollingBelowOne(layer, arrayDimension, dimension);
      }
      fractionalLoops.push({ dimension, factor: fitted });
      integerLoops.push({ dimension, factor: truncated });
    }
    if (fractionalLoops.length === 0) continue;
    fractional.push({ arrayDimension, unrollings: fractionalLoops });
    integer.push({ arrayDimension, unrollings: integerLoops });
  }
  return { fractional, integer };
}

/** The first array dimension with the largest unrolling of each loop dimension. */
function firstLargest(mapping: SpatialMapping): ReadonlyMap<string, string> {
  const largest = new Map<string, { arrayDimension: string; factor: number }>();
  for (const { arrayDimension, unrollings } of mapping) {
    for (const { dimension, factor } of unrollings) {
      const known = largest.get(dimension);
      if (known === undefined || factor > known.factor) largest.set(dimension, { arrayDimension, factor });
    }
  }
  return new Map([...largest].map(([dimension, { arrayDimension }]) => [dimension, arrayDimension]));
}

function earlierFactor(earlier: readonly ArrayUnrolling[], dimension: string): number {
  let factor = 1;
  for (const { unrollings } of earlier) {
    for (const unrolling of unrollings) if (unrolling.dimension === dimension) factor *= unrolling.factor;
  }
  return factor;
}

function spreadOverLevels(mapping: SpatialMapping, memories: readonly MemoryLevel[]): OperandUnrollings {
  const remaining = new Map(mapping.map((entry) => [entry.arrayDimension, entry]));
  const levels: Unrolling[][] = [];
  for (const memory of memories) {
    const served = hashOrder('arrayDimension', memory.servedDimensions);
    levels.push(mergeEqualDimensions(served.flatMap((name) => remaining.get(name) ?? [])));
    for (const name of served) remaining.delete(name);
  }
  levels.push(mergeEqualDimensions([...remaining.values()]));
  return levels;
}

/** The unrollings of some array dimensions in one list. Unrollings of the same loop dimension are multiplied. */
function mergeEqualDimensions(entries: readonly ArrayUnrolling[]): Unrolling[] {
  const factors = new Map<string, number>();
  for (const { unrollings } of entries) {
    for (const { dimension, factor } of unrollings) factors.set(dimension, (factors.get(dimension) ?? 1) * factor);
  }
  return [...factors].map(([dimension, factor]) => ({ dimension, factor }));
}

import { product } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { ArrayUnrolling, SpatialMapping, Unrolling } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { hashOrder } from './hash-order.ts';
import { type InnerOperand, innerOperands } from './maximal-unrolling.ts';

/**
 * Lowers unrollings until every inner memory holds at least one element for each unit that it serves
 * (docs/mapping-search.md#capacity-limit).
 *
 * Two parity quirks are kept (docs/parity-quirks.md). Unrollings of equal size get one common new size (Q3). Mappings share the array
 * dimensions that the generator filled, so a reduction for one mapping applies to all mappings with the same choice (Q4).
 * @param fixed array dimensions that the user fixes. Mappings don't share them.
 */
export function limitToCapacity(
  mappings: readonly SpatialMapping[],
  fixed: ReadonlySet<ArrayUnrolling>,
  layer: Layer,
  accelerator: Accelerator,
): SpatialMapping[] {
  // Present state of every shared array dimension, by the object that the generator made.
  const shared = new Map<ArrayUnrolling, ArrayUnrolling>();
  const present = (entry: ArrayUnrolling): ArrayUnrolling => shared.get(entry) ?? entry;
  const inner = innerOperands(layer, accelerator);
  const limited = mappings.map((mapping) => {
    let state = mapping.map(present);
    for (const operand of inner) state = limitForMemory(state, operand);
    mapping.forEach((entry, position) => {
      const changed = state[position];
      if (changed !== undefined && !fixed.has(entry)) shared.set(entry, changed);
    });
    return { mapping, state };
  });
  return limited.map(({ mapping, state }) =>
    mapping.map((entry, position) => (fixed.has(entry) ? (state[position] ?? entry) : present(entry))),
  );
}

function limitForMemory(mapping: readonly ArrayUnrolling[], inner: InnerOperand): ArrayUnrolling[] {
  const { memory, operand, isDistinct } = inner;
  const served = hashOrder('arrayDimension', memory.servedDimensions).flatMap((name) =>
    mapping.filter((entry) => entry.arrayDimension === name),
  );
  const dimensions = hashOrder(
    'loopDimension',
    served.flatMap(({ unrollings }) => unrollings.map(({ dimension }) => dimension)).filter(isDistinct),
  );
  const factors = dimensions.flatMap((dimension) =>
    served.flatMap(({ unrollings }) =>
      unrollings.filter((unrolling) => unrolling.dimension === dimension).map(({ factor }) => factor),
    ),
  );
  const limit = operand.precisionBits === 0 ? Number.POSITIVE_INFINITY : memory.sizeBits / operand.precisionBits;
  // A memory too small for one element fits no unrolling. The temporal search reports it, with the size of the memory.
  if (limit < 1) return [...mapping];
  const reduced = reduceToLimit(factors, limit);
  if (reduced === undefined) return [...mapping];
  const newValue = new Map(factors.map((factor, position) => [factor, reduced[position] ?? factor]));
  const replace = (unrolling: Unrolling): Unrolling =>
    isDistinct(unrolling.dimension)
      ? { ...unrolling, factor: newValue.get(unrolling.factor) ?? unrolling.factor }
      : unrolling;
  return mapping.map((entry) =>
    served.includes(entry) ? { ...entry, unrollings: entry.unrollings.map(replace) } : entry,
  );
}

/** Lowers the largest factor (the first of equal ones) by 1 until the product fits. Undefined if the product fits already. */
function reduceToLimit(factors: readonly number[], limit: number): number[] | undefined {
  if (product(factors) <= limit) return undefined;
  const reduced = [...factors];
  while (product(reduced) > limit) {
    const largest = Math.max(...reduced);
    if (largest <= 0) break;
    reduced[reduced.indexOf(largest)] = largest - 1;
  }
  return reduced;
}

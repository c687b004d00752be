import { product } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { ArrayUnrolling, SpatialMapping, Unrolling } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { hashOrder } from './hash-order.ts';
import { type InnerOperand, innerOperands } from './maximal-unrolling.ts';

/**
 * Lowers unrollings until every inner memory can hold one element for each unit it serves
 * (docs/mapping-search.md#capacity-limit).
 *
 * Parity quirks (docs/parity-quirks.md): unrollings of equal size get one common new value (Q3), and array dimensions that the
 * generator filled are shared between mappings, so a reduction made for one shows in all that use it (Q4).
 * @param fixed array dimensions given by the user; these are not shared.
 */
export function limitToCapacity(
  mappings: readonly SpatialMapping[],
  fixed: ReadonlySet<ArrayUnrolling>,
  layer: Layer,
  accelerator: Accelerator,
): SpatialMapping[] {
  // Present state of every shared array dimension, by the object the generator made for it.
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
  // A memory too small for one element fits nothing, however little is unrolled: the temporal search says so, with its size.
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

/** Takes 1 off the largest factor (the first of equal ones) until the product fits; undefined when it already does. */
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

import { product } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { ArrayUnrolling, SpatialMapping, Unrolling } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { hashOrder } from './hash-order.ts';
import { type InnerOperand, innerOperands } from './maximal-unrolling.ts';

/**
 * Receives every unrolling of the mapping file that a memory lowers.
 * @param neededBits what the memory would have to hold for the unrollings as they were.
 */
export type ReportCapacity = (
  inner: InnerOperand,
  neededBits: number,
  arrayDimension: string,
  asked: Unrolling,
  given: number,
) => void;

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
  report?: ReportCapacity,
): SpatialMapping[] {
  // Present state of every shared array dimension, by the object that the generator made.
  const shared = new Map<ArrayUnrolling, ArrayUnrolling>();
  const present = (entry: ArrayUnrolling): ArrayUnrolling => shared.get(entry) ?? entry;
  const inner = innerOperands(layer, accelerator);
  const limited = mappings.map((mapping) => {
    let state = mapping.map(present);
    for (const operand of inner) {
      const { limited: next, neededBits } = limitForMemory(state, operand);
      if (report !== undefined && neededBits !== undefined) {
        mapping.forEach((entry, position) => {
          const [before, after] = [state[position]?.unrollings ?? [], next[position]?.unrollings ?? []];
          if (!fixed.has(entry)) return;
          before.forEach((asked, index) => {
            const given = after[index]?.factor ?? asked.factor;
            if (given < asked.factor) report(operand, neededBits, entry.arrayDimension, asked, given);
          });
        });
      }
      state = next;
    }
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

interface LimitedMapping {
  readonly limited: ArrayUnrolling[];
  /** Bits that the unrollings needed before they were lowered; undefined if all fit. */
  readonly neededBits?: number;
}

function limitForMemory(mapping: readonly ArrayUnrolling[], inner: InnerOperand): LimitedMapping {
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
  if (limit < 1) return { limited: [...mapping] };
  const reduced = reduceToLimit(factors, limit);
  if (reduced === undefined) return { limited: [...mapping] };
  const newValue = new Map(factors.map((factor, position) => [factor, reduced[position] ?? factor]));
  const replace = (unrolling: Unrolling): Unrolling =>
    isDistinct(unrolling.dimension)
      ? { ...unrolling, factor: newValue.get(unrolling.factor) ?? unrolling.factor }
      : unrolling;
  const limited = mapping.map((entry) =>
    served.includes(entry) ? { ...entry, unrollings: entry.unrollings.map(replace) } : entry,
  );
  return { limited, neededBits: product(factors) * operand.precisionBits };
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

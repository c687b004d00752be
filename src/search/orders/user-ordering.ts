import type { TemporalOrderingEntry } from '../../model/mapping/mapping-constraints.ts';
import type { TemporalLoop } from '../../model/mapping/temporal-mapping.ts';
import type { LoopDimension } from '../../model/workload/layer.ts';
import type { LoopOrders } from './loop-orders.ts';
import type { FixedLoop } from './loop-prime-factors.ts';
import { OrderingError } from './ordering-error.ts';

/** The loops of an ordering that fixes every loop, innermost first. Undefined if the ordering leaves a loop open. */
export function completeOrdering(
  ordering: readonly TemporalOrderingEntry[],
  temporalLoops: readonly LoopDimension[],
): TemporalLoop[] | undefined {
  const loops: TemporalLoop[] = [];
  const sizes = new Map<string, number>();
  for (const { dimension, size } of ordering) {
    if (size === '*') return undefined;
    sizes.set(dimension, (sizes.get(dimension) ?? 1) * size);
    loops.push({ dimension, size });
  }
  const named = [...sizes].filter(([, size]) => size !== 1);
  const matches =
    named.length === temporalLoops.length && temporalLoops.every(({ name, size }) => sizes.get(name) === size);
  return matches ? loops : undefined;
}

/** The loops of an ordering whose size the user fixes. */
export function fixedLoops(ordering: readonly TemporalOrderingEntry[]): FixedLoop[] {
  return ordering.flatMap(({ dimension, size }, entry) => (size === '*' ? [] : [{ dimension, size, entry }]));
}

/** Which loops a user ordering allows at one position of an order. */
export interface BoundPosition {
  /** Counted from the innermost loop. */
  readonly position: number;
  /** By index of the distinct loop: whether it may stand there. */
  readonly loops: readonly boolean[];
}

/**
 * The positions that a partial user ordering binds. Entry i binds position i, innermost loop first. Entries behind `["*", "*"]` count
 * positions from the outermost loop.
 * @throws OrderingError when the ordering binds more positions than the layer has loops.
 */
export function boundPositions(ordering: readonly TemporalOrderingEntry[], orders: LoopOrders): BoundPosition[] {
  const wildcard = ordering.findIndex(({ dimension }) => dimension === '*');
  const bound = ordering.flatMap(({ dimension, size }, entry) => {
    if (dimension === '*') return [];
    const fromOutermost = wildcard >= 0 && entry > wildcard;
    return [{ dimension, size, position: fromOutermost ? orders.length - (ordering.length - entry) : entry }];
  });
  if (bound.length > orders.length) {
    throw new OrderingError(
      `temporal_ordering has ${bound.length} entries, but there are only ${orders.length} temporal loops to order`,
    );
  }
  return bound.map(({ dimension, size, position }) => ({
    position,
    loops: orders.loops.map((loop) => loop.dimension === dimension && (size === '*' || loop.size === size)),
  }));
}

/**
 * The test whether an order satisfies a partial user ordering.
 * @throws OrderingError when the ordering binds more positions than the layer has loops.
 */
export function orderingFilter(ordering: readonly TemporalOrderingEntry[], orders: LoopOrders): () => boolean {
  const allowed = boundPositions(ordering, orders);
  return () => allowed.every(({ position, loops }) => loops[orders.order[position]] === true);
}

import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../../src/engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import { relationFootprint } from '../../../src/engine/problem/decoupling.ts';
import type { TemporalOrderingEntry } from '../../../src/model/mapping/mapping-constraints.ts';
import { lomaFactors } from '../../../src/search/orders/loma-factors.ts';
import { layOut, loopKinds, nestFor } from '../../../src/search/orders/loop-kinds.ts';
import { LoopOrders } from '../../../src/search/orders/loop-orders.ts';
import { orderingFilter } from '../../../src/search/orders/user-ordering.ts';
import { CorrectedHolding } from './corrected-holding.ts';

/** A cost of one mapping. */
export interface MappingCost {
  readonly energy: number;
  readonly latency: number;
}

const IRRELEVANT = 2;

/**
 * Calls `visit` for every order of all loop prime factors with every way to cut it into memory levels that fits. The rule of what fits is
 * written anew from docs/mapping-search.md#memory-allocation.
 * @returns how many mappings there were; undefined if there are more than `most`.
 */
export function forEveryMapping(
  problem: CompiledProblem,
  most: number,
  visit: (cost: MappingCost, nest: CompiledMapping) => void,
): number | undefined {
  // They are counted first: most problems have too many, and evaluating takes far longer.
  let count = 0;
  if (!forEveryNest(problem, most, () => ++count <= most)) return undefined;
  const evaluator = new MappingEvaluator(problem);
  forEveryNest(problem, most, (nest) => {
    evaluator.evaluate(nest);
    visit({ energy: evaluator.energyTotal, latency: evaluator.latencyTotal2 }, nest);
    return true;
  });
  return count;
}

/** Whether the present order is allowed. An entry with an open size is a piece of the dimension: several of its prime factors in a row. */
export function orderTest(ordering: readonly TemporalOrderingEntry[], orders: LoopOrders): () => boolean {
  if (ordering.length === 0) return () => true;
  if (ordering.every(({ size }) => size !== '*')) return orderingFilter(ordering, orders);
  const wildcard = ordering.findIndex(({ dimension }) => dimension === '*');
  const pattern = ordering.map(({ dimension, size }, entry) => {
    if (entry === wildcard) return '(?:\\S+ )*';
    const loop = `${dimension === '*' ? '[^ =]+' : dimension}=${size === '*' ? '\\d+' : size} `;
    return size === '*' ? `(?:${loop})+` : loop;
  });
  const allowed = new RegExp(`^${pattern.join('')}${wildcard < 0 ? '(?:\\S+ )*' : ''}$`);
  const text = (kind: number): string => `${orders.loops[kind]?.dimension}=${orders.loops[kind]?.size} `;
  return () => allowed.test([...orders.order].map(text).join(''));
}

/** Fills a nest with one mapping after the other, until `act` returns false. Returns false then, or if there are more orders than `most`. */
function forEveryNest(problem: CompiledProblem, most: number, act: (nest: CompiledMapping) => boolean): boolean {
  const orders = new LoopOrders(lomaFactors(problem, null));
  if (orders.count > most) return false;
  const { temporalOrdering } = problem.layer.mapping;
  const isAllowed = orderTest(temporalOrdering, orders);
  const nest = nestFor(problem, orders.length);
  const kinds = loopKinds(problem, orders.loops);
  const used = new Float64Array(problem.memories.length);
  const memoryOf = problem.operands.map((_, operand) => {
    const list: number[] = [];
    problem.memories.forEach(({ operands, levels }, memory) => {
      operands.forEach((held, k) => {
        if (held === operand) list[levels[k] ?? 0] = memory;
      });
    });
    return list;
  });
  const capacity = problem.memories.map(({ capacityBits }) => capacityBits * (1 + 1e-12));
  const choose = (operand: number, cuts: readonly (readonly Cut[])[]): boolean => {
    const list = cuts[operand];
    if (list === undefined) return act(nest);
    for (const { boundaries, bits } of list) {
      const memories = memoryOf[operand] ?? [];
      bits.forEach((held, level) => {
        used[memories[level] ?? 0] = (used[memories[level] ?? 0] ?? 0) + held;
      });
      const fits = memories.every((memory) => (used[memory] ?? 0) <= (capacity[memory] ?? 0));
      if (fits) nest.boundary.set(boundaries, problem.operands[operand]?.levelBase);
      const goesOn = !fits || choose(operand + 1, cuts);
      bits.forEach((held, level) => {
        used[memories[level] ?? 0] = (used[memories[level] ?? 0] ?? 0) - held;
      });
      if (!goesOn) return false;
    }
    return true;
  };
  const holding = problem.costModel === 'corrected' ? new CorrectedHolding(problem) : undefined;
  while (orders.next()) {
    if (!isAllowed()) continue;
    layOut(nest, kinds, orders.order);
    const cuts = problem.operands.map((_, operand) =>
      cutsOf(problem, nest, operand, memoryOf[operand] ?? [], capacity, holding),
    );
    if (!choose(0, cuts)) return false;
  }
  return true;
}

interface Cut {
  readonly boundaries: readonly number[];
  /** Per level. */
  readonly bits: readonly number[];
}

/** Every way to cut the order into the levels of one operand, as far as each level fits by itself. */
function cutsOf(
  problem: CompiledProblem,
  nest: CompiledMapping,
  index: number,
  memories: readonly number[],
  capacity: readonly number[],
  holding: CorrectedHolding | undefined,
): Cut[] {
  const operand = problem.operands[index];
  if (operand === undefined) return [];
  const { loopStart, loopDimension, loopFactor } = problem.versions[0];
  const { interfaceBase, levelCount, relevance } = operand;
  const at = (list: Int32Array | Float64Array | Uint8Array, position: number): number => list[position] ?? 0;
  let lastAccumulating = -1;
  for (let position = 0; position < nest.length; position++) {
    if (at(relevance, at(nest.dimension, position)) === IRRELEVANT) lastAccumulating = position;
  }
  const accumulatesAbove = (level: number): boolean => {
    const end = at(loopStart, interfaceBase + levelCount + 1);
    for (let loop = at(loopStart, interfaceBase + level + 1); loop < end; loop++) {
      if (at(relevance, at(loopDimension, loop)) === IRRELEVANT) return true;
    }
    return false;
  };
  const elements = (loops: number, level: number): number => {
    const extent = problem.dimensionNames.map(() => 1);
    const grow = (dimension: number, factor: number): void => {
      extent[dimension] = (extent[dimension] ?? 1) * factor;
    };
    for (let loop = at(loopStart, interfaceBase); loop < at(loopStart, interfaceBase + level + 1); loop++) {
      grow(at(loopDimension, loop), at(loopFactor, loop));
    }
    for (let position = 0; position < loops; position++) grow(at(nest.dimension, position), at(nest.size, position));
    let held = 1;
    for (const dimension of operand.relevantDimensions) held *= extent[dimension] ?? 1;
    for (const relation of operand.relations) {
      held *= relationFootprint(relation, extent[relation.dimensionA] ?? 1, extent[relation.dimensionB] ?? 1);
    }
    return held;
  };
  const found: Cut[] = [];
  const cut = (level: number, start: number, boundaries: readonly number[], bits: readonly number[]): void => {
    if (level === levelCount) {
      found.push({ boundaries, bits });
      return;
    }
    const isPartial = !operand.isOutput || lastAccumulating >= start || accumulatesAbove(level);
    const precision = isPartial ? operand.partialPrecision : operand.finalPrecision;
    for (let end = level === levelCount - 1 ? nest.length : start; end <= nest.length; end++) {
      const held = holding?.bits(nest, index, level, start, end) ?? elements(end, level) * precision;
      if (held > (capacity[memories[level] ?? 0] ?? 0)) continue;
      cut(level + 1, end, [...boundaries, end], [...bits, held]);
    }
  };
  cut(0, 0, [], []);
  return found;
}

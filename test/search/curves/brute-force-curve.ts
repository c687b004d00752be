import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../../src/engine/problem/compiled-mapping.ts';
import type { CompiledOperand, CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import { relationFootprint } from '../../../src/engine/problem/decoupling.ts';
import { lomaFactors } from '../../../src/search/orders/loma-factors.ts';
import { layOut, loopKinds, nestFor } from '../../../src/search/orders/loop-kinds.ts';
import { LoopOrders } from '../../../src/search/orders/loop-orders.ts';
import { orderTest } from '../exact/brute-force.ts';
import { CorrectedHolding } from '../exact/corrected-holding.ts';

/** What a memory below another one holds, in bits, and what this moves. */
export interface Held {
  readonly held: number;
  readonly traffic: number;
}

const IRRELEVANT = 2;

/**
 * Every order of all loop prime factors with every cut of every operand below a memory, and every cut of the output into the levels below
 * that. The rule of what a cut holds is written anew from docs/curves.md.
 * @returns undefined if there are more orders than `most`.
 */
export function bruteForceCurve(problem: CompiledProblem, memory: string, most: number): Held[] | undefined {
  const orders = new LoopOrders(lomaFactors(problem, null));
  if (orders.count > most) return undefined;
  const { temporalOrdering } = problem.layer.mapping;
  const isAllowed = orderTest(temporalOrdering, orders);
  const holding = problem.costModel === 'corrected' ? new CorrectedHolding(problem) : undefined;
  const nest = nestFor(problem, orders.length);
  const kinds = loopKinds(problem, orders.loops);
  const evaluator = new MappingEvaluator(problem);
  const found: Held[] = [];
  while (orders.next()) {
    if (!isAllowed()) continue;
    layOut(nest, kinds, orders.order);
    let sums: Held[] = [{ held: 0, traffic: 0 }];
    for (const operand of problem.operands) {
      const level = operand.memories.findIndex(({ name }) => name === memory);
      if (level < 0) continue;
      const own = cutsOf(problem, evaluator, nest, operand, level, holding);
      sums = sums.flatMap((sum) =>
        own.map(({ held, traffic }) => ({ held: sum.held + held, traffic: sum.traffic + traffic })),
      );
    }
    found.push(...sums);
  }
  return found;
}

/** All that one operand can hold and move in an order. */
function cutsOf(
  problem: CompiledProblem,
  evaluator: MappingEvaluator,
  nest: CompiledMapping,
  operand: CompiledOperand,
  level: number,
  holding: CorrectedHolding | undefined,
): Held[] {
  const index = problem.operands.indexOf(operand);
  const { levelBase, isOutput, interfaceBase, partialPrecision, finalPrecision } = operand;
  const found: Held[] = [];
  const lastAdding = Array.from(
    { length: nest.length },
    (_, position) => operand.relevance[nest.dimension[position] ?? 0] === IRRELEVANT,
  ).lastIndexOf(true);
  for (let end = level === 0 ? nest.length : 0; end <= nest.length; end++) {
    for (const { levelBase: base, levelCount: count } of problem.operands)
      nest.boundary.fill(nest.length, base, base + count);
    nest.boundary.fill(end, levelBase, levelBase + level);
    evaluator.measureWords(nest);
    const slot = 4 * (levelBase + level);
    let traffic = 0;
    for (const direction of [slot, slot + 1]) {
      traffic += (evaluator.scratch.words[direction] ?? 0) * (problem.bandwidthMax[direction] ?? 0);
    }
    if (Number.isNaN(traffic)) continue;
    if (level === 0) {
      found.push({ held: 0, traffic });
      continue;
    }
    const elements =
      elementsOf(problem, nest, operand, end, level) * (problem.versions[0].boost[interfaceBase + level] ?? 0);
    // Levels below the memory below may hold loops that add, if there are any.
    for (let start = 0; start <= (isOutput && level > 1 ? end : 0); start++) {
      const isPartial = isOutput && (lastAdding >= start || addsOnArray(problem, operand, level - 1));
      const own = holding?.together(nest, index, level, start, end);
      found.push({ held: own ?? elements * (isPartial || !isOutput ? partialPrecision : finalPrecision), traffic });
    }
  }
  // Sums with a cut that another one beats in both are beaten, too.
  return found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one &&
          other.held <= one.held &&
          other.traffic <= one.traffic &&
          (other.held < one.held || other.traffic < one.traffic),
      ),
  );
}

function addsOnArray(
  { versions: [{ loopStart, loopDimension }] }: CompiledProblem,
  { interfaceBase, levelCount, relevance }: CompiledOperand,
  level: number,
): boolean {
  const loops = Array.from(
    loopDimension.slice(loopStart[interfaceBase + level + 1], loopStart[interfaceBase + levelCount + 1]),
  );
  return loops.some((dimension) => relevance[dimension] === IRRELEVANT);
}

/** Of one copy of the memory below: its temporal loops and the unrollings below it. */
function elementsOf(
  problem: CompiledProblem,
  nest: CompiledMapping,
  { interfaceBase, relevantDimensions, relations }: CompiledOperand,
  loops: number,
  level: number,
): number {
  const { loopStart, loopDimension, loopFactor } = problem.versions[0];
  const extent = problem.dimensionNames.map(() => 1);
  const grow = (dimension = 0, factor = 1): void => {
    extent[dimension] = (extent[dimension] ?? 1) * factor;
  };
  for (let loop = loopStart[interfaceBase] ?? 0; loop < (loopStart[interfaceBase + level] ?? 0); loop++) {
    grow(loopDimension[loop], loopFactor[loop]);
  }
  for (let position = 0; position < loops; position++) grow(nest.dimension[position], nest.size[position]);
  let elements = 1;
  for (const dimension of relevantDimensions) elements *= extent[dimension] ?? 1;
  for (const relation of relations) {
    elements *= relationFootprint(relation, extent[relation.dimensionA] ?? 1, extent[relation.dimensionB] ?? 1);
  }
  return elements;
}

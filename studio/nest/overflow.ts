import {
  type CompiledProblem,
  IRRELEVANT,
  NEUTRAL,
  PARTIALLY_RELEVANT,
} from '../../src/engine/problem/compiled-problem.ts';
import type { TemporalLoop } from '../../src/model/mapping/temporal-mapping.ts';
import { loopsText } from './loop-words.ts';
import { borderRange, moveBorder, type Nest, sameNest } from './moves.ts';
import type { MemoryFill, NestCost, NestCosts } from './nest-costs.ts';

/** A memory that cannot hold what a nest asks of it. */
export interface Overflow extends MemoryFill {
  /** Bits that it lacks. */
  readonly lacksBits: number;
  /** Operands that it holds. */
  readonly operands: readonly string[];
}

/** Memories that overflow, the innermost first. */
export function overflowsOf(cost: NestCost): readonly Overflow[] {
  return cost.fills
    .filter(({ heldBits, capacityBits }) => heldBits > capacityBits)
    .map((fill) => ({
      ...fill,
      lacksBits: fill.heldBits - fill.capacityBits,
      operands: fill.parts.filter(({ bits }) => bits > 0).map(({ operand }) => operand),
    }));
}

/** The loops that decide how much of an operand a level holds, outermost first. */
export function loopsHeld(
  problem: CompiledProblem,
  nest: Nest,
  operand: string,
  level: number,
): readonly TemporalLoop[] {
  const end = nest.boundaries.get(operand)?.[level] ?? 0;
  return nest.loops
    .slice(0, end)
    .filter(({ dimension }) => bringsNewData(problem, operand, dimension))
    .toReversed();
}

/** Whether a loop works on other data of the operand in every iteration. */
export function bringsNewData(
  { operands, dimensionNames }: CompiledProblem,
  operand: string,
  dimension: string,
): boolean {
  const relevance = operands.find(({ name }) => name === operand)?.relevance[dimensionNames.indexOf(dimension)];
  return relevance !== IRRELEVANT && relevance !== NEUTRAL;
}

/** Whether the elements of an operand are the product of its loops: not where two loops slide over one dimension of it. */
export function isProduct({ operands }: CompiledProblem, operand: string): boolean {
  return operands.find(({ name }) => name === operand)?.relevance.includes(PARTIALLY_RELEVANT) !== true;
}

/** A change that makes a nest fit, or that is worth trying. */
export type WayOut =
  | { readonly kind: 'size'; readonly memory: string; readonly bits: number; readonly cost: NestCost }
  | { readonly kind: 'border' | 'borders'; readonly title: string; readonly nest: Nest; readonly cost: NestCost }
  | { readonly kind: 'search'; readonly title: string; readonly loops: number; readonly left: number };

/**
 * Ways out of the first overflow.
 * @param moved the loop that was moved last: what is inside of it may stay while the rest is searched.
 */
export function waysOut(costs: NestCosts, nest: Nest, cost: NestCost, moved?: number): readonly WayOut[] {
  const [overflow] = overflowsOf(cost);
  if (overflow === undefined) return [];
  const ways: WayOut[] = [];
  const bits = Math.ceil(overflow.heldBits);
  const sized = costs.withMemorySize(overflow.memory, bits).cost(nest);
  if (sized.evaluation !== undefined && sized.fits)
    ways.push({ kind: 'size', memory: overflow.memory, bits, cost: sized });
  ways.push(...borderWays(costs, nest, overflow));
  const best = costs.withBestBorders(nest.loops);
  if (best !== undefined && !ways.some((way) => way.kind === 'border' && sameNest(way.nest, best))) {
    ways.push({ kind: 'borders', title: 'Move all borders to their best place', nest: best, cost: costs.cost(best) });
  }
  const loops = moved === undefined ? 0 : moved + 1;
  const left = nest.loops.length - loops;
  if (loops > 0 && left > 1) {
    const kept = loopsText(nest.loops.slice(0, loops).toReversed(), ', ');
    ways.push({ kind: 'search', title: `Keep ${kept} inside, search the rest`, loops, left });
  }
  return ways;
}

/** Borders of the memory that overflows, each moved inwards until everything fits. */
function borderWays(costs: NestCosts, nest: Nest, { parts }: Overflow): WayOut[] {
  return parts.flatMap(({ operand, level }): WayOut[] => {
    const ends = nest.boundaries.get(operand) ?? [];
    const end = ends[level] ?? 0;
    if (level === ends.length - 1) return [];
    const [least] = borderRange(nest, operand, level);
    for (let next = end - 1; next >= least; next--) {
      const moved = moveBorder(nest, operand, level, next);
      const cost = costs.cost(moved);
      if (!cost.fits || cost.evaluation === undefined) continue;
      const above = moved.loops[next];
      const place = above === undefined ? 'to the outermost' : `below ${above.dimension} ${above.size}`;
      return [{ kind: 'border', title: `Move the border of ${operand} ${place}`, nest: moved, cost }];
    }
    return [];
  });
}

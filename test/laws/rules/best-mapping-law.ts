import { IRRELEVANT } from '../../../src/engine/problem/compiled-problem.ts';
import { ChoiceReader } from '../cases/choices.ts';
import type { CostedDesign } from '../cases/costed-design.ts';
import { buildDesign, type Design, mapped } from '../cases/law-case.ts';
import { isBelow, type Law, short } from './law.ts';

/** More loops are left out, so that a case takes no longer than others. */
const MOST_MAPPINGS = 64;

export const best: Law = {
  key: 'best',
  name: 'The best mapping never gets worse with a larger memory',
  check({ costed, drawn, cost }) {
    const search = searches.get(costed) ?? new WholeSearch(withFewLoops(drawn.design), cost);
    searches.set(costed, search);
    const { memories } = costed.problem;
    const reader = new ChoiceReader(drawn.variation, 8);
    // Room for one mapping at least.
    const sizes = search.held.map((bits) => bits + Math.ceil((bits * reader.nextBelow(13)) / 8));
    const chosen = reader.nextBelow(memories.length);
    const size = sizes[chosen] ?? 0;
    const larger = size + Math.ceil((size * (1 + reader.nextBelow(16))) / 8);
    const { before, after } = search.run(sizes, chosen, larger);
    const change = `with ${memories[chosen]?.memory.name} of ${larger} bits instead of ${size}`;
    if (isBelow(before.latency, after.latency)) {
      return `the least latency ${short(before.latency)} becomes ${short(after.latency)} ${change}`;
    }
    if (!isBelow(before.energy, after.energy)) return undefined;
    return `the least energy ${short(before.energy)} pJ becomes ${short(after.energy)} ${change}`;
  },
};

interface Best {
  latency: number;
  energy: number;
}

const searches = new WeakMap<CostedDesign, WholeSearch>();

/** Tries all orders and all allocations of the loops. */
class WholeSearch {
  private readonly costed: CostedDesign;
  /** Level slots below the top memories, and the first of each operand. */
  private readonly inner: readonly number[];
  private readonly innermost: ReadonlySet<number>;
  private readonly relevanceOf: readonly Uint8Array[];

  /** Bits that the first mapping keeps in each memory. */
  readonly held: readonly number[];
  private readonly loops: readonly (readonly [dimension: number, size: number])[];

  constructor(design: Design, cost: (design: Design) => CostedDesign) {
    const costed = cost(design);
    const { operands } = costed.problem;
    costed.evaluate(mapped(design, design.given.temporal));
    const { nest } = costed;
    this.costed = costed;
    this.held = costed.held();
    this.loops = Array.from({ length: nest.length }, (_, k) => [nest.dimension[k] ?? 0, nest.size[k] ?? 1] as const);
    this.inner = operands.flatMap(({ levelBase, levelCount }) =>
      Array.from({ length: levelCount - 1 }, (_, level) => levelBase + level),
    );
    this.innermost = new Set(operands.map(({ levelBase }) => levelBase));
    this.relevanceOf = operands.flatMap(({ levelCount, relevance }) =>
      Array.from({ length: levelCount }, () => relevance),
    );
    for (const { levelBase, levelCount } of operands) {
      costed.nest.boundary[levelBase + levelCount - 1] = costed.nest.length;
    }
  }

  /** Least latency and energy over all that fits, with two sizes of one memory; infinite where nothing fits. */
  run(sizes: readonly number[], memory: number, large: number): { before: Best; after: Best } {
    for (const [index, bits] of sizes.entries()) this.costed.resize(index, bits);
    const small = sizes[memory] ?? 0;
    const nothing = { latency: Number.POSITIVE_INFINITY, energy: Number.POSITIVE_INFINITY };
    const [before, after] = [{ ...nothing }, { ...nothing }];
    this.order(this.loops, () => {
      this.costed.resize(memory, large);
      if (!this.evaluate(after)) return;
      this.costed.resize(memory, small);
      this.evaluate(before);
    });
    return { before, after };
  }

  /** Whether the mapping fits. */
  private evaluate(best: Best): boolean {
    const { evaluator, nest } = this.costed;
    evaluator.evaluateEnergy(nest);
    if (evaluator.scratch.sharedUtilisation.some((share) => share > 1)) return false;
    evaluator.evaluateLatency(nest);
    best.latency = Math.min(best.latency, evaluator.latencyTotal2);
    best.energy = Math.min(best.energy, evaluator.energyTotal);
    return true;
  }

  private order(left: readonly (readonly [dimension: number, size: number])[], visit: () => void): void {
    if (left.length === 0) {
      this.allocate(0, visit);
      return;
    }
    const { nest } = this.costed;
    const position = nest.length - left.length;
    left.forEach(([dimension, size], index) => {
      if (left.findIndex(([d, s]) => d === dimension && s === size) < index) return;
      nest.dimension[position] = dimension;
      nest.size[position] = size;
      this.order(left.toSpliced(index, 1), visit);
    });
  }

  private allocate(next: number, visit: () => void): void {
    const slot = this.inner[next];
    if (slot === undefined) {
      visit();
      return;
    }
    const { boundary, dimension, length } = this.costed.nest;
    for (let end = this.innermost.has(slot) ? 0 : (boundary[slot - 1] ?? 0); end <= length; end++) {
      // A stationary loop above the boundary is merged below it: the next boundary says the same.
      if (end < length && this.relevanceOf[slot]?.[dimension[end] ?? 0] === IRRELEVANT) continue;
      boundary[slot] = end;
      this.allocate(next + 1, visit);
    }
  }
}

/** Orders of some loops times the ways to cut them into the levels of every operand, `inner` of them below the top memory. */
function mappingsOf(loops: number, inner: readonly number[]): number {
  const ways = (levels: number): number => (levels === 0 ? 1 : (ways(levels - 1) * (loops + levels)) / levels);
  return inner.reduce((all, levels) => all * ways(levels), [1, 1, 2, 6, 24][loops] ?? 0);
}

/** The case with its first loops only. Dimensions shrink to what is left of them. */
function withFewLoops({ given, variation }: Design): Design {
  const inner = Object.values(given.temporal.boundaries).map((ends) => ends.length - 1);
  const count = [4, 3, 2].find((most) => mappingsOf(most, inner) <= MOST_MAPPINGS) ?? 2;
  const loops = given.temporal.loops.slice(0, count);
  const dims = given.layer.dims.map(([name, size]): readonly [string, number] => {
    const factors = [...given.spatial.flatMap(([, list]) => list), ...loops];
    return [
      name,
      Math.min(
        size,
        factors.reduce((all, [d, factor]) => (d === name ? all * factor : all), 1),
      ),
    ];
  });
  const boundaries = Object.entries(given.temporal.boundaries).map(([operand, ends]) => [
    operand,
    ends.map((end) => Math.min(end, loops.length)),
  ]);
  const temporal = { loops, boundaries: Object.fromEntries(boundaries) };
  return buildDesign({ ...given, layer: { ...given.layer, dims }, temporal }, variation, 'fitted');
}

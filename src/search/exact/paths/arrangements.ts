import { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import { IRRELEVANT, RELEVANT } from '../../../engine/problem/compiled-problem.ts';
import type { TemporalMappingType } from '../../../model/mapping/temporal-mapping.ts';
import { LoopAllocator } from '../../allocation/allocate-loops.ts';
import type { ClosingGraph } from './closing-graph.ts';

/** The best of all mappings that close the same interfaces at the same tiles. */
export interface BestArrangement {
  /** pJ, the same for all of them. */
  readonly energy: number;
  /** Cycles. */
  readonly latency: number;
  readonly nest: CompiledMapping;
  /** False if there were too many to cost each of them. */
  readonly isComplete: boolean;
}

/** Loops between two closings, and what depends on their order. */
interface Segment {
  readonly kinds: readonly number[];
  /** Operands that close an interface where the segment begins: its innermost loop must not be irrelevant to any of them. */
  readonly closedBefore: number;
  /** Operands whose run of loops at the top of a level may end in the segment, as far as the run matters. */
  readonly runsOf: readonly Run[];
}

/** A run of loops at the top of a memory level that matters. */
interface Run {
  readonly operand: number;
  /** Only irrelevant loops matter, as the level is loaded once. */
  readonly isIrrelevant: boolean;
}

/** Segments of which the arrangements are kept. */
const MOST_KNOWN = 20_000;

/**
 * Loops between two closings can be arranged in any order. Latency depends on the order only through the runs of irrelevant, or of
 * relevant, loops at the top of memory levels, and only where the memory may have no room for a second copy
 * (docs/cost-model.md#double-buffering). By the corrected model, runs of irrelevant loops also matter in levels that are loaded once, as their
 * data is needed in the first pass; and of a run of relevant loops its loops matter, not their product, where rounds are unequal. One
 * arrangement per combination of such runs is costed.
 */
export class Arrangements {
  /** Mappings costed. */
  evaluations = 0;
  private readonly graph: ClosingGraph;
  private readonly evaluator: MappingEvaluator;
  /** By tiles and runs of a segment: its arrangements. */
  private readonly known = new Map<string, readonly (readonly number[])[]>();
  /** Cuts orders evenly, where that is asked for. */
  private readonly evenly: LoopAllocator | undefined;

  constructor(graph: ClosingGraph, type: TemporalMappingType) {
    this.graph = graph;
    this.evaluator = new MappingEvaluator(graph.problem);
    this.evenly = type === 'even' ? new LoopAllocator(graph.problem, 'even') : undefined;
  }

  /** False for even mappings: of the mappings of a path only one is found, if any. */
  get canBeComplete(): boolean {
    return this.evenly === undefined;
  }

  /**
   * @param steps see `ClosingGraph.mappingOf`.
   * @param enough a latency that can't be undercut.
   * @param most mappings to cost.
   * @returns undefined if there is none.
   */
  best(steps: readonly number[], enough: number, most: number): BestArrangement | 'unknown' | undefined {
    const { graph, evaluator } = this;
    if (this.evenly !== undefined) return this.cutEvenly(steps, this.evenly);
    if (graph.capacity.isGenerous && !graph.fitsExactly(steps)) return 'unknown';
    const nest = graph.mappingOf(steps);
    const segments = this.segmentsOf(steps);
    const starts: number[] = [];
    let position = 0;
    let tile = 0;
    const arrangements = segments.map((segment) => {
      starts.push(position);
      const found = this.arrangementsOf(segment, tile);
      position += segment.kinds.length;
      for (const kind of segment.kinds) tile += graph.space.stride[kind];
      return found;
    });
    if (arrangements.some((list) => list.length === 0)) return undefined;
    const put = (segment: number, choice: number): void => {
      for (const [place, kind] of arrangements[segment][choice].entries()) {
        nest.dimension[starts[segment] + place] = graph.space.kinds.dimension[kind];
        nest.size[starts[segment] + place] = graph.space.kinds.size[kind];
      }
    };
    const chosen = new Int32Array(segments.length);
    const best = { energy: 0, latency: Number.POSITIVE_INFINITY, choice: chosen.slice() };
    const cost = (): number => {
      this.evaluations++;
      evaluator.evaluate(nest);
      const { energyTotal, latencyTotal2 } = evaluator;
      if (latencyTotal2 < best.latency) {
        best.energy = energyTotal;
        best.latency = latencyTotal2;
        best.choice.set(chosen);
      }
      return latencyTotal2;
    };
    for (let segment = 0; segment < segments.length; segment++) put(segment, 0);
    const total = arrangements.reduce((product, list) => product * list.length, 1);
    const isComplete = total <= most;
    if (isComplete) {
      for (let tried = 0; tried < total; tried++) {
        if (tried > 0) {
          let segment = 0;
          while (chosen[segment] === arrangements[segment].length - 1) {
            chosen[segment] = 0;
            put(segment++, 0);
          }
          put(segment, ++chosen[segment]);
        }
        cost();
        if (best.latency <= enough) break;
      }
    } else {
      // Too many: improve one segment after the other.
      for (let segment = 0; segment < segments.length; segment++) {
        let least = Number.POSITIVE_INFINITY;
        let leastAt = 0;
        for (let choice = 0; choice < Math.min(most, arrangements[segment].length); choice++) {
          chosen[segment] = choice;
          put(segment, choice);
          const latency = cost();
          if (latency >= least) continue;
          least = latency;
          leastAt = choice;
        }
        chosen[segment] = leastAt;
        put(segment, leastAt);
      }
    }
    for (let segment = 0; segment < segments.length; segment++) put(segment, best.choice[segment]);
    return { energy: best.energy, latency: best.latency, nest, isComplete: isComplete || best.latency <= enough };
  }

  /** The order of a path, cut evenly: another mapping, which the bounds of the path don't prove. */
  private cutEvenly(steps: readonly number[], allocator: LoopAllocator): BestArrangement | 'unknown' {
    const { graph, evaluator } = this;
    const nest = graph.mappingOf(steps);
    if (!allocator.allocate(nest)) return 'unknown';
    this.evaluations++;
    evaluator.evaluate(nest);
    const { energyTotal, latencyTotal2 } = evaluator;
    return { energy: energyTotal, latency: latencyTotal2, nest, isComplete: false };
  }

  private segmentsOf(steps: readonly number[]): Segment[] {
    const { graph } = this;
    const { operands } = graph.problem;
    const kinds: number[][] = [[]];
    const closedBefore = [0];
    /** Per operand: the segment with which each of its levels ends, and the tile there. */
    const ends: number[][] = operands.map(() => []);
    const tiles: number[][] = operands.map(() => []);
    const level = graph.lowest.slice();
    let tile = 0;
    for (const action of steps) {
      const last = kinds.length - 1;
      if (action >= 0) {
        kinds[last].push(action);
        tile += graph.space.stride[action];
        continue;
      }
      if (kinds[last].length > 0) {
        kinds.push([]);
        closedBefore.push(0);
      }
      const operand = -1 - action;
      closedBefore[kinds.length - 1] |= 1 << operand;
      if (level[operand] > 0) {
        ends[operand].push(kinds.length - 2);
        tiles[operand].push(tile);
      }
      level[operand]++;
    }
    for (const [operand, { levelCount }] of operands.entries()) {
      while (ends[operand].length < levelCount) {
        ends[operand].push(kinds.length - 1);
        tiles[operand].push(graph.space.full);
      }
    }
    const runs = kinds.map((): Run[] => []);
    const matters = this.memoriesThatMatter(tiles);
    const isTimed = graph.costs.corrected !== undefined;
    for (const [operand, { levelBase, levelCount }] of operands.entries()) {
      const open = level[operand];
      for (let l = 0; l < levelCount; l++) {
        const isIrrelevant = matters[graph.capacity.memoryOf[levelBase + l]] === 0;
        const isLoadedOnce = isTimed && l + 1 >= open && l + 1 < levelCount;
        if (isIrrelevant && !isLoadedOnce) continue;
        const run = { operand, isIrrelevant };
        const begin = l === 0 ? 0 : ends[operand][l - 1] + 1;
        for (let segment = ends[operand][l]; segment >= begin; segment--) {
          runs[segment].push(run);
          if (!this.isUniform(run, kinds[segment])) break;
        }
      }
    }
    return kinds.map((list, segment) => ({
      kinds: list,
      closedBefore: closedBefore[segment],
      runsOf: runs[segment],
    }));
  }

  /** Memories that are filled from another one and have no room for second copies of everything. */
  private memoriesThatMatter(tiles: readonly (readonly number[])[]): Uint8Array {
    const { graph } = this;
    const { problem, tileCount } = graph.space;
    const { capacity, space } = graph;
    const tables = graph.costs.latency;
    // Without latency, the order of loops between closings doesn't matter.
    if (!graph.costs.hasLatency) return new Uint8Array(problem.memories.length);
    return Uint8Array.from(problem.memories, ({ memory, operands, levels, capacityBits }) => {
      if (tables === undefined && memory.forceDoubleBuffering) return 0;
      let held = 0;
      let isFilled = false;
      for (let k = 0; k < operands.length; k++) {
        const { interfaceBase, levelCount } = problem.operands[operands[k]];
        const tile = tiles[operands[k]][levels[k]];
        const below = levels[k] === 0 ? 0 : tiles[operands[k]][levels[k] - 1];
        held +=
          tables === undefined
            ? capacity.bitsOnce(operands[k], levels[k], tile, operands[k] === 0 ? space.accumulatesOutside[below] : 0)
            : tables.fractionalBits[(interfaceBase + levels[k] + 1) * tileCount + tile];
        if (levels[k] < levelCount - 1) isFilled = true;
      }
      return isFilled && held > 0.5 * capacityBits ? 1 : 0;
    });
  }

  private classOf(operand: number, kind: number): number {
    const { space } = this.graph;
    return space.problem.operands[operand].relevance[space.kinds.dimension[kind]];
  }

  private isUniform({ operand, isIrrelevant }: Run, kinds: readonly number[]): boolean {
    if (kinds.length === 0) return true;
    const [first] = kinds;
    const relevance = this.classOf(operand, first);
    if (relevance !== IRRELEVANT && (isIrrelevant || relevance !== RELEVANT)) return false;
    return kinds.every((kind) => this.classOf(operand, kind) === relevance);
  }

  /** The same for a segment that another path had before. */
  private arrangementsOf(segment: Segment, tile: number): readonly (readonly number[])[] {
    const { stride, tileCount } = this.graph.space;
    let below = tile;
    for (const kind of segment.kinds) below += stride[kind];
    const key = `${tile * tileCount + below} ${segment.closedBefore} ${segment.runsOf.map(({ operand, isIrrelevant }) => 2 * operand + Number(isIrrelevant)).join()}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = this.arrange(segment, tile);
    if (this.known.size < MOST_KNOWN) this.known.set(key, found);
    return found;
  }

  /** Orders of the loops of a segment, innermost first: one per combination of runs at its outer end. */
  private arrange({ kinds, closedBefore, runsOf }: Segment, tile: number): number[][] {
    if (kinds.length === 0) return [[]];
    const { space } = this.graph;
    const left = new Int32Array(space.counts.length);
    for (const kind of kinds) left[kind]++;
    const below = kinds.reduce((sum, kind) => sum + space.stride[kind], tile);
    const runs = runsOf.map(() => ({ relevance: -1, size: 1, loops: 0 }));
    // Which relevant loops are in a run tells how large a slice is, unless all tiles are equal.
    const isUneven = space.problem.tiles?.hasRemainder === true;
    const found = new Map<string, number[]>();
    const seen = new Set<string>();
    const outermostFirst: number[] = [];
    const mayBeInnermost = (kind: number): boolean =>
      space.problem.operands.every(
        (_, operand) => (closedBefore & (1 << operand)) === 0 || this.classOf(operand, kind) !== IRRELEVANT,
      );
    const keyOfRuns = (): string => runs.map(({ relevance, size, loops }) => `${relevance} ${size} ${loops}`).join();
    const accept = (inner: readonly number[]): void => {
      const key = keyOfRuns();
      if (!found.has(key)) found.set(key, [...inner, ...outermostFirst.toReversed()]);
    };
    const descend = (remaining: number, tileAbove: number): void => {
      const key = `${left.join()}|${keyOfRuns()}`;
      if (seen.has(key)) return;
      seen.add(key);
      if (remaining === 0) {
        accept([]);
        return;
      }
      if (!space.isOrdered && runs.every(({ relevance }) => relevance === ENDED)) {
        const inner = remainder(left);
        const innermost = inner.findIndex(mayBeInnermost);
        if (innermost >= 0) accept([inner[innermost], ...inner.filter((_, place) => place !== innermost)]);
        return;
      }
      for (let kind = 0; kind < left.length; kind++) {
        const tileBelow = tileAbove - space.stride[kind];
        if (left[kind] === 0 || (space.next[tileBelow] & (1 << kind)) === 0) continue;
        if (remaining === 1 && !mayBeInnermost(kind)) continue;
        const before = runs.map((run) => ({ ...run }));
        for (const [place, run] of runs.entries()) {
          const { operand, isIrrelevant } = runsOf[place];
          const relevance = this.classOf(operand, kind);
          if (run.relevance === ENDED) continue;
          const isRun = relevance === IRRELEVANT || (relevance === RELEVANT && !isIrrelevant);
          if (isRun && (run.relevance === -1 || run.relevance === relevance)) {
            run.relevance = relevance;
            run.size *= space.kinds.size[kind];
            if (isUneven && relevance === RELEVANT) run.loops += space.stride[kind];
            // Which class it was shows in the key until the run ends, and in the sign of its size afterwards.
          } else {
            run.size *= run.relevance === RELEVANT ? -1 : 1;
            run.relevance = ENDED;
          }
        }
        left[kind]--;
        outermostFirst.push(kind);
        descend(remaining - 1, tileBelow);
        outermostFirst.pop();
        left[kind]++;
        for (const [place, run] of before.entries()) runs[place] = run;
      }
    };
    descend(kinds.length, below);
    return [...found.values()];
  }
}

/** A run that a loop of another class has ended. */
const ENDED = -2;

function remainder(left: Int32Array): number[] {
  const kinds: number[] = [];
  for (let kind = 0; kind < left.length; kind++) for (let k = 0; k < left[kind]; k++) kinds.push(kind);
  return kinds;
}

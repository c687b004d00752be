import type { ClosingGraph } from './closing-graph.ts';
import type { Configuration } from './configuration.ts';
import type { Goal } from './goal.ts';
import { grown } from './grown.ts';
import type { PathBounds } from './path-bounds.ts';
import type { ThinGraph } from './thin-graph.ts';

/** Labels expanded between two pauses. */
const BLOCK = 4096;

/** A complete path and the bounds of its cost. */
export interface BoundedPath {
  readonly steps: readonly number[];
  readonly energy: number;
  readonly latency: number;
}

export interface LabelSearchResult {
  /** Complete paths that no other path beats in all bounds, those that are wanted. */
  readonly paths: readonly BoundedPath[];
  /** False if labels were dropped, or the search was stopped: then a path may be missing. */
  readonly isComplete: boolean;
  readonly labels: number;
}

/** What a search of labels or of chains needs to know of its job. */
export interface SearchJob {
  readonly graph: ClosingGraph;
  readonly configuration: Configuration;
  readonly thin: ThinGraph;
  readonly bounds: PathBounds;
  readonly goal: Goal;
}

/**
 * Paths of a thin graph by label setting: beginnings of paths, node by node; one that another beginning at the same node beats in every
 * sum is dropped.
 *
 * A path must close interfaces only where the next loop doesn't merge into the level below: it must not be irrelevant to the operand.
 * @param width labels kept per node, the best ones by their bounds; undefined for all.
 * @param most labels altogether.
 */
export function* labelSearch(
  { graph, configuration, thin, bounds, goal }: SearchJob,
  width: number | undefined,
  most: number,
  shouldStop: () => boolean,
): Generator<undefined, LabelSearchResult> {
  const { space, capacity } = graph;
  const { operands } = space.problem;
  const labels = new LabelStore(bounds.width, contestedMemories(graph));
  const heads = new Int32Array(thin.nodeCount).fill(-1);
  const mergingOperands = Uint32Array.from(space.counts, (_, kind) => operandsMerging(graph, kind));
  const paths: BoundedPath[] = [];
  let isComplete = true;
  let expanded = 0;
  const insert = (node: number): void => {
    const added = labels.count - 1;
    let held = 0;
    let worst = -1;
    let worstBefore = -1;
    let worstValue = Number.NEGATIVE_INFINITY;
    for (let before = -1, label = heads[node]; label >= 0; label = labels.next[label]) {
      if (
        labels.isAsFree(label, added) &&
        bounds.isAsGood(labels.sums, label * bounds.width, added * bounds.width, node)
      ) {
        labels.dropLast();
        return;
      }
      if (
        labels.isAsFree(added, label) &&
        bounds.isAsGood(labels.sums, added * bounds.width, label * bounds.width, node)
      ) {
        if (before < 0) heads[node] = labels.next[label];
        else labels.next[before] = labels.next[label];
        continue;
      }
      held++;
      if (width !== undefined) {
        const at = label * bounds.width;
        const value = goal.value(bounds.energy(labels.sums, at, node), bounds.latency(labels.sums, at, node));
        if (value > worstValue) {
          worstValue = value;
          worst = label;
          worstBefore = before;
        }
      }
      before = label;
    }
    if (width !== undefined && held >= width) {
      isComplete = false;
      const at = added * bounds.width;
      if (goal.value(bounds.energy(labels.sums, at, node), bounds.latency(labels.sums, at, node)) >= worstValue) {
        labels.dropLast();
        return;
      }
      if (worstBefore < 0) heads[node] = labels.next[worst];
      else labels.next[worstBefore] = labels.next[worst];
    }
    labels.next[added] = heads[node];
    heads[node] = added;
  };

  if (thin.nodeCount > 0) {
    labels.addFirst();
    insert(0);
  }
  for (let node = 0; node < thin.nodeCount; node++) {
    for (let label = heads[node]; label >= 0; label = labels.next[label]) {
      if (++expanded % BLOCK === 0) {
        yield;
        if (shouldStop()) return { paths, isComplete: false, labels: labels.count };
      }
      if (labels.count > most) return { paths, isComplete: false, labels: labels.count };
      const at = label * bounds.width;
      const energy = bounds.energy(labels.sums, at, node);
      const latency = bounds.latency(labels.sums, at, node);
      if (goal.isBeaten(energy, latency)) continue;
      if (thin.isEnd(node)) {
        const claims = labels.claimsOf(label);
        for (let operand = 0; operand < operands.length; operand++) {
          const flag = operand === 0 ? thin.flag[node] : 0;
          graph.claimOpen(operand, configuration.closed[operand], flag, claims, 0);
        }
        if (claims.every((bits, memory) => bits <= capacity.capacity[memory])) {
          paths.push({ steps: labels.stepsOf(label), energy, latency });
        }
        continue;
      }
      for (let edge = thin.first[node]; edge < thin.first[node + 1]; edge++) {
        const to = thin.to[edge];
        const action = thin.action[edge];
        if (action >= 0 && (labels.mask[label] & mergingOperands[action]) !== 0) continue;
        const added = labels.extend(label, action);
        bounds.extend(labels.sums, at, edge, labels.sums, added * bounds.width);
        const addedAt = added * bounds.width;
        if (
          goal.isBeaten(bounds.energy(labels.sums, addedAt, to), bounds.latency(labels.sums, addedAt, to)) ||
          !claim(graph, thin, node, edge, labels.claims, added * labels.claimCount, labels.contested)
        ) {
          labels.dropLast();
          continue;
        }
        insert(to);
      }
    }
  }
  return { paths, isComplete, labels: labels.count };
}

/** Memories in which operands may overflow together. */
export function contestedMemories({ capacity }: ClosingGraph): Int32Array {
  return Int32Array.from([...capacity.isContested.keys()].filter((memory) => capacity.isContested[memory] === 1));
}

/** Bits of the operands to which loops of the kind are irrelevant: the loop would merge into a level that ends just below it. */
export function operandsMerging({ space }: ClosingGraph, kind: number): number {
  let bits = 0;
  for (let operand = 0; operand < space.irrelevantKinds.length; operand++) {
    if (space.irrelevantKinds[operand] & (1 << kind)) bits |= 1 << operand;
  }
  return bits;
}

/** Adds what an edge takes in a contested memory; false if that is too much. */
export function claim(
  graph: ClosingGraph,
  thin: ThinGraph,
  node: number,
  edge: number,
  claims: Float64Array,
  at: number,
  contested: Int32Array,
): boolean {
  const closing = thin.closing[edge];
  if (closing < 0 || contested.length === 0) return true;
  const { space, capacity, bits } = graph;
  const operand = -1 - thin.action[edge];
  const { interfaceBase, levelBase, isOutput } = space.problem.operands[operand];
  const index = Math.floor(closing / space.tileCount);
  const level = index - interfaceBase - 1;
  if (level < 0) return true;
  const memory = capacity.memoryOf[levelBase + level];
  const place = contested.indexOf(memory);
  if (place < 0) return true;
  claims[at + place] += bits[(index * 2 + (isOutput ? thin.flag[node] : 0)) * space.tileCount + thin.tile[node]];
  return claims[at + place] <= capacity.capacity[memory];
}

/** Beginnings of paths in flat arrays that grow. */
class LabelStore {
  count = 0;
  sums: Float64Array;
  /** Bits taken in the contested memories. */
  claims: Float64Array;
  /** Bits of the operands that have closed an interface since the last loop. */
  mask: Uint8Array;
  next: Int32Array;
  readonly claimCount: number;
  readonly contested: Int32Array;
  private readonly width: number;
  private parent: Int32Array;
  private action: Int16Array;
  private capacity = 1024;

  constructor(width: number, contested: Int32Array) {
    this.width = width;
    this.contested = contested;
    this.claimCount = contested.length;
    this.sums = new Float64Array(width * this.capacity);
    this.claims = new Float64Array(this.claimCount * this.capacity);
    this.mask = new Uint8Array(this.capacity);
    this.next = new Int32Array(this.capacity);
    this.parent = new Int32Array(this.capacity);
    this.action = new Int16Array(this.capacity);
  }

  addFirst(): void {
    this.parent[0] = -1;
    this.next[0] = -1;
    this.count = 1;
  }

  /** A label behind another one; its sums are to be filled. */
  extend(label: number, action: number): number {
    if (this.count === this.capacity) this.grow();
    const added = this.count++;
    this.parent[added] = label;
    this.action[added] = action;
    this.next[added] = -1;
    this.mask[added] = action >= 0 ? 0 : this.mask[label] | (1 << (-1 - action));
    for (let k = 0; k < this.claimCount; k++) {
      this.claims[added * this.claimCount + k] = this.claims[label * this.claimCount + k];
    }
    return added;
  }

  dropLast(): void {
    this.count--;
  }

  /** True if the one may go on wherever the other may: it has taken no more, and fewer loops would merge. */
  isAsFree(label: number, other: number): boolean {
    if ((this.mask[label] & ~this.mask[other]) !== 0) return false;
    for (let k = 0; k < this.claimCount; k++) {
      if (this.claims[label * this.claimCount + k] > this.claims[other * this.claimCount + k]) return false;
    }
    return true;
  }

  /** By memory. */
  claimsOf(label: number): Float64Array {
    const last = this.contested.at(-1) ?? -1;
    const claims = new Float64Array(last + 1);
    for (const [k, memory] of this.contested.entries()) claims[memory] = this.claims[label * this.claimCount + k];
    return claims;
  }

  stepsOf(label: number): number[] {
    const steps: number[] = [];
    for (let at = label; this.parent[at] >= 0; at = this.parent[at]) steps.push(this.action[at]);
    return steps.reverse();
  }

  private grow(): void {
    this.capacity *= 2;
    this.sums = grown(this.sums, new Float64Array(this.width * this.capacity));
    this.claims = grown(this.claims, new Float64Array(this.claimCount * this.capacity));
    this.mask = grown(this.mask, new Uint8Array(this.capacity));
    this.next = grown(this.next, new Int32Array(this.capacity));
    this.parent = grown(this.parent, new Int32Array(this.capacity));
    this.action = grown(this.action, new Int16Array(this.capacity));
  }
}

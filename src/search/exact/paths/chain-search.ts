import { type BoundedPath, claim, contestedMemories, operandsMerging, type SearchJob } from './label-search.ts';

/** Nodes visited between two pauses. */
const BLOCK = 8192;

/**
 * Every chain of tiles of a thin graph whose bounds are wanted, one after the other: for costs that no sum shows. Depth first. The loops
 * between two closings appear in one order (where the user prescribes an order of loops, in all that are allowed), the closings at one
 * tile in the order of the operands.
 *
 * Yields nothing at pauses. `visit` may change what the goal still wants.
 * @returns false if the search was stopped.
 */
export function* chainSearch(
  { graph, configuration, thin, bounds, goal }: SearchJob,
  visit: (path: BoundedPath) => void,
  mostNodes: number,
  shouldStop: () => boolean,
): Generator<undefined, boolean> {
  const { space, capacity } = graph;
  const { operands } = space.problem;
  if (thin.nodeCount === 0) return true;
  const contested = contestedMemories(graph);
  const merging = Uint32Array.from(space.counts, (_, kind) => operandsMerging(graph, kind));
  const depthLimit = space.loopCount + graph.closable.reduce((sum, count) => sum + count, 0) + 1;
  const { width } = bounds;
  const sums = new Float64Array(width * depthLimit);
  const claims = new Float64Array(contested.length * depthLimit);
  const nodes = new Int32Array(depthLimit);
  const edges = new Int32Array(depthLimit);
  const actions = new Int16Array(depthLimit);
  /** The last loop since the last closing, and the operand that closed last since the last loop; −1 for none. */
  const lastKind = new Int16Array(depthLimit).fill(-1);
  const lastClosed = new Int16Array(depthLimit).fill(-1);
  /** Operands that closed since the last loop; and those for which a loop that doesn't merge must still follow in the segment. */
  const mask = new Uint8Array(depthLimit);
  const need = new Uint8Array(depthLimit);
  edges[0] = thin.first[0];
  let depth = 0;
  let visited = 0;
  while (depth >= 0) {
    const node = nodes[depth];
    const edge = edges[depth]++;
    if (edge >= thin.first[node + 1]) {
      depth--;
      continue;
    }
    const action = thin.action[edge];
    const to = thin.to[edge];
    const below = depth + 1;
    if (action < 0) {
      const operand = -1 - action;
      if (need[depth] !== 0 || lastClosed[depth] > operand) continue;
      mask[below] = mask[depth] | (1 << operand);
      need[below] = 0;
      lastKind[below] = -1;
      lastClosed[below] = operand;
    } else {
      if (!space.isOrdered && action < lastKind[depth]) continue;
      if (space.isOrdered && (mask[depth] & merging[action]) !== 0) continue;
      const open = mask[depth] !== 0 ? mask[depth] : need[depth];
      need[below] = (open & merging[action]) !== 0 ? open : 0;
      mask[below] = 0;
      lastKind[below] = action;
      lastClosed[below] = -1;
    }
    if (++visited % BLOCK === 0) {
      yield;
      if (shouldStop()) return false;
    }
    if (visited > mostNodes) return false;
    bounds.extend(sums, depth * width, edge, sums, below * width);
    const energy = bounds.energy(sums, below * width, to);
    const latency = bounds.latency(sums, below * width, to);
    if (goal.isBeaten(energy, latency)) continue;
    for (let k = 0; k < contested.length; k++) {
      claims[below * contested.length + k] = claims[depth * contested.length + k];
    }
    if (!claim(graph, thin, node, edge, claims, below * contested.length, contested)) continue;
    actions[below] = action;
    if (!thin.isEnd(to)) {
      nodes[below] = to;
      edges[below] = thin.first[to];
      depth = below;
      continue;
    }
    if (need[below] !== 0) continue;
    const taken = new Float64Array(space.problem.memories.length);
    for (const [k, memory] of contested.entries()) taken[memory] = claims[below * contested.length + k];
    for (let operand = 0; operand < operands.length; operand++) {
      graph.claimOpen(operand, configuration.closed[operand], operand === 0 ? thin.flag[to] : 0, taken, 0);
    }
    if (taken.some((bits, memory) => bits > capacity.capacity[memory])) continue;
    visit({ steps: Array.from(actions.subarray(1, below + 1)), energy, latency });
  }
  return true;
}

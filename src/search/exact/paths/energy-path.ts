import type { ClosingGraph } from './closing-graph.ts';
import { leastToEnd } from './dense-sweep.ts';

/**
 * The least energy of all temporal mappings, as if each operand had shared memories for itself: a shortest path. Where the operands
 * of the path fit together, it is the optimum; else a lower bound.
 */
export interface EnergyPath {
  /** pJ; infinite if nothing fits. */
  readonly energy: number;
  /** The mapping, see `ClosingGraph.mappingOf`; of equal ones always the same. Empty if nothing fits. */
  readonly steps: readonly number[];
  /** `[state]`: least pJ from the state to the end. States that no path meets have no defined entry. */
  readonly potentials: Float64Array;
}

export function shortestEnergyPath(graph: ClosingGraph): EnergyPath {
  const potentials = potentialsOf(graph, false);
  const energy = graph.fixedEnergy() + potentials[graph.start];
  return { energy, steps: energy < Number.POSITIVE_INFINITY ? follow(graph, potentials) : [], potentials };
}

/**
 * `[state]`: least pJ from every state to the end; infinite where there is no way. They prove the optimum: no edge leads to a potential that
 * is lower by more than the edge costs, and the end has potential 0 or more.
 */
export function provingPotentials(graph: ClosingGraph): Float64Array {
  return potentialsOf(graph, true);
}

function potentialsOf(graph: ClosingGraph, withUnmet: boolean): Float64Array {
  const potentials = new Float64Array(graph.stateCount).fill(Number.POSITIVE_INFINITY);
  leastToEnd(graph, graph.costs.energy, openEnergies(graph), potentials, withUnmet);
  return potentials;
}

/** `[combination · 2 + flag]`: pJ of all interfaces that stay open when a path ends there; infinite where they may not. */
function openEnergies(graph: ClosingGraph): Float64Array {
  const { combinationCount, closed, closable } = graph;
  const energies = new Float64Array(2 * combinationCount);
  for (let combination = 0; combination < combinationCount; combination++) {
    for (let flag = 0; flag < 2; flag++) {
      let picojoules = 0;
      for (let operand = 0; operand < closable.length; operand++) {
        const count = closed[combination * closable.length + operand];
        const fits = graph.canStayOpen(operand, count, operand === 0 ? flag : 0);
        picojoules += fits ? graph.openEnergy(operand, count) : Number.POSITIVE_INFINITY;
      }
      energies[combination * 2 + flag] = picojoules;
    }
  }
  return energies;
}

/** One of the shortest paths: closes before it places, operands and kinds in their order. */
function follow(graph: ClosingGraph, potentials: Float64Array): number[] {
  const { space, costs, closable, nextInterface, step, bits, combinationCount } = graph;
  const { tileCount, full, next, stride, accumulatesOutside } = space;
  const steps: number[] = [];
  let tile = 0;
  let combination = 0;
  let flag = graph.start;
  const potential = (toTile: number, toCombination: number, toFlag: number): number =>
    potentials[(toTile * combinationCount + toCombination) * 2 + toFlag];
  while (tile < full) {
    const left = potential(tile, combination, flag);
    const operand = closable.findIndex((_, candidate) => {
      const index = nextInterface[combination * closable.length + candidate];
      if (index < 0) return false;
      if (bits[(index * 2 + (candidate === 0 ? flag : 0)) * tileCount + tile] < 0) return false;
      const toFlag = candidate === 0 ? accumulatesOutside[tile] : flag;
      return costs.energy[index * tileCount + tile] + potential(tile, combination + step[candidate], toFlag) === left;
    });
    if (operand >= 0) {
      steps.push(-1 - operand);
      combination += step[operand];
      if (operand === 0) flag = accumulatesOutside[tile];
      continue;
    }
    const from = tile;
    const kind = stride.findIndex(
      (size, candidate) => (next[from] & (1 << candidate)) !== 0 && potential(from + size, combination, flag) === left,
    );
    if (kind < 0) throw new Error('no edge leads on along the shortest path');
    steps.push(kind);
    tile += stride[kind];
  }
  return steps;
}

import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { countsUnions } from '../../engine/problem/relation-span.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';
import { type LeastEnergies, leastEnergies, totalOf } from './least-energy.ts';
import { leastLatency } from './least-latency.ts';
import { leastLoading } from './least-loading.ts';
import { WholeTile } from './whole-tile.ts';

/** Costs that no temporal mapping of a problem undercuts: pJ and cycles. */
export interface LeastCosts {
  readonly energy: number;
  readonly latency: number;
  /** The energy by where it comes from. */
  readonly energies: LeastEnergies;
}

/**
 * What no temporal mapping of a problem avoids: its loops without stalls, and all its data across every interface once
 * (docs/optimality.md#compulsory-traffic). Takes some evaluations of the cost model, so it is far cheaper than a search.
 */
export function leastCosts(problem: CompiledProblem): LeastCosts {
  if (!countsUnions(problem)) return costsWithoutTraffic(problem);
  const whole = new WholeTile(problem);
  const energies = leastEnergies(whole);
  return { energy: totalOf(energies), latency: leastLatency(whole), energies };
}

/** Operations and loops alone, where nothing is known of the traffic. */
function costsWithoutTraffic(problem: CompiledProblem): LeastCosts {
  const { macEnergyPj, interfaceCount, layer, spatialMapping, cyclesPerOperation } = problem;
  const loops = temporalLoopSizes(layer, spatialMapping);
  const cycles = loops.reduce((product, { size }) => product * size, cyclesPerOperation);
  const energies = { fixed: macEnergyPj, across: new Float64Array(interfaceCount), innermost: 0 };
  return { energy: macEnergyPj, latency: cycles + leastLoading(problem), energies };
}

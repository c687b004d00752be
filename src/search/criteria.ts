/** What a search minimises. */
export type OptimisationCriterion = 'energy' | 'latency' | 'EDP';

export const OPTIMISATION_CRITERIA: readonly OptimisationCriterion[] = ['latency', 'energy', 'EDP'];

/** The cost by which mappings are compared. */
export interface Cost {
  /** pJ */
  readonly energy: number;
  /** Cycles with on- and off-loading. */
  readonly latency: number;
}

/**
 * Whether a candidate replaces the best mapping so far (docs/mapping-search.md#reduction). The candidate must be strictly better.
 * If energies are equal, latency decides; if latencies are equal, energy decides. The first of equal mappings wins.
 * @param energy pJ
 * @param latency cycles with on- and off-loading
 */
export function isBetter(
  criterion: OptimisationCriterion,
  energy: number,
  latency: number,
  bestEnergy: number,
  bestLatency: number,
): boolean {
  switch (criterion) {
    case 'energy':
      return energy < bestEnergy || (energy === bestEnergy && latency < bestLatency);
    case 'latency':
      return latency < bestLatency || (latency === bestLatency && energy < bestEnergy);
    case 'EDP':
      return latency * energy < bestLatency * bestEnergy;
  }
}

/** The cost that a criterion minimises. */
export function objectiveOf(criterion: OptimisationCriterion, energy: number, latency: number): number {
  switch (criterion) {
    case 'energy':
      return energy;
    case 'latency':
      return latency;
    case 'EDP':
      return latency * energy;
  }
}

/** The cost that decides among mappings within the tolerance (docs/mapping-search.md#tolerance): energy, or latency if energy is the objective. */
export function otherCostOf(criterion: OptimisationCriterion, energy: number, latency: number): number {
  return criterion === 'energy' ? latency : energy;
}

/** @param tolerance share of the best objective. Returns the largest objective within the tolerance. */
export function toleratedLimit(best: number, tolerance: number): number {
  return best + tolerance * Math.abs(best);
}

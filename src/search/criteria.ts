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

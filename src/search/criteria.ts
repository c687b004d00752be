/** What a search minimises. */
export type OptimisationCriterion = 'energy' | 'latency' | 'EDP';

export const OPTIMISATION_CRITERIA: readonly OptimisationCriterion[] = ['latency', 'energy', 'EDP'];

/** What mappings are compared by. */
export interface Cost {
  /** pJ */
  readonly energy: number;
  /** Cycles with on- and off-loading. */
  readonly latency: number;
}

/**
 * Whether a candidate replaces the best so far: strictly better, the other figure deciding exact ties of energy and latency.
 * What is found first wins all remaining ties (docs/mapping-search.md#reduction).
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

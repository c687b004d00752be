/** What is proven about the best mapping of a layer (docs/optimality.md). */
export interface ProvenBound {
  /** What the bound is of. */
  readonly criterion: 'latency' | 'energy' | 'EDP';
  /** No mapping of the space has a smaller cost: cycles, pJ or pJ·cycles. */
  readonly bound: number;
  /** Spatial mappings of the space: all of the generator, or so many of its list. */
  readonly spatialMappings: 'all' | number;
  /** Codes of the cases in which less is proven (docs/optimality.md#reservations). */
  readonly reservations: readonly string[];
}

/** The bound of `times` such layers: products of energy and latency grow with the square. */
export function scaledBound(proven: ProvenBound, times: number): ProvenBound {
  return { ...proven, bound: proven.bound * (proven.criterion === 'EDP' ? times * times : times) };
}

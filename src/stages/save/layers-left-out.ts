/** What the totals of the run lack, so that a file of them can say so. Shared by the stages of a run. */
export class LayersLeftOut {
  /** Layers that have no mapping. */
  names: readonly string[] = [];
  /** Operators without cost model, if much of the network's operations is theirs. */
  operators: readonly string[] = [];
}

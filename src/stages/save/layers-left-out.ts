/** Names of the layers of the run that have no mapping, so that a file of its totals can say so. Shared by the stages of a run. */
export class LayersLeftOut {
  names: readonly string[] = [];
}

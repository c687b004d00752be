import type { OrderCounts } from '../../search/loma/mapping-search.ts';

/** Where in a run something happens, as far as the stages above have said. */
export interface ProgressPlace {
  /** Layer at hand; `index` counts from 1. */
  readonly layer?: {
    readonly name: string;
    readonly index: number;
    readonly count: number;
    /** The layer's id. */
    readonly id?: number;
    /** Number of different layers after this one that equal none before them. */
    readonly differentAfter?: number;
  };
  /** Spatial mapping of that layer at hand. */
  readonly spatialMapping?: { readonly index: number; readonly count: number };
}

/** How far a stage is: WorkloadStage counts layers, the spatial generator mappings, temporal engines orders of loops. */
export interface ProgressEvent extends ProgressPlace {
  /** Name of the stage that reports. */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  /** What was done last: a layer's name, a mapping. */
  readonly note?: string;
  /** With the last event of a search by LOMA: how its orders of loops were dealt with. */
  readonly orders?: OrderCounts;
  /** With the last event of a search that ended early: the share of its work that is done, below 1 unless only ties are left. */
  readonly searchedShare?: number;
}

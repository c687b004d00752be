import type { Unit } from '../../base/number-text.ts';
import type { Parameter } from '../../design-space/setting.ts';
import type { DesignPoint } from './design-point.ts';

/** A quantity that designs are compared by. */
export interface Objective {
  /** Name of the quantity: `edp`. */
  readonly quantity: string;
  /** For readers: `energy-delay product`. */
  readonly title: string;
  readonly unit: Unit;
  readonly direction: 'minimise' | 'maximise';
}

/** A quantity that the points of a sweep have. */
export interface SweptQuantity {
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
}

/** How many designs there are, and what became of them. */
export interface SweepCounts {
  /** Designs that the strategy means to look at. */
  readonly planned: number;
  readonly costed: number;
  readonly refused: number;
  readonly skipped: number;
}

/** The inputs of a sweep as readers are told them. */
export interface SweepInputs {
  readonly workloads: readonly { readonly name: string; readonly weight: number }[];
  /** How several workloads become one figure. */
  readonly combine: 'mean' | 'worst';
  readonly accelerator: string;
  readonly mapping: string;
  /** Sentences about the search: `best energy-delay product per layer, at most 6 loops, uneven`. */
  readonly search: string;
  /** Absent for the reference. */
  readonly costModel?: 'corrected' | undefined;
  /** What areas include and leave out. */
  readonly area: string;
  /** What else the figures leave out. */
  readonly notes: readonly string[];
  /** Command that gives the same figures again. */
  readonly command: string;
}

/** What `sweep.json` holds, but for the points. */
export interface SweepSummary {
  readonly schemaVersion: 1;
  readonly name: string;
  /** Version of this package. */
  readonly version: string;
  /** Hash of everything the figures depend on. */
  readonly sweep: string;
  readonly strategy: string;
  readonly parameters: readonly Parameter[];
  /** The first is the one that `best` goes by. */
  readonly objectives: readonly Objective[];
  /** Whether the file names objectives, so that a recommendation can be given. */
  readonly hasObjectives: boolean;
  /** As the file writes them: `area <= 4 mm2`. */
  readonly limits: readonly string[];
  readonly quantities: readonly SweptQuantity[];
  readonly counts: SweepCounts;
  /** Designs that no other one beats in all objectives, among those within the limits; in ascending order of the first objective. */
  readonly front: readonly number[];
  /** Best in the first objective within the limits; undefined where there is none. */
  readonly best: number | undefined;
  readonly inputs: SweepInputs;
}

/** A sweep with its points, in the order of their numbers. */
export interface SweepResults extends SweepSummary {
  readonly points: readonly DesignPoint[];
}

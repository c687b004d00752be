import type { Diagnostic } from '../../base/diagnostic.ts';
import type { SettingValue } from '../../design-space/setting.ts';

/** Values of quantities by name, in the units of the list of quantities: `energy` in pJ, `latency` in cycles, `edp` in pJ·cycles, `area` in mm². Null where one is not known. */
export type PointQuantities = Readonly<Record<string, number | null>>;

interface AnyPoint {
  /** Number of the design in its space, from 0. It stays the same whichever designs are evaluated. */
  readonly point: number;
  /** The value of every parameter, by its name. */
  readonly settings: Readonly<Record<string, SettingValue>>;
}

/** A design on which every layer of every workload has a mapping. */
export interface CostedPoint extends AnyPoint {
  readonly status: 'costed';
  /** Of all workloads together, as the sweep combines them. */
  readonly quantities: PointQuantities;
  /** The same for each workload, where there are several; by its name. */
  readonly workloads?: Readonly<Record<string, PointQuantities>>;
  /** Limits of the sweep that it exceeds, as the file writes them; absent where there are none. */
  readonly exceeds?: readonly string[];
}

/** A design that cannot be: its inputs are refused, or a layer has no mapping. */
export interface RefusedPoint extends AnyPoint {
  readonly status: 'refused';
  readonly reasons: readonly Pick<Diagnostic, 'code' | 'message' | 'hint'>[];
}

/** A design that was not searched, because its bounds prove another one better in every objective, or a limit exceeded. */
export interface SkippedPoint extends AnyPoint {
  readonly status: 'skipped';
  /** Lower bounds of quantities. */
  readonly bounds: PointQuantities;
  /** The design that is better; undefined where a limit is exceeded. */
  readonly dominatedBy?: number;
  readonly exceeds?: readonly string[];
}

/** What a sweep found out about one design. */
export type DesignPoint = CostedPoint | RefusedPoint | SkippedPoint;

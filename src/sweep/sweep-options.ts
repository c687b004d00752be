import type { FileAccess } from '../platform/file-access.ts';
import type { DesignPoint } from './points/design-point.ts';

/** A sweep and how it is run. */
export interface SweepOptions {
  /** Path of a sweep file, name of a built-in one, or the content of one (docs/sweeps.md). */
  readonly sweep: string | Readonly<Record<string, unknown>>;
  /** Designs that are evaluated at the same time, each on a thread of its own. Default `auto`: one per processor. Changes no result. */
  readonly workers?: number | 'auto' | undefined;
  /** Points of an earlier run of the same sweep: they are neither evaluated again nor yielded. */
  readonly known?: Iterable<DesignPoint> | undefined;
  /** Stops the sweep when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Where files are read; by default the files of the platform. */
  readonly files?: FileAccess | undefined;
}

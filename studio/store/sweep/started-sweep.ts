import { computed, signal } from '@preact/signals';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import type { SweepSummary } from '../../../src/sweep/points/sweep-results.ts';
import type { Project } from '../../state/project.ts';

/* The sweep of the page, which the frame tells of. What starts one is loaded with the view. */

/** A sweep that was started. */
export interface StartedSweep {
  readonly text: string;
  /** With the sliders and the plan that it was made of. */
  readonly project: Project;
  readonly status: 'starting' | 'running' | 'stopped' | 'done' | 'failed';
  readonly summary?: SweepSummary | undefined;
  readonly points: readonly DesignPoint[];
  readonly threads: number;
  /** What it has taken so far, in milliseconds. */
  readonly milliseconds: number;
  readonly findings: readonly Diagnostic[];
  readonly failure?: string | undefined;
}

export const started = signal<StartedSweep | undefined>(undefined);
/** Progress of a sweep that runs: `34 / 63`. */
export const sweepProgress = computed(() => {
  const sweep = started.value;
  if (sweep?.status !== 'running' && sweep?.status !== 'starting') return undefined;
  return { done: sweep.points.length, total: sweep.summary?.counts.planned ?? 0 };
});

import type { Diagnostic } from '../../base/diagnostic.ts';
import type { RunControl } from '../control/run-control.ts';
import type { Context } from '../kind.ts';
import type { StageClass, StageRun } from '../stage.ts';

/**
 * A faster way to run some stages of a chain, with the same results. The catalogue of stages knows which there are; the chain only
 * asks them.
 */
export interface ChainShortcut {
  /**
   * Runs the chain from `index` on, if this shortcut can.
   * @param mayWait all stages above can wait.
   */
  readonly runFrom: (
    stages: readonly StageClass[],
    index: number,
    given: Context,
    control: RunControl,
    mayWait: boolean,
  ) => StageRun | undefined;
  /** Makes what the stage at `index` hands down, besides its own changes, to every run of the stages below; none in most chains. */
  readonly handDown: (stages: readonly StageClass[], index: number, given: Context) => (() => Context) | undefined;
  /** What is said about a chain that misses this shortcut for want of little. */
  readonly warnings: (stages: readonly StageClass[], given: Context) => Diagnostic[];
}

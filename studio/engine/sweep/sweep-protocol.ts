import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import type { SweepSummary } from '../../../src/sweep/points/sweep-results.ts';
import type { Inputs } from '../../state/project.ts';

/* What the page and the worker of sweeps tell each other. Every message is plain data. */

/** A sweep file and the files that it may read. */
export interface SweepOfInputs {
  readonly text: string;
  readonly inputs: Inputs;
}

/** To the worker. */
export type SweepRequest =
  /** Points that are known are not evaluated again. */
  | ({ readonly kind: 'run'; readonly id: number; readonly known: readonly DesignPoint[] } & SweepOfInputs)
  | ({ readonly kind: 'check'; readonly id: number } & SweepOfInputs)
  | ({ readonly kind: 'describe'; readonly id: number; readonly point: number } & SweepOfInputs);

/** How a request comes to a worker, which searches, too. */
export interface SweepMessage {
  readonly sweep: SweepRequest;
}

/** From the worker. */
export type SweepReply =
  /** Before the first point: what the sweep is. */
  | { readonly kind: 'begun'; readonly id: number; readonly summary: SweepSummary; readonly threads: number }
  | {
      readonly kind: 'points';
      readonly id: number;
      readonly points: readonly DesignPoint[];
      readonly front: SweepFront;
    }
  | { readonly kind: 'done'; readonly id: number; readonly summary: SweepSummary }
  | {
      readonly kind: 'checked';
      readonly id: number;
      readonly findings: readonly Diagnostic[];
      readonly designs: number;
    }
  | { readonly kind: 'described'; readonly id: number; readonly design: DesignOfSweep }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly findings: readonly Diagnostic[];
      readonly message?: string;
    };

/** Numbers of the designs on the front so far. */
export interface SweepFront {
  readonly front: readonly number[];
  readonly best: number | undefined;
}

/** How the inputs of a design differ from those the sweep began with. */
export interface DesignOfSweep {
  readonly settings: DesignPoint['settings'];
  readonly changes: readonly InputChange[];
  /** New sizes of array dimensions, which fixed unrollings follow. */
  readonly arraySizes: readonly (readonly [dimension: string, size: number])[];
}

/** A field of an input with another value. */
export interface InputChange {
  readonly file: 'workload' | 'accelerator' | 'mapping';
  readonly path: readonly (string | number)[];
  readonly value: number | string | boolean;
}

import { AsyncQueue } from '../base/async-queue.ts';
import type { ProgressPlace } from './control/progress.ts';
import type { Context, Kinds, OptionKinds, ValuesOf } from './kind.ts';
import { repeatedResult } from './repeated-result.ts';
import {
  isAsynchronous,
  type StageBase,
  type StageContract,
  type StageMembers,
  type StageResult,
  type StageRun,
  stage,
} from './stage.ts';

/** One run of the rest of the chain. */
export interface Pass<P extends Kinds> {
  /** What the stages below get: everything the stage provides. */
  readonly changes: ValuesOf<P> & Context;
  /** How often every result of this pass counts; once when absent. */
  readonly repeat?: number;
  /** Wraps the extra information of every result of this pass. */
  readonly wrap?: (extra: unknown) => unknown;
  /** Said in progress events from below. */
  readonly place?: ProgressPlace;
  /** Called when the pass has yielded its last result. */
  readonly onDone?: () => void;
  /** Called when the pass failed, in place of ending the run; throws what should end it all the same. */
  readonly onFailure?: (error: unknown) => void;
}

/** Members of an iterator stage. */
export interface IteratorMembers<R extends Kinds, O extends OptionKinds, P extends Kinds>
  extends StageMembers<R, O, P> {
  /** What the rest of the chain is run with, one pass after the other. */
  passes(): Iterable<Pass<P>>;
  /** How many passes may begin before the one at hand is done; 0 by default. Results keep the order of the passes. */
  readonly passesAhead: number;
  /** Called when all passes are over; does nothing by default. */
  onEnd(): void;
}

/** The class that `iteratorStage(…)` makes, to inherit from. */
export type IteratorBase<
  N extends string,
  R extends Kinds,
  O extends OptionKinds,
  P extends Kinds,
  D extends string,
> = Pick<StageBase<N, R, O, P, D>, 'stageName' | 'contract'> &
  (abstract new (
    ...setup: ConstructorParameters<StageBase<N, R, O, P, D>>
  ) => IteratorMembers<R, O, P>);

/**
 * Makes the base class of a stage that runs the rest of the chain once per item (or just once, with something added). It only says
 * what the passes are; so it works above asynchronous stages and among synchronous ones, and a run can be stopped between passes.
 *
 * ```ts
 * class BothTypesStage extends iteratorStage('BothTypesStage', { provides: { temporalMappingType: kinds.temporalMappingType } }) {
 *   override *passes() {
 *     yield { changes: { temporalMappingType: 'uneven' } };
 *     yield { changes: { temporalMappingType: 'even' } };
 *   }
 * }
 * ```
 */
export function iteratorStage<
  const N extends string,
  R extends Kinds = Record<never, never>,
  O extends OptionKinds = Record<never, never>,
  P extends Kinds = Record<never, never>,
  const D extends string = never,
>(
  stageName: N,
  contract: Omit<StageContract<R, O, P, D>, 'passive' | 'leaf' | 'asynchronous' | 'eitherWay'>,
): IteratorBase<N, R, O, P, D> {
  const Base = stage<N, R, O, P, D>(stageName, { ...contract, eitherWay: true });
  abstract class Iterator extends Base implements IteratorMembers<R, O, P> {
    abstract passes(): Iterable<Pass<P>>;

    get passesAhead(): number {
      return 0;
    }

    onEnd(): void {}

    override run(): StageRun {
      if (!this.mayWait) return this.runAtOnce();
      return this.passesAhead > 0 ? this.runAhead() : this.runWaiting();
    }

    private *runAtOnce(): Generator<StageResult> {
      for (const pass of this.passes()) {
        const { changes, place, onDone, onFailure } = pass;
        this.control.signal.throwIfAborted();
        try {
          const below = this.nextRun(changes, place);
          if (isAsynchronous(below))
            throw new Error(`${stageName} runs synchronously but got an asynchronous run from below`);
          if (isUnchanged(pass)) yield* below;
          else for (const result of below) yield changed(pass, result);
          onDone?.();
        } catch (error) {
          if (onFailure === undefined) throw error;
          onFailure(error);
        }
      }
      this.onEnd();
    }

    private async *runWaiting(): AsyncGenerator<StageResult> {
      for (const pass of this.passes()) yield* finish({ pass, results: this.resultsOf(pass) });
      this.onEnd();
    }

    /** Begins passes before those before them are done; results and failures still come in the order of the passes. */
    private async *runAhead(): AsyncGenerator<StageResult> {
      const begun: { readonly pass: Pass<P>; readonly results: AsyncQueue<StageResult> }[] = [];
      for (const pass of this.passes()) {
        begun.push({ pass, results: AsyncQueue.from(this.resultsOf(pass)) });
        if (begun.length > this.passesAhead) yield* finish(begun.shift());
      }
      for (const next of begun) yield* finish(next);
      this.onEnd();
    }

    private async *resultsOf(pass: Pass<P>): AsyncGenerator<StageResult> {
      const { changes, place } = pass;
      const { run, signal } = this.control;
      if (run.isYieldDue) await run.yieldToEvents();
      signal.throwIfAborted();
      const below = this.nextRun(changes, place);
      if (isUnchanged(pass)) yield* below;
      else for await (const result of below) yield changed(pass, result);
    }
  }
  return Iterator;
}

type ResultChange = Pick<Pass<Kinds>, 'repeat' | 'wrap'>;

function isUnchanged({ repeat = 1, wrap }: ResultChange): boolean {
  return repeat === 1 && wrap === undefined;
}

/** A result from below as the pass hands it up. */
function changed({ repeat = 1, wrap }: ResultChange, result: StageResult): StageResult {
  const { cme, extra } = repeat === 1 ? result : repeatedResult(result, repeat);
  return { cme, extra: wrap === undefined ? extra : wrap(extra) };
}

async function* finish<P extends Kinds>(
  begun: { readonly pass: Pass<P>; readonly results: AsyncIterable<StageResult> } | undefined,
): AsyncGenerator<StageResult> {
  if (begun === undefined) return;
  const { pass, results } = begun;
  try {
    yield* results;
    pass.onDone?.();
  } catch (error) {
    if (pass.onFailure === undefined) throw error;
    pass.onFailure(error);
  }
}

import { describe } from './check/describe.ts';
import type { Context, Kinds, OptionKinds } from './kind.ts';
import {
  isAsynchronous,
  type StageBase,
  type StageContract,
  type StageMembers,
  type StageResult,
  type StageRun,
  stage,
} from './stage.ts';

/** Members of a passive stage. */
export interface PassiveMembers<R extends Kinds, O extends OptionKinds>
  extends StageMembers<R, O, Record<never, never>> {
  /** Called before the rest of the chain is run; what it returns is added to the arguments of the stages below. By default nothing. */
  onStart(): Context;
  /** Called for every result from below; what it returns goes up. By default the result itself. */
  onResult(result: StageResult): Iterable<StageResult>;
  /** Called after the last result; what it returns goes up too. By default nothing. */
  onEnd(): Iterable<StageResult>;
  /** Called instead of `onEnd` when the run ends early: a stage failed, it was aborted, or nobody wants more. By default nothing. */
  onInterruption(): void;
}

/** The class that `passiveStage(…)` makes, to inherit from. */
export type PassiveBase<N extends string, R extends Kinds, O extends OptionKinds> = Pick<
  StageBase<N, R, O, Record<never, never>, never>,
  'stageName' | 'contract'
> &
  (abstract new (
    ...setup: ConstructorParameters<StageBase<N, R, O, Record<never, never>, never>>
  ) => PassiveMembers<R, O>);

/**
 * Makes the base class of an observer or reducer: it only reacts to results. Written once, it works above asynchronous stages
 * and among synchronous ones.
 *
 * ```ts
 * class FirstFiveStage extends passiveStage('FirstFiveStage', {}) {
 *   private seen = 0;
 *   override onResult(result: StageResult) { return this.seen++ < 5 ? [result] : []; }
 * }
 * ```
 */
export function passiveStage<
  const N extends string,
  R extends Kinds = Record<never, never>,
  O extends OptionKinds = Record<never, never>,
>(
  stageName: N,
  contract: Omit<
    StageContract<R, O, Record<never, never>, never>,
    'passive' | 'leaf' | 'asynchronous' | 'eitherWay' | 'provides' | 'drops'
  >,
): PassiveBase<N, R, O> {
  const Base = stage<N, R, O, Record<never, never>, never>(stageName, { ...contract, passive: true, eitherWay: true });
  abstract class Passive extends Base implements PassiveMembers<R, O> {
    override run(): StageRun {
      const below = this.nextRun(this.onStart());
      return isAsynchronous(below) ? this.pushAsynchronously(below) : this.push(below);
    }

    onStart(): Context {
      return {};
    }

    onResult(result: StageResult): Iterable<StageResult> {
      return [result];
    }

    onEnd(): Iterable<StageResult> {
      return [];
    }

    onInterruption(): void {}

    private *push(below: Iterable<StageResult>): Generator<StageResult> {
      let isComplete = false;
      try {
        for (const result of below) yield* handedUp(stageName, 'onResult', this.onResult(result));
        isComplete = true;
      } finally {
        if (!isComplete) this.onInterruption();
      }
      yield* handedUp(stageName, 'onEnd', this.onEnd());
    }

    private async *pushAsynchronously(below: AsyncIterable<StageResult>): AsyncGenerator<StageResult> {
      let isComplete = false;
      try {
        for await (const result of below) yield* handedUp(stageName, 'onResult', this.onResult(result));
        isComplete = true;
      } finally {
        if (!isComplete) this.onInterruption();
      }
      yield* handedUp(stageName, 'onEnd', this.onEnd());
    }
  }
  return Passive;
}

/** What a method hands up. One written in JavaScript may lack its `return`. */
function handedUp(stageName: string, method: string, results: unknown): Iterable<StageResult> {
  if (isResults(results)) return results;
  throw new Error(
    `${stageName}.${method} must return a list of results, but it returned ${describe(results)}: return [] to hand up nothing${
      method === 'onResult' ? ', or [result] to pass the result on' : ''
    }`,
  );
}

function isResults(results: unknown): results is Iterable<StageResult> {
  return typeof results === 'object' && results !== null && Symbol.iterator in results;
}

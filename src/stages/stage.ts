import type { Diagnostic } from '../base/diagnostic.ts';
import type { CostModelEvaluation, CumulativeCME } from '../model/evaluation.ts';
import { type Context, conforms, type Kinds, type OptionKinds, type ValuesOf } from './kind.ts';

/** What stages yield: a cost model evaluation and whatever the stages below had to say about it (docs/stages.md). */
export interface StageResult {
  readonly cme: CostModelEvaluation | CumulativeCME;
  readonly extra: unknown;
}

/** The results of one run of a stage; asynchronous from the first stage that must wait. */
export type StageRun = Iterable<StageResult> | AsyncIterable<StageResult>;

export interface ProgressEvent {
  /** Name of the stage that reports. */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  /** What was done last: a layer's name, a mapping. */
  readonly note?: string;
}

/** How a run is steered and observed from outside. */
export interface RunControl {
  readonly signal: AbortSignal;
  readonly progress: (event: ProgressEvent) => void;
  /** Receives findings that do not stop the run. */
  readonly warn: (diagnostic: Diagnostic) => void;
}

/** What a stage declares about itself; checked when the chain is built. */
export interface StageContract<R extends Kinds, O extends OptionKinds, P extends Kinds, D extends string> {
  /** Arguments it cannot do without. */
  readonly requires?: R;
  /** Arguments with defaults. */
  readonly options?: O;
  /** Arguments it sets for the stages below. */
  readonly provides?: P;
  /** Arguments that the stages below must not see any more. */
  readonly drops?: readonly D[];
  /** Ends the chain: yields evaluations of its own. */
  readonly leaf?: boolean;
  /** `run` is an async generator. Asynchronous stages stand above all synchronous ones. */
  readonly asynchronous?: boolean;
  /** Works on single-layer evaluations only, not on sums. */
  readonly singleEvaluationsOnly?: boolean;
  /** Yields sums instead of single-layer evaluations. */
  readonly yieldsSums?: boolean;
  /** Written in push form: works above asynchronous and among synchronous stages. */
  readonly passive?: boolean;
}

/** What MainStage hands to a stage. Stages pass it to `super` and use `args`, `next` and `control` instead. */
export interface StageSetup {
  readonly context: Context;
  readonly substage: (changes: Context) => StageRun;
  readonly control: RunControl;
}

export interface Stage {
  run(): StageRun;
}

/** The changes a stage must hand down: all it declares to provide. */
type Changes<P extends Kinds> = keyof P extends never ? [] : [changes: ValuesOf<P>];

/** Members every stage inherits. */
export interface StageMembers<R extends Kinds, O extends OptionKinds, P extends Kinds> extends Stage {
  /** The arguments it requires, and its options. */
  readonly args: ValuesOf<R> & ValuesOf<O>;
  readonly control: RunControl;
  /** Runs the rest of the chain, with what this stage provides. For synchronous stages. */
  next(...changes: Changes<P>): Iterable<StageResult>;
  /** The same for asynchronous stages, whatever stands below. */
  nextAsync(...changes: Changes<P>): AsyncIterable<StageResult>;
  /** The same as it comes, synchronous or not. */
  nextRun(...changes: Changes<P>): StageRun;
}

export interface StageStatics<
  N extends string,
  R extends Kinds,
  O extends OptionKinds,
  P extends Kinds,
  D extends string,
> {
  readonly stageName: N;
  readonly contract: StageContract<R, O, P, D>;
}

/** The class that `stage(…)` makes, to inherit from. */
export type StageBase<
  N extends string,
  R extends Kinds,
  O extends OptionKinds,
  P extends Kinds,
  D extends string,
> = (abstract new (setup: StageSetup) => StageMembers<R, O, P>) & StageStatics<N, R, O, P, D>;

/** Any stage class that can stand in a chain. */
export type StageClass = (new (setup: StageSetup) => Stage) & StageStatics<string, Kinds, OptionKinds, Kinds, string>;

/**
 * Makes the base class of a stage from its name and what it declares.
 *
 * ```ts
 * class SmallLayersStage extends stage('SmallLayersStage', { requires: { layer } }) {
 *   *run() { if (this.args.layer.operationCount < 1e6) yield* this.next(); }
 * }
 * ```
 */
export function stage<
  const N extends string,
  // biome-ignore lint/complexity/noBannedTypes: `{}` is "no arguments", the identity of the intersections below.
  R extends Kinds = {},
  // biome-ignore lint/complexity/noBannedTypes: as above
  O extends OptionKinds = {},
  // biome-ignore lint/complexity/noBannedTypes: as above
  P extends Kinds = {},
  const D extends string = never,
>(stageName: N, contract: StageContract<R, O, P, D>): StageBase<N, R, O, P, D> {
  abstract class Base implements StageMembers<R, O, P> {
    static readonly stageName: N = stageName;
    static readonly contract: StageContract<R, O, P, D> = contract;
    readonly args: ValuesOf<R> & ValuesOf<O>;
    readonly control: RunControl;
    private readonly substage: (changes: Context) => StageRun;

    constructor({ context, substage, control }: StageSetup) {
      if (!conforms(contract.requires, context) || !conforms(contract.options, context)) {
        throw new Error(`${stageName} was given arguments of the wrong kind`);
      }
      this.args = context;
      this.substage = substage;
      this.control = control;
    }

    abstract run(): StageRun;

    next(...changes: Changes<P>): Iterable<StageResult> {
      const below = this.nextRun(...changes);
      if (isAsynchronous(below)) {
        throw new Error(
          `${stageName} is synchronous but stands above an asynchronous stage; write it with "async *run" and nextAsync`,
        );
      }
      return below;
    }

    nextAsync(...changes: Changes<P>): AsyncIterable<StageResult> {
      return toAsynchronous(this.nextRun(...changes));
    }

    nextRun(...changes: Changes<P>): StageRun {
      const [patch]: readonly Context[] = changes;
      return this.substage(patch ?? {});
    }
  }
  return Base;
}

export function isAsynchronous(run: StageRun): run is AsyncIterable<StageResult> {
  return Symbol.asyncIterator in run;
}

export async function* toAsynchronous(run: StageRun): AsyncGenerator<StageResult> {
  yield* run;
}

import type { CostModelEvaluation, CumulativeCME } from '../model/evaluation/evaluation.ts';
import type { ProgressPlace } from './control/progress.ts';
import type { RunControl } from './control/run-control.ts';
import { argumentFaults, type Context, conforms, type Kinds, type OptionKinds, type ValuesOf } from './kind.ts';
import type { StandIn } from './stand-in.ts';

/** What stages yield: a cost model evaluation and whatever the stages below had to say about it (docs/stages.md). */
export interface StageResult {
  /** A single evaluation or a sum; a list below ListifyStage's own place only (docs/stages.md#listifystage). */
  readonly cme: CostModelEvaluation | CumulativeCME | StandIn;
  readonly extra: unknown;
}

/** True for what stages yield, wherever it is kept. */
export function isStageResult(value: unknown): value is StageResult {
  return typeof value === 'object' && value !== null && 'cme' in value && 'extra' in value;
}

/** The results of one run of a stage; asynchronous from the first stage that must wait. */
export type StageRun = Iterable<StageResult> | AsyncIterable<StageResult>;

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
  /** Groups of options of which at least one must be given. */
  readonly needsOneOf?: readonly (readonly string[])[];
  /** Arguments it sets whose names only the run's own arguments tell, each with all its values. */
  readonly providesNamed?: (given: Context) => ReadonlyMap<string, readonly unknown[]>;
  /** Whatever else must hold for its place in the chain: one sentence per problem. */
  readonly check?: (place: ChainPlace) => readonly string[];
  /** Ends the chain: yields evaluations of its own. */
  readonly leaf?: boolean;
  /** `run` is an async generator. Asynchronous stages stand above all synchronous ones. */
  readonly asynchronous?: boolean;
  /** Runs synchronously or not, as the stages above allow. So do all passive stages and iterators. */
  readonly eitherWay?: boolean;
  /** Whatever it may be itself, the stages below it run synchronously: for the hot part of a search. */
  readonly synchronousBelow?: boolean;
  /** Why only single-layer evaluations may reach it, e.g. `compares single-layer results`; sums below it are refused. */
  readonly singleEvaluationsOnly?: string;
  /** Of all results that reach it, only the best one goes on; above the layer loop that is doubted. */
  readonly keepsBest?: boolean;
  /** Yields sums instead of single-layer evaluations. */
  readonly yieldsSums?: boolean;
  /** Yields lists of results; only stages that accept lists may stand above. */
  readonly yieldsLists?: boolean;
  readonly acceptsLists?: boolean;
  /** Reacts to results: works above asynchronous and among synchronous stages. */
  readonly passive?: boolean;
  /** Writes files. */
  readonly writesFiles?: boolean;
  /**
   * Why it works on the whole network, for stages that need the workload: what is said when it stands below the loop over layers.
   */
  readonly needsWholeNetwork?: string;
  /**
   * For a stage that does not declare its arguments: whether it may read an argument of this name, or set it for the stages below.
   */
  readonly mentions?: (name: string) => boolean;
  /** Loads what is only needed when the stage is part of a chain; awaited before the run. */
  readonly prepare?: (given: Context) => Promise<unknown>;
  /** URL of the module that exports the class, `import.meta.url` there. Worker threads load stages that are not built in from it. */
  readonly module?: string;
}

/** Where a stage stands, for checks of its own. */
export interface ChainPlace {
  readonly above: readonly StageClass[];
  readonly below: readonly StageClass[];
  /** The arguments of the run. */
  readonly given: Context;
  readonly isBuiltIn: (stage: StageClass) => boolean;
  /** Names of all arguments known at this place. */
  readonly known: ReadonlySet<string>;
}

/** What MainStage hands to a stage. Stages pass it to `super` and use `args`, `next` and `control` instead. */
export interface StageSetup {
  readonly context: Context;
  readonly substage: (changes: Context, place?: ProgressPlace, how?: SubstageRoute) => StageRun;
  readonly control: RunControl;
  /** Everything above can wait, so this stage may run asynchronously. */
  readonly mayWait: boolean;
  /** The rest of the chain, for stages that run it elsewhere. */
  readonly below: readonly StageClass[];
}

/** How a stage runs stages below it in another way than the chain says. */
export interface SubstageRoute {
  /** The stages to run, in place of the rest of the chain. */
  readonly stages?: readonly StageClass[];
  /** The stages below must not wait, although this stage could. */
  readonly atOnce?: boolean;
}

/** What a chain makes of a stage class. */
export interface RunnableStage {
  run(): StageRun;
}

/** The changes a stage must hand down: all it declares to provide. */
type Changes<P extends Kinds> = keyof P extends never ? [] : [changes: ValuesOf<P>];

/** Members every stage inherits. */
export interface StageMembers<R extends Kinds, O extends OptionKinds, P extends Kinds> extends RunnableStage {
  /** The arguments it requires, and its options. */
  readonly args: ValuesOf<R> & ValuesOf<O>;
  readonly control: RunControl;
  /** All arguments known here, also those that other stages declare. */
  readonly context: Context;
  readonly mayWait: boolean;
  /** The rest of the chain, for stages that run it elsewhere. */
  readonly below: readonly StageClass[];
  /** Runs the rest of the chain, with what this stage provides. For synchronous stages. */
  next(...changes: Changes<P>): Iterable<StageResult>;
  /** The same for asynchronous stages, whatever stands below. */
  nextAsync(...changes: Changes<P>): AsyncIterable<StageResult>;
  /** The same as it comes, synchronous or not. */
  nextRun(changes: Context, place?: ProgressPlace): StageRun;
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
  /** The class that this one is another name of (`stageAlias`). */
  readonly original?: StageClass;
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
export type StageClass = (new (
  setup: StageSetup,
) => RunnableStage) &
  StageStatics<string, Kinds, OptionKinds, Kinds, string>;

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
  // biome-ignore lint/complexity/noBannedTypes: `{}` is "no options", as for R.
  O extends OptionKinds = {},
  // biome-ignore lint/complexity/noBannedTypes: `{}` is "provides nothing", as for R.
  P extends Kinds = {},
  const D extends string = never,
>(stageName: N, contract: StageContract<R, O, P, D>): StageBase<N, R, O, P, D> {
  abstract class Base implements StageMembers<R, O, P> {
    static readonly stageName: N = stageName;
    static readonly contract: StageContract<R, O, P, D> = contract;
    readonly args: ValuesOf<R> & ValuesOf<O>;
    readonly control: RunControl;
    readonly context: Context;
    readonly mayWait: boolean;
    private readonly setup: StageSetup;

    constructor(setup: StageSetup) {
      const { context, control, mayWait } = setup;
      if (!conforms(contract.requires, context) || !conforms(contract.options, context)) {
        const faults = [...argumentFaults(contract.requires, context), ...argumentFaults(contract.options, context)];
        throw new Error(`${stageName} needs ${faults.join(' and ')}: a stage above it must pass it on`);
      }
      this.args = context;
      this.context = context;
      this.setup = setup;
      this.control = control;
      this.mayWait = mayWait;
    }

    get below(): readonly StageClass[] {
      return this.setup.below;
    }

    abstract run(): StageRun;

    next(...changes: Changes<P>): Iterable<StageResult> {
      const below = this.nextRun(...patchOf(changes));
      if (isAsynchronous(below)) {
        throw new Error(
          `${stageName} is synchronous but stands above an asynchronous stage; write it with "async *run" and nextAsync`,
        );
      }
      return below;
    }

    nextAsync(...changes: Changes<P>): AsyncIterable<StageResult> {
      return toAsynchronous(this.nextRun(...patchOf(changes)));
    }

    nextRun(changes: Context, place?: ProgressPlace): StageRun {
      return this.setup.substage(changes, place);
    }
  }
  return Base;
}

function patchOf(changes: readonly Context[]): [Context] {
  return [changes[0] ?? {}];
}

export function isAsynchronous(run: StageRun): run is AsyncIterable<StageResult> {
  return Symbol.asyncIterator in run;
}

export async function* toAsynchronous(run: StageRun): AsyncGenerator<StageResult> {
  yield* run;
}

import type { Kinds, OptionKinds } from '../kind.ts';
import type { StageClass, StageContract, StageResult } from '../stage.ts';

/*
 * Stages in the form of the original documentation: a class with the list of callables and the keyword arguments, which makes its
 * substage from the first of the list and iterates over pairs (docs/stages.md#stages-as-a-class).
 */

/** An evaluation and what the stages below had to say about it. */
export type StagePair = readonly [cme: StageResult['cme'], extraInfo: unknown];

/** Named arguments of a stage, in the spelling of today; both spellings can be read and handed down. */
export type StageArguments = Readonly<Record<string, unknown>>;

/** What a substage yields: iterated at once, or with `for await` in a stage that is an async generator. */
export interface SubstageRun extends Iterable<StagePair>, AsyncIterable<StagePair> {}

/** A stage made from an entry of the list of callables. Iterating over it is iterating over its run. */
export interface Substage extends SubstageRun {
  run(): SubstageRun;
}

/** An entry of the list of callables: `new` makes the substage. */
export interface StageCallable {
  new (listOfCallables: readonly (StageCallable | StageClass | StageSubclass)[], kwargs?: StageArguments): Substage;
  readonly stageName: string;
}

/** The stages below, as callables. */
export type StageCallables = readonly [StageCallable, ...StageCallable[]];

/** What the run of such a stage yields: pairs; results of the other forms are taken, too. */
export type SubclassRun = Iterable<StagePair | StageResult> | AsyncIterable<StagePair | StageResult>;

/** What a subclass may declare, so that its place is checked completely when the chain is built. All of it may be left out. */
export type SubclassContract = Omit<
  StageContract<Kinds, OptionKinds, Kinds, string>,
  'asynchronous' | 'eitherWay' | 'passive' | 'mentions'
>;

/** The contract of a subclass that declares none. */
export interface UndeclaredContract extends SubclassContract {
  /** Which arguments the stage reads and sets is not declared. */
  readonly undeclared?: true;
}

/**
 * The base class of a stage in the form of the original documentation.
 *
 * ```ts
 * class LogStage extends Stage {
 *   override *run(): Generator<StagePair> {
 *     const substage = new this.listOfCallables[0](this.listOfCallables.slice(1), { ...this.kwargs });
 *     for (const [cme, extraInfo] of substage.run()) {
 *       console.log(cme.energy);
 *       yield [cme, extraInfo];
 *     }
 *   }
 * }
 * ```
 *
 * A reduction yields after its loop. A stage above asynchronous stages, such as the parsers, is an `async *run` with `for await`.
 */
export abstract class Stage {
  /** Its name in messages: that of the class. */
  static get stageName(): string {
    // biome-ignore lint/complexity/noThisInStatic: the name of the class that derives from this one.
    return this.name;
  }
  /** What it declares about itself, e.g. `{ provides: { temporalMapping: kinds.temporalMapping } }`, or `{ leaf: true }`. */
  static readonly contract: UndeclaredContract = { undeclared: true };
  /** The stages below: the first makes the substage and gets the others. */
  readonly listOfCallables: StageCallables;
  /** The arguments handed to `super`, for the stages below. */
  readonly kwargs: StageArguments;

  constructor(listOfCallables: StageCallables, kwargs: StageArguments = {}) {
    this.listOfCallables = listOfCallables;
    this.kwargs = kwargs;
  }

  /** `listOfCallables` in Python spelling. */
  get list_of_callables(): StageCallables {
    return this.listOfCallables;
  }

  /** A generator of pairs (evaluation, extra information). */
  abstract run(): SubclassRun;
}

/** A class derived from `Stage`, as it stands in a chain. */
export type StageSubclass = (new (
  listOfCallables: StageCallables,
  kwargs: StageArguments,
) => Stage) & {
  readonly stageName: string;
  readonly contract: SubclassContract;
};

export function isStageSubclass(value: unknown): value is StageSubclass {
  return typeof value === 'function' && value.prototype instanceof Stage;
}

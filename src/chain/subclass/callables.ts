import { canonicalArgumentName } from '../check/argument-names.ts';
import type { Context } from '../kind.ts';
import { isAsynchronous, type StageClass, type StageResult, type StageRun, type StageSetup } from '../stage.ts';
import type { StageArguments, StageCallable, StageCallables, StagePair, SubstageRun } from './stage-subclass.ts';

/** The stages below a subclass, as callables that make its substages. */
export class Callables {
  /** The list that the subclass gets; a leaf gets one callable that says that there is none. */
  readonly list: StageCallables;
  private readonly stageName: string;
  private readonly setup: StageSetup;
  private readonly provided: ReadonlySet<string>;
  private readonly classes = new Map<unknown, StageClass>();
  private readonly asStageClass: (entry: unknown) => StageClass | undefined;

  /**
   * @param stage the class whose substages these are.
   * @param asStageClass the class that a chain runs for an entry that the subclass puts into the list itself.
   */
  constructor(stage: StageClass, setup: StageSetup, asStageClass: (entry: unknown) => StageClass | undefined) {
    this.stageName = stage.stageName;
    this.setup = setup;
    this.asStageClass = asStageClass;
    this.provided = new Set(Object.keys(stage.contract.provides ?? {}));
    const [first, ...others] = setup.below.map((below) => this.callable(below));
    this.list = [first ?? this.end(), ...others];
  }

  private callable(below: StageClass): StageCallable {
    const { stageName } = below;
    const runOf = (rest: readonly unknown[], kwargs: StageArguments): SubstageRun => this.substage(below, rest, kwargs);
    const made = class {
      static readonly stageName = stageName;
      private readonly rest: readonly unknown[];
      private readonly kwargs: StageArguments;

      constructor(listOfCallables: readonly unknown[], kwargs: StageArguments = {}) {
        this.rest = listOfCallables;
        this.kwargs = kwargs;
      }

      run(): SubstageRun {
        return runOf(this.rest, this.kwargs);
      }

      [Symbol.iterator](): Iterator<StagePair> {
        return this.run()[Symbol.iterator]();
      }

      [Symbol.asyncIterator](): AsyncIterator<StagePair> {
        return this.run()[Symbol.asyncIterator]();
      }
    };
    this.classes.set(made, below);
    return made;
  }

  private end(): StageCallable {
    return this.callableOfNothing(`${this.stageName} stands at the end of the chain, so it has no substage`);
  }

  private callableOfNothing(message: string): StageCallable {
    const run = (): never => {
      throw new Error(message);
    };
    return class {
      static readonly stageName = 'nothing';
      run = run;
      [Symbol.iterator] = run;
      [Symbol.asyncIterator] = run;
    };
  }

  private substage(first: StageClass, rest: readonly unknown[], kwargs: StageArguments): SubstageRun {
    const { setup, stageName } = this;
    const changes = this.changes(kwargs);
    const stages = this.stagesOf(first, rest);
    const begin = (atOnce: boolean): StageRun => {
      setup.control.signal.throwIfAborted();
      return setup.substage(changes, undefined, { atOnce, ...(stages === undefined ? {} : { stages }) });
    };
    return {
      *[Symbol.iterator]() {
        const below = begin(true);
        if (isAsynchronous(below)) {
          throw new Error(
            `${stageName} iterates over its substage at once, but a stage below it is asynchronous; write "async *run" and "for await", or move ${stageName} below the parsers`,
          );
        }
        for (const result of below) yield pairOf(result);
      },
      async *[Symbol.asyncIterator]() {
        for await (const result of begin(false)) yield pairOf(result);
      },
    };
  }

  /** What the stages below get anew: arguments that differ from those known here, under the names of today. */
  private changes(kwargs: StageArguments): Context {
    const { context } = this.setup;
    const named = Object.entries(kwargs).map(([name, value]) => [canonicalArgumentName(name), value] as const);
    return Object.fromEntries(named.filter(([name, value]) => this.provided.has(name) || context[name] !== value));
  }

  /** The stages to run; undefined if they are the rest of the chain. */
  private stagesOf(first: StageClass, rest: readonly unknown[]): readonly StageClass[] | undefined {
    const stages = [first, ...rest.map((entry) => this.stageOf(entry))];
    const { below } = this.setup;
    const isRest = stages.length === below.length && stages.every((stage, index) => stage === below[index]);
    return isRest ? undefined : stages;
  }

  private stageOf(entry: unknown): StageClass {
    const known = this.classes.get(entry) ?? this.asStageClass(entry);
    if (known === undefined)
      throw new Error(`${this.stageName} put something that is no stage into the list of callables`);
    return known;
  }
}

function pairOf({ cme, extra }: StageResult): StagePair {
  return [cme, extra];
}

/** All arguments known at a place: own properties under the names of today, and hidden ones in Python spelling. */
export function keywordArguments(context: Context): StageArguments {
  const values: Record<string, unknown> = {};
  for (const name in context) if (context[name] !== undefined) values[name] = context[name];
  for (const [name, value] of Object.entries(values)) {
    const python = pythonName(name);
    if (python !== name) Object.defineProperty(values, python, { value, enumerable: false });
  }
  return values;
}

/** `lomaLpfLimit` → `loma_lpf_limit`. */
export function pythonName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

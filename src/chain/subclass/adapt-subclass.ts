import { CostFigures } from '../../model/evaluation/evaluation.ts';
import { isStageClass } from '../check/chain-check.ts';
import { describe } from '../check/describe.ts';
import { isStageResult, type StageClass, type StageResult, type StageRun, type StageSetup, stage } from '../stage.ts';
import { Callables, keywordArguments, pythonName } from './callables.ts';
import { isStageSubclass, Stage, type StageSubclass } from './stage-subclass.ts';

/** An entry of the list given to MainStage. */
export type ChainEntry = StageClass | StageSubclass;

const ADAPTED = new WeakMap<StageSubclass, StageClass>();

/** The class that a chain runs for an entry of its list; undefined if the entry is no stage. */
export function asStageClass(entry: unknown): StageClass | undefined {
  if (!isStageSubclass(entry)) return isStageClass(entry) ? entry : undefined;
  const known = ADAPTED.get(entry) ?? adapt(entry);
  ADAPTED.set(entry, known);
  return known;
}

/** Makes a subclass of `Stage` a stage like all others: it gets callables and keyword arguments, its pairs become results. */
function adapt(Subclass: StageSubclass): StageClass {
  const { stageName, contract } = Subclass;
  const run = runOf(Subclass);
  const mentions = 'undeclared' in contract ? { mentions: mentionedIn(Subclass) } : {};
  const Base = stage(stageName, {
    ...contract,
    ...mentions,
    asynchronous: kindOf(run) === 'AsyncGeneratorFunction',
    check: (place) => [...runProblems(run), ...(contract.check?.(place) ?? [])],
  });
  class Adapted extends Base {
    private readonly subclass: Stage;

    constructor(setup: StageSetup) {
      super(setup);
      const { list } = new Callables(Adapted, setup, asStageClass);
      this.subclass = new Subclass(list, keywordArguments(setup.context));
    }

    override run(): StageRun {
      const pairs: unknown = this.subclass.run();
      if (isAsyncIterable(pairs)) return resultsInTime(stageName, pairs);
      if (isIterable(pairs)) return results(stageName, pairs);
      throw new Error(`${stageName}.run() returned ${describe(pairs)} instead of results; ${GENERATOR}`);
    }
  }
  return Adapted;
}

const GENERATOR = 'write it as a generator: "*run() { … yield [cme, extraInfo]; }"';

function* results(stageName: string, pairs: Iterable<unknown>): Generator<StageResult> {
  for (const pair of pairs) yield resultOf(stageName, pair);
}

async function* resultsInTime(stageName: string, pairs: AsyncIterable<unknown>): AsyncGenerator<StageResult> {
  for await (const pair of pairs) yield resultOf(stageName, pair);
}

/** What a subclass yielded, as a result. */
function resultOf(stageName: string, yielded: unknown): StageResult {
  if (Array.isArray(yielded) && yielded.length === 2) {
    const [cme, extra]: readonly unknown[] = yielded;
    if (isEvaluation(cme)) return { cme, extra };
  }
  if (isStageResult(yielded) && isEvaluation(yielded.cme)) return yielded;
  const found = isEvaluation(yielded) ? 'an evaluation without extra information' : describe(yielded);
  throw new Error(
    `${stageName}.run() yielded ${found}; every stage yields pairs of an evaluation and extra information: yield [cme, extraInfo]`,
  );
}

function isEvaluation(value: unknown): value is StageResult['cme'] {
  return value instanceof CostFigures;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function runOf(Subclass: StageSubclass): unknown {
  return Subclass.prototype.run;
}

/** What is wrong with `run`, as far as that shows before it is called. */
function runProblems(run: unknown): string[] {
  if (typeof run !== 'function') return [`it has no method run: ${GENERATOR}`];
  return kindOf(run) === 'AsyncFunction' ? [`run is an async function and no generator: write "async *run()"`] : [];
}

/** `GeneratorFunction`, `AsyncGeneratorFunction`, `AsyncFunction` or `Function`. */
function kindOf(run: unknown): string {
  return Object.prototype.toString.call(run).slice('[object '.length, -1);
}

/** Whether the text of the class, or of a class between it and `Stage`, has the name of an argument in either spelling. */
function mentionedIn(Subclass: StageSubclass): (name: string) => boolean {
  const texts: string[] = [];
  for (let one: unknown = Subclass; typeof one === 'function' && one !== Stage; one = Object.getPrototypeOf(one)) {
    texts.push(one.toString());
  }
  return (name) => texts.some((text) => text.includes(name) || text.includes(pythonName(name)));
}

import { didYouMean, nearestWord } from '../base/suggest.ts';
import type { Context, Kind } from './kind.ts';
import type { StageClass } from './stage.ts';

/** A chain that cannot work, with everything that is wrong with it. Thrown when the chain is built, before any file is read. */
export class ChainError extends Error {
  override readonly name = 'ChainError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`this chain of stages cannot run:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Arguments that MainStage itself understands. */
const OWN_ARGUMENTS: ReadonlySet<string> = new Set(['files', 'fuse']);

/**
 * Everything that is wrong with a chain and its arguments; empty when it can run.
 * @param builtIn all stages of the library, to advise which one provides a missing argument.
 */
export function chainProblems(chain: readonly unknown[], given: Context, builtIn: readonly StageClass[]): string[] {
  if (chain.length === 0) return ['the list of stages is empty; end it with CostModelStage'];
  const problems: string[] = [];
  const stages = chain.flatMap((entry, index) => {
    if (isStageClass(entry)) return [entry];
    problems.push(`item ${index + 1} (${describe(entry)}) is not a stage class`);
    return [];
  });
  if (problems.length > 0) return problems;
  return [
    ...argumentProblems(stages, given, builtIn),
    ...orderProblems(stages),
    ...unusedProblems(stages, given, builtIn),
  ];
}

export function isStageClass(value: unknown): value is StageClass {
  return typeof value === 'function' && 'stageName' in value && 'contract' in value;
}

function place(stage: StageClass, index: number): string {
  return `${stage.stageName} (stage ${index + 1})`;
}

/** Walks down the chain with what every name stands for: an argument (undefined) or the kind a stage provides. */
function argumentProblems(stages: readonly StageClass[], given: Context, builtIn: readonly StageClass[]): string[] {
  const problems: string[] = [];
  const known = new Map<string, Kind<unknown> | undefined>(Object.keys(given).map((name) => [name, undefined]));
  stages.forEach((stage, index) => {
    const { requires, options, provides, drops } = stage.contract;
    for (const [name, kind] of Object.entries(requires ?? {})) {
      const problem = argumentProblem(name, kind, known, given);
      if (problem === undefined) continue;
      problems.push(
        `${place(stage, index)} ${problem}: ${adviceFor(name, kind, builtIn)}${slipFor(name, known, given, builtIn)}`,
      );
      // Said once: the stages below would only repeat it.
      known.set(name, kind);
    }
    for (const [name, kind] of Object.entries(options ?? {})) {
      if (known.has(name) && known.get(name) === undefined && !kind.is(given[name])) {
        problems.push(`${place(stage, index)}: '${name}' must be ${kind.label}, not ${describe(given[name])}`);
      }
    }
    for (const name of drops ?? []) known.delete(name);
    for (const [name, kind] of Object.entries(provides ?? {})) known.set(name, kind);
  });
  return problems;
}

/** What is wrong with an argument that a stage requires, if anything. */
function argumentProblem(
  name: string,
  kind: Kind<unknown>,
  known: ReadonlyMap<string, Kind<unknown> | undefined>,
  given: Context,
): string | undefined {
  if (!known.has(name)) return `needs '${name}' (${kind.label})`;
  const provided = known.get(name);
  if (provided === undefined ? kind.is(given[name]) : provided.label === kind.label) return undefined;
  const actual = provided === undefined ? `the argument ${describe(given[name])}` : provided.label;
  return `needs '${name}' as ${kind.label}, but it is ${actual}`;
}

/** For an argument that nobody gave: the given one that may have been meant. */
function slipFor(
  name: string,
  known: ReadonlyMap<string, unknown>,
  given: Context,
  builtIn: readonly StageClass[],
): string {
  return known.has(name) ? '' : didYouMean(name, unknownNames(given, builtIn));
}

function adviceFor(name: string, kind: Kind<unknown>, builtIn: readonly StageClass[]): string {
  // Stages that change the argument need it themselves; only its first source helps.
  const providers = builtIn.filter(
    ({ contract }) =>
      contract.provides?.[name]?.label === kind.label && contract.requires?.[name]?.label !== kind.label,
  );
  return providers.length > 0
    ? `put ${providers.map(({ stageName }) => stageName).join(' or ')} above it`
    : `pass '${name}' to MainStage`;
}

function orderProblems(stages: readonly StageClass[]): string[] {
  const problems: string[] = [];
  let synchronous: StageClass | undefined;
  stages.forEach((stage, index) => {
    const { leaf, asynchronous, passive, singleEvaluationsOnly, yieldsSums } = stage.contract;
    const isLast = index === stages.length - 1;
    if (leaf && !isLast) {
      problems.push(
        `${place(stage, index)} ends a chain, but ${stages.length - 1 - index} more follow: move it to the end`,
      );
    }
    if (!leaf && isLast) {
      problems.push(
        `${place(stage, index)} cannot be last: end the chain with a stage that yields evaluations, e.g. CostModelStage`,
      );
    }
    if (asynchronous && synchronous !== undefined) {
      problems.push(
        `${place(stage, index)} is asynchronous but stands below ${synchronous.stageName}, which is synchronous: move it above`,
      );
    }
    if (!asynchronous && !passive) synchronous ??= stage;
    const summing = stages.slice(index + 1).find(({ contract }) => contract.yieldsSums);
    if (singleEvaluationsOnly && summing !== undefined) {
      const work = yieldsSums ? 'adds' : 'compares';
      problems.push(
        `${place(stage, index)} ${work} single-layer results, but ${summing.stageName} below it yields a total: move it below`,
      );
    }
  });
  return problems;
}

/** Arguments that no stage of the chain uses: slips are errors; names that other stages know are allowed, for chains with a stage commented out. */
function unusedProblems(stages: readonly StageClass[], given: Context, builtIn: readonly StageClass[]): string[] {
  const used = new Set(stages.flatMap(argumentNames));
  const knownElsewhere = new Set(builtIn.flatMap(argumentNames));
  return Object.keys(given)
    .filter((name) => !used.has(name) && !OWN_ARGUMENTS.has(name) && !knownElsewhere.has(name))
    .map((name) => `argument '${name}' is used by no stage${didYouMean(name, [...used, ...knownElsewhere])}`);
}

function argumentNames({ contract }: StageClass): string[] {
  return [...Object.keys(contract.requires ?? {}), ...Object.keys(contract.options ?? {})];
}

/** Given arguments that no built-in stage knows: candidates for a slip. */
function unknownNames(given: Context, builtIn: readonly StageClass[]): string[] {
  const known = new Set(builtIn.flatMap(argumentNames));
  return Object.keys(given).filter((name) => !known.has(name) && nearestWord(name, known) !== undefined);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return value.name;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

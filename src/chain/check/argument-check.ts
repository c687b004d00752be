import { didYouMean, nearestWord } from '../../base/suggest.ts';
import type { Context, Kind } from '../kind.ts';
import type { StageClass } from '../stage.ts';
import { originalStage } from '../stage-alias.ts';
import { describe, place } from './describe.ts';

/** Arguments that MainStage itself understands. */
const OWN_ARGUMENTS: ReadonlySet<string> = new Set(['files', 'fuse']);

/** What a name stands for at some place of the chain: the kind a stage above provides, or values that were given. */
type Known = { readonly kind: Kind<unknown> } | { readonly values: readonly unknown[] };

/** Walks down the chain: does every stage find what it requires, and are its options what they must be? */
export function argumentProblems(
  stages: readonly StageClass[],
  given: Context,
  builtIn: readonly StageClass[],
): string[] {
  const problems: string[] = [];
  const known = new Map<string, Known>(Object.entries(given).map(([name, value]) => [name, { values: [value] }]));
  stages.forEach((stage, index) => {
    const { requires, options, provides, drops, needsOneOf, providesNamed, check } = stage.contract;
    for (const [name, kind] of Object.entries(requires ?? {})) {
      const problem = requirementProblem(name, kind, known.get(name));
      if (problem === undefined) continue;
      if (stages.slice(0, index).some(({ contract }) => contract.mentions?.(name))) {
        // A stage above that declares nothing may set it; if it does not, this stage says so when it runs.
        known.set(name, { kind });
        continue;
      }
      const drop = known.has(name) ? undefined : dropping(stages.slice(0, index), name);
      if (drop !== undefined) {
        problems.push(belowDropping(stage, index, name, kind, drop));
        known.set(name, { kind });
        continue;
      }
      const slip = known.has(name) ? '' : didYouMean(name, unknownNames(given, builtIn));
      problems.push(`${place(stage, index)} ${problem}: ${adviceFor(name, kind, builtIn)}${slip}`);
      // Said once: the stages below would only repeat it.
      known.set(name, { kind });
    }
    for (const [name, kind] of Object.entries(options ?? {})) {
      const problem = optionProblem(name, kind, known.get(name));
      if (problem !== undefined) problems.push(`${place(stage, index)}: ${problem}`);
    }
    for (const names of needsOneOf ?? []) {
      if (names.some((name) => known.has(name))) continue;
      const list = names.map((name) => `'${name}'`).join(' or ');
      problems.push(`${place(stage, index)} needs ${list}: pass one of them to MainStage`);
    }
    const here = {
      above: stages.slice(0, index),
      below: stages.slice(index + 1),
      given,
      isBuiltIn: (candidate: StageClass) => builtIn.includes(originalStage(candidate)),
      known: new Set([...known.keys(), ...Object.keys(options ?? {})]),
    };
    problems.push(...(check?.(here) ?? []).map((problem) => `${place(stage, index)}: ${problem}`));
    for (const name of drops ?? []) known.delete(name);
    for (const [name, kind] of Object.entries(provides ?? {})) known.set(name, { kind });
    for (const [name, values] of providesNamed?.(given) ?? []) known.set(name, { values });
  });
  return problems;
}

/** The lowest of the stages that hides an argument from those below, with its place. */
function dropping(above: readonly StageClass[], name: string): string | undefined {
  const index = above.findLastIndex(({ contract }) => contract.drops?.includes(name) === true);
  const stage = above[index];
  return stage === undefined ? undefined : place(stage, index);
}

/** A stage needs what a stage above hides from it: it stands too low. */
function belowDropping(stage: StageClass, index: number, name: string, kind: Kind<unknown>, drop: string): string {
  const { needsWholeNetwork } = stage.contract;
  const [here, loop] = [place(stage, index), drop.replace(/ \(.*/, '')];
  return name === 'workload' && needsWholeNetwork !== undefined
    ? `${here} must stand above ${loop}, because it ${needsWholeNetwork}; below ${drop} every stage sees one layer only: move it above ${loop}`
    : `${here} needs '${name}' (${kind.label}), which ${drop} hides from the stages below: move it above ${loop}`;
}

/** What is wrong with an argument that a stage requires, if anything. */
function requirementProblem(name: string, kind: Kind<unknown>, known: Known | undefined): string | undefined {
  if (known === undefined) return `needs '${name}' (${kind.label})`;
  if ('kind' in known) {
    return known.kind.label === kind.label
      ? undefined
      : `needs '${name}' as ${kind.label}, but it is ${known.kind.label}`;
  }
  const wrong = known.values.filter((value) => !kind.is(value));
  return wrong.length === 0 ? undefined : `needs '${name}' as ${kind.label}, but the argument is ${describe(wrong[0])}`;
}

function optionProblem(name: string, kind: Kind<unknown>, known: Known | undefined): string | undefined {
  const wrong = known !== undefined && 'values' in known ? known.values.filter((value) => !kind.is(value)) : [];
  return wrong.length === 0 ? undefined : `'${name}' must be ${kind.label}, not ${describe(wrong[0])}`;
}

function adviceFor(name: string, kind: Kind<unknown>, builtIn: readonly StageClass[]): string {
  // Stages that change the argument take it themselves; only its first source helps.
  const providers = builtIn.filter(
    ({ contract }) =>
      contract.provides?.[name]?.label === kind.label &&
      contract.requires?.[name]?.label !== kind.label &&
      contract.options?.[name] === undefined,
  );
  return providers.length > 0
    ? `put ${providers.map(({ stageName }) => stageName).join(' or ')} above it`
    : `pass '${name}' to MainStage`;
}

/**
 * Arguments that no stage of the chain uses. Names that other stages know are only idle, as in a chain with a stage commented out;
 * all others are slips.
 */
export function unusedArguments(
  stages: readonly StageClass[],
  given: Context,
  builtIn: readonly StageClass[],
): { readonly slips: readonly string[]; readonly idle: readonly string[] } {
  const used = new Set(stages.flatMap(argumentNames));
  const knownElsewhere = new Set(builtIn.flatMap(argumentNames));
  const iterated = stages.flatMap(({ contract }) => [...(contract.providesNamed?.(given).keys() ?? [])]);
  const isMentioned = (name: string): boolean => stages.some(({ contract }) => contract.mentions?.(name) === true);
  const unused = [...Object.keys(given), ...iterated].filter(
    (name) => !used.has(name) && !OWN_ARGUMENTS.has(name) && !isMentioned(name),
  );
  return {
    slips: unused
      .filter((name) => !knownElsewhere.has(name))
      .map((name) => `no stage uses the argument '${name}'${didYouMean(name, [...used, ...knownElsewhere])}`),
    idle: unused.filter((name) => knownElsewhere.has(name)),
  };
}

function argumentNames({ contract }: StageClass): string[] {
  return [...Object.keys(contract.requires ?? {}), ...Object.keys(contract.options ?? {})];
}

/** Given arguments that no built-in stage knows: candidates for a slip. */
function unknownNames(given: Context, builtIn: readonly StageClass[]): string[] {
  const known = new Set(builtIn.flatMap(argumentNames));
  return Object.keys(given).filter((name) => !known.has(name) && nearestWord(name, known) !== undefined);
}

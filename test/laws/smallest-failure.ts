import fc from 'fast-check';
import { CASES, type CaseChoices } from './cases/choices.ts';
import { holdsWith, type Quirk, quirksBehind } from './quirks/explain.ts';
import { REPAIRS } from './quirks/repairs.ts';
import type { Law } from './rules/law.ts';
import { LawChecker } from './run-laws.ts';

/** Whether one quirk alone breaks a law in a case, by the reference. */
export function isBrokenBy(quirk: string, law: Law, choices: CaseChoices): boolean {
  if (new LawChecker('reference').check([law], choices)[0] === undefined) return false;
  const repair = REPAIRS.find((one) => one === quirk);
  if (repair !== undefined && law.key !== 'counts') return holdsWith([repair], law, choices);
  return quirksBehind(law, choices).join() === quirk;
}

/** A case in which one quirk breaks a law, made as simple as fast-check can. */
export function smallestFailure(law: Law, quirk: Quirk, found: CaseChoices): CaseChoices {
  const property = fc.property(CASES, (choices) => !isBrokenBy(quirk, law, choices));
  const { counterexample } = fc.check(property, { examples: [[found]], numRuns: 1 });
  const [smallest = found] = counterexample ?? [];
  return { design: withoutZeros(smallest.design), mapping: withoutZeros(smallest.mapping) };
}

function withoutZeros(choices: readonly number[]): number[] {
  return choices.slice(0, choices.findLastIndex((choice) => choice > 0) + 1);
}

import { FROM_HIGH, TO_HIGH } from '../../../src/engine/problem/compiled-problem.ts';
import type { CaseChoices } from '../cases/choices.ts';
import { counts } from '../rules/count-laws.ts';
import { differs, type Law } from '../rules/law.ts';
import { type Direction, directionsOf, elementsMoved } from '../rules/traffic.ts';
import { LawChecker } from '../run-laws.ts';
import { REPAIRS, type Repair } from './repairs.ts';

/** Faults in counts are told by what is counted. The others are told by what repairs them. */
export type Quirk = Repair | 'C19' | 'C20' | 'C21' | 'C24';

const MOST_TOGETHER = 4;

/**
 * The quirks of the reference that break a law in a case. It is the smallest set without which the law holds, and the first of equal ones.
 * A count can have several faults besides.
 * @throws Error when no known quirk explains it.
 */
export function quirksBehind(law: Law, choices: CaseChoices): readonly Quirk[] {
  const found = law === counts ? quirksOfCounts(choices) : repairsOf(law, choices);
  if (found === undefined) throw new Error(`${law.name}: no quirk explains ${JSON.stringify(choices)}`);
  return found;
}

function repairsOf(law: Law, choices: CaseChoices): readonly Repair[] | undefined {
  for (let size = 1; size <= MOST_TOGETHER; size++) {
    for (const some of subsets(REPAIRS, size)) if (holdsWith(some, law, choices)) return some;
  }
  return undefined;
}

/** Whether a law holds for the reference without some quirks. */
export function holdsWith(repairs: readonly Repair[], law: Law, choices: CaseChoices): boolean {
  return repaired(repairs).check([law], choices)[0] === undefined;
}

const checkers = new Map<string, LawChecker>();

/** The reference with some repairs; cases of one design follow each other. */
function repaired(repairs: readonly Repair[]): LawChecker {
  const name = repairs.join(' ');
  const checker = checkers.get(name) ?? new LawChecker('reference', new Set(repairs));
  checkers.set(name, checker);
  return checker;
}

/** Repairs that change what is counted. */
const COUNTING: readonly Repair[] = ['C2', 'C5', 'C4', 'C30'];

function quirksOfCounts(choices: CaseChoices): readonly Quirk[] | undefined {
  const quirks = new Set<Quirk>();
  const left = wrongCounts(COUNTING, choices);
  for (const slot of wrongCounts([], choices).keys()) {
    const still = left.get(slot);
    const found = still === undefined ? smallestRepair(slot, choices) : quirksOfCount(still);
    if (found.length === 0) return undefined;
    for (const quirk of found) quirks.add(quirk);
  }
  return [...quirks].toSorted();
}

/** The fewest repairs with which a direction is counted rightly. */
function smallestRepair(slot: number, choices: CaseChoices): readonly Repair[] {
  for (let size = 1; size < COUNTING.length; size++) {
    for (const some of subsets(COUNTING, size)) if (!wrongCounts(some, choices).has(slot)) return some;
  }
  return COUNTING;
}

interface WrongCount extends Direction {
  readonly moved: number;
  readonly exact: number;
  /** The interface adds up partial sums of several units. */
  readonly reduces: boolean;
  /** Some dimension has a smaller last round. */
  readonly hasRemainder: boolean;
}

/** Directions whose elements the reference counts wrongly, by slot. */
function wrongCounts(repairs: readonly Repair[], choices: CaseChoices): ReadonlyMap<number, WrongCount> {
  const { costed, exact } = repaired(repairs).evaluated(choices);
  const hasRemainder = exact.problem.tiles?.hasRemainder === true;
  return new Map(
    directionsOf(costed.problem).flatMap((direction) => {
      const [moved, right] = [elementsMoved(costed, direction), elementsMoved(exact, direction)];
      if (!differs(moved, right)) return [];
      const reduces = (exact.problem.tiles?.operands[direction.operand]?.addedAt[direction.interface] ?? 1) > 1;
      return [[direction.slot, { ...direction, moved, exact: right, reduces, hasRemainder }]];
    }),
  );
}

function quirksOfCount({ isReadBack, code, moved, exact, reduces, hasRemainder }: WrongCount): Quirk[] {
  if (isReadBack && exact === 0) return ['C20'];
  if (isReadBack && moved > exact) return code === FROM_HIGH && reduces ? ['C19', 'C21'] : ['C19'];
  if (hasRemainder) return ['C2'];
  // What several units take in the same period, the reference reads once per unit.
  return code < TO_HIGH ? ['C24'] : [];
}

function subsets<T>(list: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return list.flatMap((first, index) => subsets(list.slice(index + 1), size - 1).map((rest) => [first, ...rest]));
}

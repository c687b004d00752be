import type { Findings } from '../../io/text/findings.ts';
import { originOf } from '../../io/text/source-document.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { MemoryHierarchy } from '../../model/accelerator/memory-hierarchy.ts';
import type { TimeloopMap, TimeloopNest } from '../map/timeloop-map.ts';
import type { NamePairs } from '../names/name-pairs.ts';
import * as errors from './import-errors.ts';

/** A level of a map with the memories here that it is. */
export interface ImportedLevel {
  readonly target: string;
  /** None for a level that holds nothing. */
  readonly memories: readonly MemoryLevel[];
  readonly temporal: TimeloopNest | undefined;
  readonly spatial: TimeloopNest | undefined;
}

export interface ImportedLevels {
  /** Levels with loops, innermost first. */
  readonly nested: readonly ImportedLevel[];
  /** Levels of which the map only says what they hold. */
  readonly loopless: readonly ImportedLevel[];
}

/** The levels of a map. Files list them from the outermost or from the innermost; the accelerator tells which. */
export function importedLevels(
  map: TimeloopMap,
  hierarchy: MemoryHierarchy,
  given: NamePairs,
  findings: Findings,
): ImportedLevels {
  const levelOf = (target: string): ImportedLevel => {
    const names = given.get(target)?.split('+') ?? [target];
    const nest = (type: TimeloopNest['type']) => map.nests.find((one) => one.type === type && one.target === target);
    const memories = hierarchy.memories.filter(({ name }) => names.includes(name));
    return { target, memories, temporal: nest('temporal'), spatial: nest('spatial') };
  };
  const withLoops = [...new Set(map.nests.map(({ target }) => target))];
  const others = [...new Set(map.storage.map(({ target }) => target))].filter((target) => !withLoops.includes(target));
  const [listed, loopless] = [withLoops.map(levelOf), others.map(levelOf)];
  for (const memory of hierarchy.memories) {
    const owners = [...listed, ...loopless].filter(({ memories }) => memories.includes(memory));
    if (owners.length > 1) {
      const names = owners.map(({ target }) => target);
      findings.add([errors.memoryOfTwoLevels(originOf(map.document, ['mapping']), memory.name, names)]);
    }
  }
  return { nested: fromInnermost(map, listed, hierarchy, findings), loopless };
}

function fromInnermost(
  { document }: TimeloopMap,
  listed: readonly ImportedLevel[],
  { levels }: MemoryHierarchy,
  findings: Findings,
): readonly ImportedLevel[] {
  // Numbers count from the innermost level.
  if (listed.every(({ target }) => /^\d+$/.test(target)))
    return listed.toSorted((a, b) => Number(a.target) - Number(b.target));
  const placeOf = (memory: MemoryLevel) => listed.findIndex(({ memories }) => memories.includes(memory));
  const pairs = [...levels.values()]
    .flatMap((stack) => stack.flatMap((lower, index) => stack.slice(index + 1).map((upper) => [lower, upper] as const)))
    .map(([lower, upper]) => [placeOf(lower), placeOf(upper)] as const)
    .filter(([lower, upper]) => lower >= 0 && upper >= 0 && lower !== upper);
  const outermostFirst = 2 * pairs.filter(([lower, upper]) => lower > upper).length >= pairs.length;
  const wrong = pairs.find(([lower, upper]) => lower > upper !== outermostFirst);
  if (wrong !== undefined) {
    const [lower = '', upper = ''] = wrong.map((place) => listed[place]?.target ?? '');
    findings.add([errors.unclearOrder(originOf(document, ['mapping']), lower, upper)]);
  }
  return outermostFirst ? listed.toReversed() : listed;
}

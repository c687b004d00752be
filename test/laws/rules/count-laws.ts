import type { RandomCase } from '../../corrected/random-case.ts';
import { OperandWalk, type WalkedInterface } from '../../corrected/walk.ts';
import { sideOf, walkedInterfaces } from '../../corrected/walked-transfers.ts';
import { differs, isBelow, type Law, short } from './law.ts';
import { directionName, directionsOf, distinctElements, elementsMoved } from './traffic.ts';

export const distinct: Law = {
  key: 'distinct',
  name: 'No interface moves less than the distinct elements that cross it',
  check({ costed }) {
    const { problem } = costed;
    for (const direction of directionsOf(problem)) {
      if (direction.isReadBack) continue;
      const moved = elementsMoved(costed, direction);
      const least = distinctElements(problem, direction.operand);
      if (isBelow(moved, least)) return `${directionName(problem, direction)}: ${short(moved)} of ${least} elements`;
    }
    return undefined;
  },
};

const walks = new WeakMap<RandomCase, readonly WalkedInterface[][]>();

/** All interfaces by operand. A case is walked once, for both models. */
function walkOf(given: RandomCase): readonly WalkedInterface[][] {
  const known = walks.get(given);
  if (known !== undefined) return known;
  const walked = Object.keys(given.layer.operands).map((name) =>
    walkedInterfaces(given, name, new OperandWalk(given, name)),
  );
  walks.set(given, walked);
  return walked;
}

const SHORT_FORMS = ['tl', 'fl', 'th', 'fh'];

export const counts: Law = {
  key: 'counts',
  name: 'Counts equal those of a walk over all iterations',
  check({ costed, drawn: { given } }) {
    const { problem } = costed;
    const walked = walkOf(given);
    for (const direction of directionsOf(problem)) {
      const at = walked[direction.operand]?.[direction.interface];
      if (at === undefined) continue;
      const { elements } = sideOf(at, SHORT_FORMS[direction.code] ?? '', direction.operand === 0);
      const moved = elementsMoved(costed, direction);
      if (differs(moved, elements)) {
        return `${directionName(problem, direction)}: ${short(moved)} elements instead of ${elements}`;
      }
    }
    return undefined;
  },
};

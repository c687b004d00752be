import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changed,
  type History,
  historyOf,
  redo,
  redoLabel,
  settled,
  undo,
  undoLabel,
} from '../../studio/state/history.ts';
import { FIRST_PROJECT } from '../../studio/state/project.ts';
import { project } from './support.ts';

/** A change of its own, or part of a gesture. */
const edit = fc.record({ project, gesture: fc.constantFrom(undefined, 'drag', 'type'), ends: fc.boolean() });
const edits = fc.array(edit, { maxLength: 12 });

function all(list: readonly { project: typeof FIRST_PROJECT; gesture: string | undefined; ends: boolean }[]): History {
  return list.reduce((history, { project: next, gesture, ends }, index) => {
    const after = changed(history, next, `step ${index}`, gesture);
    return ends ? settled(after) : after;
  }, historyOf(FIRST_PROJECT));
}

describe('the history of a project', () => {
  test('is undone to its start and redone to its end', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const end = all(list);
        let history = end;
        const seen = [history.present];
        while (undoLabel(history) !== undefined) {
          history = undo(history);
          seen.push(history.present);
        }
        expect(history.present).toBe(FIRST_PROJECT);
        for (const before of seen.toReversed().slice(1)) {
          expect(redoLabel(history)).not.toBeUndefined();
          history = redo(history);
          expect(history.present).toBe(before);
        }
        expect(history.present).toBe(end.present);
        expect(redoLabel(history)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test('has one step per gesture, from before its start', () => {
    fc.assert(
      fc.property(fc.array(project, { minLength: 2, maxLength: 6 }), (projects) => {
        const end = all(projects.map((one) => ({ project: one, gesture: 'drag', ends: false })));
        expect(end.past.length).toBe(1);
        expect(undo(end).present).toBe(FIRST_PROJECT);
        expect(undoLabel(end)).toBe(`step ${projects.length - 1}`);
      }),
      { numRuns: 30 },
    );
  });

  test('forgets what was undone when something else is changed', () => {
    const one = { ...FIRST_PROJECT, sliders: [] };
    const history = changed(undo(changed(historyOf(FIRST_PROJECT), one, 'first')), { ...one }, 'second');
    expect(redo(history)).toEqual(history);
    expect(undoLabel(history)).toBe('second');
  });

  test('has no step for a change that changes nothing', () => {
    expect(changed(historyOf(FIRST_PROJECT), FIRST_PROJECT, 'none').past).toEqual([]);
  });
});

import type { Project } from './project.ts';

/** A change that can be undone, named for the button: `size 1 MiB to 512 KiB`. */
interface Step {
  readonly project: Project;
  readonly label: string;
}

/** One line of steps over texts, sliders, pins and loaded designs. */
export interface History {
  readonly past: readonly Step[];
  readonly present: Project;
  readonly future: readonly Step[];
  /** What the last step belongs to: further changes of the same gesture join it. */
  readonly gesture?: string | undefined;
}

/** Steps that are kept. */
const MOST_STEPS = 200;

export function historyOf(present: Project): History {
  return { past: [], present, future: [] };
}

/**
 * The history after a change. A change that gives the same project is none.
 * @param gesture changes in a row with the same one make one step: a drag of a slider, typing in one file.
 */
export function changed(history: History, project: Project, label: string, gesture?: string): History {
  if (project === history.present) return history;
  if (gesture !== undefined && gesture === history.gesture && history.past.length > 0) {
    const [last] = history.past.slice(-1);
    const past = last === undefined ? [] : [...history.past.slice(0, -1), { ...last, label }];
    return { past, present: project, future: [], gesture };
  }
  const past = [...history.past, { project: history.present, label }].slice(-MOST_STEPS);
  return { past, present: project, future: [], gesture };
}

/** Ends a gesture: the next change is a step of its own. */
export function settled(history: History): History {
  return history.gesture === undefined ? history : { ...history, gesture: undefined };
}

/** What the button undoes; undefined where there is nothing. */
export function undoLabel({ past }: History): string | undefined {
  return past.at(-1)?.label;
}

export function redoLabel({ future }: History): string | undefined {
  return future.at(-1)?.label;
}

export function undo({ past, present, future }: History): History {
  const last = past.at(-1);
  if (last === undefined) return { past, present, future };
  return {
    past: past.slice(0, -1),
    present: last.project,
    future: [...future, { project: present, label: last.label }],
  };
}

export function redo({ past, present, future }: History): History {
  const next = future.at(-1);
  if (next === undefined) return { past, present, future };
  return {
    past: [...past, { project: present, label: next.label }],
    present: next.project,
    future: future.slice(0, -1),
  };
}

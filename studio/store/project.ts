import { batch, computed, signal } from '@preact/signals';
import { changed, type History, historyOf, redo, redoLabel, settled, undo, undoLabel } from '../state/history.ts';
import { FIRST_PROJECT, type Project } from '../state/project.ts';

/* The project on screen and its history: the one place where it changes. */

export const history = signal<History>(historyOf(FIRST_PROJECT));

export const project = computed(() => history.value.present);
export const canUndo = computed(() => undoLabel(history.value));
export const canRedo = computed(() => redoLabel(history.value));

/** A sentence about what was just done, with a way back; gone with the next change. */
export const message = signal<Message | undefined>(undefined);

export interface Message {
  readonly text: string;
  /** Whether the button to undo stands beside it. */
  readonly canUndo?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/**
 * Changes the project.
 * @param label what the button to undo names: `size 1 MiB to 512 KiB`.
 * @param gesture changes of one gesture are undone together.
 */
export function edit(change: (project: Project) => Project, label: string, gesture?: string): void {
  batch(() => {
    const before = history.value;
    history.value = changed(before, change(before.present), label, gesture);
    if (history.value !== before) message.value = undefined;
  });
}

/** Ends a gesture, so that the next change is a step of its own. */
export function endGesture(): void {
  history.value = settled(history.value);
}

export function undoEdit(): void {
  batch(() => {
    history.value = undo(history.value);
    message.value = undefined;
  });
}

export function redoEdit(): void {
  batch(() => {
    history.value = redo(history.value);
    message.value = undefined;
  });
}

/** Replaces the project as one step: a loaded design, an opened link. */
export function load(next: Project, label: string): void {
  edit(() => next, label);
}

/** Starts with a project, without a step before it. */
export function startWith(first: Project): void {
  history.value = historyOf(first);
}

import { effect } from '@preact/signals';
import type { Project } from '../state/project.ts';
import { suggestedSliders } from '../text/slider-choice.ts';
import { edit, history, project, startWith } from './project.ts';
import { texts } from './texts.ts';

/** Puts the sliders of the accelerator beside a project that has none yet, once its text is here. No step of the history. */
function addWhenHere(isStill: (now: Project) => boolean, apply: (next: Project) => void): void {
  const end = effect(() => {
    const text = texts.value.accelerator;
    if (text === undefined) return;
    queueMicrotask(() => {
      end();
      const now = project.peek();
      if (isStill(now)) apply({ ...now, sliders: suggestedSliders(text) });
    });
  });
}

/** A link tells which sliders there are, and may tell that there are none. */
function isLink(hash: string): boolean {
  return hash.startsWith('#v');
}

/** Sliders of the first visit, and of files that the command serves. */
export function suggestAtStart(): void {
  const first = project.peek();
  if (first.sliders.length > 0 || first.pinned !== undefined || isLink(location.hash)) return;
  addWhenHere(
    (now) => now === first,
    (next) => startWith(next),
  );
}

/** Sliders of a built-in accelerator that was just chosen: part of the same step. */
export async function suggestForBuiltIn(name: string): Promise<void> {
  const isChosen = ({ files }: Project): boolean =>
    files.accelerator.source === 'built-in' && files.accelerator.name === name;
  // Sliders of the file before lead to places that this one lacks.
  const gesture = `choose ${name}`;
  history.value = { ...history.peek(), gesture };
  edit((now) => ({ ...now, sliders: [] }), `accelerator ${name}`, gesture);
  addWhenHere(isChosen, (next) => edit(() => next, `accelerator ${name}`, gesture));
}

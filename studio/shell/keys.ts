import { pinNow, swapWithPinned } from '../store/pin.ts';
import { redoEdit, undoEdit } from '../store/project.ts';
import { isCurrent } from '../store/search.ts';
import { keepLit, openPanel, pointAt, toggleFiles, VIEWS, view } from '../store/view.ts';
import { runSweep } from './run-sweep.ts';

/** Keys of the whole page, as the panel of keys lists them. */
export const PAGE_KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['1 … 5', 'views'],
  ['⌘K, Ctrl K', 'all commands; finds numbers, layers and memories'],
  ['⌘Z, ⇧⌘Z', 'undo, redo'],
  ['P, X', 'pin as A; swap with A'],
  ['E, R', 'editor; run the sweep'],
  ['/', 'find in the list of this view'],
  ['⌘S, ⇧⌘C', 'download the project; copy the link'],
  ['F6, ⇧F6', 'next pane, last pane'],
  ['chart: ← → ↑ ↓, Enter, C, E', 'next design of the front or in that direction; load; compare; explain'],
  ['Alt ↑ ↓ in the editor', 'one step of the number; with Shift ten'],
  ['← →, ⇧, Home, End, Enter, Delete on a slider', 'step; power of two; ends; type a value; unpin'],
  ['↑ ↓, Space, ↑ ↓ Space, Esc in the nest', 'choose a loop; take it; move and drop it; put it back'],
  ['← → then Alt ↑ ↓ in the nest', 'choose an operand; move its border'],
  ['S, B, M, [ ] in the nest', 'split a loop; best from here; make it mine; last and next layer'],
  ['Shift Space in the nest', 'drop a loop, with borders at their best'],
  ['Esc', 'leave the editor; put back; unlight'],
];

/** Single letters, outside of text fields only. */
const LETTERS: Readonly<Record<string, () => void>> = {
  p: () => {
    if (isCurrent.peek()) pinNow();
  },
  x: swapWithPinned,
  e: () => {
    view.value = 'design';
    toggleFiles();
    focusOn('.cm-content');
  },
  r: runSweep,
  '/': () => focusOn('#main [data-find]'),
  '?': () => {
    openPanel.value = 'keys';
  },
};

/** Listens to the keys of the page. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    const isCommand = event.metaKey || event.ctrlKey;
    if (isCommand && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      openPanel.value = openPanel.peek() === 'commands' ? undefined : 'commands';
    } else if (isCommand && event.key.toLowerCase() === 'z' && !isTextField(event.target)) {
      event.preventDefault();
      if (event.shiftKey) redoEdit();
      else undoEdit();
    } else if (isCommand && event.key.toLowerCase() === 's') {
      event.preventDefault();
      void import('../share/share-actions.ts').then(({ saveProject }) => saveProject());
    } else if (isCommand && event.shiftKey && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      void import('../share/share-actions.ts').then(({ copyLink }) => copyLink());
    } else if (event.key === 'F6') {
      event.preventDefault();
      walkPanes(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      pointAt(undefined);
      keepLit({});
      if (isTextField(event.target) && event.target instanceof HTMLElement) event.target.blur();
    } else if (!isCommand && !event.altKey && !isTextField(event.target) && openPanel.peek() === undefined) {
      const chosen = VIEWS[Number(event.key) - 1];
      if (chosen !== undefined) view.value = chosen;
      const act = LETTERS[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
  });
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=range]), textarea, select');
}

function focusOn(selector: string): void {
  requestAnimationFrame(() => {
    const element = document.querySelector(selector);
    if (element instanceof HTMLElement) element.focus();
  });
}

function walkPanes(step: number): void {
  const panes = [...document.querySelectorAll('#main .pane')].filter((pane) => pane instanceof HTMLElement);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes[(at + step + panes.length) % Math.max(1, panes.length)]?.focus();
}

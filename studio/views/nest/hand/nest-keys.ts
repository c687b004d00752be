import { openPanel } from '../../../store/view.ts';
import { openSplit } from '../split-panel.tsx';
import { moveHeld, nearestBorder, putBack, stepBorder, stepLayer, takeOrDrop } from './nest-actions.ts';
import { bestFromHere, makeItMine, whyNotMine } from './nest-files.ts';
import { announcement, column, current, focusedAt, focusedNow, held, operandNames } from './nest-state.ts';

/** Keys of the view. @returns whether the key was one. */
function act(event: KeyboardEvent): boolean {
  const { key, altKey, shiftKey } = event;
  if (altKey)
    return (key === 'ArrowUp' || key === 'ArrowDown') && isInNest(event.target)
      ? moveBorder(key === 'ArrowUp' ? 1 : -1)
      : false;
  switch (key) {
    case 's':
      openSplit();
      return true;
    case 'b':
      void bestFromHere();
      return true;
    case 'm': {
      const why = whyNotMine();
      if (why === undefined) void makeItMine();
      else announcement.value = `It cannot be written. ${why}`;
      return true;
    }
    case '[':
      stepLayer(-1);
      return true;
    case ']':
      stepLayer(1);
      return true;
    case 'Escape':
      if (held.peek() === undefined) return false;
      putBack();
      return true;
    default:
      return isInNest(event.target) && actOnLoop(key, shiftKey);
  }
}

/** Keys on a row. */
function actOnLoop(key: string, shift: boolean): boolean {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown':
      if (held.peek() === undefined) choose(key === 'ArrowUp' ? 1 : -1);
      else moveHeld(key === 'ArrowUp' ? 1 : -1);
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      chooseColumn(key === 'ArrowRight' ? 1 : -1);
      return true;
    case ' ':
    case 'Enter':
      takeOrDrop(shift);
      return true;
    default:
      return false;
  }
}

function choose(step: number): void {
  const count = current.peek()?.loops.length ?? 1;
  focusedAt.value = Math.max(0, Math.min(count - 1, focusedNow.peek() + step));
}

function chooseColumn(step: number): void {
  const names = operandNames.peek();
  column.value = Math.max(0, Math.min(names.length - 1, column.peek() + step));
  announcement.value = `Operand ${names[column.peek()] ?? ''}. Alt up and down move its border.`;
}

function moveBorder(step: number): boolean {
  const border = nearestBorder();
  if (border !== undefined) stepBorder(border.operand, border.level, step);
  return true;
}

function isInNest(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-nest] .loops') !== null;
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** Listens to the keys of the view; ends with the signal. */
export function listenToNestKeys(signal: AbortSignal): void {
  addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || openPanel.peek() !== undefined) return;
      if (isTextField(event.target) || document.querySelector('dialog[open]') !== null) return;
      if (act(event)) event.preventDefault();
    },
    { signal },
  );
  addEventListener('blur', putBack, { signal });
}

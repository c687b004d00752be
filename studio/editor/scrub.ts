import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { NumberPath } from '../state/project.ts';
import { type PlacedNumber, placesOf } from '../text/numbers.ts';

/** Pixels of a drag that make one step. */
const PIXELS_PER_STEP = 6;
const LARGE_STEPS = 10;

/** What is done with a number that is scrubbed. */
export interface Scrubbing {
  /** Moves the number so many steps from a value. @param from the value when the drag began. */
  readonly step: (path: NumberPath, from: number, steps: number) => void;
  readonly end: () => void;
}

/** A number is changed by dragging it with Alt, or by Alt and the arrow keys. */
export function scrubbing({ step, end }: Scrubbing): Extension {
  const byKey = (steps: number) => (view: EditorView) => {
    const number = numberNear(view, view.state.selection.main.head);
    if (number === undefined) return false;
    step(number.path, number.value, steps);
    end();
    return true;
  };
  return [
    keymap.of([
      { key: 'Alt-ArrowUp', run: byKey(1), shift: byKey(LARGE_STEPS) },
      { key: 'Alt-ArrowDown', run: byKey(-1), shift: byKey(-LARGE_STEPS) },
    ]),
    EditorView.domEventHandlers({
      // With Alt held, numbers look as if they could be dragged.
      mousemove: (event, view) => {
        view.dom.classList.toggle('can-scrub', event.altKey);
      },
      mousedown: (event, view) => {
        if (!event.altKey || event.button !== 0) return false;
        const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
        const number = place === null ? undefined : numberNear(view, place);
        if (number === undefined) return false;
        event.preventDefault();
        follow(event.clientX, (steps) => step(number.path, number.value, steps), end);
        return true;
      },
    }),
  ];
}

function follow(start: number, move: (steps: number) => void, end: () => void): void {
  let last = 0;
  const onMove = ({ clientX }: PointerEvent): void => {
    const steps = Math.round((clientX - start) / PIXELS_PER_STEP);
    if (steps === last) return;
    last = steps;
    move(steps);
  };
  const onUp = (): void => {
    removeEventListener('pointermove', onMove);
    removeEventListener('pointerup', onUp);
    removeEventListener('pointercancel', onUp);
    end();
  };
  addEventListener('pointermove', onMove);
  addEventListener('pointerup', onUp);
  addEventListener('pointercancel', onUp);
}

/** The number at a place of the text, or the only one of its line. */
export function numberNear(view: EditorView, place: number): PlacedNumber | undefined {
  const line = view.state.doc.lineAt(place);
  const numbers = placesOf(view.state.doc.toString()).numbers.filter(
    ({ from, to }) => from >= line.from && to <= line.to,
  );
  return (
    numbers.find(({ from, to }) => from <= place && place <= to) ?? (numbers.length === 1 ? numbers[0] : undefined)
  );
}

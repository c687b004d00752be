import { batch } from '@preact/signals';
import {
  borderRange,
  joinLoops,
  moveBorder,
  moveLoop,
  type Nest,
  type Place,
  type PlacedNest,
  sameNest,
} from '../../../nest/moves.ts';
import { drop, putBack } from './nest-actions.ts';
import { current, focusedAt, held, opened } from './nest-state.ts';

/*
 * Dragging of loops and borders. Everything is measured when the drag begins. After that only a transform of the row in the hand is
 * written, and signals when the place changes.
 */

/** Pixels that a pointer moves before it drags. */
const THRESHOLD = 4;
/** Milliseconds that a finger rests on a row before it drags. */
const REST_MS = 250;
/** Pixels at the bottom of a phone that bars cover. */
const COVERED = 116;
/** Pixels beside the nest from which a drag puts back. */
const MARGIN = 48;

/** Rows of a nest when the drag began, by position of the loop; pixels from the top of the page. */
interface Measured {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly rows: readonly { readonly top: number; readonly bottom: number }[];
  /** How far the nest was scrolled. */
  readonly scrolled: number;
}

/** Starts to watch a pointer that was pressed on a row. */
export function pressLoop(event: PointerEvent, at: number): void {
  const row = event.currentTarget;
  if (!(row instanceof HTMLElement) || event.button !== 0 || held.peek() !== undefined) return;
  const hasGrip = event.target instanceof Element && event.target.closest('.grip') !== null;
  if (event.target instanceof Element && event.target.closest('.step') !== null) return;
  focusedAt.value = at;
  watch(event, row, event.pointerType === 'touch' && !hasGrip ? REST_MS : 0, (measured) => ({
    move: (pointer) => holdLoop(pointer, at, measured, row, event.clientX, event.clientY),
    end: (pointer) => drop(pointer.shiftKey),
    clean: () => {
      row.style.removeProperty('--dx');
      row.style.removeProperty('--dy');
    },
  }));
}

/** Starts to watch a pointer that was pressed on a border. */
export function pressBorder(event: PointerEvent, operand: string, level: number): void {
  const pill = event.currentTarget;
  if (!(pill instanceof HTMLElement) || event.button !== 0 || held.peek() !== undefined) return;
  watch(event, pill, 0, (measured) => ({
    move: (pointer) => {
      const nest = current.peek();
      if (nest === undefined) return;
      const y = pointer.clientY + scrolledSince(measured, pill);
      const end = measured.rows.filter(({ top, bottom }) => (top + bottom) / 2 > y).length;
      const moved = moveBorder(nest, operand, level, end);
      const now = held.peek();
      if (now?.kind === 'border' && sameNest(now.nest, moved)) return;
      held.value = { kind: 'border', operand, level, nest: moved };
    },
    end: () => drop(),
    clean: () => {},
  }));
}

interface Drag {
  readonly move: (pointer: PointerEvent) => void;
  readonly end: (pointer: PointerEvent) => void;
  readonly clean: () => void;
}

function watch(event: PointerEvent, element: HTMLElement, rest: number, begin: (measured: Measured) => Drag): void {
  const { pointerId, clientX, clientY } = event;
  let drag: Drag | undefined;
  let last = event;
  let edges: Edges | undefined;
  const scroll = (): void => {
    if (drag === undefined || edges === undefined) return;
    if (scrollAtEdge(edges, last.clientY)) drag.move(last);
    requestAnimationFrame(scroll);
  };
  const start = (): void => {
    const measured = measure(element);
    if (measured === undefined || drag !== undefined) return;
    drag = begin(measured);
    edges = edgesOf(element, measured);
    requestAnimationFrame(scroll);
  };
  // At once: a quick pointer has left the row before it has moved far enough. Fingers are captured by the browser.
  if (rest === 0) element.setPointerCapture(pointerId);
  const timer = rest > 0 ? setTimeout(start, rest) : undefined;
  const listening = new AbortController();
  const { signal } = listening;
  const stop = (): void => {
    clearTimeout(timer);
    drag?.clean();
    drag = undefined;
    listening.abort();
  };
  const abandon = (): void => {
    const wasDragged = drag !== undefined;
    stop();
    if (wasDragged) putBack();
  };
  element.addEventListener(
    'pointermove',
    (pointer) => {
      if (pointer.pointerId !== pointerId) return;
      last = pointer;
      const isFar = Math.hypot(pointer.clientX - clientX, pointer.clientY - clientY) >= THRESHOLD;
      // A finger that moves before it has rested scrolls the page.
      if (drag === undefined && isFar && rest > 0) stop();
      else if (drag === undefined && isFar) start();
      drag?.move(pointer);
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (pointer) => {
      const ended = drag;
      stop();
      if (ended !== undefined) ended.end(pointer);
    },
    { signal },
  );
  element.addEventListener('pointercancel', abandon, { signal });
  // A finger that drags does not scroll as well.
  element.addEventListener('touchmove', (touch) => drag !== undefined && touch.preventDefault(), {
    signal,
    passive: false,
  });
  addEventListener(
    'keydown',
    (key) => {
      if (key.key !== 'Escape' || drag === undefined) return;
      key.preventDefault();
      abandon();
    },
    { signal, capture: true },
  );
}

/** Pixels from the edge of what can be scrolled where a drag scrolls, and pixels that it scrolls in a frame. */
const EDGE = 36;
const SCROLL_STEP = 8;

/** Scrolls while something is held near the upper or lower edge. */
function scrollAtEdge({ pane, upper, lower, element, measured }: Edges, y: number): boolean {
  const step = y < upper ? -SCROLL_STEP : y > lower ? SCROLL_STEP : 0;
  if (step === 0) return false;
  // Not beyond the nest.
  const at = y + scrolledSince(measured, element);
  if (step < 0 ? at < measured.top : at > measured.bottom) return false;
  pane.scrollBy(0, step);
  return true;
}

/** What scrolls, and the heights above and below which a drag scrolls it. Measured once. */
interface Edges {
  readonly pane: Element | Window;
  readonly upper: number;
  readonly lower: number;
  readonly element: Element;
  readonly measured: Measured;
}

function edgesOf(element: Element, measured: Measured): Edges {
  const pane = element.closest('.scroll');
  const box = pane?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight - COVERED };
  return { pane: pane ?? window, upper: box.top + EDGE, lower: box.bottom - EDGE, element, measured };
}

function measure(element: HTMLElement): Measured | undefined {
  const nest = element.closest('[data-nest]');
  if (nest === null) return undefined;
  const { left, right, top, bottom } = nest.getBoundingClientRect();
  const rows: { top: number; bottom: number }[] = [];
  for (const row of nest.querySelectorAll('[data-at]')) {
    if (!(row instanceof HTMLElement)) continue;
    const box = row.getBoundingClientRect();
    rows[Number(row.dataset.at)] = { top: box.top, bottom: box.bottom };
  }
  return { left, right, top, bottom, rows, scrolled: scrollOf(nest) };
}

function scrollOf(element: Element): number {
  return (element.closest('.scroll')?.scrollTop ?? 0) + window.scrollY;
}

function scrolledSince({ scrolled }: Measured, element: Element): number {
  return scrollOf(element) - scrolled;
}

function holdLoop(
  { clientX, clientY, shiftKey, altKey }: PointerEvent,
  from: number,
  measured: Measured,
  row: HTMLElement,
  startX: number,
  startY: number,
): void {
  const nest = current.peek();
  if (nest === undefined) return;
  const y = clientY + scrolledSince(measured, row);
  row.style.setProperty('--dx', `${Math.max(-40, Math.min(40, clientX - startX)) + 14}px`);
  row.style.setProperty('--dy', `${y - startY}px`);
  const isOutside =
    clientX < measured.left - MARGIN ||
    clientX > measured.right + MARGIN ||
    y < measured.top - MARGIN ||
    y > measured.bottom + MARGIN;
  const home: PlacedNest = { at: from, side: 'home', nest };
  const joins = altKey && !isOutside ? joinedAt(nest, from, measured, y) : undefined;
  const place = isOutside ? home : placed(nest, from, placeAt(measured, from, y));
  const best = shiftKey ? opened.peek()?.costs.withBestBorders(place.nest.loops) : undefined;
  const next =
    joins !== undefined
      ? { ...place, nest: joinLoops(nest, from, joins) }
      : best !== undefined
        ? { ...place, nest: best }
        : place;
  const now = held.peek();
  if (
    now?.kind === 'loop' &&
    now.place.at === next.at &&
    now.place.side === next.side &&
    sameNest(now.place.nest, next.nest)
  )
    return;
  batch(() => {
    held.value = { kind: 'loop', from, place: next, by: 'pointer', bestBorders: best !== undefined, joins };
  });
}

function placed(nest: Nest, from: number, place: Place): PlacedNest {
  return { ...place, nest: moveLoop(nest, from, place) };
}

/** The place at a height: over the half of a row that is nearer, on that row's side of the borders there. */
function placeAt({ rows }: Measured, from: number, y: number): Place {
  const home: Place = { at: from, side: 'home' };
  const own = rows[from];
  if (own !== undefined && y >= own.top && y <= own.bottom) return home;
  const outermost = rows.at(-1);
  if (outermost !== undefined && y < outermost.top) {
    return from === rows.length - 1 ? { at: from, side: 'outer' } : { at: rows.length - 1, side: 'outer' };
  }
  const innermost = rows[0];
  if (innermost !== undefined && y > innermost.bottom) return { at: 0, side: 'inner' };
  let nearest = 0;
  for (const [at, { top, bottom }] of rows.entries()) {
    const best = rows[nearest];
    if (best !== undefined && Math.abs((top + bottom) / 2 - y) < Math.abs((best.top + best.bottom) / 2 - y))
      nearest = at;
  }
  const row = rows[nearest];
  if (row === undefined || nearest === from) return home;
  const isUpperHalf = y < (row.top + row.bottom) / 2;
  const inside = nearest > from ? nearest - 1 : nearest;
  return isUpperHalf ? { at: inside + 1, side: 'inner' } : { at: inside, side: 'outer' };
}

/** The loop of the same dimension that the pointer is over. */
function joinedAt({ loops }: Nest, from: number, { rows }: Measured, y: number): number | undefined {
  const over = rows.findIndex(({ top, bottom }) => y >= top && y <= bottom);
  return over >= 0 && over !== from && loops[over]?.dimension === loops[from]?.dimension ? over : undefined;
}

/** Whether a border can move at all; else why it can't. */
export function stuck(nest: Nest, operand: string, level: number): string | undefined {
  const [least, most] = borderRange(nest, operand, level);
  return least === most ? 'The borders beside it leave no room' : undefined;
}

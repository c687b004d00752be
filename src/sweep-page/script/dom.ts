import type { Markup } from '../../charts/drawing/svg.ts';

export function byId(id: string): HTMLElement | null {
  return document.getElementById(id);
}

/** An element that has an id and is of a kind; undefined where the page has none. */
export function elementOf<T extends HTMLElement>(id: string, kind: new () => T): T | undefined {
  const element = document.getElementById(id);
  return element instanceof kind ? element : undefined;
}

export function all(selector: string, from: ParentNode = document): HTMLElement[] {
  return [...from.querySelectorAll(selector)].filter((element) => element instanceof HTMLElement);
}

/** Fills an element with markup, in which all texts are escaped already. */
export function fill(element: Element | null, contents: Markup | readonly Markup[]): void {
  if (element === null) return;
  const list: readonly Markup[] = 'markup' in contents ? [contents] : contents;
  element.innerHTML = list.map(({ markup }) => markup).join('');
  for (const hidden of all('[data-needs-script]', element)) hidden.hidden = false;
}

/** Says something to those who listen to the page. */
export function announce(text: string): void {
  const place = byId('announcement');
  if (place !== null) place.textContent = text;
}

/** Calls back with the inner width of a box, now and whenever it changes. */
export function onWidth(box: HTMLElement, draw: (width: number) => void): void {
  let last = 0;
  const measure = (): void => {
    const width = Math.floor(box.clientWidth);
    if (width === last || width === 0) return;
    last = width;
    draw(width);
  };
  box.classList.add('fitted');
  measure();
  new ResizeObserver(measure).observe(box);
}

/** Place of a pointer in the drawing of a box. */
export function placeIn(box: HTMLElement, event: MouseEvent): readonly [x: number, y: number] {
  const frame = (box.querySelector('svg') ?? box).getBoundingClientRect();
  return [event.clientX - frame.left, event.clientY - frame.top];
}

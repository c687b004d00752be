import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from './markup.ts';

/** A part of a bar. */
export interface BarPart {
  readonly value: number;
  /** Class that gives the colour (theme.ts). */
  readonly colour: string;
}

const LENGTH = 1000;

/**
 * A horizontal bar as wide as its place, of which `full` would fill it. It repeats the numbers beside it, so programs that
 * read pages aloud skip it.
 */
export function stackedBar(parts: readonly BarPart[], full: number): Markup {
  let end = 0;
  const rectangles = parts.flatMap(({ value, colour }) => {
    const start = end;
    end += full > 0 ? (Math.max(0, value) / full) * LENGTH : 0;
    const [from, to] = [Math.round(start), Math.round(end)];
    return to > from ? [html`<rect class="${colour}" x="${from}" width="${to - from}" height="10"/>`] : [];
  });
  return html`<svg class="bar" viewBox="0 0 ${LENGTH} 10" preserveAspectRatio="none" aria-hidden="true">${rectangles}</svg>`;
}

/** A square of a colour before its name. */
export function swatch(colour: string): Markup {
  return html`<i class="key ${colour}"></i>`;
}

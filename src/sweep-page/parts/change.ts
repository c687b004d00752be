import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import type { Change } from '../words/words.ts';

/** A change with its sign, coloured by whether it is better. */
export function changeMarkup(change: Change | undefined): Markup | undefined {
  return change && html`<span class="${change.kind}">${change.text}</span>`;
}

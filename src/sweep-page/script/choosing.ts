import { isCosted, mainQuantity, pointAt, valueAt } from '../data/sweep-table.ts';
import { chosenPanel } from '../parts/chosen-panel.ts';
import { labelOf } from '../words/labels.ts';
import { figureText } from '../words/words.ts';
import { copyFrom } from './copying.ts';
import { all, announce, byId, fill } from './dom.ts';
import type { PageState } from './page-state.ts';

/** Designs are chosen by a click on anything that stands for one; panel, cards and matrices follow. */
export function startChoosing(state: PageState): void {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest('[data-copy]');
    if (button instanceof HTMLElement) {
      copyFrom(button, byId('chosen')?.querySelector('.command code')?.textContent ?? '');
      return;
    }
    const place = target?.closest('[data-point]');
    if (!(place instanceof HTMLElement)) return;
    const row = state.rowOf(place.dataset.point);
    // Links in the table lead to the panel; others stand beside it.
    if (place.closest('#design-table') === null) event.preventDefault();
    if (row >= 0 && isCosted(state.table, row)) state.choose(row);
  });
  const show = (): void => {
    const { table, chosen } = state;
    fill(byId('chosen'), chosenPanel(table, chosen));
    mark(state);
    const { place, ...quantity } = mainQuantity(table);
    const figure = figureText(quantity, valueAt(table, place, chosen));
    announce(`Design ${pointAt(table, chosen)}: ${labelOf(table, chosen)}, ${quantity.short} ${figure}`);
  };
  state.onChange((change) => {
    if (change === 'choice') show();
  });
  mark(state);
}

/** Marks the chosen design wherever it stands. */
function mark(state: PageState): void {
  const point = state.pointOf(state.chosen);
  for (const cell of all('.matrix [data-point]')) cell.classList.toggle('chosen', cell.dataset.point === point);
  for (const card of all('.card')) card.classList.toggle('on', card.dataset.point === point);
}

import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import { type BestDesigns, NEAR } from '../answer/best-designs.ts';
import { mainQuantity, pointAt, type SweepTable, valueAt } from '../data/sweep-table.ts';
import { labelOf } from '../words/labels.ts';
import { changeOf, figureText } from '../words/words.ts';
import { changeMarkup } from './change.ts';
import { tooltipText } from './tooltip.ts';

/** Most figures of a card. */
const MOST_FIGURES = 4;

/** The designs that people ask for first, compared with the best. Cards that would repeat the best are left out. */
export function cards(table: SweepTable, { best, next, smallest, unlimited }: BestDesigns): Markup | undefined {
  if (best < 0) return undefined;
  const price = table.price === undefined ? undefined : table.quantities[table.price];
  const near = `within ${NEAR * 100}\u00a0%`;
  const frugal =
    price?.name === 'area' ? `Smallest ${near}` : `${price?.sign === -1 ? 'Most' : 'Least'} ${price?.short} ${near}`;
  const shown: readonly (readonly [title: string, row: number])[] = [
    ['Best', best],
    ['Next best', next],
    [frugal, smallest],
    [
      table.limits.length > 1 ? 'Best without the limits' : 'Best without the limit',
      unlimited === best ? -1 : unlimited,
    ],
  ];
  return html`<div class="designs">${shown.flatMap(([title, row]) => (row < 0 ? [] : [card(table, title, row, best)]))}</div>`;
}

function card(table: SweepTable, title: string, row: number, best: number): Markup {
  return html`<a class="card${row === best ? ' on' : ''}" href="#designs" data-point="${pointAt(table, row)}" title="${tooltipText(table, row)}">
    <span class="kind">${title}</span><strong>${labelOf(table, row)}</strong>
    <span class="figures-of">${figurePlaces(table).map((place) => {
      const quantity = table.quantities[place];
      if (quantity === undefined) return undefined;
      const change = row === best ? undefined : changeOf(table, place, row, best);
      return html`<span class="of">${quantity.short}</span><span>${figureText(quantity, valueAt(table, place, row))}</span>${row === best ? undefined : html`<span>${changeMarkup(change)}</span>`}`;
    })}</span></a>`;
}

/** What decides, other objectives, what a design usually costs, and then the rest. */
function figurePlaces(table: SweepTable): number[] {
  const { objectives, quantities, price } = table;
  const main = mainQuantity(table).place;
  const usual = ['energy', 'latency', 'area'].map((wanted) => quantities.findIndex(({ name }) => name === wanted));
  const important = [
    main,
    ...objectives.slice(1),
    ...(price === undefined ? [] : [price]),
    ...usual,
    ...quantities.keys(),
  ];
  const chosen = [...new Set(important)].filter((place) => place >= 0).slice(0, MOST_FIGURES);
  return [main, ...chosen.filter((place) => place !== main).sort((a, b) => a - b)];
}

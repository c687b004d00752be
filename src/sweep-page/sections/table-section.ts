import { groupedText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import { isCosted, rowsWhere, type SweepTable, statusAt, WITHIN } from '../data/sweep-table.ts';
import { designTable, rankedRows } from '../parts/design-table.ts';
import { headingText } from '../words/words.ts';

/** Most designs in a table that no script lengthens. */
const MOST_ROWS = 200;

export function tableSection(table: SweepTable): Markup | undefined {
  const rows = rankedRows(table);
  if (rows.length === 0) return undefined;
  const within = rowsWhere(table, (row) => statusAt(table, row) === WITHIN).length;
  const front = rowsWhere(table, (row) => table.front[row] === 1 && isCosted(table, row)).length;
  const count = (number: number): string => groupedText(String(number));
  const limits = table.limits.length > 1 ? 'limits' : 'limit';
  return html`<section id="table" aria-labelledby="table-heading"><h2 id="table-heading">Table</h2>
    <div class="tools" data-needs-script hidden><input type="search" id="filter" aria-label="Filter" placeholder="${filterExample(table)}" title="${filterHelp(table)}" autocomplete="off" spellcheck="false" aria-describedby="filter-said">
    ${table.limits.length === 0 ? undefined : html`<button type="button" id="only-within" aria-pressed="false">within the ${limits}: ${count(within)}</button>`}
    ${front === 0 ? undefined : html`<button type="button" id="only-front" aria-pressed="false">on the front: ${count(front)}</button>`}
    <button type="button" id="clear-choice" hidden>clear the frame</button>
    <span id="filter-said" role="status"></span><button type="button" id="copy-csv" class="right">Copy as CSV</button></div>
    ${designTable(table, rows.slice(0, MOST_ROWS), table.best)}
    <p class="small" id="table-end">${rows.length > MOST_ROWS ? `The best ${MOST_ROWS} of ${count(rows.length)} are shown. ` : ''}All designs are in points.csv and points.parquet beside this page.</p></section>`;
}

/** A filter of the first ordered parameter and the price, as it may be typed. */
function filterExample(table: SweepTable): string {
  const parameter = table.parameters.find(({ numbers, isFree }) => isFree && numbers !== undefined);
  const middle = parameter?.texts[Math.floor(parameter.texts.length / 2)];
  const parts = [
    ...(parameter === undefined ? [] : [`${parameter.name} >= ${middle}`]),
    ...(table.price === undefined ? [] : [priceExample(table, table.price)]),
  ];
  return parts.join(' and ') || 'front';
}

function priceExample({ quantities, values, best }: SweepTable, price: number): string {
  const quantity = quantities[price];
  const own = values[price]?.[best] ?? Number.NaN;
  const known = Number.isNaN(own) ? (values[price]?.find((value) => !Number.isNaN(value)) ?? 1) : own;
  const value = known / (quantity?.scale.factor ?? 1);
  return `${quantity?.name ?? ''} < ${Number(value.toPrecision(1))}`;
}

function filterHelp(table: SweepTable): string {
  const names = [
    ...table.parameters.map(({ name }) => name),
    ...table.quantities.map((quantity) => `${quantity.name} – ${headingText(quantity)}`),
  ];
  return [
    'Compare with < <= > >= = != and join with and, or, not, ( ).',
    `Names: ${names.join(', ')}, within, front, point.`,
  ].join('\n');
}

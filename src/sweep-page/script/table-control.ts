import { exactText, groupedText } from '../../base/number-text.ts';
import { html } from '../../page/parts/markup.ts';
import { mainQuantity, pointAt, positionAt, type SweepTable, valueAt } from '../data/sweep-table.ts';
import { type DesignColumn, designColumns, designRows, sortedRows } from '../parts/design-table.ts';
import { filterOf } from '../selection/filter.ts';
import { copyFrom } from './copying.ts';
import { all, announce, byId, elementOf, fill } from './dom.ts';
import type { PageState } from './page-state.ts';

/** Rows that are shown at first, and that each further request adds. */
const FIRST_ROWS = 10;
const MORE_ROWS = 500;

/** The table: sorted by its headings, narrowed by filter and buttons, copied as CSV. */
export function startTable(state: PageState): void {
  const designs = elementOf('design-table', HTMLTableElement);
  const body = designs?.tBodies[0];
  if (designs === undefined || body === undefined) return;
  const { table } = state;
  const columns = designColumns(table);
  const main = mainQuantity(table);
  const mainColumn = columns.find(({ key }) => key === `q${main.place}`);
  let sorted: { readonly column: DesignColumn | undefined; readonly direction: 1 | -1 } = {
    column: mainColumn,
    direction: main.sign,
  };
  let most = FIRST_ROWS;

  const rows = (): number[] => sortedRows(state.selected(), sorted.column?.at ?? ((row) => row), sorted.direction);
  const draw = (): void => {
    const inOrder = rows();
    fill(body, designRows(table, columns, inOrder.slice(0, most), state.chosen));
    drawEnd(inOrder.length, most);
    const clear = byId('clear-choice');
    if (clear !== null) clear.hidden = state.frame === undefined && state.ranges.size === 0;
  };
  state.onChange((change) => {
    if (change === 'selection') draw();
    const point = state.pointOf(state.chosen);
    for (const row of all('tr', body)) row.classList.toggle('chosen', row.dataset.point === point);
  });
  startSorting(designs, columns, (column, direction) => {
    sorted = { column, direction };
    draw();
  });
  startFilter(state);
  for (const [id, set] of [
    [
      'only-within',
      (isOn: boolean) => {
        state.onlyWithin = isOn;
      },
    ],
    [
      'only-front',
      (isOn: boolean) => {
        state.onlyFront = isOn;
      },
    ],
  ] as const) {
    const button = byId(id);
    button?.addEventListener('click', () => {
      const isOn = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(isOn));
      set(isOn);
      state.selectionChanged();
    });
  }
  byId('clear-choice')?.addEventListener('click', () => {
    state.frame = undefined;
    state.ranges.clear();
    state.selectionChanged();
  });
  byId('table-end')?.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    most += MORE_ROWS;
    draw();
  });
  const csv = byId('copy-csv');
  csv?.addEventListener('click', () => copyFrom(csv, csvText(table, rows())));
  // On paper stands the front, whichever part of the table is open.
  addEventListener('beforeprint', () => {
    const front = rows().filter((row) => table.front[row] === 1);
    fill(body, designRows(table, columns, front, state.chosen));
    fill(byId('table-end'), html`The designs on the front. All are in points.csv and points.parquet.`);
  });
  addEventListener('afterprint', draw);
  if (table.limits.length > 0 && table.best >= 0) {
    state.onlyWithin = true;
    byId('only-within')?.setAttribute('aria-pressed', 'true');
    state.selectionChanged();
  } else draw();
}

function drawEnd(count: number, most: number): void {
  const total = groupedText(String(count));
  const button =
    count > most
      ? html`<button type="button" class="link">${count <= most + MORE_ROWS ? `Show all ${total}` : `Show ${MORE_ROWS} more of ${total}`}</button>, or read `
      : html`${count === 0 ? 'No design passes. ' : ''}All designs are in `;
  fill(byId('table-end'), html`${button}points.csv and points.parquet beside this page.`);
}

function startSorting(
  designs: HTMLTableElement,
  columns: readonly DesignColumn[],
  sort: (column: DesignColumn, direction: 1 | -1) => void,
): void {
  const headings = all('thead th', designs);
  for (const heading of headings) {
    const column = columns.find(({ key }) => key === heading.dataset.key);
    if (column === undefined) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener('click', () => {
      const isAscending = heading.getAttribute('aria-sort') !== 'ascending';
      for (const each of headings) each.setAttribute('aria-sort', 'none');
      heading.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
      sort(column, isAscending ? 1 : -1);
      announce(`Sorted by ${column.heading || 'remarks'}, ${isAscending ? 'ascending' : 'descending'}`);
    });
  }
}

function startFilter(state: PageState): void {
  const input = elementOf('filter', HTMLInputElement);
  const said = byId('filter-said');
  if (input === undefined || said === null) return;
  input.addEventListener('input', () => {
    const result = filterOf(state.table, input.value);
    const isWrong = 'error' in result;
    said.classList.toggle('alert', isWrong);
    input.setAttribute('aria-invalid', String(isWrong));
    if (isWrong) {
      said.textContent = result.error;
      return;
    }
    const isEmpty = input.value.trim() === '';
    state.filter = isEmpty ? undefined : result.test;
    state.selectionChanged();
    said.textContent = isEmpty
      ? ''
      : `${groupedText(String(state.selected().length))} of ${groupedText(String(state.table.points.length))}`;
  });
}

/** The designs with exact figures in base units, which the heading names. */
export function csvText(table: SweepTable, rows: readonly number[]): string {
  const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const heading = [
    'point',
    ...table.parameters.map(({ name, unit, numbers }) =>
      unit === '' || numbers === undefined ? name : `${name} (${unit})`,
    ),
    ...table.quantities.map(({ name, unit }) => (unit === '' ? name : `${name} (${unit})`)),
  ];
  const lines = rows.map((row) => [
    String(pointAt(table, row)),
    ...table.parameters.map(({ numbers, texts }, place) => {
      const position = positionAt(table, place, row);
      return numbers === undefined ? (texts[position] ?? '') : String(numbers[position] ?? '');
    }),
    ...table.quantities.map((_, place) => {
      const value = valueAt(table, place, row);
      return Number.isNaN(value) ? '' : exactText(value);
    }),
  ]);
  return [heading, ...lines].map((line) => line.map(quote).join(',')).join('\n');
}

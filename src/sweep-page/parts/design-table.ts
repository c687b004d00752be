import { largest } from '../../base/extremes.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import {
  EXCEEDING,
  isCosted,
  mainQuantity,
  pointAt,
  positionAt,
  rowsWhere,
  type SweepTable,
  statusAt,
  valueAt,
  WITHIN,
} from '../data/sweep-table.ts';
import { cellText, changeOf, headingText } from '../words/words.ts';
import { changeMarkup } from './change.ts';

/** A column of the table of designs. */
export interface DesignColumn {
  /** `point`, `p0`, `q0`, `change` or `remark`. */
  readonly key: string;
  readonly heading: string;
  readonly isText: boolean;
  /** What rows are sorted by. */
  readonly at: (row: number) => number;
}

/** Width of the longest bar. */
const BAR = 100;

export function designColumns(table: SweepTable): readonly DesignColumn[] {
  const main = mainQuantity(table);
  const parameters = table.parameters.flatMap(({ title, texts }, place) =>
    texts.length > 1
      ? [{ key: `p${place}`, heading: title, isText: false, at: (row: number) => positionAt(table, place, row) }]
      : [],
  );
  const quantity = (place: number): DesignColumn[] => {
    const shown = table.quantities[place];
    return shown === undefined
      ? []
      : [{ key: `q${place}`, heading: headingText(shown), isText: false, at: (row) => valueAt(table, place, row) }];
  };
  return [
    { key: 'point', heading: 'design', isText: true, at: (row) => pointAt(table, row) },
    ...parameters,
    ...quantity(main.place),
    { key: 'change', heading: 'to best', isText: false, at: (row) => main.sign * valueAt(table, main.place, row) },
    ...table.quantities.flatMap((_, place) => (place === main.place ? [] : quantity(place))),
    { key: 'remark', heading: '', isText: true, at: (row) => statusAt(table, row) * 2 - (table.front[row] ?? 0) },
  ];
}

/** Designs with figures, the best first; those whose figure is unknown last, those over a limit behind the others. */
export function rankedRows(table: SweepTable): number[] {
  const { place, sign } = mainQuantity(table);
  const ranked = sortedRows(
    rowsWhere(table, (row) => isCosted(table, row)),
    (row) => sign * valueAt(table, place, row),
    1,
  );
  return [WITHIN, EXCEEDING].flatMap((status) => ranked.filter((row) => statusAt(table, row) === status));
}

/** Rows by a number, unknown ones last either way. */
export function sortedRows(rows: readonly number[], at: (row: number) => number, direction: 1 | -1): number[] {
  return rows.toSorted((a, b) => {
    const [x, y] = [at(a), at(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return direction * (x - y) || a - b;
  });
}

export function designTable(table: SweepTable, rows: readonly number[], chosen: number): Markup {
  const columns = designColumns(table);
  const main = mainQuantity(table);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Designs"><table id="design-table"><thead><tr>${columns.map(
    ({ key, heading, isText }) => {
      const isMain = key === `q${main.place}`;
      const order = isMain ? (main.sign > 0 ? 'ascending' : 'descending') : 'none';
      const name = heading === '' ? html`<span class="announcement">remarks</span>` : heading;
      return html`<th scope="col" data-key="${key}" aria-sort="${order}" class="${isText ? 'text' : ''}${isMain ? ' with-inbar' : ''}">${name}</th>`;
    },
  )}</tr></thead><tbody>${designRows(table, columns, rows, chosen)}</tbody></table></div>`;
}

export function designRows(
  table: SweepTable,
  columns: readonly DesignColumn[],
  rows: readonly number[],
  chosen: number,
): readonly Markup[] {
  const main = mainQuantity(table);
  const longest = largest(
    rows
      .slice(0, 10)
      .map((row) => Math.abs(valueAt(table, main.place, row)))
      .filter((value) => !Number.isNaN(value)),
    0,
  );
  return rows.map(
    (row) =>
      html`<tr class="${rowClass(table, row, chosen)}" data-point="${pointAt(table, row)}">${columns.map((column) => cell(table, column, row, longest))}</tr>`,
  );
}

function rowClass(table: SweepTable, row: number, chosen: number): string {
  return [
    table.front[row] === 1 ? 'front' : '',
    statusAt(table, row) === EXCEEDING ? 'over' : '',
    row === chosen ? 'chosen' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

function cell(table: SweepTable, { key }: DesignColumn, row: number, longest: number): Markup {
  const main = mainQuantity(table);
  if (key === 'point')
    return html`<td class="text"><a href="#designs" data-point="${pointAt(table, row)}">${pointAt(table, row)}</a></td>`;
  if (key === 'change') {
    const change =
      row === table.best
        ? 'best'
        : changeMarkup(table.best < 0 ? undefined : changeOf(table, main.place, row, table.best));
    return html`<td>${change}</td>`;
  }
  if (key === 'remark') {
    const remarks = [
      ...(table.front[row] === 1 ? ['front'] : []),
      ...(statusAt(table, row) === EXCEEDING ? ['over the limit'] : []),
    ];
    return html`<td class="text faint">${remarks.join(', ')}</td>`;
  }
  const place = Number(key.slice(1));
  if (key.startsWith('p')) return html`<td>${table.parameters[place]?.texts[positionAt(table, place, row)]}</td>`;
  const quantity = table.quantities[place];
  const value = valueAt(table, place, row);
  const text = quantity === undefined ? '' : cellText(quantity, value);
  if (place !== main.place) return html`<td>${text}</td>`;
  const length = longest > 0 && !Number.isNaN(value) ? Math.min(BAR, (Math.abs(value) / longest) * BAR) : 0;
  return html`<td class="with-inbar"><span>${text}</span><svg class="inbar" viewBox="0 0 ${BAR} 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.round(length * 10) / 10}" height="8"/></svg></td>`;
}

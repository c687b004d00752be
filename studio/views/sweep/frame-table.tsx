import type { JSX } from 'preact';
import {
  EXCEEDING,
  mainQuantity,
  pointAt,
  positionAt,
  type SweepTable,
  statusAt,
  valueAt,
} from '../../../src/sweep-page/data/sweep-table.ts';
import { type DesignColumn, designColumns } from '../../../src/sweep-page/parts/design-table.ts';
import { cellText, changeOf } from '../../../src/sweep-page/words/words.ts';
import { loadRow } from './design-actions.ts';
import { choose, chosenRow, hiddenColumns, litRow, MOST_ROWS, order, rows } from './sweep-data.ts';
import { pointed } from './tooltip.tsx';

/** The designs in the frame; a click chooses one, Enter loads it. */
export function FrameTable({ table }: { readonly table: SweepTable }): JSX.Element {
  const columns = shownColumns(table).filter(({ key }) => !hiddenColumns.value.has(key));
  const main = mainQuantity(table);
  const shown = rows.value;
  const sorted = order.value ?? { key: `q${main.place}`, direction: main.sign };
  const sortBy = (key: string): void => {
    order.value = { key, direction: sorted.key === key ? (sorted.direction === 1 ? -1 : 1) : 1 };
  };
  return (
    <div class="scroll table-box">
      <table class="dense">
        <thead>
          <tr>
            {columns.map(({ key, heading, isText }) => {
              const isSorted = sorted.key === key;
              return (
                <th
                  key={key}
                  scope="col"
                  class={isText ? 'text' : ''}
                  aria-sort={isSorted ? (sorted.direction === 1 ? 'ascending' : 'descending') : 'none'}
                >
                  <button class="sort" type="button" onClick={() => sortBy(key)}>
                    {heading}
                    {isSorted ? (sorted.direction === 1 ? ' ↑' : ' ↓') : ''}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, MOST_ROWS).map((row) => (
            <tr
              key={pointAt(table, row)}
              class={`${row === chosenRow.value || row === pointed.value?.row ? 'lit' : ''}${statusAt(table, row) === EXCEEDING ? ' over' : ''}`}
              onPointerEnter={() => {
                litRow.value = row;
              }}
              onPointerLeave={() => {
                litRow.value = undefined;
              }}
              onClick={() => choose(row)}
              onDblClick={() => void loadRow(table, row)}
              onKeyDown={({ key }) => {
                if (key === 'Enter') void loadRow(table, row);
              }}
            >
              {columns.map((column) => (
                <Cell key={column.key} table={table} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length > MOST_ROWS ? (
        <p class="waiting">
          {MOST_ROWS} of {shown.length} designs; a frame shows others.
        </p>
      ) : null}
    </div>
  );
}

function shownColumns(table: SweepTable): readonly DesignColumn[] {
  return designColumns(table).filter(({ key }) => key !== 'remark');
}

/** Which columns the table has. */
export function ColumnMenu({ table }: { readonly table: SweepTable }): JSX.Element {
  const toggle = (key: string): void => {
    const hidden = new Set(hiddenColumns.peek());
    if (!hidden.delete(key)) hidden.add(key);
    hiddenColumns.value = hidden;
  };
  return (
    <details class="columns">
      <summary class="btn quiet low">Columns</summary>
      <div class="float">
        {shownColumns(table)
          .slice(1)
          .map(({ key, heading }) => (
            <label key={key}>
              <input type="checkbox" checked={!hiddenColumns.value.has(key)} onChange={() => toggle(key)} /> {heading}
            </label>
          ))}
      </div>
    </details>
  );
}

function Cell(props: {
  readonly table: SweepTable;
  readonly column: DesignColumn;
  readonly row: number;
}): JSX.Element | null {
  const { table, column, row } = props;
  const place = Number(column.key.slice(1));
  if (column.key === 'point') {
    const remark = statusAt(table, row) === EXCEEDING ? 'over' : table.front[row] === 1 ? 'front' : '';
    return (
      <td class="text">
        <button class="number" type="button" aria-current={row === chosenRow.value} onClick={() => choose(row)}>
          {pointAt(table, row)}
        </button>{' '}
        <span class="faint">{remark}</span>
      </td>
    );
  }
  if (column.key === 'change') {
    if (row === table.best) {
      return (
        <td>
          <b>best</b>
        </td>
      );
    }
    const change = table.best < 0 ? undefined : changeOf(table, mainQuantity(table).place, row, table.best);
    return <td class={change?.kind === 'same' ? 'faint' : change?.kind}>{change?.text}</td>;
  }
  if (column.key.startsWith('p')) return <td>{table.parameters[place]?.texts[positionAt(table, place, row)]}</td>;
  const quantity = table.quantities[place];
  return <td>{quantity === undefined ? '' : cellText(quantity, valueAt(table, place, row))}</td>;
}

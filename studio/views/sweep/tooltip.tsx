import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { type SweepTable, valueAt } from '../../../src/sweep-page/data/sweep-table.ts';
import { remarksOf, tooltipTitle } from '../../../src/sweep-page/parts/tooltip.ts';
import { settingsOf } from '../../../src/sweep-page/words/labels.ts';
import { figureText } from '../../../src/sweep-page/words/words.ts';

/** The design under the pointer, and where it is in the window. */
export const pointed = signal<{ readonly row: number; readonly x: number; readonly y: number } | undefined>(undefined);

/** Milliseconds before the first hint; between neighbours there are none. */
const DELAY = 80;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows the hint of a design, or none. @param isAtOnce for keys. */
export function pointAtDesign(at: typeof pointed.value, isAtOnce = false): void {
  clearTimeout(timer);
  if (isAtOnce || at === undefined || pointed.peek() !== undefined) pointed.value = at;
  else {
    timer = setTimeout(() => {
      pointed.value = at;
    }, DELAY);
  }
}

const WIDTH = 250;
const GAP = 16;

/** All settings and figures of a design, and its keys. */
export function Tooltip({ table }: { readonly table: SweepTable }): JSX.Element | null {
  const at = pointed.value;
  if (at === undefined || at.row >= table.points.length) return null;
  const { row, x, y } = at;
  const left = x + GAP + WIDTH > innerWidth ? Math.max(4, x - GAP - WIDTH) : x + GAP;
  const lines = 4 + settingsOf(table, row).length + table.quantities.length;
  const top = Math.max(4, Math.min(y + 8, innerHeight - lines * 18 - 30));
  const remarks = remarksOf(table, row);
  return (
    <div class="float point-tip" role="tooltip" style={{ left: `${left}px`, top: `${top}px`, width: `${WIDTH}px` }}>
      <h4>{tooltipTitle(table, row)}</h4>
      <dl>
        {settingsOf(table, row).map(({ title, text }) => (
          <>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </>
        ))}
        {table.quantities.map((quantity, place) => (
          <>
            <dt>{quantity.title}</dt>
            <dd>{figureText(quantity, valueAt(table, place, row))}</dd>
          </>
        ))}
      </dl>
      {remarks.length === 0 ? null : <p class="faint">{remarks.join(', ')}</p>}
      <p class="faint">
        <kbd>↵</kbd> load <kbd>C</kbd> compare <kbd>E</kbd> explain
      </p>
    </div>
  );
}

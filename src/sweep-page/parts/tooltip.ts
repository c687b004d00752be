import { EXCEEDING, pointAt, SKIPPED, type SweepTable, statusAt, valueAt } from '../data/sweep-table.ts';
import { labelOf, settingsOf } from '../words/labels.ts';
import { figureText } from '../words/words.ts';

/** All settings and figures of a design, a line each: what every hint on it says. */
export function tooltipLines(table: SweepTable, row: number): string[] {
  const settings = settingsOf(table, row).map(({ title, text }) => `${title} ${text}`);
  const figures = table.quantities.map(
    (quantity, place) => `${quantity.title} ${figureText(quantity, valueAt(table, place, row))}`,
  );
  return [...settings, ...figures, ...remarksOf(table, row)];
}

export function tooltipTitle(table: SweepTable, row: number): string {
  return `Design ${pointAt(table, row)}: ${labelOf(table, row)}`;
}

export function tooltipText(table: SweepTable, row: number): string {
  return [tooltipTitle(table, row), ...tooltipLines(table, row)].join('\n');
}

/** What a design is among the others. */
export function remarksOf(table: SweepTable, row: number): string[] {
  const status = statusAt(table, row);
  return [
    ...(row === table.best ? [table.limits.length === 0 ? 'best' : 'best within the limits'] : []),
    ...(table.front[row] === 1 ? ['on the front'] : []),
    ...(status === EXCEEDING ? ['over a limit'] : []),
    ...(status === SKIPPED ? ['not searched: proven worse; figures are lower bounds'] : []),
  ];
}

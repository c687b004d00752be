import { largest } from '../../base/extremes.ts';
import { printable } from '../../base/plain-text.ts';
import { type Paint, plain, type Tint } from './colours.ts';
import { displayWidth, padEnd, padStart, shorten, wrap } from './display-width.ts';

/** A column and what may happen to it where the table is too wide. */
export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  /** May be shortened to this many characters; kept whole when absent. */
  readonly least?: number;
  /** May be left out; the lowest first. */
  readonly leaveOut?: number;
}

/** A text, or a text in a colour. */
export type Cell = string | { readonly text: string; readonly tint: Tint };

export interface TableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint?: Paint;
}

const GAP = '  ';

/**
 * A table no wider than `width`. Where it does not fit, headings are broken at spaces, then columns are shortened, then left out;
 * a last line names those. What still does not fit is stacked: a block of lines for every row.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions,
): string {
  return fittingTable(columns, rows, options) ?? stackedTable(columns, rows, options);
}

/** The table unless it would have to be stacked. */
export function fittingTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, paint = plain }: TableOptions,
): string | undefined {
  const texts = rows.map((row) => columns.map((_, index) => textOf(row[index])));
  const shown = columns.map((_, index) => index);
  const leftOut: number[] = [];
  for (;;) {
    const widths = fittingWidths(columns, texts, shown, width);
    if (widths !== undefined) {
      const lines = drawTable(columns, rows, shown, widths, paint);
      if (leftOut.length > 0) lines.push(paint('dim', wrap(leftOutNote(columns, leftOut), width, 2)));
      return lines.join('\n');
    }
    const next = nextToLeaveOut(columns, shown);
    if (next === undefined) return undefined;
    shown.splice(shown.indexOf(next), 1);
    leftOut.push(next);
  }
}

function textOf(cell: Cell | undefined): string {
  return printable(typeof cell === 'object' ? cell.text : (cell ?? ''));
}

/** Widths of the columns shown, by column; undefined where they cannot be made to fit. */
function fittingWidths(
  columns: readonly Column[],
  texts: readonly (readonly string[])[],
  shown: readonly number[],
  width: number,
): ReadonlyMap<number, number> | undefined {
  const widthWith = (headingWidth: (heading: string) => number): Map<number, number> =>
    new Map(
      shown.map((index) => [
        index,
        largest(
          texts.map((row) => displayWidth(row[index] ?? '')),
          headingWidth(columns[index]?.heading ?? ''),
        ),
      ]),
    );
  const excess = (widths: ReadonlyMap<number, number>): number =>
    [...widths.values()].reduce((sum, columnWidth) => sum + columnWidth + GAP.length, -GAP.length) - width;
  const whole = widthWith(displayWidth);
  if (excess(whole) <= 0) return whole;
  const widths = widthWith((heading) => Math.max(...heading.split(' ').map(displayWidth)));
  for (let left = excess(widths); left > 0; left--) {
    const widest = widestToShorten(columns, widths);
    if (widest === undefined) return undefined;
    widths.set(widest, (widths.get(widest) ?? 0) - 1);
  }
  return widths;
}

function widestToShorten(columns: readonly Column[], widths: ReadonlyMap<number, number>): number | undefined {
  let widest: number | undefined;
  for (const [index, width] of widths) {
    const least = columns[index]?.least;
    if (least !== undefined && width > least && (widest === undefined || width > (widths.get(widest) ?? 0))) {
      widest = index;
    }
  }
  return widest;
}

function nextToLeaveOut(columns: readonly Column[], shown: readonly number[]): number | undefined {
  const rank = (index: number): number => columns[index]?.leaveOut ?? Number.POSITIVE_INFINITY;
  const candidates = shown.filter((index) => Number.isFinite(rank(index)));
  return candidates.toSorted((a, b) => rank(a) - rank(b))[0];
}

function leftOutNote(columns: readonly Column[], leftOut: readonly number[]): string {
  const names = leftOut.map((index) => columns[index]?.heading ?? '');
  return `no room for: ${names.join(', ')}`;
}

function drawTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  shown: readonly number[],
  widths: ReadonlyMap<number, number>,
  paint: Paint,
): string[] {
  const line = (cells: (index: number) => Cell): string =>
    shown
      .map((index) => {
        const cell = cells(index);
        const width = widths.get(index) ?? 0;
        const text = shorten(textOf(cell), width);
        const padded = columns[index]?.align === 'right' ? padStart(text, width) : padEnd(text, width);
        return typeof cell === 'object' ? paint(cell.tint, padded) : padded;
      })
      .join(GAP)
      .trimEnd();
  const headings = new Map(
    shown.map((index) => [index, brokenHeading(columns[index]?.heading ?? '', widths.get(index) ?? 0)]),
  );
  const height = Math.max(...[...headings.values()].map((lines) => lines.length));
  const headingLine = (row: number): string =>
    line((index) => {
      const lines = headings.get(index) ?? [];
      return lines[row - (height - lines.length)] ?? '';
    });
  return [
    ...Array.from({ length: height }, (_, row) => paint('bold', headingLine(row))),
    shown.map((index) => '─'.repeat(widths.get(index) ?? 0)).join(GAP),
    ...rows.map((row) => line((index) => row[index] ?? '')),
  ];
}

function brokenHeading(heading: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of heading.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && displayWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** `heading  value` for every cell, below the row's first one that may be shortened: its name. */
function stackedTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, paint = plain }: TableOptions,
): string {
  const title = Math.max(
    0,
    columns.findIndex(({ least }) => least !== undefined),
  );
  const labels = Math.max(...columns.map(({ heading }, index) => (index === title ? 0 : displayWidth(heading))));
  return rows
    .map((row) => {
      const lines = columns.flatMap(({ heading }, index) => {
        const text = textOf(row[index]).trim();
        if (index === title || text === '') return [];
        return [`  ${padEnd(heading, labels)}  ${shorten(text, Math.max(12, width - labels - 4))}`];
      });
      return [paint('bold', shorten(textOf(row[title]), width)), ...lines].join('\n');
    })
    .join('\n');
}

/** A column: its heading and whether numbers in it align to the right. */
export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  /** May be shortened when the table is too wide. */
  readonly shrinks?: boolean;
}

const GAP = '  ';
const NARROWEST = 12;

/** A plain-text table no wider than `width`, as far as shrinking its flexible columns allows. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  let excess = widths.reduce((sum, columnWidth) => sum + columnWidth + GAP.length, -GAP.length) - width;
  while (excess > 0) {
    const widest = widestShrinking(columns, widths);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = shorten(cells[index] ?? '', widths[index] ?? 0);
        return align === 'right' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0);
      })
      .join(GAP)
      .trimEnd();
  const rule = widths.map((columnWidth) => '─'.repeat(columnWidth)).join(GAP);
  return [line(columns.map(({ heading }) => heading)), rule, ...rows.map(line)].join('\n');
}

function widestShrinking(columns: readonly Column[], widths: readonly number[]): number | undefined {
  let widest: number | undefined;
  columns.forEach(({ shrinks }, index) => {
    const width = widths[index] ?? 0;
    if (shrinks && width > NARROWEST && (widest === undefined || width > (widths[widest] ?? 0))) widest = index;
  });
  return widest;
}

/** Cuts the middle out, so that both the start and the end of a layer's name stay readable. */
function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const tail = Math.floor((width - 1) / 2);
  return `${text.slice(0, width - 1 - tail)}…${text.slice(text.length - tail)}`;
}

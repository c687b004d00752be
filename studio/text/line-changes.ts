import { structuredPatch } from 'diff';
import { entryAt } from './lines.ts';

/** A line of two texts. */
export interface ChangedLine {
  readonly kind: 'same' | 'before' | 'after';
  /** From 1, in the text that has the line; of equal lines in the second. */
  readonly number: number;
  readonly text: string;
}

/** Changed lines near each other, with some lines around them. */
export interface LineGroup {
  /** Keys to the innermost entry of the first changed line: `memories`, `sram_2MB`. */
  readonly path: readonly (string | number)[];
  readonly lines: readonly ChangedLine[];
}

/** Equal lines shown around changed ones. */
const AROUND = 3;

/** What differs between two texts, line by line. */
export function lineChanges(before: string, after: string): readonly LineGroup[] {
  if (before === after) return [];
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: AROUND });
  return hunks.map(({ oldStart, newStart, lines }) => {
    let [then, now] = [oldStart, newStart];
    const shown = lines.flatMap((line): ChangedLine[] => {
      const text = line.slice(1);
      if (line.startsWith('-')) return [{ kind: 'before', number: then++, text }];
      if (line.startsWith('+')) return [{ kind: 'after', number: now++, text }];
      // A backslash tells that the last line has no end.
      if (!line.startsWith(' ')) return [];
      then++;
      return [{ kind: 'same', number: now++, text }];
    });
    return { path: pathOf(before, after, shown), lines: shown };
  });
}

function pathOf(before: string, after: string, lines: readonly ChangedLine[]): readonly (string | number)[] {
  const first = lines.find(({ kind }) => kind !== 'same');
  if (first === undefined) return [];
  const text = first.kind === 'before' ? before : after;
  const start = offsetOfLine(text, first.number);
  const indent = /^\s*/.exec(first.text)?.[0].length ?? 0;
  return entryAt(text, start + indent)?.path.slice(0, -1) ?? [];
}

function offsetOfLine(text: string, number: number): number {
  let offset = 0;
  for (let line = 1; line < number; line++) offset = text.indexOf('\n', offset) + 1;
  return offset;
}

/** How many lines of the second text are new or changed, and how many of the first are gone. */
export function countChanges(groups: readonly LineGroup[]): number {
  const count = (lines: readonly ChangedLine[], kind: ChangedLine['kind']): number =>
    lines.filter((line) => line.kind === kind).length;
  return groups.reduce((sum, { lines }) => sum + Math.max(count(lines, 'before'), count(lines, 'after')), 0);
}

/** Lines of both texts side by side: equal ones beside each other, changed ones in their order. */
export function pairedLines(
  lines: readonly ChangedLine[],
): readonly (readonly [before: ChangedLine | undefined, after: ChangedLine | undefined])[] {
  const pairs: (readonly [ChangedLine | undefined, ChangedLine | undefined])[] = [];
  let [before, after]: [ChangedLine[], ChangedLine[]] = [[], []];
  const flush = (): void => {
    for (let at = 0; at < Math.max(before.length, after.length); at++) pairs.push([before[at], after[at]]);
    [before, after] = [[], []];
  };
  for (const line of lines) {
    if (line.kind === 'before') before.push(line);
    else if (line.kind === 'after') after.push(line);
    else {
      flush();
      pairs.push([line, line]);
    }
  }
  flush();
  return pairs;
}

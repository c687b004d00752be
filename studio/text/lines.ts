import { type PlacedEntry, placesOf } from './numbers.ts';

/** The lines of a memory in an accelerator file, from 1, the last included. */
export interface MemoryLines {
  readonly memory: string;
  readonly first: number;
  readonly last: number;
}

/** Where the memories of an accelerator file stand. */
export function memoryLines(text: string): MemoryLines[] {
  const lineAt = lineFinder(text);
  return placesOf(text)
    .entries.filter(({ path }) => path.length === 2 && path[0] === 'memories')
    .map(({ path, from, to }) => ({
      memory: String(path[1]),
      first: lineAt(from),
      last: lineAt(Math.max(from, from + text.slice(from, to).trimEnd().length - 1)),
    }));
}

/** The innermost entry around a place of the text: what a breadcrumb tells. */
export function entryAt(text: string, offset: number): PlacedEntry | undefined {
  return placesOf(text).entries.findLast(({ from, to }) => from <= offset && offset <= to);
}

/** The line of an offset, from 1. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let line = starts.findLastIndex((start) => start <= offset);
    if (line < 0) line = 0;
    return line + 1;
  };
}

/** A line that differs from the original: its number, and what it was, if something stood there. */
export interface ChangedLine {
  readonly line: number;
  readonly was: string | undefined;
}

/** Lines longer than this many are compared as wholes only. */
const MOST_COMPARED = 2000;

/** The lines of a text that the original doesn't have in this order. */
export function changedLines(original: string, text: string): ChangedLine[] {
  const [old, now] = [original.split('\n'), text.split('\n')];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const [oldPart, part] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  if (oldPart.length > MOST_COMPARED || part.length > MOST_COMPARED) return [];
  return unmatched(oldPart, part).map(({ at, was }) => ({ line: start + at + 1, was }));
}

/** Lines of `now` outside of the longest common subsequence, each with the old line that it stands for. */
function unmatched(old: readonly string[], now: readonly string[]): { at: number; was: string | undefined }[] {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const lengthAt = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const found: { at: number; was: string | undefined }[] = [];
  let [i, j] = [0, 0];
  let gone: string[] = [];
  while (j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      [i, j, gone] = [i + 1, j + 1, []];
    } else if (i < old.length && lengthAt(i + 1, j) >= lengthAt(i, j + 1)) {
      gone.push(old[i] ?? '');
      i++;
    } else {
      found.push({ at: j, was: gone.shift() });
      j++;
    }
  }
  return found;
}

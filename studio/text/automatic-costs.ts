import { type PlacedEntry, placesOf, samePath } from './numbers.ts';

/** What the estimator gives in place of the file. */
const REPLACED = ['r_cost', 'w_cost', 'area'] as const;

/** Whether the costs of a memory are written in the file, so that they don't follow its size. */
export function hasFixedCosts(text: string, memory: string): boolean {
  return withAutomaticCosts(text, memory) !== undefined;
}

/**
 * The text with costs of a memory that follow its size: `auto_cost_extraction: true` in the place of the numbers.
 * Undefined where it has no such numbers on lines of their own.
 */
export function withAutomaticCosts(text: string, memory: string): string | undefined {
  const { entries } = placesOf(text);
  const entryOf = (key: string): PlacedEntry | undefined =>
    entries.find(({ path }) => samePath(path, ['memories', memory, key]));
  const read = entryOf('r_cost');
  if (read === undefined || entryOf('auto_cost_extraction') !== undefined) return undefined;
  const lines = REPLACED.flatMap((key) => {
    const entry = entryOf(key);
    return entry === undefined ? [] : [{ key, ...lineOf(text, entry) }];
  });
  if (lines.some(({ isAlone }) => !isAlone)) return undefined;
  return lines
    .toSorted((a, b) => b.from - a.from)
    .reduce(
      (changed, { key, from, to, indent }) =>
        `${changed.slice(0, from)}${key === 'r_cost' ? `${indent}auto_cost_extraction: true\n` : ''}${changed.slice(to)}`,
      text,
    );
}

/** The whole line of an entry, with its end, and whether nothing else stands on it but a comment. */
function lineOf(text: string, { from, to }: PlacedEntry) {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to);
  const indent = text.slice(start, from);
  const rest = text.slice(to, end < 0 ? text.length : end).trim();
  return {
    from: start,
    to: end < 0 ? text.length : end + 1,
    indent,
    isAlone: indent.trim() === '' && (rest === '' || rest.startsWith('#')),
  };
}

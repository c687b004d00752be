import { type DocumentPath, valueAt } from '../text/source-document.ts';

/* What the profiles of all formats share: how messages name a part, and advice for a known slip. */

/** In `[I1, tl]` the comma separates two items, although one text was meant. */
export function quoteListItem(value: string, fragment: RegExp, example: string): string | undefined {
  return fragment.test(value) ? `put entries that contain a comma in quotes inside [ ]: ["${example}"]` : undefined;
}

/** The item of a list that a path leads into, by name, id or number. */
export function listItem(
  path: DocumentPath,
  data: unknown,
  kind: string,
  root: string,
): { name: string; length: number } {
  const [index] = path;
  if (index === undefined) return { name: root, length: 0 };
  const [name, id] = [valueAt(data, [index, 'name']), valueAt(data, [index, 'id'])];
  if (typeof name === 'string' && name !== '') return { name: `${kind} "${name}"`, length: 1 };
  if (typeof id === 'number') return { name: `${kind} ${id}`, length: 1 };
  return { name: `${kind} number ${Number(index) + 1}`, length: 1 };
}

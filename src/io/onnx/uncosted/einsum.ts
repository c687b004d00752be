import { elementsIn, type NodeSizes } from './node-sizes.ts';

const ELLIPSIS = '...';

/** Axes of one term: a letter each, and one name each for those behind an ellipsis. */
type Term = readonly string[];

/**
 * Multiply-accumulates of `Einsum`: two terms multiply once per combination of their indices. Of more terms, the first two are
 * combined, then their result with the third, and so on. One term alone multiplies nothing.
 */
export function einsumOperations(sizes: NodeSizes): number | undefined {
  const equation = sizes.node.attributes.get('equation')?.text?.replaceAll(' ', '');
  if (equation === undefined) return undefined;
  const [left = '', right] = equation.split('->');
  const texts = left.split(',');
  if (texts.length === 1) return 0;
  const extent = new Map<string, number>();
  const terms: Term[] = [];
  for (const [index, text] of texts.entries()) {
    const shape = sizes.input(index);
    const term = shape === undefined ? undefined : axesOf(text, shape.length);
    if (shape === undefined || term === undefined || term.length !== shape.length) return undefined;
    for (const [axis, name] of term.entries()) extent.set(name, Math.max(extent.get(name) ?? 1, shape[axis] ?? 1));
    terms.push(term);
  }
  const [first = [], ...others] = terms;
  const output = right?.replace(ELLIPSIS, '') ?? lettersThatStandOnce(left);
  let known: ReadonlySet<string> = new Set(first);
  let operations = 0;
  for (const [index, term] of others.entries()) {
    const together = new Set([...known, ...term]);
    operations += elementsIn([...together].map((name) => extent.get(name) ?? 1));
    const needed = new Set([...others.slice(index + 1).flat(), ...output]);
    known = new Set([...together].filter((name) => needed.has(name) || name.startsWith(ELLIPSIS)));
  }
  return operations;
}

/** The output where the equation names none. */
function lettersThatStandOnce(terms: string): string {
  return [...terms].filter((letter) => /[a-z]/i.test(letter) && terms.split(letter).length === 2).join('');
}

/** Axes behind an ellipsis are counted from its end, so that they broadcast. */
function axesOf(text: string, rank: number): Term | undefined {
  const [before = '', after] = text.split(ELLIPSIS);
  if (after === undefined) return [...before];
  const count = rank - before.length - after.length;
  if (count < 0) return undefined;
  return [...before, ...Array.from({ length: count }, (_, axis) => `${ELLIPSIS}${count - axis}`), ...after];
}

import type { Diagnostic } from '../../base/diagnostic.ts';
import { error } from '../../io/text/diagnostic-maker.ts';

/** What things are called there and here: name in Timeloop → name in ZigZag, as a user gives them. */
export type NamePairs = ReadonlyMap<string, string>;

/** How names of a map and names here belong together, where not by the rules of docs/timeloop.md. */
export interface GivenNames {
  /** Level → memories, joined by `+`. */
  readonly levels: NamePairs;
  readonly dimensions: NamePairs;
  /** Data space → operand. */
  readonly tensors: NamePairs;
  /** `X`, `Y`, or `Level.X` → array dimension. */
  readonly axes: NamePairs;
}

export const NO_NAMES: GivenNames = { levels: new Map(), dimensions: new Map(), tensors: new Map(), axes: new Map() };

/**
 * `a=b,c=d`.
 * @returns undefined if it is not of this form, or a name stands twice before a `=`.
 */
export function parseNamePairs(text: string): NamePairs | undefined {
  const pairs = text.split(',').map((pair) => pair.split('=').map((name) => name.trim()));
  const isSound = pairs.every((pair) => pair.length === 2 && pair.every((name) => name !== ''));
  const found = new Map(pairs.map(([there = '', here = '']) => [there, here]));
  return isSound && found.size === pairs.length ? found : undefined;
}

/** The other way round. */
export function reversed(pairs: NamePairs): NamePairs {
  return new Map([...pairs].map(([there, here]) => [here, there]));
}

/** Names that belong to nothing. */
export function* strayNames(
  pairs: NamePairs,
  flag: string,
  here: readonly string[],
  there?: readonly string[],
): Generator<Diagnostic> {
  for (const [name, counterpart] of pairs) {
    for (const one of counterpart.split('+')) {
      if (!here.includes(one)) yield strayName(flag, one, here);
    }
    if (there !== undefined && !there.includes(name)) yield strayName(flag, name, there);
  }
}

function strayName(flag: string, name: string, known: readonly string[]): Diagnostic {
  return error('ZZ9201', {}, `${flag} has "${name}"; expected one of ${known.join(', ')}`, 'write one of these names');
}

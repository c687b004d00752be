import type { Explanation } from './explanation.ts';
import type { Quantities, Term } from './terms.ts';

/** What a figure says of itself when it is explained. */
export interface FigureAccount {
  readonly value: number;
  readonly term: Term;
  readonly quantities: Quantities;
  readonly parts?: readonly string[];
  readonly binding?: string | undefined;
}

/** A figure of an evaluation that can be explained. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly account: () => FigureAccount;
}

export function describe(figure: Figure): Explanation {
  const { name, title, unit } = figure;
  const { value, term, quantities, parts = [], binding } = figure.account();
  return {
    figure: name,
    title,
    value,
    unit,
    formula: term.symbols,
    substituted: term.numbers,
    symbols: quantities.list,
    parts,
    ...(binding === undefined ? {} : { binding }),
  };
}

/** Names of figures, the largest first; those that are 0 are left out. */
export function largestFirst(parts: readonly (readonly [name: string, value: number])[]): string[] {
  return parts
    .filter(([, value]) => value !== 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name]) => name);
}

import type { ExplainedSymbol } from './explanation.ts';

/** A piece of a formula, written in symbols and with the numbers of one case. */
export interface Term {
  readonly symbols: string;
  readonly numbers: string;
  /** How tightly it holds together: decides where brackets are needed. */
  readonly kind: 'atom' | 'product' | 'sum';
}

/** Collects the symbols of one formula, with their meanings and numbers, while it is written. */
export class FormulaSymbols {
  private readonly bySymbol = new Map<string, ExplainedSymbol>();

  /** A quantity of the case, as a term. A symbol that was used before keeps its meaning. */
  of(symbol: string, meaning: string, value: number, unit: string): Term {
    this.note(symbol, meaning, value, unit);
    return { symbols: symbol, numbers: numberText(value), kind: value < 0 ? 'sum' : 'atom' };
  }

  /** A quantity made of others: one symbol in the formula, its terms in the numbers. */
  named(symbol: string, meaning: string, value: number, unit: string, made: Term): Term {
    this.note(symbol, meaning, value, unit);
    return { symbols: symbol, numbers: made.numbers, kind: made.kind };
  }

  /** Adds a quantity that stands behind another one, without using it in the formula. */
  note(symbol: string, meaning: string, value: number, unit: string): void {
    if (!this.bySymbol.has(symbol)) this.bySymbol.set(symbol, { symbol, meaning, value, unit });
  }

  get list(): readonly ExplainedSymbol[] {
    return [...this.bySymbol.values()];
  }
}

/** The shortest text that reads back as the same number. */
export function numberText(value: number): string {
  return value < 0 ? `−${String(-value)}` : String(value);
}

export function constant(value: number): Term {
  const text = numberText(value);
  return { symbols: text, numbers: text, kind: value < 0 ? 'sum' : 'atom' };
}

/** `a + b + …`; 0 for nothing. */
export function sum(terms: readonly Term[]): Term {
  return join(terms, ' + ', 'sum', () => false) ?? constant(0);
}

/** `a − b`. */
export function difference(a: Term, b: Term): Term {
  return join([a, b], ' − ', 'sum', (term, position) => position > 0 && term.kind === 'sum') ?? constant(0);
}

/** `a · b · …`, from left to right. */
export function product(...terms: readonly Term[]): Term {
  return join(terms, ' · ', 'product', (term) => term.kind === 'sum') ?? constant(1);
}

/** `a / b`. */
export function quotient(a: Term, b: Term): Term {
  const needsBrackets = (term: Term, position: number) =>
    term.kind === 'sum' || (position > 0 && term.kind === 'product');
  return join([a, b], ' / ', 'product', needsBrackets) ?? constant(1);
}

/** Keeps a term together, where the order of operations matters. */
export function bracketed(term: Term): Term {
  return { symbols: `(${term.symbols})`, numbers: `(${term.numbers})`, kind: 'atom' };
}

/** `name(a, b, …)`. */
export function call(name: 'ceil' | 'trunc' | 'min' | 'max', ...terms: readonly Term[]): Term {
  const list = (text: (term: Term) => string): string => `${name}(${terms.map(text).join(', ')})`;
  return { symbols: list(({ symbols }) => symbols), numbers: list(({ numbers }) => numbers), kind: 'atom' };
}

function join(
  terms: readonly Term[],
  operator: string,
  kind: Term['kind'],
  needsBrackets: (term: Term, position: number) => boolean,
): Term | undefined {
  const [only, ...others] = terms;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) return undefined;
  const parts = terms.map((term, position) => (needsBrackets(term, position) ? bracketed(term) : term));
  return {
    symbols: parts.map(({ symbols }) => symbols).join(operator),
    numbers: parts.map(({ numbers }) => numbers).join(operator),
    kind,
  };
}

/** Subscripts, so that `R₁` reads as one symbol. */
export function digits(value: number): string {
  return String(value).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? digit);
}

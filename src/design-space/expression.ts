import jsep from 'jsep';
import { didYouMean } from '../base/suggest.ts';
import { ExpressionError } from '../io/workload/expression-scanner.ts';
import { comparedSides, compileNode, rootNames } from './expression-node.ts';
import { factorOfUnit, KNOWN_UNITS } from './unit-text.ts';

export { ExpressionError };

/** What a name stands for where an expression is evaluated; undefined for an unknown name. */
export type NameLookup = (name: string) => unknown;

/** `64 * array`, `sram.size >= 4 * rf.size`, `area <= 4 mm2`: parsed once, evaluated for every design. */
export interface Expression {
  /** As it was written. */
  readonly text: string;
  /** The names it begins paths with: `sram` of `sram.size`, each once, and their first characters (0-based). */
  readonly names: readonly { readonly name: string; readonly character: number }[];
  /** @throws ExpressionError when a field does not exist, or an operator cannot take its operands. */
  readonly evaluate: (lookUp: NameLookup) => unknown;
  /** Its sides, where it is one comparison of two numbers. */
  readonly comparison?: Comparison;
}

/** `left <= right`. */
export interface Comparison {
  readonly operator: string;
  readonly left: Side;
  readonly right: Side;
}

/** One side of a comparison. */
export interface Side {
  readonly names: readonly string[];
  /** Whether it is nothing but a name. */
  readonly isName: boolean;
  readonly evaluate: (lookUp: NameLookup) => unknown;
}

/** Words that people write for the symbols of the parser. */
const SYMBOL_OF_WORD: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' };

/** A text in quotes, a number with a unit, or a word between names. */
const TOKEN =
  /(?<quoted>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(?<![\w.])(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(?<unit>(?!(?:and|or|not)\b)[A-Za-zµ²][\wµ²]*)|(?<![\w.])(?<word>and|or|not)(?!\w)/gu;

/**
 * Reads an expression: numbers with or without a unit, names, fields (`dram.ports[0].bandwidth_max`), `+ - * / % **`, comparisons, `and`,
 * `or`, `not`, `a ? b : c`, and the functions of `expression-node.ts`.
 * @throws ExpressionError naming what cannot be read and where.
 */
export function parseExpression(text: string): Expression {
  const { plain, origins } = withoutUnits(text);
  const tree = parsed(plain, origins);
  const names = [...new Set(rootNames(tree))].map((name) => ({
    name,
    character: Math.max(0, text.search(new RegExp(`(?<![\\w.])${name.replaceAll('$', '\\$')}(?!\\w)`))),
  }));
  const comparison = comparisonOf(tree);
  return { text, names, evaluate: compileNode(tree), ...(comparison === undefined ? {} : { comparison }) };
}

function comparisonOf(tree: jsep.Expression): Comparison | undefined {
  const sides = comparedSides(tree);
  if (sides === undefined) return undefined;
  const side = (node: jsep.Expression): Side => ({
    names: rootNames(node),
    isName: node.type === 'Identifier',
    evaluate: compileNode(node),
  });
  return { operator: sides.operator, left: side(sides.left), right: side(sides.right) };
}

function parsed(plain: string, origins: readonly number[]): jsep.Expression {
  try {
    return jsep(plain);
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/ at character \d+$/, '') : String(error);
    const index = typeof error === 'object' && error !== null && 'index' in error ? Number(error.index) : 0;
    const told = `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
    throw new ExpressionError(
      told === 'unexpected "="' ? `${told}; == compares` : told,
      origins[Math.min(index, origins.length - 1)] ?? 0,
    );
  }
}

/** The text with numbers in the units of results, words as symbols, and where each of its characters comes from. */
function withoutUnits(text: string): { readonly plain: string; readonly origins: readonly number[] } {
  let plain = '';
  const origins: number[] = [];
  const append = (part: string, at: (index: number) => number): void => {
    for (let index = 0; index < part.length; index++) origins.push(at(index));
    plain += part;
  };
  let end = 0;
  for (const { 0: whole, index: start, groups = {} } of text.matchAll(TOKEN)) {
    const { number, unit, word } = groups;
    const before = end;
    append(text.slice(before, start), (index) => before + index);
    end = start + whole.length;
    if (word !== undefined) append(SYMBOL_OF_WORD[word] ?? word, () => start);
    else if (number === undefined || unit === undefined) append(whole, (index) => start + index);
    else append(String(Number(number) * factorOf(unit, start + whole.length - unit.length)), () => start);
  }
  append(text.slice(end), (index) => end + index);
  return { plain, origins };
}

function factorOf(unit: string, character: number): number {
  const factor = factorOfUnit(unit);
  if (factor !== undefined) return factor;
  const suggestion = didYouMean(unit, KNOWN_UNITS);
  throw new ExpressionError(`${unit} is no unit${suggestion}; units are ${KNOWN_UNITS.join(', ')}`, character);
}

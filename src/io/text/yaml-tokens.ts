import { type CST, Lexer, Parser } from 'yaml';
import { NESTING_LIMIT } from './source-document.ts';

/** Keys, values and empty items of a file; the largest networks have some ten thousand. Each takes about 1.5 kB while it is read. */
export const MOST_VALUES = 100_000;
/** Words, signs, blanks and line ends: what a file can consist of besides values. */
const MOST_SYMBOLS = 8 * MOST_VALUES;

/** The syntax of a text, up to the first error or the second document; or where it exceeds a limit. */
export type Tokens =
  | { readonly tokens: readonly CST.Token[] }
  | { readonly excess: 'values' | 'symbols' | 'nesting'; readonly offset: number };

/**
 * The tokens of a YAML text. Symbols are counted before the parser sees them, so a small file of very many values is refused before it
 * fills the memory.
 */
export function yamlTokens(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let [values, symbols, offset] = [0, 0, 0];
  for (const symbol of new Lexer().lex(text)) {
    symbols++;
    if (isValue(symbol)) values++;
    if (values > MOST_VALUES) return { excess: 'values', offset };
    if (symbols > MOST_SYMBOLS) return { excess: 'symbols', offset };
    if (!MARKS.has(symbol)) offset += symbol.length;
    for (const token of parser.next(symbol)) tokens.push(token);
    if (isDecided(tokens)) break;
  }
  for (const token of parser.end()) tokens.push(token);
  for (const token of tokens) {
    const deep = deepToken(token);
    if (deep !== undefined) return { excess: 'nesting', offset: deep };
  }
  return { tokens };
}

/** Marks of the lexer that stand for no character of the text: document, end of a faulty flow, scalar. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

/** What begins a scalar, a collection or an item that may be empty. */
function isValue(symbol: string): boolean {
  return ['\u001f', '[', '{', '-', '?'].includes(symbol) || symbol.startsWith('*');
}

/** Only the first error is reported, and a second document is one. */
function isDecided(tokens: readonly CST.Token[]): boolean {
  const last = tokens.at(-1);
  if (last?.type === 'error') return true;
  return last?.type === 'document' && tokens.slice(0, -1).some(({ type }) => type === 'document');
}

/** Offset of a token nested deeper than allowed. The library composes recursively, so this must be known beforehand. */
function deepToken(root: CST.Token): number | undefined {
  const waiting: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const { token, depth } = entry;
    if (depth > NESTING_LIMIT) return token.offset;
    if (token.type === 'document' && token.value !== undefined) waiting.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key !== undefined && key !== null) waiting.push({ token: key, depth: depth + 1 });
      if (value !== undefined) waiting.push({ token: value, depth: depth + 1 });
    }
  }
  return undefined;
}

import { ExpressionError, ExpressionScanner, type ScannedName } from './expression-scanner.ts';

/** A tensor in an equation. */
export interface EquationOperand {
  readonly name: string;
  /** As written; upper and lower case are the same. */
  readonly indices: readonly ScannedName[];
}

export interface Equation {
  /** Output, then the inputs in the order written. */
  readonly operands: readonly [output: EquationOperand, first: EquationOperand, second: EquationOperand];
  /** `O[b][k] = W[k][c] * I[b][c]`: `+=` written as `=`, single blanks around the operators. */
  readonly normalised: string;
}

const INPUTS = ['W', 'I'];

/**
 * Parses `O[…]+=W[…]*I[…]`. `=` and `+=` mean the same, and so do `*` and `+` between the inputs: every model counts one
 * operation per point of the loop space. Throws `ExpressionError`.
 *
 * ```text
 * equation = operand ["+"] "=" operand ("*" | "+") operand        operand = ("O" | "W" | "I") { "[" [name] "]" }
 * ```
 */
export function parseEquation(text: string): Equation {
  const scanner = new ExpressionScanner(text);
  const output = operand(scanner, ['O'], 'the output "O"');
  requireIndices(output, scanner);
  scanner.accept('+');
  scanner.expect('=', '"[", "=" or "+="');
  const first = operand(scanner, INPUTS, 'an input, "W" or "I"');
  requireIndices(first, scanner);
  const operator = scanner.accept('*') ? '*' : '+';
  if (operator === '+') scanner.expect('+', '"[", "*" or "+"');
  const others = INPUTS.filter((name) => name !== first.name);
  const second = operand(scanner, others, `the other input, "${others.join('')}"`);
  scanner.expectEnd('the end: an equation has exactly two inputs');
  const [left, a, b] = [output, first, second].map(show);
  return { operands: [output, first, second], normalised: `${left} = ${a} ${operator} ${b}` };
}

function operand(scanner: ExpressionScanner, allowed: readonly string[], what: string): EquationOperand {
  const character = scanner.character();
  const name = scanner.expectName(what).text;
  if (!allowed.includes(name)) {
    throw new ExpressionError(`found operand "${name}" at character ${character + 1}; expected ${what}`, character);
  }
  const indices: ScannedName[] = [];
  if (!scanner.accept('[')) scanner.fail(`"[" and the first index of ${name}`);
  do {
    const index = scanner.acceptName();
    if (index !== undefined) indices.push(checkedIndex(index));
    scanner.expect(']', index === undefined ? 'an index name or "]"' : '"]"');
  } while (scanner.accept('['));
  return { name, indices };
}

/** Only the second input may be a single element (`W[]`, pooling without weights). */
function requireIndices({ name, indices }: EquationOperand, scanner: ExpressionScanner): void {
  if (indices.length > 0) return;
  const character = scanner.character();
  throw new ExpressionError(
    `${name}[] has no index; expected one, because only the second input may be a single element`,
    character,
  );
}

function checkedIndex(index: ScannedName): ScannedName {
  if (!index.text.includes('_')) return index;
  const { text, character } = index;
  throw new ExpressionError(
    `index "${text}" at character ${character + 1} contains "_"; expected letters and digits only`,
    character,
  );
}

function show({ name, indices }: EquationOperand): string {
  return `${name}${indices.length === 0 ? '[]' : indices.map((index) => `[${index.text}]`).join('')}`;
}

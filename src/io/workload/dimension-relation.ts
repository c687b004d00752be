import { ExpressionError, ExpressionScanner, type ScannedName } from './expression-scanner.ts';

/** `coefficient · dimension`. */
export interface RelationTerm {
  readonly coefficient: number;
  readonly dimension: ScannedName;
}

/** `target = a + b`, names as written. */
export interface ParsedRelation {
  readonly target: ScannedName;
  readonly a: RelationTerm;
  readonly b: RelationTerm;
}

/**
 * Parses `ix=2*ox+1*fx`: stride 2, dilation 1. Both terms are needed; a missing coefficient counts as 1. Throws `ExpressionError`.
 *
 * ```text
 * relation = name "=" term "+" term        term = [integer "*"] name
 * ```
 */
export function parseDimensionRelation(text: string): ParsedRelation {
  const scanner = new ExpressionScanner(text);
  const target = name(scanner.expectName('the dependent dimension, such as "ix"'));
  scanner.expect('=', '"="');
  const a = term(scanner);
  scanner.expect('+', '"+" and a second term; write ix=1*ox+1*fx with FX of size 1 if there is only one');
  const b = term(scanner);
  scanner.expectEnd('the end: a relation has exactly two terms');
  return { target, a, b };
}

function term(scanner: ExpressionScanner): RelationTerm {
  const first = scanner.expectName('a coefficient or a loop dimension');
  if (!/^\d+$/.test(first.text)) {
    if (scanner.accept('*')) throw misplacedCoefficient(first);
    return { coefficient: 1, dimension: name(first) };
  }
  const coefficient = Number(first.text);
  if (coefficient < 1 || !Number.isSafeInteger(coefficient)) {
    throw new ExpressionError(
      `coefficient ${first.text} at character ${first.character + 1}; expected at least 1`,
      first.character,
    );
  }
  scanner.expect('*', '"*" after the coefficient');
  return { coefficient, dimension: name(scanner.expectName('a loop dimension')) };
}

function name(scanned: ScannedName): ScannedName {
  const { text, character } = scanned;
  if (/^[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*$/.test(text)) return scanned;
  throw new ExpressionError(
    `found "${text}" at character ${character + 1}; expected a dimension of letters and digits`,
    character,
  );
}

function misplacedCoefficient({ text, character }: ScannedName): ExpressionError {
  return new ExpressionError(
    `"*" after "${text}" at character ${character + 1}; expected the coefficient first, as in 2*${text}`,
    character,
  );
}

import type { Diagnostic } from '../../base/diagnostic.ts';
import { enumerate, listed } from '../../base/enumerate.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { error } from '../text/diagnostic-maker.ts';

/* ZZ81xx the layer, ZZ82xx its mapping. */

export function unknownIndex(at: SourceOrigin, operand: string, index: string, known: readonly string[]): Diagnostic {
  return error(
    'ZZ8101',
    at,
    `operand ${operand} has index "${index}"; expected a loop dimension or the t of a relation: ${listed(known)}`,
    `write one of these names${didYouMean(index, known)}`,
  );
}

export function unknownDimension(
  at: SourceOrigin,
  what: string,
  dimension: string,
  known: readonly string[],
): Diagnostic {
  return error(
    'ZZ8102',
    at,
    `${what} names loop dimension "${dimension}"; expected one of ${listed(known)}`,
    `write one of these names${didYouMean(dimension, known)}`,
  );
}

export function repeatedName(at: SourceOrigin, what: string, name: string): Diagnostic {
  return error(
    'ZZ8103',
    at,
    `${what} "${name}" is given twice; expected every name once`,
    'remove or rename one of the two',
  );
}

export function tooFewOperands(at: SourceOrigin, count: number): Diagnostic {
  return error(
    'ZZ8104',
    at,
    `the layer has ${count} operand${count === 1 ? '' : 's'}; expected an output and one or two inputs`,
    'list the output first, then the inputs, such as {O: [K], W: [K, C], I: [C]}',
  );
}

export function missingPrecision(at: SourceOrigin, operand: string): Diagnostic {
  return error(
    'ZZ8105',
    at,
    `operand ${operand} has no precision; expected its bits`,
    `add ${operand}: 8, for example`,
  );
}

export function tooManyOperations(at: SourceOrigin, count: number): Diagnostic {
  return error('ZZ8106', at, `the layer has ${count} operations; expected fewer than 2^53`, 'make a dimension smaller');
}

export function unknownOperand(at: SourceOrigin, what: string, operand: string, known: readonly string[]): Diagnostic {
  return error(
    'ZZ8107',
    at,
    `${what} name operand "${operand}"; expected one of ${listed(known)}`,
    `write one of these names${didYouMean(operand, known)}`,
  );
}

export function badLink(at: SourceOrigin, operand: string, given: string | undefined, expected: string): Diagnostic {
  const found = given === undefined ? 'is not linked to a memory operand' : `is linked to memory operand ${given}`;
  return error(
    'ZZ8201',
    at,
    `operand ${operand} ${found}; expected ${expected}`,
    'write {O: O, W: I2, I: I1}, the usual links',
  );
}

export function notHeld(at: SourceOrigin, operand: string, memoryOperand: string): Diagnostic {
  return error(
    'ZZ8202',
    at,
    `no memory holds ${memoryOperand}, to which operand ${operand} is linked`,
    `link ${operand} to another memory operand, or add ${memoryOperand} to a memory`,
  );
}

export function unknownArray(at: SourceOrigin, dimension: string, known: readonly string[]): Diagnostic {
  return error(
    'ZZ8203',
    at,
    `the spatial mapping names array dimension "${dimension}"; expected one of ${listed(known)}`,
    `write one of these names${didYouMean(dimension, known)}`,
  );
}

export function tooManyUnits(at: SourceOrigin, dimension: string, used: number, size: number): Diagnostic {
  return error(
    'ZZ8204',
    at,
    `the spatial mapping uses ${used} units of ${dimension}; expected at most its size, ${size}`,
    'unroll less on this array dimension',
  );
}

export function wrongRounds(
  at: SourceOrigin,
  dimension: string,
  loops: number,
  rounds: number,
  how: string,
): Diagnostic {
  return error(
    'ZZ8205',
    at,
    `the temporal loops of ${dimension} multiply to ${loops}; expected ${rounds}, which is ${how}`,
    `give ${dimension} loops whose sizes multiply to ${rounds}`,
  );
}

export function badBoundaries(
  at: SourceOrigin,
  operand: string,
  given: readonly number[],
  levels: readonly string[],
  loops: number,
): Diagnostic {
  return error(
    'ZZ8206',
    at,
    `the boundaries [${given.join(', ')}] of operand ${operand} do not cut ${loops} loops into ${levels.length} memory levels (${enumerate(levels)})`,
    `write ${levels.length} numbers that never fall and end with ${loops}`,
  );
}

export function tooManyLoops(at: SourceOrigin, count: number, most: number): Diagnostic {
  return error(
    'ZZ8207',
    at,
    `the temporal mapping has ${count} loops; expected at most ${most}`,
    'merge loops of one dimension',
  );
}

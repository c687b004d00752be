import type { Diagnostic } from '../../base/diagnostic.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { enumerate, error, warning } from '../text/diagnostic-maker.ts';

/* ZZ41xx entries of the file, ZZ42xx entries and layers, ZZ43xx mapping and accelerator. */

export function noDefaultEntry(at: SourceOrigin): Diagnostic {
  return warning(
    'ZZ4101',
    at,
    'the mapping has no entry called "default"; layers without an entry of their own cannot be mapped',
    'add an entry "- name: default"; it may contain nothing else',
  );
}

export function repeatedEntry(at: SourceOrigin, name: string, firstNumber: number): Diagnostic {
  return warning(
    'ZZ4102',
    at,
    `entry "${name}" exists already as entry number ${firstNumber}; only the first counts`,
    'remove or rename this one',
  );
}

export function repeatedMemoryOperand(
  at: SourceOrigin,
  entry: string,
  operands: readonly string[],
  memoryOperand: string,
): Diagnostic {
  return error(
    'ZZ4103',
    at,
    `entry "${entry}" links ${enumerate(operands)} to memory operand ${memoryOperand}; expected a different one for each`,
    'the usual links are {O: O, W: I2, I: I1}',
  );
}

export function outputLinkedToInput(
  at: SourceOrigin,
  entry: string,
  operand: string,
  memoryOperand: string,
): Diagnostic {
  return error(
    'ZZ4104',
    at,
    `entry "${entry}" links ${operand} to memory operand ${memoryOperand}; expected O for the output and I1 and I2 for the inputs`,
    'the usual links are {O: O, W: I2, I: I1}',
  );
}

export function repeatedUnrolling(
  at: SourceOrigin,
  entry: string,
  arrayDimension: string,
  dimension: string,
  factor: number,
): Diagnostic {
  return warning(
    'ZZ4105',
    at,
    `entry "${entry}" unrolls ${dimension} twice on ${arrayDimension}; the last factor ${factor} counts`,
    `write ${dimension} once, with the product if both were meant`,
  );
}

export function sizedWildcard(at: SourceOrigin, entry: string, size: number): Diagnostic {
  return error(
    'ZZ4106',
    at,
    `entry "${entry}" has ["*", ${size}] in its temporal ordering; expected a loop dimension with a size, or ["*", "*"]`,
    'name the loop dimension',
  );
}

export function noEntryFor(at: SourceOrigin, layer: string, operatorType: string): Diagnostic {
  return error(
    'ZZ4201',
    at,
    `no mapping entry applies to layer "${layer}" of type ${operatorType}; expected an entry called "${layer}", "${operatorType}" or "default"`,
    'add an entry "- name: default" to the mapping file; it may contain nothing else',
  );
}

export function olderLayerName(at: SourceOrigin, entry: string, layer: string): Diagnostic {
  return warning(
    'ZZ4202',
    at,
    `entry "${entry}" is used for layer "${layer}": up to ZigZag 3.2.1 matrix products were called Layer<id>`,
    `rename the entry to "${layer}"`,
  );
}

export function droppedOrdering(
  at: SourceOrigin,
  entry: string,
  dimension: string,
  layers: readonly string[],
): Diagnostic {
  return warning(
    'ZZ4203',
    at,
    `entry "${entry}": the temporal ordering names ${dimension}, which ${shortList(layers)} ${layers.length === 1 ? 'does' : 'do'} not have; left out there`,
    'correct the name, or write a separate entry for such layers',
  );
}

export function droppedWildcard(at: SourceOrigin, entry: string, layers: readonly string[]): Diagnostic {
  return warning(
    'ZZ4204',
    at,
    `entry "${entry}": ["*", "*"] (any loops in between) is left out for ${shortList(layers)}, as in the reference; the pairs after it follow directly on those before`,
    'give the complete ordering, or only its innermost part',
  );
}

export function unknownArrayDimension(
  at: SourceOrigin,
  entry: string,
  arrayDimension: string,
  loops: readonly string[],
  accelerator: string,
  known: readonly string[],
): Diagnostic {
  return error(
    'ZZ4301',
    at,
    `entry "${entry}" unrolls ${enumerate(loops)} on array dimension ${arrayDimension}; accelerator "${accelerator}" has ${enumerate(known) || 'no array dimensions'}`,
    `move the loops to a dimension the accelerator has, or remove ${arrayDimension}`,
  );
}

export function operandHeldByNoMemory(
  at: SourceOrigin,
  entry: string,
  operand: string,
  memoryOperand: string,
  accelerator: string,
): Diagnostic {
  return error(
    'ZZ4302',
    at,
    `entry "${entry}" links ${operand} to memory operand ${memoryOperand}, which no memory of accelerator "${accelerator}" holds`,
    'link it to a memory operand of the accelerator, or add the operand to its memories',
  );
}

export function operandNotLinked(at: SourceOrigin, entry: string, operand: string, layer: string): Diagnostic {
  return error(
    'ZZ4303',
    at,
    `entry "${entry}" does not link operand ${operand} of layer "${layer}" to a memory operand`,
    'the usual links are {O: O, W: I2, I: I1}',
  );
}

function shortList(layers: readonly string[]): string {
  const names = layers.map((name) => `"${name}"`);
  if (names.length <= 3) return `${names.length === 1 ? 'layer' : 'layers'} ${enumerate(names)}`;
  return `layers ${names.slice(0, 2).join(', ')} and ${names.length - 2} others`;
}

/** ZZ45xx: mapping files of older versions. */
export function singleCore(at: SourceOrigin, fields: readonly string[]): Diagnostic {
  return warning(
    'ZZ4501',
    at,
    `${enumerate(fields)} ${fields.length === 1 ? 'is' : 'are'} ignored: accelerators have a single core`,
    `remove ${fields.length === 1 ? 'it' : 'them'}`,
  );
}

import type { Diagnostic } from '../../base/diagnostic.ts';
import { enumerate, layerList } from '../../base/enumerate.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { error, warning } from '../text/diagnostic-maker.ts';

/* ZZ41xx entries of the file, ZZ42xx entries and layers, ZZ43xx mapping and accelerator. */

/** @param similar an entry that may have been meant, at `at`. */
export function noDefaultEntry(at: SourceOrigin, similar?: string): Diagnostic {
  return warning(
    'ZZ4101',
    at,
    'the mapping has no entry called "default"; layers without an entry of their own cannot be mapped',
    similar === undefined ? ADD_DEFAULT : renameToDefault(similar),
  );
}

const ADD_DEFAULT = 'add an entry "- name: default" to the mapping file; it may contain nothing else';

function renameToDefault(entry: string): string {
  return `did you mean "default"? Write the name of entry "${entry}" as default, in lower case`;
}

export function repeatedEntry(at: SourceOrigin, name: string, firstNumber: number): Diagnostic {
  return warning(
    'ZZ4102',
    at,
    `entry "${name}" has the same name as entry number ${firstNumber}; only the first of the two is used`,
    'remove or rename this entry',
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
    `entry "${entry}" links ${enumerate(operands)} to memory operand ${memoryOperand}; expected a different memory operand for each`,
    'write {O: O, W: I2, I: I1}, the usual links',
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
    'write {O: O, W: I2, I: I1}, the usual links',
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
    `entry "${entry}" unrolls ${dimension} twice on ${arrayDimension}; only the last factor ${factor} is used`,
    `write ${dimension} once; if you mean both factors, write their product`,
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

/** @param similar an entry that was probably meant as the default, at `at`. */
export function noEntryFor(
  at: SourceOrigin,
  layers: readonly { readonly name: string; readonly operatorType: string }[],
  similar?: string,
): Diagnostic {
  const types = [...new Set(layers.map(({ operatorType }) => operatorType))];
  const names = [...(layers.length === 1 ? layers.map(({ name }) => name) : []), ...types, 'default'];
  const ofType = types.length === 1 ? ` of type ${types[0]}` : '';
  return error(
    'ZZ4201',
    at,
    `no mapping entry applies to ${layerList(layers.map(({ name }) => name))}${ofType}; expected an entry called ${enumerate(
      names.map((name) => `"${name}"`),
      'or',
    )}`,
    similar === undefined ? ADD_DEFAULT : renameToDefault(similar),
  );
}

export function olderLayerName(at: SourceOrigin, entry: string, layer: string): Diagnostic {
  return warning(
    'ZZ4202',
    at,
    `entry "${entry}" is used for layer "${layer}", because matrix products were called Layer<id> up to ZigZag 3.2.1`,
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
    `entry "${entry}": the temporal ordering names ${dimension}, which ${layerList(layers)} ${layers.length === 1 ? 'does' : 'do'} not have; the pair is ignored there`,
    'correct the name, or write a separate entry for such layers',
  );
}

export function droppedWildcard(at: SourceOrigin, entry: string, layers: readonly string[]): Diagnostic {
  return warning(
    'ZZ4204',
    at,
    `entry "${entry}": ["*", "*"] (any loops in between) is ignored for ${layerList(layers)}, as in ZigZag; the next pair is read as if it followed directly`,
    'give the complete ordering, or only its innermost part',
  );
}

/** @param meant names of entries that may have been meant, such as the whole names of layers that tables print in short. */
export function unusedEntry(at: SourceOrigin, entry: string, meant: readonly string[]): Diagnostic {
  const names = meant.map((name) => `"${name}"`);
  return warning(
    'ZZ4209',
    at,
    `entry "${entry}" applies to no layer: none has this name or operator type`,
    names.length === 0
      ? 'correct the name, or remove the entry'
      : `did you mean ${enumerate(names, 'or')}? Rename the entry, or remove it`,
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
    `link ${operand} to a memory operand of the accelerator, or add ${memoryOperand} to the operands of a memory`,
  );
}

export function operandNotLinked(at: SourceOrigin, entry: string, operand: string, layer: string): Diagnostic {
  return error(
    'ZZ4303',
    at,
    `entry "${entry}" does not link operand ${operand} of layer "${layer}" to a memory operand`,
    'write {O: O, W: I2, I: I1}, the usual links',
  );
}

/** ZZ45xx: mapping files of older versions. */
export function singleCore(at: SourceOrigin, fields: readonly string[]): Diagnostic {
  return warning(
    'ZZ4501',
    at,
    `${enumerate(fields)} ${fields.length === 1 ? 'is' : 'are'} ignored, because an accelerator has a single core`,
    `remove ${fields.length === 1 ? 'it' : 'them'}`,
  );
}

import type { Diagnostic } from '../../base/diagnostic.ts';
import { product } from '../../base/integers.ts';
import { MEMORY_OPERANDS } from '../../model/accelerator/memory.ts';
import { originOf, type SourceDocument } from '../text/source-document.ts';
import * as errors from './accelerator-errors.ts';
import type { AcceleratorFile } from './accelerator-schema.ts';
import { imcRules } from './in-memory-computing/imc-rules.ts';
import { memoryRules } from './memory-rules.ts';

/** Memories of an accelerator, and ports, operands and served dimensions of a memory: far more than any design has. */
const MOST_MEMORIES = 500;
const MOST_ITEMS = 100;

/** What is too large to be checked further: the other rules compare memories and ports with each other. */
export function* sizeRules(document: SourceDocument, file: AcceleratorFile): Iterable<Diagnostic> {
  const names = document.keysOf(['memories']);
  if (names.length > MOST_MEMORIES) {
    yield errors.tooMany(originOf(document, ['memories']), 'the accelerator', names.length, 'memories', MOST_MEMORIES);
    return;
  }
  for (const name of names) {
    const memory = file.memories[name];
    for (const field of ['ports', 'operands', 'served_dimensions'] as const) {
      const count = memory?.[field].length ?? 0;
      const at = originOf(document, ['memories', name, field]);
      if (count > MOST_ITEMS) yield errors.tooMany(at, `memory "${name}"`, count, field, MOST_ITEMS);
    }
  }
  for (const field of ['dimensions', 'sizes'] as const) {
    const { length } = file.operational_array[field];
    const at = originOf(document, ['operational_array', field]);
    if (length > MOST_ITEMS) yield errors.tooMany(at, 'the operational array', length, field, MOST_ITEMS);
  }
}

/** Everything the shape of an accelerator file cannot express: how its fields have to agree. */
export function acceleratorRules(
  document: SourceDocument,
  file: AcceleratorFile,
  converted: ReadonlySet<string>,
): Diagnostic[] {
  return [
    ...arrayRules(document, file),
    ...(file.operational_array.is_imc ? imcRules(document, file) : ordinaryArrayRules(document, file)),
    ...document.keysOf(['memories']).flatMap((name) => memoryRules(document, name, file, converted.has(name))),
  ];
}

function arrayRules(document: SourceDocument, { operational_array: array }: AcceleratorFile): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const path = ['operational_array', 'dimensions'];
  if (array.dimensions.length !== array.sizes.length) {
    const at = originOf(document, ['operational_array', 'sizes']);
    findings.push(errors.arrayLengthsDiffer(at, array.dimensions.length, array.sizes.length));
  }
  const units = product(array.sizes);
  if (units > Number.MAX_SAFE_INTEGER) {
    findings.push(errors.tooManyUnits(originOf(document, ['operational_array', 'sizes']), units));
  }
  array.dimensions.forEach((dimension, index) => {
    if (array.dimensions.indexOf(dimension) === index) return;
    findings.push(errors.repeatedArrayDimension(originOf(document, [...path, index]), dimension));
  });
  return findings;
}

function ordinaryArrayRules(document: SourceDocument, { operational_array: array }: AcceleratorFile): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const at = (field: string) => originOf(document, ['operational_array', field]);
  if ((array.unit_energy ?? undefined) === undefined) findings.push(errors.missingUnitEnergy(at('unit_energy')));
  const { imc_type, adc_resolution, bit_serial_precision } = array;
  for (const [field, value] of Object.entries({ imc_type, adc_resolution, bit_serial_precision })) {
    const isDefault = value === undefined || value === null || (field === 'adc_resolution' && value === 0);
    if (!isDefault) findings.push(errors.onlyForInMemoryComputing(at(field), field, value));
  }
  return findings;
}

/** Each operand needs a memory. */
export function heldOperands(document: SourceDocument, file: AcceleratorFile): Diagnostic[] {
  if (document.keysOf(['memories']).length === 0) return [errors.noMemories(originOf(document, ['memories']))];
  const held = new Set(Object.values(file.memories).flatMap((memory) => memory.operands));
  const missing = MEMORY_OPERANDS.filter((operand) => !held.has(operand));
  return missing.map((operand) =>
    errors.operandHeldNowhere(originOf(document, ['memories']), operand, file.operational_array.is_imc),
  );
}

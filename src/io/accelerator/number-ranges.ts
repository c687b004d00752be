import type { Diagnostic } from '../../base/diagnostic.ts';
import {
  type AcceleratorNumber,
  ARRAY_FIELDS,
  type MemoryField,
  type NumberRange,
} from '../../model/accelerator/accelerator-number.ts';
import { type WrittenRange, writtenRange } from '../schema/number-range.ts';
import { type DocumentPath, originOf, type SourceDocument, valueAt } from '../text/source-document.ts';
import * as errors from './accelerator-errors.ts';
import type { AcceleratorFile } from './accelerator-schema.ts';
import { isAreaEstimated } from './memory-costs.ts';

const MEMORY_FIELDS: readonly MemoryField[] = ['r_cost', 'w_cost', 'area', 'static_power'];

/** The fields that may say within which bounds their number is known. */
export const RANGE_FIELDS: readonly string[] = [...MEMORY_FIELDS, ...ARRAY_FIELDS, 'energy', 'bandwidth_max'];

/** A range where the file has it. */
interface PlacedRange extends NumberRange {
  readonly path: DocumentPath;
}

/** The ranges of a file. Those of costs that estimates replace are left out, as their values are. */
export function numberRanges(document: SourceDocument, file: AcceleratorFile): NumberRange[] {
  return placedRanges(document, file).map(({ number, low, high }) => ({ number, low, high }));
}

/** Ranges that reach where no value is possible. */
export function rangeRules(document: SourceDocument, file: AcceleratorFile): Diagnostic[] {
  return placedRanges(document, file).flatMap(({ number, low, high, path }) => {
    const isWidth = number.of === 'port';
    if (low >= (isWidth ? 1 : 0) && high <= LARGEST) return [];
    const text = String(valueAt(document.data, path));
    return [errors.impossibleRange(originOf(document, path), String(path.at(-1)), text, low, isWidth)];
  });
}

/** As of any amount in a file. */
const LARGEST = 1e100;

function placedRanges(document: SourceDocument, file: AcceleratorFile): PlacedRange[] {
  const { is_imc: computesInMemory } = file.operational_array;
  return [
    ...ARRAY_FIELDS.flatMap((field) =>
      computesInMemory && field !== 'unit_static_power'
        ? []
        : rangeAt(document, ['operational_array', field], { of: 'array', field }),
    ),
    ...document.keysOf(['memories']).flatMap((memory) => rangesOfMemory(document, file, memory)),
    ...rangeAt(document, ['vector_unit', 'energy'], { of: 'vector unit', field: 'energy' }),
  ];
}

function rangesOfMemory(document: SourceDocument, file: AcceleratorFile, memory: string): PlacedRange[] {
  const record = file.memories[memory];
  if (record === undefined) return [];
  const isReplaced = (field: MemoryField): boolean =>
    record.auto_cost_extraction &&
    (field === 'r_cost' || field === 'w_cost' || (field === 'area' && isAreaEstimated(record, file)));
  return [
    ...MEMORY_FIELDS.filter((field) => !isReplaced(field)).flatMap((field) =>
      rangeAt(document, ['memories', memory, field], { of: 'memory', memory, field }),
    ),
    ...record.ports.flatMap(({ name }, index) =>
      rangeAt(
        document,
        ['memories', memory, 'ports', index, 'bandwidth_max'],
        { of: 'port', memory, port: name, field: 'bandwidth_max' },
        wholeBits,
      ),
    ),
  ];
}

function rangeAt(
  document: SourceDocument,
  path: DocumentPath,
  number: AcceleratorNumber,
  bounds: (range: WrittenRange) => Pick<NumberRange, 'low' | 'high'> = (range) => range,
): PlacedRange[] {
  const written = writtenRange(valueAt(document.data, path));
  if (written === undefined) return [];
  const { low, high } = bounds(written);
  return [{ number, low, high, path }];
}

/** Ports have whole widths. */
function wholeBits({ low, high }: WrittenRange): Pick<NumberRange, 'low' | 'high'> {
  return { low: Math.round(low), high: Math.round(high) };
}

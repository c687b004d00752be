import type { Diagnostic } from '../../../base/diagnostic.ts';
import { FEWEST_ROWS } from '../../../memory-cost/index.ts';
import { originOf, type SourceDocument } from '../../text/source-document.ts';
import type { AcceleratorFile, OperationalArrayRecord } from '../accelerator-schema.ts';
import { cellArrayOf, cellRows, estimateCells, MOST_CELL_ROWS } from './estimated-cells.ts';
import * as errors from './imc-errors.ts';

/** Rules for arrays that compute in memory (docs/accelerator-format.md). */
export function imcRules(document: SourceDocument, file: AcceleratorFile): Diagnostic[] {
  return [
    ...precisionRules(document, file.operational_array),
    ...cellRules(document, file),
    ...estimateRules(document, file),
  ];
}

function precisionRules(document: SourceDocument, array: OperationalArrayRecord): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const at = (...path: (string | number)[]) => originOf(document, ['operational_array', ...path]);
  const [activationBits, weightBits] = array.input_precision ?? [];
  if (activationBits === undefined || weightBits === undefined) findings.push(errors.missingInputPrecision(at()));
  else {
    if (!isPowerOfTwo(activationBits)) {
      findings.push(errors.precisionNotPowerOfTwo(at('input_precision', 0), 'activation', activationBits));
    }
    if (!isPowerOfTwo(weightBits)) {
      findings.push(errors.precisionNotPowerOfTwo(at('input_precision', 1), 'weight', weightBits));
    }
  }
  const serialBits = array.bit_serial_precision ?? undefined;
  if (serialBits === undefined || !isPowerOfTwo(serialBits) || serialBits > (activationBits ?? Infinity)) {
    findings.push(errors.wrongBitSerialPrecision(at('bit_serial_precision'), serialBits, activationBits));
  }
  const type = array.imc_type ?? undefined;
  const resolution = array.adc_resolution ?? 0;
  if (type === undefined) findings.push(errors.missingType(at('imc_type')));
  if (type === 'digital' && resolution !== 0) {
    findings.push(errors.resolutionOfDigitalArray(at('adc_resolution'), resolution));
  }
  if (type === 'analog' && resolution === 0) findings.push(errors.missingResolution(at('adc_resolution')));
  if (type === 'digital') findings.push(...bitlineRules(document, array));
  if (array.dimensions.length < 2) findings.push(errors.tooFewDimensions(at('dimensions'), array.dimensions.length));
  return findings;
}

/** The bitline dimension is the one whose name sorts second. */
function bitlineRules(document: SourceDocument, { dimensions, sizes }: OperationalArrayRecord): Diagnostic[] {
  const [, bitline] = dimensions.toSorted();
  const index = bitline === undefined ? -1 : dimensions.indexOf(bitline);
  const size = sizes[index];
  if (bitline === undefined || size === undefined || isPowerOfTwo(size)) return [];
  return [errors.bitlineNotPowerOfTwo(originOf(document, ['operational_array', 'sizes', index]), bitline, size)];
}

/** The memory `cells` stores the weights inside the array: one private copy per multiplier. */
function cellRules(document: SourceDocument, { memories, operational_array: array }: AcceleratorFile): Diagnostic[] {
  if (!Object.hasOwn(memories, 'cells')) return [errors.missingCells(originOf(document, ['memories']))];
  const cells = memories.cells;
  if (cells === undefined) return [];
  const at = (field: string) => originOf(document, ['memories', 'cells', field]);
  const [, weightBits] = array.input_precision ?? [];
  const findings: Diagnostic[] = [];
  if (cells.operands.length !== 1 || cells.operands[0] !== 'I2') {
    findings.push(errors.wrongCellOperands(at('operands'), cells.operands));
  }
  if (cells.served_dimensions.length > 0)
    findings.push(errors.sharedCells(at('served_dimensions'), cells.served_dimensions));
  if (weightBits !== undefined && cells.size % weightBits !== 0) {
    findings.push(errors.cellSizeNotMultiple(at('size'), cells.size, weightBits));
  }
  return findings;
}

/** Cells whose costs are left to the estimator must be within what it knows. */
function estimateRules(document: SourceDocument, file: AcceleratorFile): Diagnostic[] {
  const array = cellArrayOf(file);
  if (array === undefined || file.memories.cells?.auto_cost_extraction !== true) return [];
  const at = originOf(document, ['memories', 'cells', 'auto_cost_extraction']);
  const rows = cellRows(array);
  if (rows < FEWEST_ROWS || estimateCells(array) === undefined) return [errors.tooFewCellRows(at, rows, FEWEST_ROWS)];
  return rows > MOST_CELL_ROWS ? [errors.farCellEstimate(at, rows, MOST_CELL_ROWS)] : [];
}

/** 1, 2, 4, 8, … */
function isPowerOfTwo(value: number): boolean {
  return value >= 1 && Number.isInteger(Math.log2(value));
}

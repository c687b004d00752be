import { product } from '../../base/integers.ts';
import type { ArrayDimension, InMemoryComputing, OperationalArray } from '../accelerator/operational-array.ts';
import { placeValueAdders } from './adders.ts';

/**
 * What an in-memory-computing array is built from (docs/in-memory-computing.md#structure): macros of columns × rows multiplier
 * positions. Activations enter at the rows and run along the wordlines; sums leave at the columns.
 */
export interface ArrayStructure {
  readonly type: 'analog' | 'digital';
  readonly activationBits: number;
  readonly weightBits: number;
  /** Activation bits fed per clock cycle. */
  readonly serialBits: number;
  /** Resolution of the analog-to-digital converters in bits; 0 for digital arrays. */
  readonly converterBits: number;
  /** Array dimension along the wordline: the one whose name sorts first. */
  readonly wordline: string;
  /** Array dimension along the bitline: the one whose name sorts second. */
  readonly bitline: string;
  /** Output columns of a macro, each `weightBits` bit columns wide. */
  readonly columns: number;
  /** Operands accumulated together in a macro. */
  readonly rows: number;
  /** Product of all further dimensions. */
  readonly macros: number;
  /** Multiplier positions of all macros. */
  readonly positions: number;
  /** Clock cycles per multiply-accumulate; not rounded. */
  readonly cyclesPerOperation: number;
  /** Weights stored at each position. */
  readonly weightsPerPosition: number;
  /** Area in mm² of the cells of one position. */
  readonly cellAreaMm2: number;
  /** One-bit multipliers per row and column. */
  readonly multipliersPerPosition: number;
  /** Plain adder trees per column, over all rows. */
  readonly trees: number;
  /** Analog-to-digital converters per column. */
  readonly converters: number;
  /** Inputs of the place-value tree of a column, and their bits. */
  readonly placeValueInputs: number;
  readonly placeValueInputBits: number;
  /** One-bit adders of that tree. */
  readonly placeValueAdders: number;
  /** Bits of the accumulator of a column; 0 if activations are not fed bit-serially. */
  readonly accumulatorBits: number;
}

/** The structure of an array. Roles follow from the names of the dimensions, whatever their order. */
export function arrayStructure(dimensions: readonly ArrayDimension[], computing: InMemoryComputing): ArrayStructure {
  const [wordline, bitline, ...others] = [...dimensions].sort((x, y) => (x.name < y.name ? -1 : 1));
  if (wordline === undefined || bitline === undefined) {
    throw new Error('an in-memory-computing array needs a wordline and a bitline dimension');
  }
  const { type, cells, adcResolutionBits: converterBits, bitSerialPrecisionBits: serialBits } = computing;
  const [activationBits, weightBits] = computing.inputPrecision;
  const isAnalog = type === 'analog';
  const rows = bitline.size;
  const placeValueInputs = isAnalog ? weightBits : serialBits;
  const placeValueInputBits = isAnalog ? converterBits : weightBits + Math.log2(rows);
  const growth = isAnalog ? converterBits : Math.log2(rows);
  const macros = product(others.map(({ size }) => size));
  return {
    type,
    activationBits,
    weightBits,
    serialBits,
    converterBits,
    wordline: wordline.name,
    bitline: bitline.name,
    columns: wordline.size,
    rows,
    macros,
    positions: wordline.size * rows * macros,
    cyclesPerOperation: activationBits / serialBits,
    weightsPerPosition: cells.sizeBits / weightBits,
    cellAreaMm2: cells.areaMm2,
    multipliersPerPosition: isAnalog ? weightBits : serialBits * weightBits,
    trees: isAnalog ? 0 : serialBits,
    converters: isAnalog ? weightBits : 0,
    placeValueInputs,
    placeValueInputBits,
    placeValueAdders: placeValueAdders(placeValueInputs, placeValueInputBits),
    accumulatorBits: serialBits === activationBits ? 0 : activationBits + weightBits + growth,
  };
}

/** The structure of the array of an accelerator; undefined for ordinary arrays. */
export function structureOf(array: OperationalArray): ArrayStructure | undefined {
  return array.inMemoryComputing && arrayStructure(array.dimensions, array.inMemoryComputing);
}

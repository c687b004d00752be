import { product } from '../../base/integers.ts';

/** One dimension of the array: its name (`D1`, `D2`, …) and the number of units along it. */
export interface ArrayDimension {
  readonly name: string;
  readonly size: number;
}

/** Parameters of an in-memory-computing array (docs/in-memory-computing.md). Absent for ordinary arrays. */
export interface InMemoryComputing {
  readonly type: 'analog' | 'digital';
  /** Activation bits, weight bits. */
  readonly inputPrecision: readonly [activationBits: number, weightBits: number];
  /** Resolution of the analog-to-digital converters in bits; 0 for digital arrays. */
  readonly adcResolutionBits: number;
  /** Activation bits fed into the array per cycle. */
  readonly bitSerialPrecisionBits: number;
  /** The weight storage of one multiplier: what the file says about the memory `cells`. */
  readonly cells: { readonly sizeBits: number; readonly areaMm2: number };
}

/** The multiply-accumulate units: an n-dimensional grid of equal units, each doing one multiply-accumulate per operation. */
export interface OperationalArray {
  /** In file order, which is the order used wherever the dimensions are walked. */
  readonly dimensions: readonly ArrayDimension[];
  /** Product of the sizes of all dimensions. */
  readonly unitCount: number;
  /** Energy of one multiply-accumulate in pJ. 0 for in-memory-computing arrays, whose energy has a model of its own. */
  readonly unitEnergyPj: number;
  /** Area of one unit in mm²; absent where it is unknown, and for in-memory-computing arrays, whose area has a model of its own. */
  readonly unitArea?: number | undefined;
  /** Power in mW that one unit takes whether it works or not; absent where it is unknown. */
  readonly unitStaticPowerMw?: number | undefined;
  /** Clock cycles per array operation: 1 for ordinary arrays. */
  readonly cyclesPerOperation: number;
  readonly inMemoryComputing?: InMemoryComputing;
}

/** Everything the array is made from; the counts are derived. */
export type OperationalArraySource = Omit<OperationalArray, 'unitCount' | 'cyclesPerOperation'>;

export function createOperationalArray(source: OperationalArraySource): OperationalArray {
  const computing = source.inMemoryComputing;
  return {
    ...source,
    unitCount: product(source.dimensions.map((dimension) => dimension.size)),
    cyclesPerOperation: computing === undefined ? 1 : computing.inputPrecision[0] / computing.bitSerialPrecisionBits,
  };
}

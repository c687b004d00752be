import { product } from '../../base/integers.ts';
import { readability, readable } from '../readable.ts';

/** `factor` iterations of a loop dimension computed in parallel. Fractional where the factor does not divide the loop size. */
export interface Unrolling {
  readonly dimension: string;
  readonly factor: number;
}

/** The unrollings on one array dimension. */
export interface ArrayUnrolling {
  readonly arrayDimension: string;
  readonly unrollings: readonly Unrolling[];
}

/**
 * How loops are spread over the array: one entry per array dimension, in the order of the mapping file, then in fill order.
 *
 * ```text
 * [{ D1: [K 32] }, { D2: [C 8, FX 3] }]      32 columns compute different K, 24 rows different (C, FX)
 * ```
 */
export type SpatialMapping = readonly ArrayUnrolling[];

/** Units used along one array dimension. */
export function utilisation(entry: ArrayUnrolling): number {
  return product(entry.unrollings.map((unrolling) => unrolling.factor));
}

/** Product of all unrollings of a loop dimension over all array dimensions. */
export function totalUnrolling(mapping: SpatialMapping, dimension: string): number {
  return product(
    mapping.flatMap((entry) =>
      entry.unrollings.filter((unrolling) => unrolling.dimension === dimension).map((unrolling) => unrolling.factor),
    ),
  );
}

/** `D1: K 32 | D2: C 8, FX 3`. */
export function formatSpatialMapping(mapping: SpatialMapping): string {
  return mapping
    .map(({ arrayDimension, unrollings }) => {
      const factors = unrollings.map(({ dimension, factor }) => `${dimension} ${factor}`).join(', ');
      return `${arrayDimension}: ${factors === '' ? '-' : factors}`;
    })
    .join(' | ');
}

/**
 * A spatial mapping seen from one operand: `levels[0]` lies between the array and memory level 0, `levels[i]` between memory
 * levels i−1 and i, the last entry above the top memory (units that not even the top memory serves together).
 */
export type OperandUnrollings = readonly (readonly Unrolling[])[];

/** A spatial mapping converted to memory levels, for every layer operand, in the order of the memory operand links. */
export interface MemoryLevelSpatialMapping {
  /** The mapping by array dimension from which this one was made. */
  readonly source: SpatialMapping;
  /** Non-dividing factors are scaled down to size / ⌈size / factor⌉. Used for energy, capacities and loop sizes. */
  readonly fractional: ReadonlyMap<string, OperandUnrollings>;
  /** The same, truncated. Used for transfer rates and latency. */
  readonly integer: ReadonlyMap<string, OperandUnrollings>;
}

const TEXT = readability(formatSpatialMapping);
const LEVEL_TEXT = readability(({ source }: MemoryLevelSpatialMapping) => formatSpatialMapping(source));

/** The mapping itself, which prints as `formatSpatialMapping` writes it; so does the mapping it was made from. */
export function readableSpatialMapping(mapping: MemoryLevelSpatialMapping): MemoryLevelSpatialMapping {
  readable(mapping.source, TEXT);
  return readable(mapping, LEVEL_TEXT);
}

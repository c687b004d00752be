import { readability, readable } from '../readable.ts';

/** A temporal loop: `size` iterations of a loop dimension, one after the other. */
export interface TemporalLoop {
  readonly dimension: string;
  readonly size: number;
}

/** `uneven`: every operand has its own cuts. `even`: operands that share a memory are cut at the same loop there. */
export type TemporalMappingType = 'uneven' | 'even';

/** Loops kept at each memory level of one operand; levels and loops innermost first. */
export type OperandLoops = readonly (readonly TemporalLoop[])[];

/**
 * An order of loops and, for every operand, where it is cut into memory levels.
 *
 * ```text
 * loops (innermost first)   FX 3   FY 3   C 2   OX 56   OY 56   K 2
 * W, boundaries [3, 6]     |---- rf_128B -----|------- dram -------|
 * O, boundaries [2, 6, 6]  |-- rf_2B --|---------- sram -----------|    (nothing left for dram)
 * ```
 */
export interface TemporalMapping {
  readonly loops: readonly TemporalLoop[];
  /** For every operand in link order: number of loops at levels 0…ℓ, for each memory level ℓ. */
  readonly boundaries: ReadonlyMap<string, readonly number[]>;
}

/** The loops of every operand, level by level. */
export function loopsPerLevel(mapping: TemporalMapping): ReadonlyMap<string, OperandLoops> {
  return new Map(
    [...mapping.boundaries].map(([operand, boundaries]) => [
      operand,
      boundaries.map((end, level) => mapping.loops.slice(boundaries[level - 1] ?? 0, end)),
    ]),
  );
}

/** One line per operand, loops innermost first, memory levels separated by `|`: `W: FX 3, FY 3, C 2 | OX 56`. */
export function formatOperandLoops(operands: Iterable<readonly [string, OperandLoops]>): string {
  const level = (loops: readonly TemporalLoop[]): string =>
    loops.map(({ dimension, size }) => `${dimension} ${size}`).join(', ') || '-';
  return [...operands].map(([operand, levels]) => `${operand}: ${levels.map(level).join(' | ')}`).join('\n');
}

/** The loops of every operand, as `formatOperandLoops` writes them. */
export function formatTemporalMapping(mapping: TemporalMapping): string {
  return formatOperandLoops(loopsPerLevel(mapping));
}

const TEXT = readability(formatTemporalMapping);

/** The mapping itself, which prints as `formatTemporalMapping` writes it. */
export function readableTemporalMapping(mapping: TemporalMapping): TemporalMapping {
  return readable(mapping, TEXT);
}

import { expect } from 'vitest';
import { type ArrayStructure, arrayStructure } from '../../src/model/in-memory-computing/index.ts';

export interface ArrayUnderTest {
  readonly type: 'analog' | 'digital';
  readonly precision: readonly [activationBits: number, weightBits: number];
  readonly serialBits: number;
  readonly converterBits?: number;
  /** Sizes of D1, D2, …: columns, rows, macros. */
  readonly sizes: readonly number[];
  readonly weightsPerPosition?: number;
  /** mm² of all cells together. */
  readonly cellAreaMm2?: number;
}

export function structure({
  type,
  precision,
  serialBits,
  converterBits = 0,
  sizes,
  weightsPerPosition = 1,
  cellAreaMm2 = 0,
}: ArrayUnderTest): ArrayStructure {
  const positions = sizes.reduce((product, size) => product * size, 1);
  return arrayStructure(
    sizes.map((size, index) => ({ name: `D${index + 1}`, size })),
    {
      type,
      inputPrecision: precision,
      adcResolutionBits: converterBits,
      bitSerialPrecisionBits: serialBits,
      cells: { sizeBits: weightsPerPosition * precision[1], areaMm2: cellAreaMm2 / positions },
    },
  );
}

/** The shipped analog and digital arrays. */
export const AIMC = structure({
  type: 'analog',
  precision: [8, 8],
  serialBits: 2,
  converterBits: 8,
  sizes: [128, 128],
});
export const DIMC = structure({ type: 'digital', precision: [8, 8], serialBits: 1, sizes: [128, 128] });

/** A small digital array of two macros. */
export const SMALL_DIMC = structure({ type: 'digital', precision: [4, 4], serialBits: 2, sizes: [2, 8, 2] });

/** Every part that is not named is 0; relative tolerance 1e-12. */
export function expectParts(parts: Readonly<Record<string, number>>, expected: Readonly<Record<string, number>>): void {
  for (const [part, value] of Object.entries(parts)) {
    const wanted = expected[part] ?? 0;
    expect(Math.abs(value - wanted), `${part}: ${value}, expected ${wanted}`).toBeLessThanOrEqual(1e-12 * wanted);
  }
  expect(Object.keys(parts)).toEqual(expect.arrayContaining(Object.keys(expected)));
}

import { describe, expect, test } from 'vitest';
import { createAccelerator } from '../src/model/accelerator/accelerator.ts';
import type { ArrayUnrolling } from '../src/model/mapping/spatial-mapping.ts';
import { operandRoles } from '../src/model/workload/operand-roles.ts';
import { temporalLoopSizes } from '../src/search/orders/temporal-loops.ts';
import { convertSpatialMapping } from '../src/search/spatial/convert-spatial-mapping.ts';
import { limitToCapacity } from '../src/search/spatial/limit-to-capacity.ts';
import { convolution, matrixProduct } from './support.ts';

/* Behaviour of the reference that is odd, kept by default, and not visible in the golden cases (docs/parity-quirks.md). */

/** An array D1 × D2 with one output register of `bits` shared along both, and a memory above for everything. */
function arrayWithRegister(sizes: readonly [number, number], bits: number) {
  const port = (bandwidth: number) => ({
    name: 'rw_port_1',
    type: 'read_write' as const,
    bandwidthMin: bandwidth,
    bandwidthMax: bandwidth,
    allocation: (['I1', 'I2', 'O'] as const).flatMap((memoryOperand) =>
      (['rd_out_to_low', 'wr_in_by_low', 'rd_out_to_high', 'wr_in_by_high'] as const).map((direction) => ({
        memoryOperand,
        direction,
      })),
    ),
  });
  const memory = {
    readEnergyPj: 1,
    writeEnergyPj: 1,
    area: 0,
    latencyCycles: 1,
    memoryType: 'sram',
    autoCostExtraction: false,
    forceDoubleBuffering: false,
    servedDimensions: ['D1', 'D2'],
  };
  return createAccelerator({
    name: 'array',
    operationalArray: {
      dimensions: sizes.map((size, index) => ({ name: `D${index + 1}`, size })),
      unitEnergyPj: 1,
      unitArea: 1,
    },
    memories: [
      { ...memory, name: 'register', sizeBits: bits, operands: ['O'], ports: [port(4096)] },
      { ...memory, name: 'dram', sizeBits: 1e9, operands: ['I1', 'I2', 'O'], ports: [port(4096)] },
    ],
  });
}

const on = (arrayDimension: string, dimension: string, factor: number): ArrayUnrolling => ({
  arrayDimension,
  unrollings: [{ dimension, factor }],
});

describe('Q3: unrollings of equal size get one common reduced value', () => {
  test('the last reduced factor counts for both', () => {
    const accelerator = arrayWithRegister([4, 4], 14 * 16);
    const layer = convolution({ K: 4, OX: 4 });
    const mapping = [on('D1', 'K', 4), on('D2', 'OX', 4)];
    // 4 · 4 shrinks to 3 · 4 = 12 of 14 words; but 4 → 3 is overruled by 4 → 4, so nothing is reduced at all.
    const [limited] = limitToCapacity([mapping], new Set(), layer, accelerator);
    expect(limited).toEqual(mapping);
  });
});

describe('Q4: a reduction shows in every mapping that shares the array dimension', () => {
  const accelerator = arrayWithRegister([8, 4], 8 * 16);
  const layer = convolution({ K: 8, OX: 4 });
  const shared = on('D1', 'K', 8);

  test('for array dimensions that the generator filled', () => {
    const [first, second] = limitToCapacity(
      [
        [shared, on('D2', 'OX', 2)],
        [shared, on('D2', 'OX', 1)],
      ],
      new Set(),
      layer,
      accelerator,
    );
    expect(first?.[0]).toEqual(on('D1', 'K', 4));
    expect(second?.[0]).toEqual(on('D1', 'K', 4));
  });

  test('but not for those the user fixed', () => {
    const [first, second] = limitToCapacity(
      [
        [shared, on('D2', 'OX', 2)],
        [shared, on('D2', 'OX', 1)],
      ],
      new Set([shared]),
      layer,
      accelerator,
    );
    expect(first?.[0]).toEqual(on('D1', 'K', 4));
    expect(second?.[0]).toEqual(on('D1', 'K', 8));
  });
});

describe('Q8: rounding can give one temporal iteration too many', () => {
  test.each([
    [512, 5, 104],
    [63, 5, 14],
    [512, 4, 128],
  ])('%d over %d units takes %d rounds', (size, factor, rounds) => {
    const accelerator = arrayWithRegister([8, 8], 1e6);
    const layer = convolution({ K: size });
    const converted = convertSpatialMapping(layer, accelerator, [on('D1', 'K', factor)]);
    expect(temporalLoopSizes(layer, converted)).toEqual([{ name: 'K', size: rounds }]);
  });
});

describe('M5: roles of operands go by position where nothing or everything is constant', () => {
  const roles = (constantOperands: readonly string[], layer = matrixProduct({ D: 2, C: 2, K: 2 })) => {
    const { activation, weight } = operandRoles({ ...layer, constantOperands });
    return `activation ${activation?.name}, weight ${weight?.name}`;
  };

  test.each([
    [['W'], 'activation I, weight W'],
    [['I'], 'activation W, weight I'],
    [[], 'activation I, weight W'],
    [['W', 'I'], 'activation W, weight I'],
  ])('constant %j', (constant, expected) => {
    // The equation is O = W * I: W stands first.
    expect(roles(constant)).toBe(expected);
  });

  test('the relation decides when both are constant', () => {
    expect(roles(['W', 'I'], convolution({ K: 2, OX: 2, FX: 2 }))).toBe('activation I, weight W');
  });
});

import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/* Two layers on eight units below three memories: small enough to be proven at once. */

export const SMALL = [matrixProduct(0, 'first', [6, 10, 8]), matrixProduct(1, 'second', [6, 4, 14], 0)];

/** The same memory, every operand with a port of its own for what it really moves. */
function ported(
  sizeBits: number,
  operands: readonly string[],
  directions: Readonly<Record<string, readonly string[]>>,
  costs: object = {},
) {
  const { ports: _, ...rest } = memory(sizeBits, operands, operands.length === 1 ? [] : ['D1']);
  const allocation = operands.flatMap((operand) =>
    (directions[operand] ?? []).map((direction) => `${operand}, ${direction}`),
  );
  const ports = [{ name: 'rw_port_1', type: 'read_write', bandwidth_min: 8, bandwidth_max: 256, allocation }];
  return { ...rest, ...costs, ports };
}

const INPUT = ['fh', 'tl'];

export const SMALL_ARRAY = rowOfUnits({
  weights: ported(64, ['I2'], { I2: INPUT }),
  sram: ported(2048, ['I1', 'I2', 'O'], { I1: INPUT, I2: INPUT, O: ['fh', 'tl', 'fl', 'th'] }),
  dram: ported(
    1_000_000,
    ['I1', 'I2', 'O'],
    { I1: INPUT, I2: INPUT, O: ['fh', 'tl', 'fl', 'th'] },
    { r_cost: 60, w_cost: 70 },
  ),
});

/** Constrains nothing. */
export const FREE = [FREE_MAPPING];

/** Loop B comes first, with any size. */
export const ORDERED = [{ ...FREE_MAPPING, temporal_ordering: [['B', '*']] }];

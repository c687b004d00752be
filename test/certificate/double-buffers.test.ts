import { expect, test } from 'vitest';
import type { CostTables } from '../../src/certificate/cost/cost-tables.ts';
import { kindNest, type MergedMapping, merged } from '../../src/certificate/cost/merged-mapping.ts';
import { COST_MODELS } from '../../src/certificate/cost-models.ts';
import { loadAccelerator } from '../../src/io/load.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { memory, rowOfUnits } from '../small-inputs.ts';
import { matrixProduct } from '../support.ts';

/* When the checker counts second copies by the corrected model. One port is narrow, for every direction there is one of its own. */

const OPERANDS = ['I1', 'I2', 'O'];
const ALL = ['I1, tl', 'I1, fh', 'I2, tl', 'I2, fh', 'O, fl', 'O, tl', 'O, th', 'O, fh'];

/** A memory above single units. @param narrow what its port of two bits per cycle moves. */
function store(sizeBits: number, operands: readonly string[], narrow = '') {
  const [port] = memory(sizeBits).ports;
  return {
    ...memory(sizeBits, operands),
    ports: ALL.filter((allocation) => operands.some((operand) => allocation.startsWith(operand))).map(
      (allocation, index) => ({
        ...port,
        name: `rw_port_${index + 1}`,
        allocation: [allocation],
        ...(allocation === narrow ? { bandwidth_min: 2, bandwidth_max: 2 } : {}),
      }),
    ),
  };
}

type Sizes = Parameters<typeof matrixProduct>[0];

async function mapped(
  buffers: Readonly<Record<string, object>>,
  sizes: Sizes,
  loops: readonly (readonly [string, number])[],
  boundaries: Readonly<Record<string, readonly number[]>>,
): Promise<{ readonly tables: CostTables; readonly mapping: MergedMapping }> {
  const hardware = rowOfUnits({ ...buffers, dram: store(2 ** 30, OPERANDS) });
  const { value: accelerator } = await loadAccelerator(hardware, platformFiles);
  const tables = COST_MODELS.corrected.unroll(matrixProduct(sizes), accelerator, [])?.map()?.tabulate().closings.tables;
  if (tables === undefined) throw new Error('the layer cannot be mapped');
  const nest = kindNest(tables, {
    loops: loops.map(([dimension, size]) => ({ dimension, size })),
    boundaries: new Map(Object.entries(boundaries)),
  });
  if (typeof nest === 'string') throw new Error(nest);
  return { tables, mapping: merged(tables, nest) };
}

const ROWS_FIRST = [
  ['D', 8],
  ['K', 4],
] as const;

const SUMS_FIRST = [
  ['C', 4],
  ['K', 4],
] as const;

const WEIGHTS = { K: 4, C: 1, D: 8 };
const SUMS = { K: 4, C: 4, D: 1 };

/* A weight, or a result, takes 4 cycles. Without a second copy there is 1 cycle for it: three times 3 cycles are lost. */
test.each([
  ['a full memory', store(8, ['I2'], 'I2, fh'), WEIGHTS, ROWS_FIRST, { O: [2], W: [1, 2], I: [2] }, 45],
  [
    'a full memory that is always double-buffered',
    { ...store(8, ['I2'], 'I2, fh'), force_double_buffering: true },
    WEIGHTS,
    ROWS_FIRST,
    { O: [2], W: [1, 2], I: [2] },
    36,
  ],
  [
    'equal slices, and room for one of them',
    store(24, ['I1', 'I2'], 'I2, fh'),
    WEIGHTS,
    ROWS_FIRST,
    { O: [2], W: [1, 2], I: [0, 2] },
    45,
  ],
  [
    'equal slices, and room for both',
    store(32, ['I1', 'I2'], 'I2, fh'),
    WEIGHTS,
    ROWS_FIRST,
    { O: [2], W: [1, 2], I: [0, 2] },
    36,
  ],
  // Four results take 16 cycles, and have 4 without a second copy: 12 cycles are lost once.
  [
    'sums that come from a register',
    { register: store(64, ['O']), buffer: store(96, ['O'], 'O, th') },
    { K: 8, C: 4, D: 1 },
    [
      ['K', 2],
      ['K', 2],
      ['C', 4],
      ['K', 2],
    ],
    { O: [1, 3, 4], W: [4], I: [4] },
    61,
  ],
  ['sums that leave as results', store(24, ['O'], 'O, th'), SUMS, SUMS_FIRST, { O: [1, 2], W: [2], I: [2] }, 29],
] as const)('%s', async (_, buffer, sizes, loops, boundaries, cycles) => {
  const { tables, mapping } = await mapped('register' in buffer ? buffer : { buffer }, sizes, loops, boundaries);
  expect(tables.costOf(mapping).latency).toBe(cycles);
});

test('runs of irrelevant loops matter below what crosses once', async () => {
  const { tables, mapping } = await mapped({ buffer: store(256, ['I2']) }, WEIGHTS, ROWS_FIRST, {
    O: [2],
    W: [2, 2],
    I: [2],
  });
  const weights = tables.mapped.operands[1];
  expect(weights?.name).toBe('W');
  expect(tables.runsThatMatter([...mapping.tiles])[(weights?.base ?? 0) + 1]).toBe('irrelevant');
});

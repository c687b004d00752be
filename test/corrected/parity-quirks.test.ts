import { describe, expect, test } from 'vitest';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import type { DataDirection } from '../../src/model/accelerator/data-direction.ts';

/* Faults that the corrected model removes (docs/cost-model-corrected.md), each with its figures by both models. */

const LINKS = { O: 'O', W: 'I2', I: 'I1' };

/** A memory that all units share, with a port of its own for every direction. Accesses take at least `narrow` of `wide` bits. */
function memoryOf(operands: readonly string[], size: number, narrow: number, wide = narrow) {
  const directions = (operand: string): string[] => (operand === 'O' ? ['tl', 'fl', 'th', 'fh'] : ['tl', 'fh']);
  const port = (allocation: readonly string[], index: number) => ({
    name: `rw_port_${index + 1}`,
    type: 'read_write',
    bandwidth_min: narrow,
    bandwidth_max: wide,
    allocation,
  });
  const traffic = operands.flatMap((operand) => directions(operand).map((direction) => `${operand}, ${direction}`));
  return {
    size,
    r_cost: 1,
    w_cost: 1,
    area: 0,
    latency: 1,
    operands,
    served_dimensions: ['D1'],
    ports: traffic.map((one, index) => port([one], index)),
  };
}

type GivenMemory = ReturnType<typeof memoryOf>;

/** The same with one port for everything. */
function withOnePort(memory: GivenMemory): GivenMemory {
  const [port] = memory.ports;
  const allocation = memory.ports.flatMap((one) => one.allocation);
  return { ...memory, ports: port === undefined ? [] : [{ ...port, allocation }] };
}

/** The same with a copy for every unit. */
function inEveryUnit(memory: GivenMemory): GivenMemory {
  return { ...memory, served_dimensions: [] };
}

/** A memory on top that is never short of anything. */
const OUTSIDE = memoryOf(['I1', 'I2', 'O'], 1e6, 8, 64);

interface Small {
  readonly dims: readonly (readonly [string, number])[];
  readonly memories: Readonly<Record<string, GivenMemory>>;
  readonly spatial?: readonly (readonly [string, number])[];
  readonly loops: readonly (readonly [string, number])[];
  readonly boundaries: Readonly<Record<string, readonly number[]>>;
}

/** A layer on an array of four units by both models: a product of a matrix and a vector, or a convolution with one channel. */
function byBothModels({ dims, memories, spatial = [], loops, boundaries }: Small) {
  const slides = dims.some(([name]) => name === 'OX');
  const input = {
    layer: {
      dims,
      operands: slides ? { O: ['OX'], W: ['FX'], I: ['IX'] } : { O: ['K'], W: ['K', 'C'], I: ['C'] },
      relations: slides ? [{ t: 'IX', sa: 1, A: 'OX', sb: 1, B: 'FX' }] : [],
      precision: { W: 8, I: 8, O: 16, O_final: 8 },
    },
    accelerator: {
      name: 'small',
      operational_array: { dimensions: ['D1'], sizes: [4], unit_energy: 0, unit_area: 0 },
      memories,
    },
    links: LINKS,
    spatial: [['D1', spatial]],
    temporal: { loops, boundaries },
  };
  const reference = evaluateGivenMapping(input);
  const corrected = evaluateGivenMapping({ ...input, costModel: 'corrected' });
  const both = <T>(of: (result: typeof reference) => T): readonly [T, T] => [of(reference), of(corrected)];
  return {
    words: (operand: string, level: number, direction: DataDirection) =>
      both(({ evaluation }) => evaluation.levels.wordAccesses[operand]?.[level]?.[direction]),
    filled: (operand: string, level: number) =>
      both(({ evaluation }) => evaluation.levels.sharedUtilization[operand]?.[level]),
    doubleBuffered: (operand: string) => both((result) => result.double_buffered[operand]),
    latency: both(({ latency }) => latency),
  };
}

describe('C19 to C22: partial sums', () => {
  const small = {
    memories: { register: memoryOf(['O'], 16, 16), outside: OUTSIDE },
    dims: [
      ['K', 2],
      ['C', 3],
    ],
  } as const;
  const reducing = {
    dims: [
      ['K', 3],
      ['C', 4],
    ],
    memories: { register: inEveryUnit(memoryOf(['O'], 16, 8, 16)), outside: OUTSIDE },
    spatial: [['C', 4]],
    loops: [['K', 3]],
    boundaries: { O: [0, 1], W: [1], I: [1] },
  } as const;

  test('C19: two sums are visited three times each, and read back on the first visit too', () => {
    const { words } = byBothModels({
      ...small,
      loops: [
        ['K', 2],
        ['C', 3],
      ],
      boundaries: { O: [0, 2], W: [2], I: [2] },
    });
    expect(words('O', 0, 'wr_in_by_high')).toEqual([6, 4]);
  });

  test('C20: four units are added up, nothing comes twice, and their sums are read back', () => {
    expect(byBothModels(reducing).words('O', 0, 'rd_out_to_low')).toEqual([12, 0]);
  });

  test('C21: a sum that comes back is written into each of the four units', () => {
    const twice = {
      dims: [
        ['K', 3],
        ['C', 8],
      ],
      loops: [
        ['K', 3],
        ['C', 2],
      ],
      boundaries: { O: [0, 2], W: [2], I: [2] },
    } as const;
    // 3 of 6 visits are first ones (C19).
    expect(byBothModels({ ...reducing, ...twice }).words('O', 0, 'wr_in_by_high')).toEqual([4 * 6, 3]);
  });

  test('C22: below the addition, 12 sums of 16 bits leave as results of 8 bits', () => {
    expect(byBothModels(reducing).words('O', 0, 'rd_out_to_high')).toEqual([6, 12]);
  });
});

test('C23: a full register of 16 bits is said to be half full, because its sum leaves with 8 bits', () => {
  const { filled } = byBothModels({
    dims: [
      ['K', 2],
      ['C', 3],
    ],
    memories: { register: memoryOf(['O'], 16, 16), outside: OUTSIDE },
    loops: [
      ['C', 3],
      ['K', 2],
    ],
    boundaries: { O: [1, 2], W: [2], I: [2] },
  });
  expect(filled('O', 0)).toEqual([0.5, 1]);
});

test('C24: two columns under a filter of three share two of four inputs, and all six are read', () => {
  const { words } = byBothModels({
    dims: [
      ['OX', 2],
      ['FX', 3],
    ],
    memories: { register: inEveryUnit(memoryOf(['I1'], 24, 8)), outside: memoryOf(['I1', 'I2', 'O'], 1e6, 8) },
    spatial: [['OX', 2]],
    loops: [['FX', 3]],
    boundaries: { O: [1], W: [1], I: [1, 1] },
  });
  expect(words('I', 1, 'rd_out_to_low')).toEqual([6, 4]);
});

test('C25: a larger memory takes the second buffer of the input away', () => {
  const flags = (size: number) => {
    const { doubleBuffered } = byBothModels({
      dims: [
        ['K', 2],
        ['C', 3],
      ],
      memories: { local: memoryOf(['I2', 'I1'], size, 8), outside: OUTSIDE },
      spatial: [['K', 2]],
      loops: [['C', 3]],
      boundaries: { O: [1], W: [0, 1], I: [0, 1] },
    });
    return doubleBuffered('I').map((levels) => levels?.[1]);
  };
  // Slices of 16 (W) and 8 bits (I).
  expect([32, 44, 48].map(flags)).toEqual([
    [true, true],
    [false, true],
    [true, true],
  ]);
});

test('C26: loads of two operands through one port of the outermost memory overlap', () => {
  const { latency } = byBothModels({
    dims: [
      ['K', 8],
      ['C', 8],
    ],
    memories: {
      inputs: memoryOf(['I1'], 1e3, 64),
      weights: memoryOf(['I2'], 1e3, 64),
      sums: memoryOf(['O'], 1e6, 64),
      outside: withOnePort(memoryOf(['I1', 'I2'], 1e6, 8)),
    },
    loops: [
      ['C', 4],
      ['K', 4],
      ['C', 2],
      ['K', 2],
    ],
    boundaries: { O: [4], W: [1, 4], I: [1, 4] },
  });
  // 4 words each.
  expect(latency.map(({ onload }) => onload)).toEqual([4, 8]);
});

test('C27: inputs come during all ten passes over them, though the first pass needs them all', () => {
  const { latency } = byBothModels({
    dims: [
      ['K', 10],
      ['C', 10],
    ],
    memories: {
      pins: memoryOf(['I1'], 8, 64),
      inputs: memoryOf(['I1'], 1e3, 64),
      weights: memoryOf(['I2'], 1e6, 64),
      sums: memoryOf(['O'], 1e6, 64),
      outside: memoryOf(['I1'], 1e6, 1),
    },
    loops: [
      ['C', 10],
      ['K', 10],
    ],
    boundaries: { O: [2], W: [2], I: [0, 2, 2] },
  });
  // 80 bits at one bit per cycle, then nine passes of ten cycles.
  expect(latency.map(({ total }) => total)).toEqual([109, 80 + 9 * 10]);
});

test('C28: two loads through one port are shortened by half a cycle each', () => {
  const { latency } = byBothModels({
    dims: [
      ['K', 7],
      ['C', 5],
    ],
    memories: {
      pin: memoryOf(['I1'], 8, 64),
      otherPin: memoryOf(['I2'], 8, 64),
      inputs: memoryOf(['I1'], 1e3, 64),
      weights: memoryOf(['I2'], 1e3, 64),
      sums: memoryOf(['O'], 1e6, 64),
      outside: withOnePort(memoryOf(['I1', 'I2'], 1e6, 8)),
    },
    loops: [
      ['C', 5],
      ['K', 7],
    ],
    boundaries: { O: [2], W: [0, 2, 2], I: [0, 2, 2] },
  });
  expect(latency.map(({ onload }) => onload)).toEqual([5.5, 5]);
});

import { describe, test } from 'vitest';
import { OPTIMISATION_CRITERIA } from '../../../src/search/criteria.ts';
import type { RandomCase, RandomMemory, RandomPort } from '../../corrected/random-case.ts';
import { forEveryMapping, type MappingCost } from './brute-force.ts';
import { compare } from './compare.ts';
import { problemOf } from './corrected-problem.ts';

/*
 * A dependent dimension with a smaller last round, unrolled above a memory that takes its loops. What crosses once then needs before the start
 * depends on the memory in which the loops stand (src/search/exact/tiles/latency-tables.ts).
 */

function port(min: number, max: number, ...allocation: string[]): RandomPort {
  return { name: 'rw_port', type: 'read_write', bandwidth_min: min, bandwidth_max: max, allocation };
}

function memory(size: number, operands: readonly string[], served: readonly string[], ...ports: RandomPort[]) {
  const costs = { r_cost: 4, w_cost: 5, area: 0, latency: 1 } as const;
  const named = ports.map((one, index) => ({ ...one, name: `rw_port_${index + 1}` }));
  return { ...costs, size, operands, served_dimensions: served, ports: named, force_double_buffering: false };
}

function caseOf(
  layer: RandomCase['layer'],
  memories: Readonly<Record<string, RandomMemory>>,
  spatial: RandomCase['spatial'],
): RandomCase {
  const arrays = ['D1', 'D2', 'D3'];
  const levels = (operand: string): number[] =>
    Object.values(memories)
      .filter(({ operands }) => operands.includes(operand))
      .map(() => 1);
  return {
    layer,
    accelerator: {
      name: 'uneven',
      operational_array: { dimensions: arrays, sizes: [6, 5, 4], unit_energy: 0.5, unit_area: 1 },
      memories,
    },
    links: { O: 'O', W: 'I1', I: 'I2' },
    spatial,
    temporal: { loops: [['FX', 2]], boundaries: { O: levels('O'), W: levels('I1'), I: levels('I2') } },
    reuse_at_pins: false,
    cycles_per_op: 1,
  };
}

const OPERANDS = { O: ['G', 'OX'], W: ['G', 'FX'], I: ['G', 'IX'] };

const CASES: readonly (readonly [string, RandomCase])[] = [
  [
    'two levels',
    caseOf(
      {
        dims: [
          ['G', 2],
          ['OX', 2],
          ['FX', 6],
        ],
        operands: OPERANDS,
        relations: [{ t: 'IX', sa: 2, A: 'OX', sb: 4, B: 'FX' }],
        precision: { W: 8, I: 8, O: 32, O_final: 8 },
      },
      {
        m0: memory(16, ['I1'], ['D2'], port(8, 11, 'I1, tl', 'I1, fh')),
        m1: memory(128, ['I2'], ['D2'], port(5, 20, 'I2, tl', 'I2, fh')),
        m2: memory(64, ['O'], ['D2', 'D3'], port(8, 19, 'O, tl', 'O, fh'), port(8, 16, 'O, fl', 'O, th')),
        m3: memory(
          1_000_000,
          ['I1', 'I2', 'O'],
          ['D1', 'D2', 'D3'],
          port(16, 32, 'I1, tl', 'I1, fh', 'I2, tl', 'I2, fh', 'O, tl', 'O, fl', 'O, th', 'O, fh'),
        ),
      },
      [
        [
          'D1',
          [
            ['G', 2],
            ['FX', 2],
          ],
        ],
        [
          'D3',
          [
            ['OX', 2],
            ['FX', 2],
          ],
        ],
      ],
    ),
  ],
  [
    'three levels',
    caseOf(
      {
        dims: [
          ['G', 3],
          ['OX', 1],
          ['FX', 6],
        ],
        operands: OPERANDS,
        relations: [{ t: 'IX', sa: 1, A: 'OX', sb: 1, B: 'FX' }],
        precision: { W: 4, I: 8, O: 16, O_final: 8 },
      },
      {
        m0: memory(16, ['I1'], ['D3'], port(5, 10, 'I1, tl'), port(1, 2, 'I1, fh')),
        m1: memory(1_000_000, ['I2'], ['D3'], port(4, 8, 'I2, tl'), port(8, 16, 'I2, fh')),
        m2: memory(
          128,
          ['I1', 'O'],
          ['D1', 'D3'],
          port(16, 64, 'I1, tl', 'I1, fh', 'O, tl', 'O, fl', 'O, th', 'O, fh'),
        ),
        m3: memory(
          1_000_000,
          ['I1', 'I2', 'O'],
          ['D1', 'D3'],
          port(16, 32, 'I1, tl', 'I2, fh', 'O, tl', 'O, th'),
          port(5, 10, 'I1, fh', 'I2, tl', 'O, fl', 'O, fh'),
        ),
      },
      [
        ['D1', [['FX', 5]]],
        ['D2', [['G', 3]]],
      ],
    ),
  ],
];

describe.each(CASES)('loops between unrollings, %s', (name, given) => {
  test.each(OPTIMISATION_CRITERIA)('by %s', (criterion) => {
    const problem = problemOf(given);
    const costs: MappingCost[] = [];
    forEveryMapping(problem, 400, (cost) => costs.push(cost));
    compare(problem, criterion, costs, name);
  });
});

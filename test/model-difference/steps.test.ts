import { expect, test } from 'vitest';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { type LayerDifference, QUIRK_GROUPS, runDifference } from '../../src/model-difference/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';

/* Steps that random designs seldom show, each by a design in which its quirk counts. */

/** Changes of the steps, as `quirks: energy, latency`. */
function changesOf(evaluation: CostModelEvaluation | undefined): string[] {
  if (evaluation === undefined) throw new Error('there is nothing to compare');
  const [layer]: readonly (LayerDifference | undefined)[] = runDifference([evaluation]).layers;
  return (layer?.changes ?? []).map(
    ({ correction, energy, latency }) => `${QUIRK_GROUPS[correction].quirks.join(', ')}: ${energy}, ${latency}`,
  );
}

const DIRECTIONS = { O: ['tl', 'fl', 'th', 'fh'], I1: ['tl', 'fh'], I2: ['tl', 'fh'] } as const;
type Operand = keyof typeof DIRECTIONS;

/** A memory that all units share, with a port of 64 bits for every direction, but for one of `narrow` bits. */
function memory(operands: readonly Operand[], size: number, narrow: string | undefined = undefined, bits = 64) {
  const traffic = operands.flatMap((operand) => DIRECTIONS[operand].map((direction) => `${operand}, ${direction}`));
  return {
    size,
    r_cost: 0,
    w_cost: 0,
    area: 0,
    latency: 1,
    operands,
    served_dimensions: ['D1'],
    ports: traffic.map((one, index) => {
      const width = one === narrow ? bits : 64;
      const type = 'read_write';
      return { name: `rw_port_${index + 1}`, type, bandwidth_min: width, bandwidth_max: width, allocation: [one] };
    }),
  };
}

interface Small {
  readonly dims: readonly (readonly [string, number])[];
  readonly operands?: Readonly<Record<string, readonly string[]>>;
  readonly relations?: readonly object[];
  readonly memories: Readonly<Record<string, object>>;
  readonly spatial?: readonly (readonly [string, number])[];
  readonly loops: readonly (readonly [string, number])[];
  readonly boundaries: Readonly<Record<string, readonly number[]>>;
}

function evaluationOf(small: Small): CostModelEvaluation {
  return evaluateGivenMapping({
    layer: {
      dims: small.dims,
      operands: small.operands ?? { O: ['K'], W: ['K', 'C'], I: ['C'] },
      relations: small.relations ?? [],
      precision: { W: 8, I: 8, O: 16, O_final: 8 },
    },
    accelerator: {
      name: 'small',
      operational_array: { dimensions: ['D1'], sizes: [4], unit_energy: 0, unit_area: 0 },
      memories: small.memories,
    },
    links: { O: 'O', W: 'I2', I: 'I1' },
    spatial: [['D1', small.spatial ?? []]],
    temporal: { loops: small.loops, boundaries: small.boundaries },
  }).evaluation;
}

test('C23: the wider sums of a register leave no room for a second one, and stores wait', () => {
  const evaluation = evaluationOf({
    dims: [
      ['K', 5],
      ['C', 3],
    ],
    memories: { register: memory(['O'], 24), outside: memory(['I1', 'I2', 'O'], 1e6, 'O, fl', 4) },
    loops: [
      ['C', 3],
      ['K', 5],
    ],
    boundaries: { O: [1, 2], W: [2], I: [2] },
  });
  // 4 stores take 2 cycles each, and have 1 instead of 3.
  expect(changesOf(evaluation)).toEqual(['C23: 0, 4']);
});

test('C25: the input gets its second buffer before the larger weights', () => {
  const evaluation = evaluationOf({
    dims: [
      ['K', 4],
      ['C', 5],
    ],
    memories: { local: memory(['I2', 'I1'], 44), outside: memory(['I1', 'I2', 'O'], 1e6, 'I1, tl', 4) },
    spatial: [['K', 2]],
    loops: [
      ['K', 2],
      ['C', 5],
    ],
    boundaries: { O: [2], W: [0, 2], I: [1, 2] },
  });
  expect(changesOf(evaluation)).toEqual(['C25: 0, -4']);
});

test('C15: a forced second buffer lets loads take their whole period', () => {
  const evaluation = evaluationOf({
    dims: [
      ['K', 2],
      ['C', 5],
    ],
    memories: {
      local: { ...memory(['I1'], 8), force_double_buffering: true },
      outside: memory(['I1', 'I2', 'O'], 1e6, 'I1, tl', 4),
    },
    loops: [
      ['K', 2],
      ['C', 5],
    ],
    boundaries: { O: [2], W: [2], I: [1, 2] },
  });
  expect(changesOf(evaluation)).toEqual(['C15: 0, -4']);
});

test('C27: all inputs come before the second pass over them', () => {
  const evaluation = evaluationOf({
    dims: [
      ['K', 10],
      ['C', 10],
    ],
    memories: {
      pins: memory(['I1'], 8),
      inputs: memory(['I1'], 1e3),
      outside: memory(['I1', 'I2', 'O'], 1e6, 'I1, tl', 1),
    },
    loops: [
      ['C', 10],
      ['K', 10],
    ],
    boundaries: { O: [2], W: [2], I: [0, 2, 2] },
  });
  expect(changesOf(evaluation).at(-1)).toBe('C27: 0, 61');
});

test('M3: rows do not count for an operand of columns', () => {
  const evaluation = evaluationOf({
    dims: [
      ['OX', 2],
      ['OY', 2],
      ['FX', 3],
      ['FY', 3],
    ],
    operands: { O: ['OX', 'OY'], W: ['IY'], I: ['IX'] },
    relations: [
      { t: 'IX', sa: 1, A: 'OX', sb: 1, B: 'FX' },
      { t: 'IY', sa: 1, A: 'OY', sb: 1, B: 'FY' },
    ],
    memories: { local: memory(['I1'], 1e3), outside: memory(['I1', 'I2', 'O'], 1e6, 'I1, tl', 8) },
    loops: [
      ['FX', 3],
      ['FY', 3],
      ['OX', 2],
      ['OY', 2],
    ],
    boundaries: { O: [4], W: [4], I: [2, 4] },
  });
  expect(changesOf(evaluation)).toEqual(['M3: 0, -6']);
});

test('I11: the energy of an array in memory follows the rows and columns of its rounds', async () => {
  const { evaluations } = await getHardwarePerformance({
    workload: [
      {
        id: 0,
        name: 'odd',
        operator_type: 'Gemm',
        equation: 'O[b][k]+=I[b][c]*W[c][k]',
        dimension_relations: [],
        loop_dims: ['B', 'C', 'K'],
        loop_sizes: [4, 1000, 333],
        operand_source: { I: 0, W: 0 },
        operand_precision: { I: 8, W: 8, O: 16, O_final: 8 },
      },
    ],
    accelerator: 'dimc',
    mapping: 'default_imc',
    lpfLimit: 4,
  });
  expect(changesOf(evaluations[0])).toContainEqual(expect.stringMatching(/^I2, I7, I11: 3170\.89\d*, 0$/));
});

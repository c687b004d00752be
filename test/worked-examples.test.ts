import { describe, expect, test } from 'vitest';
import { MappingError } from '../src/base/diagnostic.ts';
import { evaluateMapping } from '../src/engine/cost-model.ts';
import { compileProblem } from '../src/engine/problem/compile.ts';
import type { CostModelEvaluation } from '../src/model/evaluation/evaluation.ts';
import { totalUnrolling, utilisation } from '../src/model/mapping/spatial-mapping.ts';
import { getHardwarePerformance } from '../src/run/evaluate.ts';
import { convertSpatialMapping } from '../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../src/search/spatial/generate-spatial-mappings.ts';
import { convolution, exampleAccelerator, matrixProduct } from './support.ts';

/* The worked examples of docs/cost-model.md and docs/mapping-search.md, and the errors of those pages. */

function gemm(sizes: readonly number[], ordering: readonly unknown[]) {
  return {
    workload: [
      {
        id: 0,
        operator_type: 'Gemm',
        equation: 'O[d0][d1]+=I[d0][d2]*W[d2][d1]',
        loop_dims: ['D0', 'D1', 'D2'],
        loop_sizes: sizes,
        operand_precision: { W: 8, I: 8, O: 32, O_final: 8 },
        operand_source: { I: 0, W: 0 },
      },
    ],
    mapping: [
      {
        name: 'default',
        spatial_mapping: { D1: ['D0, 8'], D2: ['D2, 8'], D3: ['D1, 8'] },
        temporal_ordering: ordering,
        memory_operand_links: { O: 'O', W: 'I2', I: 'I1' },
      },
    ],
  };
}

async function evaluate(accelerator: string, ordering: readonly unknown[]): Promise<CostModelEvaluation> {
  const { evaluations } = await getHardwarePerformance({ ...gemm([16, 16, 32], ordering), accelerator });
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('no evaluation');
  return evaluation;
}

const ORDERING = [
  ['D2', 4],
  ['D0', 2],
  ['D1', 2],
];

describe('cost model', () => {
  test('one level, no interaction', async () => {
    const { details } = await evaluate('gemm_l1', ORDERING);
    expect(details.energy.memory).toBeCloseTo(830.89, 9);
    expect(details.energy.total).toBeCloseTo(1158.57, 9);
    expect(details.energy.perLevel.O?.[0]).toBeCloseTo(46.08, 9);
    expect(details.wordAccesses.O?.[0]).toEqual({
      rd_out_to_low: 1024,
      wr_in_by_low: 1024,
      rd_out_to_high: 256,
      wr_in_by_high: 0,
    });
    expect(details.psumFlag).toEqual([true, false, false]);
    expect(details.unitSharing.O?.total).toEqual([512, 64, 1]);
    expect(details.outermostLoops.O?.irrelevant).toEqual([1, 4, 1]);
    expect(details.macStationaryCycles).toEqual({ O: 1, I: 1, W: 1 });
    expect([details.latency.total0, details.latency.total1, details.latency.total2]).toEqual([16, 16, 17]);
  });

  test('first loads borrow the bandwidth that is free', async () => {
    const evaluation = await evaluate('gemm_l1_l3', ORDERING);
    const { latency, borrowedLoading } = evaluation.details;
    expect([latency.total0, latency.total1, latency.total2]).toEqual([16, 26, 28]);
    expect(borrowedLoading).toEqual({ cycles: 9, bandwidth: 288 });
    // Three operands at 3 borrowed cycles of 16: 96 bits per cycle each, beside the output's own 512 bits in the single period.
    expect(evaluation.requiredBandwidth('l1', 'I1').wr_in_by_high).toBeGreaterThanOrEqual(96);
    expect(evaluation.requiredBandwidth('l1').wr_in_by_high).toBe(
      (['I1', 'I2', 'O'] as const).reduce(
        (sum, operand) => sum + evaluation.requiredBandwidth('l1', operand).wr_in_by_high,
        0,
      ),
    );
    expect(() => evaluation.requiredBandwidth('l2')).toThrow('there is no memory "l2"; the memories are reg_O, l1, l3');
  });

  test('reuse and accumulation multiply to the operations', async () => {
    const { details, layer } = await evaluate('gemm_l1', ORDERING);
    expect(details.dataReuse.I?.total.at(-1)).toBe(16);
    expect(details.accumulations[0]).toBe(32);
    expect(layer.operationCount).toBe(16 * 16 * 32);
  });
});

describe('spatial mapping', () => {
  test('mixed candidates of ResNet-18 on an in-memory array are ranked by utilisation and diversity', async () => {
    const accelerator = await exampleAccelerator('aimc');
    const layer = convolution({ K: 64, C: 64, OX: 56, OY: 56, FX: 3, FY: 3 });
    const hinted = {
      ...layer,
      mapping: {
        ...layer.mapping,
        spatialMappingHint: new Map([
          ['D1', ['K']],
          ['D2', ['C', 'FX', 'FY']],
        ]),
      },
    };
    const mappings = generateSpatialMappings(hinted, accelerator, {
      nbMappingsGenerated: 1000,
      enableMixSpatialMappingGeneration: true,
    });
    expect(mappings.length).toBe(175);
    expect(mappings[0]).toEqual([
      { arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: 64 }] },
      {
        arrayDimension: 'D2',
        unrollings: [
          { dimension: 'FX', factor: 3 },
          { dimension: 'C', factor: 32 },
        ],
      },
    ]);
    const scores = mappings.map((mapping) => {
      const units = mapping.map(utilisation).reduce((product, factor) => product * factor, 1);
      const largest = Math.max(...['K', 'C', 'FX', 'FY'].map((dimension) => totalUnrolling(mapping, dimension)));
      return units + units / largest - 1;
    });
    expect(scores[0]).toBe(6239);
    expect(scores).toEqual([...scores].sort((x, y) => y - x));
  });

  test('a factor that does not divide is scaled, and truncated for latency', async () => {
    const accelerator = await exampleAccelerator('tpu_like');
    const layer = convolution({ K: 128, C: 48, OX: 26, OY: 26, FX: 5, FY: 5 }, 1, {
      spatialMapping: [
        { arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: 32 }] },
        { arrayDimension: 'D2', unrollings: [{ dimension: 'C', factor: 31 }] },
      ],
    });
    const { fractional, integer } = convertSpatialMapping(layer, accelerator, layer.mapping.spatialMapping);
    expect(fractional.get('O')).toEqual([
      [],
      [
        { dimension: 'K', factor: 32 },
        { dimension: 'C', factor: 24 },
      ],
      [],
      [],
    ]);
    expect(integer.get('I')?.[0]).toEqual([
      { dimension: 'K', factor: 32 },
      { dimension: 'C', factor: 24 },
    ]);
    const uneven = convolution({ K: 96, OX: 3 }, 1, {
      spatialMapping: [{ arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: 14 }] }],
    });
    const scaled = convertSpatialMapping(uneven, accelerator, uneven.mapping.spatialMapping);
    expect(scaled.fractional.get('W')?.[1]).toEqual([{ dimension: 'K', factor: 96 / 7 }]);
    expect(scaled.integer.get('W')?.[1]).toEqual([{ dimension: 'K', factor: 13 }]);
  });

  test.each([
    ['D3', 'K', 4, 'array dimension D3 of the mapping of layer layer under test is not in accelerator tpu_like'],
    ['D1', 'K', 12, 'K of layer layer under test is unrolled 12 times on D1 but has only 8 iterations'],
  ])('on %s: %s %d is refused', async (arrayDimension, dimension, factor, message) => {
    const accelerator = await exampleAccelerator('tpu_like');
    const layer = convolution({ K: 8 }, 1, {
      spatialMapping: [{ arrayDimension, unrollings: [{ dimension, factor }] }],
    });
    expect(() => convertSpatialMapping(layer, accelerator, layer.mapping.spatialMapping)).toThrow(message);
  });
});

describe('temporal ordering', () => {
  const run = (ordering: readonly unknown[], sizes = [128, 128, 128]) =>
    getHardwarePerformance({ ...gemm(sizes, ordering), accelerator: 'gemm_l1' });
  const loopsOf = async (ordering: readonly unknown[]): Promise<string> => {
    const { evaluations } = await run(ordering);
    return evaluations[0]?.temporalMapping.loops.map(({ dimension, size }) => `${dimension} ${size}`).join(', ') ?? '';
  };

  test('wildcard sizes bind positions from the innermost loop', async () => {
    expect(
      await loopsOf([
        ['D1', '*'],
        ['D2', '*'],
        ['D0', '*'],
      ]),
    ).toBe('D1 4, D2 4, D0 4, D2 4, D1 4, D0 4');
  });

  test('a fixed size keeps its loop whole', async () => {
    expect(
      await loopsOf([
        ['D2', 8],
        ['D0', '*'],
      ]),
    ).toMatch(/^D2 8, D0 /);
  });

  test('a complete ordering is taken as it is', async () => {
    expect(
      await loopsOf([
        ['D0', 16],
        ['D1', 2],
        ['D2', 16],
        ['D1', 8],
      ]),
    ).toBe('D0 16, D1 2, D2 16, D1 8');
  });

  test.each([
    [[['D2', 3]], 'entry 1, [D2, 3]: 3 is no product of the factors 2 · 2 · 2 · 2 that are left of D2'],
    [new Array(7).fill(['D0', '*']), 'temporal_ordering has 7 entries, but there are only 6 temporal loops to order'],
  ])('%j is refused', async (ordering, message) => {
    const failure = await run(ordering).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MappingError);
    expect(String(failure)).toContain(message);
    expect(String(failure)).toContain('fix:');
  });
});

describe('a mapping that does not belong to the problem is refused', async () => {
  const accelerator = await exampleAccelerator('gemm_l1');
  const layer = matrixProduct({ D: 8, C: 8, K: 8 }, { precision: { W: 8, I: 8, O: 16, O_final: 8 } });
  const problem = compileProblem(layer, accelerator, convertSpatialMapping(layer, accelerator, []));
  const loops = ['D', 'C', 'K'].map((dimension) => ({ dimension, size: 8 }));
  const boundaries = new Map([
    ['O', [1, 3]],
    ['W', [3]],
    ['I', [3]],
  ]);

  test('not a sound one', () => {
    expect(evaluateMapping(problem, { loops, boundaries }).energy).toBeGreaterThan(0);
  });

  test.each([
    [
      'loops left over',
      new Map([...boundaries, ['I', [2]] as const]),
      'the boundaries [2] of operand I do not cut 3 loops into 1 memory levels',
    ],
    ['descending boundaries', new Map([...boundaries, ['O', [3, 1]] as const]), 'the boundaries [3, 1] of operand O'],
    ['a missing operand', new Map([['O', [1, 3]] as const]), 'the boundaries [] of operand W'],
  ])('%s', (_, wrong, message) => {
    expect(() => evaluateMapping(problem, { loops, boundaries: wrong })).toThrow(message);
  });

  test('an unknown loop dimension', () => {
    const strange = loops.map((loop) => ({ ...loop, dimension: `${loop.dimension}X` }));
    expect(() => evaluateMapping(problem, { loops: strange, boundaries })).toThrow(
      'the layer has no loop dimension DX',
    );
  });
});

describe('a memory without a port for traffic that every mapping causes', () => {
  test('is named with operand, direction and fix', async () => {
    const port = (name: string, allocation: readonly string[]) => ({
      name,
      type: 'read_write',
      bandwidth_min: 8,
      bandwidth_max: 64,
      allocation,
    });
    const accelerator = {
      name: 'portless',
      operational_array: { dimensions: ['D1'], sizes: [1], unit_energy: 1, unit_area: 1 },
      memories: {
        l1: {
          size: 1e9,
          r_cost: 1,
          w_cost: 1,
          area: 0,
          latency: 1,
          operands: ['I1', 'I2', 'O'],
          ports: [port('rw_port_1', ['I1, fh', 'I2, tl', 'O, tl', 'O, fl'])],
          served_dimensions: ['D1'],
        },
      },
    };
    const { workload } = gemm([4, 4, 4], []);
    const mapping = [{ name: 'default', spatial_mapping: {}, memory_operand_links: { O: 'O', W: 'I2', I: 'I1' } }];
    const failure = await getHardwarePerformance({ workload, mapping, accelerator }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MappingError);
    expect(String(failure)).toContain('memory "l1" of portless has no port for I1, rd_out_to_low');
    expect(String(failure)).toContain('add "I1, tl" to the allocation of one of its ports');
  });
});

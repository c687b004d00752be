import { describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import {
  AcceleratorParserStage,
  CostModelStage,
  forEachValue,
  GeneralParameterIteratorStage,
  iteratorStage,
  kinds,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  minimalBy,
  observe,
  PEArrayScalingStage,
  SpatialMappingConversionStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  TemporalOrderingConversionStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { EVERY_MAPPING, evaluation, GEMM, outline, PARSERS, RESNET, SEARCH } from './chains.ts';

const BEST: readonly StageClass[] = [...PARSERS, WorkloadStage, ...SEARCH];

function problems(stages: readonly StageClass[], args: object): string {
  try {
    MainStage.from(stages, args);
    return '';
  } catch (error) {
    return String(error);
  }
}

describe('GeneralParameterIteratorStage', () => {
  test('nests iterations, the first outermost, and zips those of several names', async () => {
    const { accelerator: _, mapping: __, ...rest } = GEMM;
    const results = await MainStage.from([GeneralParameterIteratorStage, ...BEST], {
      ...rest,
      general_parameter_iterations: [
        [
          ['accelerator', 'mapping_path'],
          [
            ['gemm_l1', 'gemm_l1'],
            ['gemm_l1_l3', 'gemm_l1_l3'],
          ],
        ],
        ['nbMappingsGenerated', [1, 2]],
      ],
    }).run();
    expect(results.map(({ extra }) => (Array.isArray(extra) ? extra[0] : undefined))).toEqual([
      [
        ['accelerator', 'gemm_l1'],
        ['mapping', 'gemm_l1'],
        ['nbMappingsGenerated', 1],
      ],
      [
        ['accelerator', 'gemm_l1'],
        ['mapping', 'gemm_l1'],
        ['nbMappingsGenerated', 2],
      ],
      [
        ['accelerator', 'gemm_l1_l3'],
        ['mapping', 'gemm_l1_l3'],
        ['nbMappingsGenerated', 1],
      ],
      [
        ['accelerator', 'gemm_l1_l3'],
        ['mapping', 'gemm_l1_l3'],
        ['nbMappingsGenerated', 2],
      ],
    ]);
    expect(results[0]?.cme.latency).toBe(8191);
    expect(results[2]?.cme.latency).not.toBe(8191);
    expect(results[1]?.extra).toMatchObject([{}, [{ name: 'Layer0' }, []]]);
  });

  test('its values are checked when the chain is built', () => {
    const iterate = (iterations: unknown) =>
      problems([GeneralParameterIteratorStage, ...BEST], { ...GEMM, generalParameterIterations: iterations });
    expect(iterate([['lomaLpfLimit', [3, 'six']]])).toContain(
      `LomaStage (stage 8): 'lomaLpfLimit' must be a whole number of at least 1, or null, not "six"`,
    );
    expect(iterate([['lomaLpfLimt', [3]]])).toContain(
      `no stage uses the argument 'lomaLpfLimt'; did you mean "lomaLpfLimit"?`,
    );
    expect(iterate([['lomaLpfLimit', []]])).toContain(`'generalParameterIterations' has no values for lomaLpfLimit`);
    expect(
      iterate([
        [
          ['lomaLpfLimit', 'mapping'],
          [[3, 'gemm_l1'], [4]],
        ],
      ]),
    ).toContain(`needs 2 values at a time for [lomaLpfLimit, mapping], but got [4]`);
    expect(iterate({ lomaLpfLimit: 3 })).toContain('the argument is an object');
  });

  test('the compiler accepts chains whose arguments it cannot know', async () => {
    const main = new MainStage(
      [
        GeneralParameterIteratorStage,
        WorkloadParserStage,
        AcceleratorParserStage,
        WorkloadStage,
        MinimalLatencyStage,
        SpatialMappingGeneratorStage,
        LomaStage,
        CostModelStage,
      ],
      { workload: 'gemm', mapping: 'gemm_l1', generalParameterIterations: [['accelerator', ['gemm_l1']]] },
    );
    expect(await main.run()).toHaveLength(1);
  });
});

describe('stages in one line', () => {
  test('forEachValue runs the rest once per value', async () => {
    const { accelerator: _, ...rest } = GEMM;
    const results = await MainStage.from([forEachValue('accelerator', ['gemm_l1', 'gemm_l1_l3']), ...BEST], rest).run();
    expect(results.map(({ extra }) => extra)).toMatchObject([
      [[['accelerator', 'gemm_l1']], [{ name: 'Layer0' }, []]],
      [[['accelerator', 'gemm_l1_l3']], {}],
    ]);
  });

  test('minimalBy keeps the least by any figure; observe sees every result', async () => {
    const seen: number[] = [];
    const LookStage = observe('LookStage', ({ cme }) => seen.push(cme.energy));
    const LargestStage = minimalBy('LargestStage', ({ energy }) => -energy);
    const stages = [...PARSERS, WorkloadStage, LargestStage, LookStage, ...EVERY_MAPPING.slice(3)];
    const [first] = await MainStage.from(stages, { ...RESNET, workload: 'resnet18.yaml', lomaLpfLimit: 3 }).run();
    const firstLayer = seen.slice(0, seen.indexOf(first?.cme.energy ?? 0) + 1);
    expect(first?.cme.energy).toBe(Math.max(...firstLayer));
    expect(first?.extra).toMatchObject([{ id: 0 }, [{}, [{ loops: {} }, null]]]);
  });
});

describe('AcceleratorParserStage', () => {
  test('estimates memory costs, as the reference does when asked', async () => {
    const memory = (size: number, extra: object) => ({
      size,
      operands: ['I1', 'I2', 'O'],
      served_dimensions: ['D1', 'D2', 'D3'],
      mem_type: 'sram',
      latency: 1,
      auto_cost_extraction: true,
      ports: [
        {
          name: 'rw_port_1',
          type: 'read_write',
          bandwidth_min: 64,
          bandwidth_max: 64,
          allocation: ['I1', 'I2', 'O'].flatMap((operand) =>
            ['fh', 'tl', 'fl', 'th'].map((way) => `${operand}, ${way}`),
          ),
        },
      ],
      ...extra,
    });
    const accelerator = {
      name: 'estimated',
      operational_array: { dimensions: ['D1', 'D2', 'D3'], sizes: [8, 8, 8], unit_energy: 0.04, unit_area: 1 },
      memories: { sram: memory(2 ** 23, {}) },
    };
    const cost = async (args: object) => {
      const [result] = await MainStage.from(BEST, { ...GEMM, accelerator, ...args }).run();
      if (result === undefined) throw new Error('no result');
      const [sram] = evaluation(result).accelerator.memoryHierarchy.memories;
      return sram?.readEnergyPj ?? 0;
    };
    expect(await cost({})).toBeGreaterThan(0);
    expect(await cost({ memory_cost_parity: true })).not.toBe(await cost({}));
  });
});

describe('a stage of the user that iterates', () => {
  test('works above and below the layer loop', async () => {
    class BothTypesStage extends iteratorStage('BothTypesStage', {
      provides: { temporalMappingType: kinds.temporalMappingType },
    }) {
      override *passes() {
        for (const type of ['uneven', 'even'] as const) yield { changes: { temporalMappingType: type } };
      }
    }
    const below = [...PARSERS, WorkloadStage, BothTypesStage, ...SEARCH];
    const above = [BothTypesStage, ...PARSERS, WorkloadStage, ...SEARCH];
    expect(await MainStage.from(below, RESNET).run()).toHaveLength(62);
    expect(await MainStage.from(above, RESNET).run()).toHaveLength(62);
  });
});

/** One matrix product with everything prescribed. */
function ordered(ordering: readonly (readonly [string, number | '*'])[], dimensions = [128, 128, 128]) {
  return {
    workload: [
      {
        id: 0,
        operator_type: 'Gemm',
        equation: 'O[d0][d1]+=I[d0][d2]*W[d2][d1]',
        dimension_relations: [],
        loop_dims: ['D0', 'D1', 'D2'],
        loop_sizes: dimensions,
        operand_precision: { W: 8, I: 8, O: 32, O_final: 8 },
        operand_source: { I: 0, W: 0 },
      },
    ],
    accelerator: 'gemm_l1',
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

describe('TemporalOrderingConversionStage', () => {
  const CHAIN = [
    ...PARSERS,
    WorkloadStage,
    SpatialMappingConversionStage,
    TemporalOrderingConversionStage,
    CostModelStage,
  ];

  test('allocates the ordering of the mapping file once, as LomaStage does with a complete one', async () => {
    const complete = ordered([
      ['D1', 16],
      ['D2', 16],
      ['D0', 16],
    ]);
    const loma = [...PARSERS, WorkloadStage, SpatialMappingConversionStage, LomaStage, CostModelStage];
    const results = await MainStage.from(CHAIN, complete).run();
    expect(outline(results)).toEqual(outline(await MainStage.from(loma, complete).run()));
  });

  test('a size of * takes what is left; dimensions the layer does not have are dropped', async () => {
    const open = ordered([
      ['D1', 4],
      ['D9', 3],
      ['D2', '*'],
      ['D1', '*'],
      ['D0', '*'],
    ]);
    const [result] = await MainStage.from(CHAIN, open).run();
    if (result === undefined) throw new Error('no result');
    expect(evaluation(result).temporalMapping.loops).toEqual([
      { dimension: 'D1', size: 4 },
      { dimension: 'D2', size: 16 },
      { dimension: 'D1', size: 4 },
      { dimension: 'D0', size: 16 },
    ]);
    expect(result.extra).toMatchObject([{ name: 'Layer0' }, null]);
  });

  test.each([
    [[], 'the mapping file has no temporal_ordering'],
    [[['D1', '*']], 'it has 1 iterations of D0, but 16 temporal iterations remain'],
  ] as const)('refuses %j', async (ordering, message) => {
    const failure = await MainStage.from(CHAIN, ordered(ordering))
      .run()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MappingError);
    expect(String(failure)).toContain(message);
  });
});

describe('PEArrayScalingStage', () => {
  const CHAIN = [...PARSERS, PEArrayScalingStage, WorkloadStage, ...SEARCH];

  test('scales the array and the fixed unrollings, not the memories', async () => {
    const [result] = await MainStage.from(CHAIN, { ...GEMM, pe_array_scaling: 2 }).run();
    if (result === undefined) throw new Error('no result');
    const { accelerator, spatialMapping } = evaluation(result);
    expect(accelerator.operationalArray.dimensions.map(({ size }) => size)).toEqual([16, 16, 16]);
    expect(spatialMapping.source.map(({ unrollings }) => unrollings[0]?.factor)).toEqual([16, 16, 16]);
    const [unscaled] = await MainStage.from(BEST, GEMM).run();
    const sizes = (of: typeof accelerator) => of.memoryHierarchy.memories.map(({ sizeBits }) => sizeBits);
    expect(sizes(accelerator)).toEqual(unscaled === undefined ? [] : sizes(evaluation(unscaled).accelerator));
    const [whole] = await MainStage.from(CHAIN, { ...GEMM, peArrayScaling: 1 }).run();
    expect(whole?.cme.energy).toBe(unscaled?.cme.energy);
  });

  test('takes the factors of the reference only', () => {
    expect(problems(CHAIN, { ...GEMM, peArrayScaling: 3 })).toContain(
      "PEArrayScalingStage (stage 3) needs 'peArrayScaling' as 1/8, 1/4, 1/2, 1, 2 or 4, but the argument is 3",
    );
  });
});

import { describe, expect, test } from 'vitest';
import { originalStage } from '../../src/chain/stage-alias.ts';
import {
  AcceleratorParserStage,
  CostModelStage,
  ExploitInterLayerDataLocalityStage,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  ONNXModelParserStage,
  OnnxModelParserStage,
  observe,
  PEArrayScalingStage,
  RemoveUnusedMemoryStage,
  SearchInterLayerDataLocalityStage,
  SearchUnusedMemoryStage,
  SimpleSaveStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  TemporalMappingGeneratorStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { GEMM, outline, PARSERS, problems } from './chains.ts';

const ALIASES: readonly (readonly [string, StageClass, StageClass])[] = [
  ['TemporalMappingGeneratorStage', TemporalMappingGeneratorStage, LomaStage],
  ['SearchUnusedMemoryStage', SearchUnusedMemoryStage, SearchInterLayerDataLocalityStage],
  ['RemoveUnusedMemoryStage', RemoveUnusedMemoryStage, ExploitInterLayerDataLocalityStage],
  ['OnnxModelParserStage', OnnxModelParserStage, ONNXModelParserStage],
];

describe('an older class name', () => {
  test.each(ALIASES)('%s stands for a class of today, under its own name', (name, alias, original) => {
    expect(alias.stageName).toBe(name);
    expect(originalStage(alias)).toBe(original);
    expect(alias.contract).toBe(original.contract);
  });

  test('is the name in messages', () => {
    const parsers = [OnnxModelParserStage, AcceleratorParserStage];
    expect(problems([...parsers, RemoveUnusedMemoryStage, CostModelStage], GEMM)).toContain(
      "RemoveUnusedMemoryStage (stage 3) needs 'layer' (Layer): put WorkloadStage above it",
    );
    expect(problems([WorkloadStage, OnnxModelParserStage, TemporalMappingGeneratorStage], GEMM)).toMatch(
      /TemporalMappingGeneratorStage \(stage 3\) cannot be the last stage/,
    );
    expect(problems([LomaStage, OnnxModelParserStage, CostModelStage], GEMM)).toContain(
      'OnnxModelParserStage (stage 2) is asynchronous but stands below LomaStage',
    );
  });

  test('takes the fast search, with the same result', async () => {
    const first = [...PARSERS, WorkloadStage, MinimalLatencyStage];
    const events = new Set<boolean>();
    const named = await MainStage.from(
      [...first, SpatialMappingGeneratorStage, MinimalLatencyStage, TemporalMappingGeneratorStage, CostModelStage],
      GEMM,
    ).run({ onProgress: ({ orders }) => events.add(orders !== undefined) });
    // Only the fast search counts its orders.
    expect(events).toContain(true);
    const today = [...first, SpatialMappingGeneratorStage, MinimalLatencyStage, LomaStage, CostModelStage];
    expect(outline(named)).toEqual(outline(await MainStage.from(today, GEMM).run()));
  });

  test('is named in the warning about a missed fast search', async () => {
    const warnings: string[] = [];
    const LookStage = observe('LookStage', () => {});
    await MainStage.from(
      [...PARSERS, WorkloadStage, MinimalLatencyStage, SpatialMappingGeneratorStage, LookStage].concat([
        TemporalMappingGeneratorStage,
        CostModelStage,
      ]),
      GEMM,
    ).run({ onWarning: ({ code, hint }) => warnings.push(`${code} ${hint}`) });
    expect(warnings.join()).toContain(
      'ZZ6021 put MinimalLatencyStage directly above TemporalMappingGeneratorStage too',
    );
  });
});

describe('a stage that needs the whole network', () => {
  test('is told to stand above WorkloadStage, and why', () => {
    const text = problems(
      [
        ...PARSERS,
        WorkloadStage,
        SearchUnusedMemoryStage,
        RemoveUnusedMemoryStage,
        SpatialMappingGeneratorStage,
      ].concat([LomaStage, CostModelStage]),
      GEMM,
    );
    expect(text.split('\n').slice(1)).toEqual([
      '  - SearchUnusedMemoryStage (stage 4) must stand above WorkloadStage, because it decides from the whole network which data may stay in which memory; below WorkloadStage (stage 3) every stage sees one layer only: move it above WorkloadStage',
    ]);
  });

  test('is told which stage hides the network', () => {
    const text = problems([...PARSERS, WorkloadStage, PEArrayScalingStage, CostModelStage], {
      ...GEMM,
      peArrayScaling: 1,
    });
    expect(text).toContain(
      "PEArrayScalingStage (stage 4) needs 'workload' (Workload), which WorkloadStage (stage 3) hides from the stages below: move it above WorkloadStage",
    );
  });
});

describe('the published chain in strict TypeScript', () => {
  test('takes every older name of an argument', async () => {
    const folder = temporaryFolder();
    const results = await new MainStage(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        SimpleSaveStage,
        WorkloadStage,
        SpatialMappingGeneratorStage,
        MinimalLatencyStage,
        LomaStage,
        CostModelStage,
      ],
      {
        accelerator_path: 'gemm_l1',
        workload_path: 'gemm',
        mapping_path: 'gemm_l1',
        dump_filename_pattern: `${folder}/{datetime}.json`,
        loma_lpf_limit: 6,
        loma_show_progress_bar: true,
        nb_spatial_mappings_generated: 2,
        enable_mix_spatial_mapping: false,
        temporal_mapping_type: 'uneven',
        access_same_data_considered_as_no_access: true,
        reduce_minimal_keep_others: false,
      },
    ).run();
    expect(results).toHaveLength(1);
  });

  test('takes each spelling of the inputs', () => {
    const rest = [
      AcceleratorParserStage,
      WorkloadStage,
      SpatialMappingGeneratorStage,
      LomaStage,
      CostModelStage,
    ] as const;
    const chain = [ONNXModelParserStage, ...rest] as const;
    const others = { accelerator: 'tpu_like', mapping: 'tpu_like' };
    new MainStage(chain, { ...others, onnx_model_path: 'alexnet' });
    new MainStage(chain, { ...others, onnx_model: 'alexnet' });
    new MainStage(chain, { ...others, onnxModelPath: 'alexnet', lpf_limit: 4 });
    new MainStage(chain, { ...others, workload: 'alexnet', loma_show_progress_bar: false });
    // @ts-expect-error: no workload under any name
    expect(() => new MainStage(chain, { ...others, workload_file: 'alexnet' })).toThrow("needs 'workload'");
  });
});

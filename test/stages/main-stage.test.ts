import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { CostModelEvaluation, CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import {
  AcceleratorParserStage,
  CompleteSaveStage,
  CostModelStage,
  kinds,
  LomaStage,
  MainStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  passiveStage,
  SimpleSaveStage,
  SpatialMappingConversionStage,
  SpatialMappingGeneratorStage,
  type StageResult,
  SumStage,
  stage,
  TemporalMappingGeneratorStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';

const INPUTS = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', lomaLpfLimit: 6 };

describe('a chain', () => {
  test('yields the total with the evaluations behind it', async () => {
    const main = new MainStage(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        SumStage,
        WorkloadStage,
        MinimalLatencyStage,
        SpatialMappingGeneratorStage,
        MinimalLatencyStage,
        LomaStage,
        CostModelStage,
      ],
      INPUTS,
    );
    const [result, ...others] = await main.run();
    expect(others).toEqual([]);
    expect(result?.cme).toBeInstanceOf(CumulativeCME);
    expect(result?.cme.energy).toBeCloseTo(528936.96, 6);
    expect(result?.cme.latency).toBe(8191);
    expect(result?.extra).toMatchObject([{ extra: [{ name: 'Layer0' }, []] }]);
  });

  test('tells a listener every warning alone, so that console.warn can be one', async () => {
    const heard: unknown[][] = [];
    const stages = [WorkloadParserStage, AcceleratorParserStage, WorkloadStage, MinimalLatencyStage];
    const main = MainStage.from([...stages, SpatialMappingGeneratorStage, LomaStage, CostModelStage], {
      workload: 'gemm',
      accelerator: 'gemm_l1',
      mapping: 'gemm_l1',
      loma_lpf_limit: 3,
    });
    await main.run({ onWarning: (...heardNow: unknown[]) => heard.push(heardNow) });
    expect(heard).toMatchObject(heard.map(() => [{ severity: 'warning' }]));
    expect(heard.map(([warning]) => warning)).toContainEqual(expect.objectContaining({ code: 'ZZ6011' }));
  });

  test('yields every mapping without a reducer, in the order of enumeration, and can run again', async () => {
    const main = new MainStage(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        WorkloadStage,
        SpatialMappingConversionStage,
        TemporalMappingGeneratorStage,
        CostModelStage,
      ],
      INPUTS,
    );
    const first = await main.run();
    expect(first.length).toBe(6);
    const orders = first.map(({ cme }) =>
      cme instanceof CostModelEvaluation ? cme.temporalMapping.loops.map(({ dimension }) => dimension).join(' ') : '',
    );
    expect(orders[0]).toBe('D1 D2 D0 D2 D1 D0');
    expect(new Set(orders).size).toBe(6);
    expect((await main.run()).length).toBe(6);
  });

  test('accepts the older argument names', async () => {
    const main = MainStage.from(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        WorkloadStage,
        MinimalEnergyStage,
        SpatialMappingGeneratorStage,
        LomaStage,
        CostModelStage,
      ],
      { workload_path: 'gemm', acceleratorPath: 'gemm_l1', mapping_path: 'gemm_l1', loma_lpf_limit: 6 },
    );
    expect((await main.run()).length).toBe(1);
  });

  test('keeps all candidates when asked', async () => {
    const main = new MainStage(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        WorkloadStage,
        MinimalEnergyStage,
        SpatialMappingConversionStage,
        LomaStage,
        CostModelStage,
      ],
      { ...INPUTS, reduceMinimalKeepOthers: true },
    );
    const [result] = await main.run();
    expect(result?.extra).toMatchObject([{ name: 'Layer0' }, { length: 6 }]);
  });

  test('runs stages of the user: filters, observers and reducers', async () => {
    const seen: string[] = [];
    class OnlyLargeStage extends stage('OnlyLargeStage', { requires: { layer: kinds.layer } }) {
      override *run(): Generator<StageResult> {
        if (this.args.layer.operationCount > 1e6) yield* this.next();
      }
    }
    class LogStage extends passiveStage('LogStage', {}) {
      override onResult(result: StageResult) {
        seen.push(result.cme instanceof CostModelEvaluation ? result.cme.layer.name : 'total');
        return [result];
      }
    }
    class MinimalPeakStage extends stage('MinimalPeakStage', {}) {
      override *run(): Generator<StageResult> {
        let best: StageResult | undefined;
        const peak = ({ cme }: StageResult): number => Math.max(cme.energy, cme.latency);
        for (const result of this.next()) if (best === undefined || peak(result) < peak(best)) best = result;
        if (best !== undefined) yield best;
      }
    }
    const main = new MainStage(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        LogStage,
        SumStage,
        LogStage,
        WorkloadStage,
        OnlyLargeStage,
        MinimalPeakStage,
        SpatialMappingGeneratorStage,
        LomaStage,
        CostModelStage,
      ],
      INPUTS,
    );
    await main.run();
    expect(seen).toEqual(['Layer0', 'total']);
  });

  test('writes nothing but complete files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zigzag-'));
    const main = new MainStage(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        SimpleSaveStage,
        SumStage,
        WorkloadStage,
        CompleteSaveStage,
        MinimalLatencyStage,
        SpatialMappingGeneratorStage,
        LomaStage,
        CostModelStage,
      ],
      { ...INPUTS, dumpFolder: join(folder, 'new', 'folder') },
    );
    await main.run();
    const written = join(folder, 'new', 'folder');
    expect(readdirSync(written).sort()).toEqual(['Layer0_complete.json', 'overall_simple.json']);
    expect(JSON.parse(readFileSync(join(written, 'overall_simple.json'), 'utf8'))).toEqual({
      energy: expect.closeTo(528936.96, 6),
      latency: 8191,
    });
    const report: unknown = JSON.parse(readFileSync(join(written, 'Layer0_complete.json'), 'utf8'));
    expect(report).toMatchObject({
      outputs: { latency: { computation: 8190, data_onloading: 0, data_offloading: 1 } },
      inputs: {
        accelerator: { name: 'gemm_l1', mem_size_dict: { I1: [4194304], I2: [4194304], O: [32, 4194304] } },
        layer: { user_spatial_mapping: { D1: { D0: 8 }, D2: { D2: 8 }, D3: { D1: 8 } } },
        temporal_mapping: { I: [['(D1, 4)', '(D2, 4)', '(D0, 4)', '(D2, 4)', '(D1, 4)', '(D0, 4)']] },
      },
    });
  });
});

describe('a run', () => {
  const main = new MainStage(
    [
      WorkloadParserStage,
      AcceleratorParserStage,
      WorkloadStage,
      SpatialMappingGeneratorStage,
      LomaStage,
      CostModelStage,
    ],
    { ...INPUTS, workload: 'resnet18.yaml', accelerator: 'tpu_like', mapping: 'tpu_like' },
  );

  test('stops when the abort signal comes', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 150);
    await expect(main.run({ signal: controller.signal })).rejects.toThrow(/abort/i);
  });

  test('does not start with a signal that is aborted already', async () => {
    await expect(main.run({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });

  test('streams results as they are found', async () => {
    for await (const { cme } of main.stream()) {
      expect(cme.energy).toBeGreaterThan(0);
      break;
    }
  });
});

describe('a layer without a fitting mapping', () => {
  test('names the memory, the operand and the bits', async () => {
    const memory = (name: string, size: number, operands: readonly string[]) => ({
      size,
      r_cost: 1,
      w_cost: 1,
      area: 0,
      latency: 1,
      operands,
      ports: [
        {
          name: 'rw_port_1',
          type: 'read_write',
          bandwidth_min: 8,
          bandwidth_max: 64,
          allocation: operands.flatMap((operand) => ['fh', 'tl', 'fl', 'th'].map((way) => `${operand}, ${way}`)),
        },
      ],
      served_dimensions: ['D1'],
      name,
    });
    const { name: _register, ...register } = memory('rf', 8, ['O']);
    const { name: _dram, ...dram } = memory('dram', 1e9, ['I1', 'I2', 'O']);
    const main = MainStage.from(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        WorkloadStage,
        SpatialMappingConversionStage,
        LomaStage,
        CostModelStage,
      ],
      {
        ...INPUTS,
        mapping: [{ name: 'default', spatial_mapping: {}, memory_operand_links: { O: 'O', W: 'I2', I: 'I1' } }],
        accelerator: {
          name: 'tiny',
          operational_array: { dimensions: ['D1'], sizes: [1], unit_energy: 1, unit_area: 1 },
          memories: { rf: register, dram },
        },
      },
    );
    const failure = await main.run().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MappingError);
    expect(String(failure)).toContain(
      'no temporal mapping of layer Layer0 fits tiny: memory "rf" has 8 bits, but the order of loops that comes closest needs 32 (24 more) for operand O',
    );
  });
});

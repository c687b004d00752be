import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as library from '../../src/stages/index.ts';
import {
  AcceleratorParserStage,
  BoundStage,
  BUILT_IN_STAGES,
  CacheBeforeYieldStage,
  CompleteSaveStage,
  CostModelStage,
  DumpStage,
  ExactStage,
  ExploitInterLayerDataLocalityStage,
  GeneralParameterIteratorStage,
  HardwareOptimizerStage,
  ListifyStage,
  LomaStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  MultiProcessingGatherStage,
  MultiProcessingSpawnStage,
  ONNXModelParserStage,
  OtherOperatorsStage,
  ParetoFrontStage,
  PEArrayScalingStage,
  PickleSaveStage,
  PlotTemporalMappingsStage,
  RemoveExtraInfoStage,
  ReportWorkloadStage,
  SalsaStage,
  SearchInterLayerDataLocalityStage,
  SimpleSaveStage,
  SkipIfDumpExistsStage,
  SpatialMappingConversionStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  SumStage,
  TemporalOrderingConversionStage,
  VisualizationStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { problems } from './chains.ts';

/* Every stage: a chain in which it stands where it should, and one in which it does not, refused before any file is read. */

const W = WorkloadParserStage;
const A = AcceleratorParserStage;
const END = [SpatialMappingGeneratorStage, LomaStage, CostModelStage];
const INPUTS = { workload: 'none.yaml', accelerator: 'none.yaml', mapping: 'none.yaml' };

interface Position {
  readonly stage: StageClass;
  readonly right: readonly StageClass[];
  readonly wrong: readonly StageClass[];
  readonly args?: object;
  readonly message: string;
}

const POSITIONS: readonly Position[] = [
  {
    stage: WorkloadParserStage,
    right: [W, A, WorkloadStage, ...END],
    wrong: [A, WorkloadStage, W, ...END],
    message:
      'WorkloadStage (stage 2) needs \'workload\' as Workload, but the argument is "none.yaml": put WorkloadParserStage or ONNXModelParserStage above it',
  },
  {
    stage: ONNXModelParserStage,
    right: [ONNXModelParserStage, A, WorkloadStage, ...END],
    wrong: [A, ONNXModelParserStage, W, WorkloadStage, ...END],
    message:
      "WorkloadParserStage (stage 3) needs 'workload' as path, example name, list of layers or ONNX bytes, but it is Workload",
  },
  {
    stage: AcceleratorParserStage,
    right: [A, W, WorkloadStage, ...END],
    wrong: [W, WorkloadStage, A, ...END],
    message:
      'WorkloadStage (stage 2) needs \'accelerator\' as Accelerator, but the argument is "none.yaml": put AcceleratorParserStage above it',
  },
  {
    stage: ReportWorkloadStage,
    right: [W, ReportWorkloadStage, A, WorkloadStage, ...END],
    wrong: [ReportWorkloadStage, W, A, WorkloadStage, ...END],
    message: "ReportWorkloadStage (stage 1) needs 'workload' as Workload",
  },
  {
    stage: OtherOperatorsStage,
    right: [W, A, OtherOperatorsStage, SumStage, WorkloadStage, ...END],
    wrong: [W, A, SumStage, OtherOperatorsStage, WorkloadStage, ...END],
    message: 'OtherOperatorsStage (stage 4): must stand above SumStage, because it adds to the total of the network',
  },
  {
    stage: WorkloadStage,
    right: [W, A, SumStage, WorkloadStage, ...END],
    wrong: [W, A, SpatialMappingGeneratorStage, WorkloadStage, LomaStage, CostModelStage],
    message: "SpatialMappingGeneratorStage (stage 3) needs 'layer' (Layer): put WorkloadStage above it",
  },
  {
    stage: SearchInterLayerDataLocalityStage,
    right: [
      W,
      A,
      SumStage,
      SearchInterLayerDataLocalityStage,
      WorkloadStage,
      ExploitInterLayerDataLocalityStage,
      ...END,
    ],
    wrong: [W, A, SearchInterLayerDataLocalityStage, SumStage, WorkloadStage, ...END],
    message:
      'SearchInterLayerDataLocalityStage (stage 3) must stand directly above the layer loop, but SumStage below it yields a total: move it below SumStage',
  },
  {
    stage: ExploitInterLayerDataLocalityStage,
    right: [W, A, SearchInterLayerDataLocalityStage, WorkloadStage, ExploitInterLayerDataLocalityStage, ...END],
    wrong: [W, A, SearchInterLayerDataLocalityStage, ExploitInterLayerDataLocalityStage, WorkloadStage, ...END],
    message: "ExploitInterLayerDataLocalityStage (stage 4) needs 'layer' (Layer): put WorkloadStage above it",
  },
  {
    stage: SpatialMappingGeneratorStage,
    right: [
      W,
      A,
      WorkloadStage,
      SpatialMappingGeneratorStage,
      SpatialMappingConversionStage,
      LomaStage,
      CostModelStage,
    ],
    wrong: [W, A, WorkloadStage, LomaStage, SpatialMappingGeneratorStage, CostModelStage],
    message:
      "LomaStage (stage 4) needs 'spatialMapping' (SpatialMapping): put SpatialMappingGeneratorStage or SpatialMappingConversionStage above it",
  },
  {
    stage: SpatialMappingConversionStage,
    right: [W, A, WorkloadStage, SpatialMappingConversionStage, LomaStage, CostModelStage],
    wrong: [SpatialMappingConversionStage, W, A, WorkloadStage, ...END],
    message: "SpatialMappingConversionStage (stage 1) needs 'accelerator' as Accelerator",
  },
  ...[LomaStage, SalsaStage, ExactStage, ParetoFrontStage, TemporalOrderingConversionStage].map((engine) => ({
    stage: engine,
    right: [W, A, WorkloadStage, SpatialMappingConversionStage, engine, CostModelStage],
    wrong: [W, A, WorkloadStage, SpatialMappingConversionStage, engine],
    message: `${engine.stageName} (stage 5) cannot be the last stage: end the chain with a stage that yields evaluations, such as CostModelStage`,
  })),
  {
    stage: BoundStage,
    right: [W, A, WorkloadStage, BoundStage, MinimalLatencyStage, ...END],
    wrong: [W, A, BoundStage, WorkloadStage, ...END],
    message: "BoundStage (stage 3) needs 'layer' (Layer): put WorkloadStage above it",
  },
  {
    stage: CostModelStage,
    right: [W, A, WorkloadStage, ...END],
    wrong: [W, A, WorkloadStage, SpatialMappingConversionStage, CostModelStage],
    message:
      "CostModelStage (stage 5) needs 'temporalMapping' (TemporalMapping): put LomaStage or SalsaStage or ExactStage or ParetoFrontStage or TemporalOrderingConversionStage above it",
  },
  ...[MinimalEnergyStage, MinimalLatencyStage, MinimalEDPStage].map((minimal) => ({
    stage: minimal,
    right: [W, A, WorkloadStage, minimal, ...END],
    wrong: [W, A, minimal, SumStage, WorkloadStage, ...END],
    message: `${minimal.stageName} (stage 3) compares single-layer results, but SumStage below it yields a total: move it below SumStage`,
  })),
  {
    stage: SumStage,
    right: [W, SumStage, A, WorkloadStage, ...END],
    wrong: [W, A, SumStage, SumStage, WorkloadStage, ...END],
    message:
      'SumStage (stage 3) adds single-layer results, but SumStage below it yields a total: move it below SumStage',
  },
  {
    stage: ListifyStage,
    right: [ListifyStage, W, A, SumStage, WorkloadStage, ...END],
    wrong: [W, A, MinimalEnergyStage, ListifyStage, WorkloadStage, ...END],
    message:
      'MinimalEnergyStage (stage 3) reads the cost of single results, but ListifyStage below it yields a list: move it below ListifyStage',
  },
  ...[SimpleSaveStage, CompleteSaveStage].map((save) => ({
    stage: save,
    right: [save, W, A, WorkloadStage, save, ...END],
    wrong: [save, ListifyStage, W, A, WorkloadStage, ...END],
    args: { dumpFolder: 'nowhere' },
    message: `${save.stageName} (stage 1) reads the cost of single results, but ListifyStage below it yields a list: move it below ListifyStage`,
  })),
  {
    stage: PickleSaveStage,
    right: [
      PickleSaveStage,
      ListifyStage,
      RemoveExtraInfoStage,
      W,
      A,
      SumStage,
      PickleSaveStage,
      WorkloadStage,
      ...END,
    ],
    wrong: [W, A, WorkloadStage, ...END, PickleSaveStage],
    args: { pickle_filename: 'nowhere/a.pickle' },
    message: 'PickleSaveStage (stage 7) cannot be the last stage',
  },
  {
    stage: DumpStage,
    right: [W, A, WorkloadStage, DumpStage, ...END],
    wrong: [DumpStage, W, A, WorkloadStage, ...END],
    args: { dump_filename_pattern: 'nowhere/{layer}.pickle' },
    message: "DumpStage (stage 1): 'filenamePattern' has the unknown placeholder {layer}",
  },
  {
    stage: VisualizationStage,
    right: [W, A, WorkloadStage, VisualizationStage, ...END],
    wrong: [VisualizationStage, ListifyStage, W, A, WorkloadStage, ...END],
    args: { dumpFolder: 'nowhere' },
    message:
      'VisualizationStage (stage 1) reads the cost of single results, but ListifyStage below it yields a list: move it below ListifyStage',
  },
  {
    stage: PlotTemporalMappingsStage,
    right: [W, A, WorkloadStage, PlotTemporalMappingsStage, ...END],
    wrong: [W, A, PlotTemporalMappingsStage, SumStage, WorkloadStage, ...END],
    args: { plot_filename_pattern: 'nowhere/a.png' },
    message:
      'PlotTemporalMappingsStage (stage 3) plots single-layer results, but SumStage below it yields a total: move it below SumStage',
  },
  {
    stage: SkipIfDumpExistsStage,
    right: [W, A, WorkloadStage, SkipIfDumpExistsStage, ...END],
    wrong: [SkipIfDumpExistsStage, W, A, WorkloadStage, ...END],
    args: { filenamePattern: 'nowhere/{layer}.json' },
    message: "SkipIfDumpExistsStage (stage 1): 'filenamePattern' has the unknown placeholder {layer}",
  },
  ...[RemoveExtraInfoStage, CacheBeforeYieldStage].map((control) => ({
    stage: control,
    right: [
      control,
      W,
      control,
      A,
      WorkloadStage,
      control,
      SpatialMappingGeneratorStage,
      control,
      LomaStage,
      control,
      CostModelStage,
    ],
    wrong: [W, A, WorkloadStage, ...END.slice(0, 2), control],
    message: `${control.stageName} (stage 6) cannot be the last stage`,
  })),
  {
    stage: MultiProcessingGatherStage,
    right: [W, A, MultiProcessingGatherStage, WorkloadStage, MultiProcessingSpawnStage, ...END],
    wrong: [W, A, WorkloadStage, MultiProcessingGatherStage, ...END],
    message:
      'MultiProcessingGatherStage (stage 4): no MultiProcessingSpawnStage stands below it: put one at the end of the loop body',
  },
  {
    stage: MultiProcessingSpawnStage,
    right: [MultiProcessingGatherStage, W, A, WorkloadStage, MultiProcessingSpawnStage, ...END],
    wrong: [W, A, WorkloadStage, MultiProcessingSpawnStage, MultiProcessingGatherStage, ...END],
    message:
      "MultiProcessingSpawnStage (stage 4) needs 'multiprocessingCallback' (task queue): put MultiProcessingGatherStage above it",
  },
  {
    stage: GeneralParameterIteratorStage,
    right: [GeneralParameterIteratorStage, W, A, WorkloadStage, ...END],
    wrong: [W, A, GeneralParameterIteratorStage, WorkloadStage, ...END],
    args: { generalParameterIterations: [['accelerator', ['a.yaml', 'b.yaml']]] },
    message:
      'WorkloadStage (stage 4) needs \'accelerator\' as Accelerator, but the argument is "a.yaml": put AcceleratorParserStage above it',
  },
  {
    stage: PEArrayScalingStage,
    right: [W, A, PEArrayScalingStage, WorkloadStage, ...END],
    wrong: [W, PEArrayScalingStage, A, WorkloadStage, ...END],
    args: { peArrayScaling: 1 / 2 },
    message: "PEArrayScalingStage (stage 2) needs 'accelerator' as Accelerator",
  },
  {
    stage: HardwareOptimizerStage,
    right: [W, HardwareOptimizerStage, A, SumStage, WorkloadStage, ...END],
    wrong: [W, A, HardwareOptimizerStage, SumStage, WorkloadStage, ...END],
    args: { hardwareParameters: [['memories.l1.size', [1, 2]]] },
    message:
      "HardwareOptimizerStage (stage 3) needs 'accelerator' as path, example name or accelerator description, but it is Accelerator",
  },
];

describe('the place of', () => {
  test.each(POSITIONS.map((position) => [position.stage.stageName, position] as const))(
    '%s',
    (_, { right, wrong, args, message }) => {
      expect(problems(right, { ...INPUTS, ...args })).toBe('');
      expect(problems(wrong, { ...INPUTS, ...args })).toContain(message);
    },
  );

  test('every built-in stage is covered, exported, and in a file of its own', () => {
    const covered = new Set(POSITIONS.map(({ stage }) => stage));
    const files = readdirSync(new URL('../../src/stages/', import.meta.url), { recursive: true }).map(String);
    const exported: readonly unknown[] = Object.values(library);
    for (const stage of BUILT_IN_STAGES) {
      expect(covered, stage.stageName).toContain(stage);
      expect(exported, stage.stageName).toContain(stage);
      const file = stage.stageName
        .replace('ONNXModel', 'OnnxModel')
        .replace('EDP', 'Edp')
        .replace('PEArray', 'PeArray')
        .replace(/(?<!^)([A-Z])/g, '-$1')
        .toLowerCase();
      expect(
        files.filter((name) => name.endsWith(`/${file}.ts`)),
        file,
      ).toHaveLength(1);
    }
  });

  test('a chain is refused before any file is touched', () => {
    const dumpFolder = temporaryFolder();
    expect(problems([SimpleSaveStage, WorkloadStage], { ...INPUTS, dumpFolder })).not.toBe('');
    expect(readdirSync(dumpFolder)).toEqual([]);
  });
});

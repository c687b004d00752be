import { isOnnx } from '../io/files/read-input.ts';
import type { OptimisationCriterion } from '../search/criteria.ts';
import {
  AcceleratorParserStage,
  CompleteSaveStage,
  CostModelStage,
  ExploitInterLayerDataLocalityStage,
  LomaStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  ONNXModelParserStage,
  PickleSaveStage,
  ReportWorkloadStage,
  SalsaStage,
  SearchInterLayerDataLocalityStage,
  SimpleSaveStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  SumStage,
  VisualizationStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../stages/index.ts';
import type { HardwarePerformanceOptions } from './options.ts';

const MINIMAL_STAGE: Readonly<Record<OptimisationCriterion, StageClass>> = {
  latency: MinimalLatencyStage,
  energy: MinimalEnergyStage,
  EDP: MinimalEDPStage,
};

/** A list of stages and the arguments to run it with: what MainStage takes. */
export interface Chain {
  readonly stages: readonly StageClass[];
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * The chain that `getHardwarePerformance` runs (docs/stages.md#the-default-chain): for runs that need one stage more or less.
 *
 * ```ts
 * const { stages, args } = defaultChain({ workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' });
 * const [total] = await MainStage.from([LogStage, ...stages], args).run();
 * ```
 */
export function defaultChain(options: HardwarePerformanceOptions): Chain {
  const { opt = 'latency', dumpFolder, inMemoryCompute = false } = options;
  const Minimal = MINIMAL_STAGE[opt];
  const mixesSpatialMappings = inMemoryCompute || options.enableMixSpatialMapping === true;
  const usesLocality = mixesSpatialMappings || options.exploitDataLocality === true;
  const usesSalsa = options.temporalMappingSearchEngine === 'salsa';
  const resultsFilename =
    options.resultsFilename ?? (dumpFolder === undefined ? undefined : `${dumpFolder}/list_of_cmes.pickle`);
  return {
    stages: [
      isOnnx(options.workload) ? ONNXModelParserStage : WorkloadParserStage,
      AcceleratorParserStage,
      ReportWorkloadStage,
      ...(dumpFolder === undefined ? [] : [SimpleSaveStage]),
      ...(resultsFilename === undefined ? [] : [PickleSaveStage]),
      SumStage,
      // Above the layer loop, whose layers may be searched several at a time.
      ...(dumpFolder === undefined ? [] : [CompleteSaveStage, VisualizationStage]),
      ...(usesLocality ? [SearchInterLayerDataLocalityStage] : []),
      WorkloadStage,
      ...(usesLocality ? [ExploitInterLayerDataLocalityStage] : []),
      Minimal,
      SpatialMappingGeneratorStage,
      Minimal,
      usesSalsa ? SalsaStage : LomaStage,
      CostModelStage,
    ],
    args: {
      workload: options.workload,
      accelerator: options.accelerator,
      mapping: options.mapping,
      files: options.files,
      dumpFolder,
      resultsFilename,
      lomaLpfLimit: usesSalsa ? options.lpfLimit : options.lpfLimit === undefined ? 6 : options.lpfLimit,
      salsaIterationNumber: options.salsaIterationNumber,
      salsaStartTemperature: options.salsaStartTemperature,
      salsaOptCriterion: options.salsaOptCriterion,
      salsaNumberOfCore: options.salsaNumberOfCore,
      salsaNumberOfChains: options.salsaNumberOfChains,
      salsaSeed: options.salsaSeed,
      temporalMappingType: options.temporalMappingType ?? 'uneven',
      nbMappingsGenerated: options.nbSpatialMappingsGenerated ?? 3,
      enableMixSpatialMappingGeneration: mixesSpatialMappings,
      inMemoryCompute,
      memoryCostParity: options.memoryCostParity,
      workers: options.workers,
      dimensionValues: isOnnx(options.workload) ? options.dimensionValues : undefined,
    },
  };
}

import type { ChainShortcut } from '../chain/build/shortcut.ts';
import type { StageClass } from '../chain/stage.ts';
import { FUSED_SEARCH } from './fused-search/fused-search.ts';
import { ExploitInterLayerDataLocalityStage } from './hardware/exploit-inter-layer-data-locality-stage.ts';
import { HardwareOptimizerStage } from './hardware/hardware-optimizer-stage.ts';
import { PEArrayScalingStage } from './hardware/pe-array-scaling-stage.ts';
import { SearchInterLayerDataLocalityStage } from './hardware/search-inter-layer-data-locality-stage.ts';
import { GeneralParameterIteratorStage } from './iterators/general-parameter-iterator-stage.ts';
import { WorkloadStage } from './iterators/workload-stage.ts';
import { BoundStage } from './mapping/bound-stage.ts';
import { CostModelStage } from './mapping/cost-model-stage.ts';
import { ExactStage } from './mapping/exact-stage.ts';
import { LomaStage } from './mapping/loma-stage.ts';
import { ParetoFrontStage } from './mapping/pareto-front-stage.ts';
import { SalsaStage } from './mapping/salsa-stage.ts';
import { SpatialMappingConversionStage } from './mapping/spatial-mapping-conversion-stage.ts';
import { SpatialMappingGeneratorStage } from './mapping/spatial-mapping-generator-stage.ts';
import { TemporalOrderingConversionStage } from './mapping/temporal-ordering-conversion-stage.ts';
import { AcceleratorParserStage } from './parsers/accelerator-parser-stage.ts';
import { ONNXModelParserStage } from './parsers/onnx-model-parser-stage.ts';
import { ReportWorkloadStage } from './parsers/report-workload-stage.ts';
import { WorkloadParserStage } from './parsers/workload-parser-stage.ts';
import { PlotTemporalMappingsStage } from './plot/plot-temporal-mappings-stage.ts';
import { VisualizationStage } from './plot/visualization-stage.ts';
import { ListifyStage } from './reduce/listify-stage.ts';
import { MinimalEDPStage } from './reduce/minimal-edp-stage.ts';
import { MinimalEnergyStage } from './reduce/minimal-energy-stage.ts';
import { MinimalLatencyStage } from './reduce/minimal-latency-stage.ts';
import { OtherOperatorsStage } from './reduce/other-operators-stage.ts';
import { SumStage } from './reduce/sum-stage.ts';
import { CacheBeforeYieldStage } from './run-control/cache-before-yield-stage.ts';
import { MultiProcessingGatherStage } from './run-control/multi-processing-gather-stage.ts';
import { MultiProcessingSpawnStage } from './run-control/multi-processing-spawn-stage.ts';
import { RemoveExtraInfoStage } from './run-control/remove-extra-info-stage.ts';
import { SkipIfDumpExistsStage } from './run-control/skip-if-dump-exists-stage.ts';
import { CompleteSaveStage } from './save/complete-save-stage.ts';
import { DumpStage } from './save/dump-stage.ts';
import { PickleSaveStage } from './save/pickle-save-stage.ts';
import { SimpleSaveStage } from './save/simple-save-stage.ts';

/** Every stage of the library, for advice in messages. */
export const BUILT_IN_STAGES: readonly StageClass[] = [
  WorkloadParserStage,
  ONNXModelParserStage,
  AcceleratorParserStage,
  ReportWorkloadStage,
  SearchInterLayerDataLocalityStage,
  WorkloadStage,
  ExploitInterLayerDataLocalityStage,
  PEArrayScalingStage,
  HardwareOptimizerStage,
  GeneralParameterIteratorStage,
  SpatialMappingGeneratorStage,
  SpatialMappingConversionStage,
  LomaStage,
  SalsaStage,
  ExactStage,
  BoundStage,
  ParetoFrontStage,
  TemporalOrderingConversionStage,
  CostModelStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  MinimalEDPStage,
  SumStage,
  OtherOperatorsStage,
  ListifyStage,
  RemoveExtraInfoStage,
  CacheBeforeYieldStage,
  SkipIfDumpExistsStage,
  MultiProcessingGatherStage,
  MultiProcessingSpawnStage,
  SimpleSaveStage,
  CompleteSaveStage,
  PickleSaveStage,
  PlotTemporalMappingsStage,
  VisualizationStage,
  DumpStage,
];

/** Stages that run faster together than one by one. */
export const BUILT_IN_SHORTCUTS: readonly ChainShortcut[] = [FUSED_SEARCH];

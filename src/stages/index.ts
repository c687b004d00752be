export type { AcceleratorInput, MappingInput, WorkloadInput } from './arguments.ts';
export * as kinds from './arguments.ts';
export { BUILT_IN_STAGES } from './built-in.ts';
export * from './chain/argument-names.ts';
export { ChainError } from './chain/chain-error.ts';
export { MainStage, RunAbortedError, type RunOptions } from './chain/main-stage.ts';
export { BLOCK, PAUSE, type PacedWork, runPaced } from './chain/paced-run.ts';
export type { ProgressEvent, ProgressPlace } from './chain/progress.ts';
export { type RunControl, report } from './chain/run-control.ts';
export type { SearchStore } from './chain/search-findings.ts';
export type { SearchFinding } from './chain/search-question.ts';
export { CostModelStage } from './cost/cost-model-stage.ts';
export {
  ExploitInterLayerDataLocalityStage,
  RemoveUnusedMemoryStage,
} from './hardware/exploit-inter-layer-data-locality-stage.ts';
export type { HardwareExploration, HardwareObjective, HardwareVariant } from './hardware/hardware-exploration.ts';
export { HardwareOptimizerStage } from './hardware/hardware-optimizer-stage.ts';
export { PEArrayScalingStage } from './hardware/pe-array-scaling-stage.ts';
export {
  SearchInterLayerDataLocalityStage,
  SearchUnusedMemoryStage,
} from './hardware/search-inter-layer-data-locality-stage.ts';
export { type IteratorMembers, iteratorStage, type Pass } from './iterator-stage.ts';
export { GeneralParameterIteratorStage } from './iterators/general-parameter-iterator-stage.ts';
export type { ParameterIteration, ParameterSetting } from './iterators/parameter-settings.ts';
export { WorkloadStage } from './iterators/workload-stage.ts';
export * from './kind.ts';
export { LomaStage, TemporalMappingGeneratorStage } from './mapping/loma-stage.ts';
export { SalsaStage } from './mapping/salsa-stage.ts';
export { SpatialMappingConversionStage } from './mapping/spatial-mapping-conversion-stage.ts';
export { SpatialMappingGeneratorStage } from './mapping/spatial-mapping-generator-stage.ts';
export { TemporalOrderingConversionStage } from './mapping/temporal-ordering-conversion-stage.ts';
export { AcceleratorParserStage } from './parsers/accelerator-parser-stage.ts';
export { ONNXModelParserStage, OnnxModelParserStage } from './parsers/onnx-model-parser-stage.ts';
export { ReportWorkloadStage } from './parsers/report-workload-stage.ts';
export { WorkloadParserStage } from './parsers/workload-parser-stage.ts';
export { type PassiveMembers, passiveStage } from './passive-stage.ts';
export { PlotTemporalMappingsStage } from './plot/plot-temporal-mappings-stage.ts';
export { VisualizationStage } from './plot/visualization-stage.ts';
export { ListedResults } from './reduce/listed-results.ts';
export { ListifyStage } from './reduce/listify-stage.ts';
export { MinimalEDPStage } from './reduce/minimal-edp-stage.ts';
export { MinimalEnergyStage } from './reduce/minimal-energy-stage.ts';
export { MinimalLatencyStage } from './reduce/minimal-latency-stage.ts';
export { SumStage } from './reduce/sum-stage.ts';
export { CacheBeforeYieldStage } from './run-control/cache-before-yield-stage.ts';
export { MultiProcessingGatherStage } from './run-control/multi-processing-gather-stage.ts';
export { MultiProcessingSpawnStage } from './run-control/multi-processing-spawn-stage.ts';
export { RemoveExtraInfoStage } from './run-control/remove-extra-info-stage.ts';
export { SkipIfDumpExistsStage } from './run-control/skip-if-dump-exists-stage.ts';
export { CompleteSaveStage } from './save/complete-save-stage.ts';
export { DumpStage } from './save/dump-stage.ts';
export { PickleSaveStage } from './save/pickle-save-stage.ts';
export { SimpleSaveStage } from './save/simple-save-stage.ts';
export { minimalBy, observe, sweep } from './shortcuts.ts';
export {
  type ChainPlace,
  type StageClass,
  type StageContract,
  type StageMembers,
  type StageResult,
  type StageRun,
  type StageSetup,
  stage,
} from './stage.ts';
export { WorkerError } from './workers/encode-error.ts';

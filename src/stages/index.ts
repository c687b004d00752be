export { BLOCK, PAUSE, type PacedWork, runPaced } from '../chain/build/paced-run.ts';
export * from '../chain/check/argument-names.ts';
export { ChainError } from '../chain/check/chain-error.ts';
export type { ProgressEvent, ProgressPlace } from '../chain/control/progress.ts';
export { type RunControl, reportProgress, reportProgress as report } from '../chain/control/run-control.ts';
export { partOfTime, type ShouldStop, TimeBudget } from '../chain/control/time-budget.ts';
export { type IteratorMembers, iteratorStage, type Pass } from '../chain/iterator-stage.ts';
export * from '../chain/kind.ts';
export { ListedResults } from '../chain/listed-results.ts';
export { type PassiveMembers, passiveStage } from '../chain/passive-stage.ts';
export {
  forEachValue,
  /** @deprecated Use `forEachValue`. */
  forEachValue as sweep,
  minimalBy,
  observe,
} from '../chain/short-forms.ts';
export {
  type ChainPlace,
  type StageClass,
  type StageContract,
  type StageMembers,
  type StageResult,
  type StageRun,
  type StageSetup,
  stage,
} from '../chain/stage.ts';
export type { ChainEntry } from '../chain/subclass/adapt-subclass.ts';
export {
  Stage,
  type StageArguments,
  type StageCallable,
  type StageCallables,
  type StagePair,
  type StageSubclass,
  type Substage,
} from '../chain/subclass/stage-subclass.ts';
export { WorkerError } from '../chain/workers/encode-error.ts';
export type {
  AcceleratorInput,
  HardwareObjective,
  MappingInput,
  ParameterIteration,
  WorkloadInput,
} from './arguments.ts';
export * as kinds from './arguments.ts';
export { BUILT_IN_STAGES } from './built-in.ts';
export type { SearchStore } from './fused-search/search-answers.ts';
export type { SearchAnswer, SearchAnswer as SearchFinding } from './fused-search/search-question.ts';
export {
  ExploitInterLayerDataLocalityStage,
  RemoveUnusedMemoryStage,
} from './hardware/exploit-inter-layer-data-locality-stage.ts';
export type { HardwareExploration, HardwareVariant } from './hardware/hardware-exploration.ts';
export { HardwareOptimizerStage } from './hardware/hardware-optimizer-stage.ts';
export { PEArrayScalingStage } from './hardware/pe-array-scaling-stage.ts';
export {
  SearchInterLayerDataLocalityStage,
  SearchUnusedMemoryStage,
} from './hardware/search-inter-layer-data-locality-stage.ts';
export { GeneralParameterIteratorStage } from './iterators/general-parameter-iterator-stage.ts';
export type { ParameterSetting } from './iterators/parameter-settings.ts';
export { WorkloadStage } from './iterators/workload-stage.ts';
export { MainStage, RunAbortedError, type RunOptions } from './main-stage.ts';
export { BoundStage } from './mapping/bound-stage.ts';
export { CostModelStage } from './mapping/cost-model-stage.ts';
export { ExactStage } from './mapping/exact-stage.ts';
export { LomaStage, TemporalMappingGeneratorStage } from './mapping/loma-stage.ts';
export { type FrontNote, ParetoFrontStage } from './mapping/pareto-front-stage.ts';
export { SalsaStage } from './mapping/salsa-stage.ts';
export { SpatialMappingConversionStage } from './mapping/spatial-mapping-conversion-stage.ts';
export { SpatialMappingGeneratorStage } from './mapping/spatial-mapping-generator-stage.ts';
export { TemporalOrderingConversionStage } from './mapping/temporal-ordering-conversion-stage.ts';
export { AcceleratorParserStage } from './parsers/accelerator-parser-stage.ts';
export { ONNXModelParserStage, OnnxModelParserStage } from './parsers/onnx-model-parser-stage.ts';
export { ReportWorkloadStage } from './parsers/report-workload-stage.ts';
export { WorkloadParserStage } from './parsers/workload-parser-stage.ts';
export { PlotTemporalMappingsStage } from './plot/plot-temporal-mappings-stage.ts';
export { VisualizationStage } from './plot/visualization-stage.ts';
export { ListifyStage } from './reduce/listify-stage.ts';
export { MinimalEDPStage } from './reduce/minimal-edp-stage.ts';
export { MinimalEnergyStage } from './reduce/minimal-energy-stage.ts';
export { MinimalLatencyStage } from './reduce/minimal-latency-stage.ts';
export { OtherOperatorsStage } from './reduce/other-operators-stage.ts';
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

export * from './argument-names.ts';
export type { AcceleratorInput, MappingInput, WorkloadInput } from './arguments.ts';
export * as kinds from './arguments.ts';
export { BUILT_IN_STAGES } from './built-in.ts';
export { ChainError } from './chain-check.ts';
export { CostModelStage } from './cost/cost-model-stage.ts';
export {
  ExploitInterLayerDataLocalityStage,
  RemoveUnusedMemoryStage,
} from './hardware/exploit-inter-layer-data-locality-stage.ts';
export {
  SearchInterLayerDataLocalityStage,
  SearchUnusedMemoryStage,
} from './hardware/search-inter-layer-data-locality-stage.ts';
export { WorkloadStage } from './iterators/workload-stage.ts';
export * from './kind.ts';
export { MainStage, type RunOptions } from './main-stage.ts';
export { LomaStage, TemporalMappingGeneratorStage } from './mapping/loma-stage.ts';
export { SpatialMappingConversionStage } from './mapping/spatial-mapping-conversion-stage.ts';
export { SpatialMappingGeneratorStage } from './mapping/spatial-mapping-generator-stage.ts';
export { AcceleratorParserStage } from './parsers/accelerator-parser-stage.ts';
export { ONNXModelParserStage } from './parsers/onnx-model-parser-stage.ts';
export { ReportWorkloadStage } from './parsers/report-workload-stage.ts';
export { WorkloadParserStage } from './parsers/workload-parser-stage.ts';
export { passiveStage } from './passive-stage.ts';
export { MinimalEDPStage } from './reduce/minimal-edp-stage.ts';
export { MinimalEnergyStage } from './reduce/minimal-energy-stage.ts';
export { MinimalLatencyStage } from './reduce/minimal-latency-stage.ts';
export { SumStage } from './reduce/sum-stage.ts';
export { CompleteSaveStage } from './save/complete-save-stage.ts';
export { SimpleSaveStage } from './save/simple-save-stage.ts';
export {
  type ProgressEvent,
  type RunControl,
  type StageClass,
  type StageContract,
  type StageResult,
  type StageRun,
  type StageSetup,
  stage,
} from './stage.ts';

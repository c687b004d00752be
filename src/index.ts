/**
 * zigzag-ts: design-space exploration for deep-learning accelerators. These are the names that most programs need. Subpaths hold the
 * rest, each one room: `zigzag-ts/stages` for authors of stages, `zigzag-ts/model`, `/io`, `/engine`, `/search`, `/memory-cost`,
 * `/language-models`, `/quantities`, `/sensitivity`, `/loop-nest`, `/results`, `/explain`, `/trace`, `/charts`, `/page`, `/sweep`.
 */

// A run of a network, and what it gives.
export {
  type Diagnostic,
  formatDiagnostic,
  type InfeasibleLayer,
  InputError,
  MappingError,
} from './base/diagnostic.ts';
// Texts and costs that a page without files needs, and the cost of one mapping.
export {
  evaluateGivenMapping,
  type GivenMappingInput,
} from './given-mapping/evaluate-given-mapping.ts';
export type { GivenMappingResult } from './given-mapping/given-mapping-result.ts';
export { parseYaml } from './io/text/yaml.ts';
export { estimateMemoryCost } from './memory-cost/estimate.ts';
// What things are.
export type { Accelerator } from './model/accelerator/accelerator.ts';
export type { MemoryLevel, MemoryOperand, MemoryPort } from './model/accelerator/memory.ts';
export type { MemoryHierarchy } from './model/accelerator/memory-hierarchy.ts';
export type { OperationalArray } from './model/accelerator/operational-array.ts';
export type { CostModelName } from './model/cost-model.ts';
export { CostModelEvaluation, CumulativeCME } from './model/evaluation/evaluation.ts';
export type { EvaluationDetails } from './model/evaluation/evaluation-details.ts';
export type { EvaluationReport, SimpleReport, TotalReport } from './model/evaluation/evaluation-report.ts';
export { TrafficEvaluation } from './model/evaluation/traffic-evaluation.ts';
export type { MemoryLevelSpatialMapping, SpatialMapping } from './model/mapping/spatial-mapping.ts';
export type { TemporalMapping } from './model/mapping/temporal-mapping.ts';
export type { Layer } from './model/workload/layer.ts';
export type { UncostedOperator } from './model/workload/uncosted-operators.ts';
export type { Workload } from './model/workload/workload.ts';
export type { FileAccess } from './platform/file-access.ts';
export { type BufferTraffic, type BufferTrafficOptions, bufferTraffic } from './run/curves/buffer-traffic.ts';
export { type Chain, defaultChain } from './run/default-chain.ts';
export { getHardwarePerformance } from './run/evaluate.ts';
export type { HardwarePerformanceOptions } from './run/options/options.ts';
export { leastEnergyWithin, type NetworkPareto, type NetworkParetoOptions, networkPareto } from './run/pareto.ts';
export type { HardwarePerformance } from './run/performance.ts';
export { repeatedSearch } from './run/repeated-search.ts';
export { OPTIMISATION_CRITERIA, type OptimisationCriterion } from './search/criteria.ts';
// The catalogue of stages, and the shortest ways to a stage of one's own.
export {
  type AcceleratorInput,
  AcceleratorParserStage,
  BoundStage,
  CacheBeforeYieldStage,
  type ChainEntry,
  ChainError,
  CompleteSaveStage,
  CostModelStage,
  DumpStage,
  ExactStage,
  ExploitInterLayerDataLocalityStage,
  GeneralParameterIteratorStage,
  HardwareOptimizerStage,
  iteratorStage,
  kinds,
  ListifyStage,
  LomaStage,
  MainStage,
  type MappingInput,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  MultiProcessingGatherStage,
  MultiProcessingSpawnStage,
  minimalBy,
  ONNXModelParserStage,
  OnnxModelParserStage,
  OtherOperatorsStage,
  observe,
  ParetoFrontStage,
  PEArrayScalingStage,
  PickleSaveStage,
  PlotTemporalMappingsStage,
  type ProgressEvent,
  passiveStage,
  RemoveExtraInfoStage,
  RemoveUnusedMemoryStage,
  ReportWorkloadStage,
  RunAbortedError,
  type RunOptions,
  SalsaStage,
  SearchInterLayerDataLocalityStage,
  SearchUnusedMemoryStage,
  SimpleSaveStage,
  SkipIfDumpExistsStage,
  SpatialMappingConversionStage,
  SpatialMappingGeneratorStage,
  Stage,
  type StageArguments,
  type StageCallables,
  type StageClass,
  type StagePair,
  type StageResult,
  type StageRun,
  SumStage,
  stage,
  TemporalMappingGeneratorStage,
  TemporalOrderingConversionStage,
  VisualizationStage,
  WorkerError,
  type WorkloadInput,
  WorkloadParserStage,
  WorkloadStage,
} from './stages/index.ts';
// Many designs of an accelerator.
export type { DesignPoint } from './sweep/points/design-point.ts';
export type { SweepResults } from './sweep/points/sweep-results.ts';
export { type SweepOptions, sweep, sweepResults } from './sweep/sweep.ts';

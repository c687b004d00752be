import { CostModelStage } from './cost/cost-model-stage.ts';
import { ExploitInterLayerDataLocalityStage } from './hardware/exploit-inter-layer-data-locality-stage.ts';
import { SearchInterLayerDataLocalityStage } from './hardware/search-inter-layer-data-locality-stage.ts';
import { WorkloadStage } from './iterators/workload-stage.ts';
import { LomaStage } from './mapping/loma-stage.ts';
import { SpatialMappingConversionStage } from './mapping/spatial-mapping-conversion-stage.ts';
import { SpatialMappingGeneratorStage } from './mapping/spatial-mapping-generator-stage.ts';
import { AcceleratorParserStage } from './parsers/accelerator-parser-stage.ts';
import { ONNXModelParserStage } from './parsers/onnx-model-parser-stage.ts';
import { ReportWorkloadStage } from './parsers/report-workload-stage.ts';
import { WorkloadParserStage } from './parsers/workload-parser-stage.ts';
import { MinimalEDPStage } from './reduce/minimal-edp-stage.ts';
import { MinimalEnergyStage } from './reduce/minimal-energy-stage.ts';
import { MinimalLatencyStage } from './reduce/minimal-latency-stage.ts';
import { SumStage } from './reduce/sum-stage.ts';
import { CompleteSaveStage } from './save/complete-save-stage.ts';
import { SimpleSaveStage } from './save/simple-save-stage.ts';
import type { StageClass } from './stage.ts';

/** Every stage of the library, for advice in messages. */
export const BUILT_IN_STAGES: readonly StageClass[] = [
  WorkloadParserStage,
  ONNXModelParserStage,
  AcceleratorParserStage,
  ReportWorkloadStage,
  SearchInterLayerDataLocalityStage,
  WorkloadStage,
  ExploitInterLayerDataLocalityStage,
  SpatialMappingGeneratorStage,
  SpatialMappingConversionStage,
  LomaStage,
  CostModelStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  MinimalEDPStage,
  SumStage,
  SimpleSaveStage,
  CompleteSaveStage,
];

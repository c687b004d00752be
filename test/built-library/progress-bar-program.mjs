import {
  AcceleratorParserStage,
  CostModelStage,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  SpatialMappingGeneratorStage,
  WorkloadParserStage,
  WorkloadStage,
} from 'zigzag-ts';

/* A run with a progress bar; without one if the first argument says so. */

const chain = [
  WorkloadParserStage,
  AcceleratorParserStage,
  WorkloadStage,
  MinimalLatencyStage,
  SpatialMappingGeneratorStage,
  LomaStage,
  CostModelStage,
];
await new MainStage(chain, {
  accelerator_path: 'gemm_l1',
  workload_path: 'gemm',
  mapping_path: 'gemm_l1',
  loma_lpf_limit: 6,
  loma_show_progress_bar: process.argv[2] !== 'without',
}).run();
console.log('done');

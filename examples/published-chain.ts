/*
 * The example chain of the original documentation, with the argument names and the spelling of its time: every
 * layer's best temporal mapping, for each spatial mapping, saved as one JSON list per run.
 * Run it with: npx tsx examples/published-chain.ts
 */
import {
  AcceleratorParserStage,
  CostModelStage,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  ONNXModelParserStage,
  SimpleSaveStage,
  SpatialMappingGeneratorStage,
  WorkloadStage,
} from 'zigzag-ts';

export const main = new MainStage(
  [
    ONNXModelParserStage, // reads the network
    AcceleratorParserStage, // reads the hardware
    SimpleSaveStage, // saves energy and latency of everything that passes
    WorkloadStage, // once per layer
    SpatialMappingGeneratorStage, // once per spatial mapping
    MinimalLatencyStage, // keeps the fastest
    LomaStage, // once per order of loops
    CostModelStage, // costs it
  ],
  {
    accelerator_path: 'tpu_like',
    onnx_model_path: 'resnet18',
    mapping_path: 'tpu_like',
    dump_filename_pattern: 'outputs/{datetime}.json',
    loma_lpf_limit: 6,
    loma_show_progress_bar: true,
  },
);
export const results = await main.run();
console.log(results.length, 'results');

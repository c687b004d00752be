/*
 * The example chain of the original documentation, with the argument names of its time: every layer's best temporal mapping, for
 * each spatial mapping, saved as one JSON list per run.
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
    acceleratorPath: 'tpu_like',
    onnxModelPath: 'resnet18',
    mappingPath: 'tpu_like',
    filenamePattern: 'outputs/{datetime}.json',
    lomaLpfLimit: 6,
    lomaShowProgressBar: true,
  },
);
export const results = await main.run();
console.log(results.length, 'results');

import * as zigzag from 'zigzag-ts';
import { PassingStage } from './passing-stage.mjs';

/* A program as a user writes it: the layers on worker threads, with a stage of its own there. Prints what came back. */

const stages = [
  zigzag.WorkloadParserStage,
  zigzag.AcceleratorParserStage,
  zigzag.MultiProcessingGatherStage,
  zigzag.WorkloadStage,
  zigzag.MultiProcessingSpawnStage,
  PassingStage,
  zigzag.MinimalLatencyStage,
  zigzag.SpatialMappingGeneratorStage,
  zigzag.MinimalLatencyStage,
  zigzag.LomaStage,
  zigzag.CostModelStage,
];
const args = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', nbMultiprocessingThreads: 1 };
const [{ cme, extra }] = await zigzag.MainStage.from(stages, args).run();
const isEvaluation = cme instanceof zigzag.CostModelEvaluation;
console.log(JSON.stringify({ latency: cme.latency, isEvaluation, onThread: extra[1] }));

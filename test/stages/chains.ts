import { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import {
  AcceleratorParserStage,
  type ChainEntry,
  ChainError,
  CostModelStage,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  type StageResult,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';

/* Chains that the tests of stages start from. */

export const PARSERS: readonly StageClass[] = [WorkloadParserStage, AcceleratorParserStage];

/** Best spatial and temporal mapping of a layer. */
export const SEARCH: readonly StageClass[] = [
  MinimalLatencyStage,
  SpatialMappingGeneratorStage,
  MinimalLatencyStage,
  LomaStage,
  CostModelStage,
];

/** Every mapping of every layer. */
export const EVERY_MAPPING: readonly StageClass[] = [
  ...PARSERS,
  WorkloadStage,
  SpatialMappingGeneratorStage,
  LomaStage,
  CostModelStage,
];

/** One layer, six mappings, all of them equally good. */
export const GEMM = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', lomaLpfLimit: 6 };

/** 31 layers. */
export const RESNET = { workload: 'resnet18.yaml', accelerator: 'tpu_like', mapping: 'tpu_like', lomaLpfLimit: 3 };

/** The evaluation of a result. */
export function evaluation({ cme }: StageResult): CostModelEvaluation {
  if (!(cme instanceof CostModelEvaluation)) throw new Error('the result holds no single evaluation');
  return cme;
}

/** What makes two results equal: layer, figures and mappings. */
export function outline(results: readonly StageResult[]): unknown {
  return results.map((result) => {
    const { layer, energy, latency, temporalMapping, spatialMapping } = evaluation(result);
    return { layer: layer.name, energy, latency, temporalMapping, spatialMapping: spatialMapping.source };
  });
}

/** Why a chain is refused, as one text; empty if it is accepted. */
export function problems(stages: readonly ChainEntry[], args: object): string {
  try {
    MainStage.from(stages, args);
    return '';
  } catch (error) {
    if (error instanceof ChainError) return error.message;
    throw error;
  }
}

import { platformFiles } from '#platform';
import type { Diagnostic, InfeasibleLayer, MappingError } from '../base/diagnostic.ts';
import { isOnnx } from '../io/files/read-input.ts';
import { rememberedFiles } from '../io/files/remembered-files.ts';
import { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { Layer } from '../model/workload/layer.ts';
import { type NetworkPoint, networkFront } from '../search/layer-optimum/network-front.ts';
import {
  AcceleratorParserStage,
  CostModelStage,
  MainStage,
  ONNXModelParserStage,
  ParetoFrontStage,
  type StageResult,
  WorkloadParserStage,
  WorkloadStage,
} from '../stages/index.ts';
import { ChosenLayerStage, FindLayerStage } from './chosen-layer.ts';
import type { LayerSearchOptions } from './layer-search-options.ts';
import type { HardwarePerformanceOptions } from './options/options.ts';

/** Options of `networkPareto`: those of a run that it knows, and the layer. */
export interface NetworkParetoOptions extends LayerSearchOptions, Pick<HardwarePerformanceOptions, 'timeLimit'> {
  /** Name, short name, part of the name or id of the only layer; all layers without it. */
  readonly layer?: string | undefined;
}

/** The front of a layer. */
export interface LayerPareto {
  readonly layer: Layer;
  /** Mappings that no other mapping beats in energy and latency at once, the fastest first. */
  readonly evaluations: readonly CostModelEvaluation[];
  /** True if no other mapping belongs to the front. */
  readonly isProven: boolean;
  /** Codes of the cases in which less is proven (docs/optimality.md#reservations). */
  readonly reservations: readonly string[];
}

/** A choice of one mapping per layer. */
export interface NetworkChoice {
  /** pJ, of all layers. */
  readonly energy: number;
  /** Cycles, layers one after the other. */
  readonly latency: number;
  /** The mapping of every layer. */
  readonly evaluations: () => readonly CostModelEvaluation[];
}

export interface NetworkPareto {
  readonly layers: readonly LayerPareto[];
  /** Choices that no other choice beats in energy and latency at once, the fastest first. */
  readonly choices: readonly NetworkChoice[];
  /** True if all fronts are proven, and no choice was left out. */
  readonly isProven: boolean;
  /** True if the front has so many choices that some were left out. */
  readonly isThinned: boolean;
  /** Layers without any mapping: they are in no sum. */
  readonly infeasible: readonly InfeasibleLayer[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * The exact Pareto front of energy and latency of every layer, and of the network (docs/optimality.md#pareto-fronts): all mappings of
 * all spatial mappings are considered.
 *
 * ```ts
 * const front = await networkPareto({ workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' });
 * const choice = leastEnergyWithin(front, 4_000_000);
 * ```
 * @throws InputError when an input cannot be used, or there is no such layer. MappingError when no layer fits.
 */
export async function networkPareto(options: NetworkParetoOptions): Promise<NetworkPareto> {
  const { layer: chosenLayer, signal, onProgress, onWarning } = options;
  const warnings: Diagnostic[] = [];
  const failures: MappingError[] = [];
  const main = MainStage.from(
    [
      isOnnx(options.workload) ? ONNXModelParserStage : WorkloadParserStage,
      AcceleratorParserStage,
      FindLayerStage,
      WorkloadStage,
      ChosenLayerStage,
      ParetoFrontStage,
      CostModelStage,
    ],
    {
      workload: options.workload,
      accelerator: options.accelerator,
      mapping: options.mapping,
      files: rememberedFiles(options.files ?? platformFiles),
      dimensionValues: options.dimensionValues,
      inputShapes: options.inputShapes,
      skipUnreadable: options.skipUnreadable,
      onnxPrecision: options.precision,
      memoryCostParity: options.memoryCostParity,
      costModel: options.costModel,
      exactSpatialMappings: options.nbSpatialMappingsGenerated,
      enableMixSpatialMappingGeneration: options.enableMixSpatialMapping,
      chosenLayer,
      onInfeasible: (error: MappingError) => {
        failures.push(error);
      },
    },
  );
  const results = await main.run({
    signal,
    timeLimit: options.timeLimit,
    onProgress,
    onWarning: (diagnostic) => {
      warnings.push(diagnostic);
      onWarning?.(diagnostic);
    },
  });
  const layers = layerFronts(results);
  const [failure] = failures;
  if (layers.length === 0 && failure !== undefined) throw failure;
  const { points, isThinned } = networkFront(layers.map(({ evaluations }) => evaluations));
  return {
    layers,
    choices: points.map((point) => choiceOf(point, layers)),
    isProven: !isThinned && layers.every(({ isProven }) => isProven),
    isThinned,
    infeasible: failures.map(({ layerName, diagnostic }) => ({ name: layerName, diagnostic })),
    warnings,
  };
}

/** The choice with the least energy that takes no more cycles; undefined if all take more. */
export function leastEnergyWithin({ choices }: NetworkPareto, latency: number): NetworkChoice | undefined {
  return choices.findLast((choice) => choice.latency <= latency);
}

function choiceOf({ energy, latency, choices }: NetworkPoint, layers: readonly LayerPareto[]): NetworkChoice {
  return {
    energy,
    latency,
    evaluations: () => {
      const chosen = choices();
      return layers.flatMap(({ evaluations }, index) => evaluations[chosen[index] ?? -1] ?? []);
    },
  };
}

/** The results of the chain, by layer. */
function layerFronts(results: readonly StageResult[]): LayerPareto[] {
  const fronts = new Map<Layer, { evaluations: CostModelEvaluation[]; isProven: boolean; reservations: string[] }>();
  for (const { cme, extra } of results) {
    if (!(cme instanceof CostModelEvaluation)) continue;
    const note = noteOf(extra);
    const front = fronts.get(cme.layer) ?? { evaluations: [], ...note };
    front.evaluations.push(cme);
    fronts.set(cme.layer, front);
  }
  return [...fronts].map(([layer, front]) => ({ layer, ...front }));
}

/** Extra information is (layer, (note, …)). */
function noteOf(extra: unknown): { isProven: boolean; reservations: string[] } {
  const note: unknown = Array.isArray(extra) && Array.isArray(extra[1]) ? extra[1][0] : undefined;
  if (typeof note !== 'object' || note === null || !('isProven' in note) || !('reservations' in note)) {
    return { isProven: false, reservations: [] };
  }
  const { isProven, reservations } = note;
  return { isProven: isProven === true, reservations: Array.isArray(reservations) ? reservations.map(String) : [] };
}

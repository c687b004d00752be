import type { Diagnostic, InfeasibleLayer, MappingError } from '../../base/diagnostic.ts';
import { filesOf } from '../../io/files/default-files.ts';
import { isOnnx } from '../../io/files/read-input.ts';
import { rememberedFiles } from '../../io/files/remembered-files.ts';
import { loadAccelerator } from '../../io/load.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { LayerCurve } from '../../search/curves/layer-curve.ts';
import { MainStage, ONNXModelParserStage, WorkloadParserStage, WorkloadStage } from '../../stages/index.ts';
import { ChosenLayerStage, FindLayerStage } from '../chosen-layer.ts';
import type { LayerSearchOptions } from '../layer-search-options.ts';
import { OPTION_ROWS } from '../options/option-table.ts';
import { BufferTrafficStage } from './buffer-traffic-stage.ts';
import { bitsOf, type MemoryBelow, memoriesBelow, memoryNamed, nothingBelow, outermost } from './memories-below.ts';
import { type Curve, networkCurve } from './network-curve.ts';
import { nothingCovered, type UncoveredLayer } from './uncovered-layers.ts';

/** Options of `bufferTraffic`: those of a run that it knows, the memory, and the layer. */
export interface BufferTrafficOptions extends LayerSearchOptions {
  /** Name of the memory whose traffic counts; the outermost one without it. */
  readonly memory?: string | undefined;
  /** Name, short name, part of the name or id of the only layer; all layers without it. */
  readonly layer?: string | undefined;
}

/** The least traffic of a network and of its layers to a memory, by the capacity below it. */
export interface BufferTraffic extends Curve {
  readonly memory: string;
  /** The memories that the accelerator has in the place of the one memory of the curves. */
  readonly below: readonly MemoryBelow[];
  /** Bits of these together. */
  readonly presentBits: number;
  /** The rules that traffic, energy and capacity follow. */
  readonly costModel: CostModelName;
  readonly layers: readonly LayerCurve[];
  /** Layers whose curve is not known: they are in no sum. */
  readonly unknown: readonly UncoveredLayer[];
  /** Names of layers of which the memory holds no operand; they are in no sum. */
  readonly untouched: readonly string[];
  /** Layers without any spatial mapping: they are in no sum. */
  readonly infeasible: readonly InfeasibleLayer[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * The least traffic to a memory as a function of the capacity below it (docs/curves.md), of every layer and of the network.
 *
 * ```ts
 * const { points, compulsoryBits } = await bufferTraffic({ workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' });
 * ```
 * @throws InputError when an input cannot be used, there is no such layer or memory, or no layer has a curve. MappingError when no layer has a
 * spatial mapping.
 */
export async function bufferTraffic(options: BufferTrafficOptions): Promise<BufferTraffic> {
  const { layer: chosenLayer, memory: wanted, costModel = 'reference', signal, onProgress, onWarning } = options;
  const files = rememberedFiles(filesOf(options.files));
  const warnings: Diagnostic[] = [];
  const warn = (diagnostic: Diagnostic): void => {
    warnings.push(diagnostic);
    onWarning?.(diagnostic);
  };
  const parity = options.memoryCostParity;
  const accelerator = await loadAccelerator(
    options.accelerator,
    files,
    parity === undefined ? {} : { memoryCostParity: parity },
  );
  accelerator.warnings.forEach(warn);
  const { memoryHierarchy } = accelerator.value;
  const memory = wanted === undefined ? outermost(memoryHierarchy) : memoryNamed(memoryHierarchy, wanted);
  const below = memoriesBelow(memoryHierarchy, memory);
  if (below.length === 0) throw nothingBelow(memory);
  const layers: LayerCurve[] = [];
  const unknown: UncoveredLayer[] = [];
  const untouched: string[] = [];
  const failures: MappingError[] = [];
  const main = MainStage.from(
    [
      isOnnx(options.workload) ? ONNXModelParserStage : WorkloadParserStage,
      FindLayerStage,
      WorkloadStage,
      ChosenLayerStage,
      BufferTrafficStage,
    ],
    {
      workload: options.workload,
      accelerator: accelerator.value,
      mapping: options.mapping,
      files,
      dimensionValues: options.dimensionValues,
      inputShapes: options.inputShapes,
      skipUnreadable: options.skipUnreadable,
      onnxPrecision: options.precision,
      nbMappingsGenerated: options.nbSpatialMappingsGenerated ?? OPTION_ROWS.nbSpatialMappingsGenerated.fallback,
      enableMixSpatialMappingGeneration: options.enableMixSpatialMapping,
      costModel,
      chosenLayer,
      memoryName: memory.name,
      onCurve: (name: string, curve: LayerCurve | undefined) => {
        if (curve === undefined) untouched.push(name);
        else if (curve.points.length === 0) unknown.push({ name, reservations: curve.reservations });
        else layers.push(curve);
      },
      onInfeasible: (error: MappingError) => {
        failures.push(error);
      },
    },
  );
  await main.run({ signal, onProgress, onWarning: warn });
  const [failure] = failures;
  if (layers.length === 0) {
    if (failure !== undefined) throw failure;
    throw nothingCovered(memory.name, unknown);
  }
  return {
    ...networkCurve(layers),
    memory: memory.name,
    below,
    presentBits: bitsOf(below),
    costModel,
    layers,
    unknown,
    untouched,
    infeasible: failures.map(({ layerName, diagnostic }) => ({ name: layerName, diagnostic })),
    warnings,
  };
}

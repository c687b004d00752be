import { platformFiles } from '#platform';
import { type Diagnostic, type InfeasibleLayer, InputError, type MappingError } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import { isOnnx } from '../../io/files/read-input.ts';
import { rememberedFiles } from '../../io/files/remembered-files.ts';
import { loadAccelerator } from '../../io/load.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { MemoryHierarchy } from '../../model/accelerator/memory-hierarchy.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { LayerCurve } from '../../search/curves/layer-curve.ts';
import { MainStage, ONNXModelParserStage, WorkloadParserStage, WorkloadStage } from '../../stages/index.ts';
import { ChosenLayerStage, FindLayerStage } from '../chosen-layer.ts';
import { OPTION_ROWS } from '../options/option-table.ts';
import type { HardwarePerformanceOptions } from '../options/options.ts';
import { BufferTrafficStage } from './buffer-traffic-stage.ts';
import { type Curve, networkCurve } from './network-curve.ts';

/** Options of `bufferTraffic`: those of a run that it knows, the memory, and the layer. */
export interface BufferTrafficOptions
  extends Pick<
    HardwarePerformanceOptions,
    | 'workload'
    | 'accelerator'
    | 'mapping'
    | 'dimensionValues'
    | 'inputShapes'
    | 'skipUnreadable'
    | 'precision'
    | 'nbSpatialMappingsGenerated'
    | 'enableMixSpatialMapping'
    | 'memoryCostParity'
    | 'files'
    | 'signal'
    | 'onProgress'
    | 'onWarning'
  > {
  /** Name of the memory whose traffic counts; the outermost one without it. */
  readonly memory?: string | undefined;
  /** Name, short name, part of the name or id of the only layer; all layers without it. */
  readonly layer?: string | undefined;
}

/** A memory directly below the one whose traffic counts. */
export interface MemoryBelow {
  readonly name: string;
  /** Bits of one copy. */
  readonly sizeBits: number;
  /** Copies below one copy of the memory above. */
  readonly copies: number;
}

/** The least traffic of a network and of its layers to a memory, by the capacity below it. */
export interface BufferTraffic extends Curve {
  readonly memory: string;
  /** The memories that the accelerator has in the place of the one memory of the curves. */
  readonly below: readonly MemoryBelow[];
  /** Bits of these together. */
  readonly presentBits: number;
  readonly layers: readonly LayerCurve[];
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
 * @throws InputError when an input cannot be used, or there is no such layer or memory. MappingError when no layer has a spatial mapping.
 */
export async function bufferTraffic(options: BufferTrafficOptions): Promise<BufferTraffic> {
  const { layer: chosenLayer, memory: wanted, signal, onProgress, onWarning } = options;
  const files = rememberedFiles(options.files ?? platformFiles);
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
      chosenLayer,
      memoryName: memory.name,
      onCurve: (name: string, curve: LayerCurve | undefined) => {
        if (curve === undefined) untouched.push(name);
        else layers.push(curve);
      },
      onInfeasible: (error: MappingError) => {
        failures.push(error);
      },
    },
  );
  await main.run({ signal, onProgress, onWarning: warn });
  const [failure] = failures;
  if (layers.length === 0 && failure !== undefined) throw failure;
  return {
    ...networkCurve(layers),
    memory: memory.name,
    below,
    presentBits: below.reduce((sum, { sizeBits, copies }) => sum + sizeBits * copies, 0),
    layers,
    untouched,
    infeasible: failures.map(({ layerName, diagnostic }) => ({ name: layerName, diagnostic })),
    warnings,
  };
}

/** The memory that is the outermost one of most operands; of several the last of the file. */
function outermost(hierarchy: MemoryHierarchy): MemoryLevel {
  const tops = hierarchy.operands.flatMap((operand) => memoryLevelsOf(hierarchy, operand).at(-1) ?? []);
  const countOf = (memory: MemoryLevel): number => tops.filter((top) => top === memory).length;
  const [found] = tops.toSorted((a, b) => countOf(b) - countOf(a) || b.index - a.index);
  if (found === undefined) throw new Error('an accelerator has no memory');
  return found;
}

function memoryNamed({ memories }: MemoryHierarchy, name: string): MemoryLevel {
  const found = memories.find((memory) => memory.name === name);
  if (found !== undefined) return found;
  const names = memories.map((memory) => memory.name);
  throw new InputError([
    {
      code: 'ZZ6073',
      severity: 'error',
      message: `the accelerator has no memory "${name}"${didYouMean(name, names)}`,
      hint: `name one of ${names.join(', ')}`,
    },
  ]);
}

/** The memories next below one, for any of the operands that it holds, in the order of the file. */
function memoriesBelow(hierarchy: MemoryHierarchy, memory: MemoryLevel): MemoryBelow[] {
  const found = [...memory.levelOf].flatMap(([operand, level]) => memoryLevelsOf(hierarchy, operand)[level - 1] ?? []);
  return [...new Set(found)]
    .toSorted((a, b) => a.index - b.index)
    .map(({ name, sizeBits, copies }) => ({ name, sizeBits, copies: copies / memory.copies }));
}

function nothingBelow({ name }: MemoryLevel): InputError {
  return new InputError([
    {
      code: 'ZZ6073',
      severity: 'error',
      message: `memory "${name}" stands next to the array: no capacity below it changes its traffic`,
      hint: 'name a memory with another memory below it',
    },
  ]);
}

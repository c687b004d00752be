import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevel, MemoryOperand } from '../../model/accelerator/memory.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { Breakdown, EnergyPart } from '../../model/in-memory-computing/breakdown.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import type { CompiledTiles } from './compiled-tiles.ts';

/**
 * A layer on an accelerator with one spatial mapping, as numbers. It has everything that doesn't depend on the temporal mapping. It is
 * compiled once per layer, accelerator and spatial mapping. The evaluator and the allocator only read it.
 *
 * Index conventions, used by every array of the engine:
 * - *operand*: position in `operands` (output first, then inputs as in the equation).
 * - *level slot* `operand.levelBase + ℓ`: memory level ℓ of an operand, 0 next to the array.
 * - *interface* `operand.interfaceBase + a`, a = 0…L: the border above architectural level a (0 = the array, a ≥ 1 = memory
 *   level a−1). Data crosses it between that level (lower side) and memory level a (upper side).
 * - *traffic slot* `4 · level slot + direction`: one direction at one memory level.
 */
export interface CompiledProblem {
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly spatialMapping: MemoryLevelSpatialMapping;
  readonly reuseAtPins: boolean;
  readonly costModel: CostModelName;
  /** What only the corrected cost model needs; undefined for the reference. */
  readonly tiles: CompiledTiles | undefined;

  readonly dimensionNames: readonly string[];
  readonly operands: readonly CompiledOperand[];
  readonly levelSlotCount: number;
  readonly interfaceCount: number;
  /** Product of all temporal loops. */
  readonly operationCount: number;
  /** pJ of the array for the whole layer, without precharging. */
  readonly macEnergyPj: number;
  /** In-memory-computing arrays: the same by part. */
  readonly macEnergyPartsPj: Breakdown<EnergyPart> | undefined;
  /** In-memory-computing arrays with several weights per position: the part of the energy that depends on the temporal mapping. */
  readonly precharge: CompiledPrecharge | undefined;
  readonly unitCount: number;
  readonly cyclesPerOperation: number;
  readonly idealCycles: number;
  /** Elements of the output tensor. */
  readonly outputElements: number;

  /** `[fractional, integer]`; the same object twice when no factor was rounded. */
  readonly versions: readonly [SpatialVersion, SpatialVersion];
  readonly memories: readonly CompiledMemory[];
  /** Ports of all memories that carry something for this layer, in file order. */
  readonly ports: readonly CompiledPort[];

  /** Per traffic slot: bits per cycle, 0 where no port serves. */
  readonly bandwidthMin: Float64Array;
  readonly bandwidthMax: Float64Array;
  /** Per traffic slot: bits per cycle of all ports together. */
  readonly transferWidth: Float64Array;
  /** Per traffic slot: its ports, as positions in `ports`. */
  readonly portsOfSlot: readonly Int32Array[];
  /** Per traffic slot: pJ per word of full port width. */
  readonly wordEnergy: Float64Array;
  /** Per traffic slot: 1 when the port serves both inputs. */
  readonly portServesBothInputs: Uint8Array;
}

/** Relevance classes as stored in `CompiledOperand.relevance`. */
export const NEUTRAL = 0;
export const RELEVANT = 1;
export const IRRELEVANT = 2;
export const PARTIALLY_RELEVANT = 3;

/** Direction indices, as in `DATA_DIRECTIONS`. */
export const TO_LOW = 0;
export const FROM_LOW = 1;
export const TO_HIGH = 2;
export const FROM_HIGH = 3;

/** Indices into `CompiledProblem.versions`. */
export const FRACTIONAL = 0;
export const INTEGER = 1;

export interface CompiledOperand {
  readonly name: string;
  readonly memoryOperand: MemoryOperand;
  readonly isOutput: boolean;
  readonly levelCount: number;
  readonly levelBase: number;
  readonly interfaceBase: number;
  /** Bits per element; for the output of partial sums and of finished elements. */
  readonly partialPrecision: number;
  readonly finalPrecision: number;
  /** Relevance class of each loop dimension. */
  readonly relevance: Uint8Array;
  /** Relevant dimensions in index order (for tile sizes). */
  readonly relevantDimensions: Int32Array;
  /** Partially relevant relations; empty for most operands. */
  readonly relations: readonly CompiledRelation[];
  /** For each loop dimension: relation it belongs to, or −1. */
  readonly relationOf: Int32Array;
  /** Memory of each level. */
  readonly memories: readonly MemoryLevel[];
}

/** `t = ca·a + cb·b`, with both coefficients already divided by their greatest common divisor. */
export interface CompiledRelation {
  readonly name: string;
  readonly dimensionA: number;
  readonly dimensionB: number;
  readonly reducedA: number;
  readonly reducedB: number;
  readonly limit: number;
}

/** Properties of one version (fractional or integer) of the spatial mapping. All arrays are indexed by interface. */
export interface SpatialVersion {
  /** Spatial loops of interface i are the entries `loopStart[i] … loopStart[i + 1] − 1`. */
  readonly loopStart: Int32Array;
  readonly loopDimension: Int32Array;
  readonly loopFactor: Float64Array;
  /** Relevant and irrelevant part of the loops of each interface. */
  readonly relevantFactor: Float64Array;
  readonly irrelevantFactor: Float64Array;
  /** Units at the level, with distinct data, and duplicates of each. */
  readonly units: Float64Array;
  readonly uniqueUnits: Float64Array;
  readonly duplicates: Float64Array;
  /** Distinct lower units per upper unit. */
  readonly boost: Float64Array;
}

/** A memory for the allocator and the utilisation model. `CompiledProblem.memories` is in allocation order. */
export interface CompiledMemory {
  readonly memory: MemoryLevel;
  readonly capacityBits: number;
  /** Operand indices held, in the order of the memory's operand list; operands the layer does not link are left out. */
  readonly operands: Int32Array;
  /** Level of the memory for each of them. */
  readonly levels: Int32Array;
}

/** A port and the traffic of this layer that it carries, in the order of its services. */
export interface CompiledPort {
  readonly memory: MemoryLevel;
  readonly name: string;
  readonly bandwidthMin: number;
  readonly bandwidthMax: number;
  readonly trafficSlots: Int32Array;
  /** Interface that each of them crosses. */
  readonly interfaces: Int32Array;
  readonly operands: Int32Array;
  /** 1 if the traffic takes part in on- and off-loading. Only the read-back of partial sums doesn't. */
  readonly loads: Uint8Array;
}

/** Properties of precharging that don't depend on the temporal mapping. */
export interface CompiledPrecharge {
  /** The weights, which the cells hold at their lowest level. */
  readonly weight: CompiledOperand;
  /** pJ of selecting another weight. */
  readonly energyPerSelectionPj: number;
}

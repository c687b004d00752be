import type { PerDirection } from '../accelerator/data-direction.ts';
import type { Breakdown, EnergyPart } from '../in-memory-computing/breakdown.ts';
import type { ExactCounts } from './exact-counts.ts';

/** A value for each operand of the layer, by its name in the equation. */
export type PerOperand<T> = Readonly<Record<string, T>>;

/** A value for each memory level of each operand; level 0 is next to the array. */
export type PerLevel<T> = PerOperand<readonly T[]>;

/** `[dimension, size]`. */
export type LoopEntry = readonly [dimension: string, size: number];

/** Traffic at one memory level, in every direction (docs/cost-model.md#transfers). */
export interface DataMovement {
  /** Elements moved over the whole layer. */
  readonly data_elem_move_count: PerDirection<number>;
  /** Bits per element. */
  readonly data_precision: PerDirection<number>;
  /** Average bandwidth over the period, bits per cycle. */
  readonly req_mem_bw_aver: PerDirection<number>;
  /** Bandwidth needed while the transfer may proceed, bits per cycle. */
  readonly req_mem_bw_inst: PerDirection<number>;
  /** Cycles between two transfers. */
  readonly data_trans_period: PerDirection<number>;
  /** Number of transfers. */
  readonly data_trans_period_count: PerDirection<number>;
  /** Elements per transfer. */
  readonly data_trans_amount_per_period: PerDirection<number>;
  /** Cycles of each period in which a single-buffered level may be refilled. */
  readonly inst_data_trans_window: PerDirection<number>;
}

/** How the array's units share data at the levels of one operand; index 0 is the array, ℓ + 1 memory level ℓ. */
export interface UnitSharing {
  readonly total: readonly number[];
  /** Units holding distinct data. */
  readonly unique: readonly number[];
  /** Copies of each datum. */
  readonly duplicate: readonly number[];
  /** Units fed by, or reduced into, one unit of the level above. */
  readonly served: readonly number[];
  /** Distinct lower units per upper unit. */
  readonly boost: readonly number[];
}

/** Data held at the levels of one operand; index 0 is the array, ℓ + 1 memory level ℓ. */
export interface DataSizes {
  /** Elements and bits of one unit. */
  readonly unit: readonly number[];
  readonly unitBits: readonly number[];
  /** All units together, distinct data. */
  readonly total: readonly number[];
  readonly totalBits: readonly number[];
  /** The slice of a unit that must be resident at once. */
  readonly effective: readonly number[];
  readonly effectiveBits: readonly number[];
}

/** How often each element is used while it stays; index 0 is the array, ℓ + 1 memory level ℓ. */
export interface DataReuse {
  /** Uses up to the level, all its units together. */
  readonly total: readonly number[];
  /** Uses up to the level, one of its units. */
  readonly unit: readonly number[];
}

/** Products of the outermost consecutive loops of a level; index 0 is the array, ℓ + 1 memory level ℓ. */
export interface OutermostLoops {
  /** Loops that are irrelevant to the operand: the data stay the same while they run. */
  readonly irrelevant: readonly number[];
  /** Loops that are relevant: only one slice of the data is in use at a time. */
  readonly relevant: readonly number[];
}

/** First loads and last stores through one port (docs/cost-model.md#on--and-off-loading). */
export interface PortLoading {
  readonly memory: string;
  readonly port: string;
  /** Cycles by which loading shrank, and the bandwidth in bits per cycle that was borrowed for it, by memory operand. */
  readonly reductionCycles: Readonly<Record<string, number>>;
  readonly borrowedBandwidth: Readonly<Record<string, number>>;
  /** Corrected cost model: the bandwidth by memory operand and direction. */
  readonly borrowedByDirection?: Readonly<Record<string, Partial<PerDirection<number>>>>;
}

/**
 * Every quantity of the cost model for one mapping. Energies in pJ, times in cycles, sizes in bits or elements as named;
 * "Int" quantities use the integer version of the spatial mapping. docs/cost-model.md defines each.
 */
export interface EvaluationDetails {
  readonly layer: string;
  readonly layerId: number;
  readonly energy: {
    readonly total: number;
    readonly mac: number;
    /** In-memory-computing arrays: `mac` by part. */
    readonly macParts?: Breakdown<EnergyPart>;
    readonly memory: number;
    readonly perLevel: PerLevel<number>;
    readonly perDirection: PerLevel<PerDirection<number>>;
  };
  readonly latency: {
    readonly total0: number;
    readonly total1: number;
    readonly total2: number;
    readonly idealCycle: number;
    readonly idealTemporalCycle: number;
    readonly onloading: number;
    readonly offloading: number;
    readonly stallSlack: number;
  };
  readonly utilization: { readonly spatial: number; readonly u0: number; readonly u1: number; readonly u2: number };
  readonly spatialMapping: PerOperand<readonly (readonly LoopEntry[])[]>;
  readonly spatialMappingInt: PerOperand<readonly (readonly LoopEntry[])[]>;
  readonly temporalMapping: PerOperand<readonly (readonly LoopEntry[])[]>;
  readonly temporalMappingStationary: PerOperand<readonly (readonly LoopEntry[])[]>;
  readonly operandMemoryLevels: PerLevel<string>;
  readonly wordAccesses: PerLevel<PerDirection<number>>;
  readonly memoryUtilization: {
    readonly individual: PerLevel<number>;
    readonly shared: PerLevel<number>;
    readonly effectiveIndividual: PerLevel<number>;
    readonly effectiveShared: PerLevel<number>;
  };
  /** By architectural level, the array first. */
  readonly doubleBuffer: PerOperand<readonly boolean[]>;
  /** By architectural level of the output, the array first: whether partial sums leave it upward. */
  readonly psumFlag: readonly boolean[];
  readonly realTransferCycles: PerLevel<PerDirection<number>>;
  readonly allowedTransferCycles: PerLevel<PerDirection<number>>;
  readonly dataMovement: PerLevel<DataMovement>;
  readonly dataMovementInt: PerLevel<DataMovement>;
  /** Stall (+) or slack (−) in cycles by port. */
  readonly stallSlackPerPort: readonly { readonly memory: string; readonly ports: Readonly<Record<string, number>> }[];
  /** Cycles in which the port may transfer, by port; with a single transfer, those of one period. */
  readonly transferWindowPerPort: readonly {
    readonly memory: string;
    readonly ports: Readonly<Record<string, number>>;
  }[];
  readonly unitSharing: PerOperand<UnitSharing>;
  readonly dataSizes: PerOperand<DataSizes>;
  readonly dataReuse: PerOperand<DataReuse>;
  /** By architectural level of the output, the array first: additions into each element at this level and above. */
  readonly accumulations: readonly number[];
  readonly outermostLoops: PerOperand<OutermostLoops>;
  /** Cycles of all loops up to a level: the time between two refills. */
  readonly cyclesPerLevel: PerLevel<number>;
  /** Cycles an input word stays at the array's pins. */
  readonly macStationaryCycles: PerOperand<number>;
  readonly loadingCycles: PerLevel<PerDirection<number>>;
  readonly portLoading: readonly PortLoading[];
  /** Largest sums over the loads of one port. */
  readonly borrowedLoading: { readonly cycles: number; readonly bandwidth: number };
  /** Corrected cost model: transfers by size, and the parts of the latency. */
  readonly counts?: ExactCounts;
}

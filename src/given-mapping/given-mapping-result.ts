import type { Diagnostic } from '../base/diagnostic.ts';
import type { CostModelName } from '../model/cost-model.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { PerOperand } from '../model/evaluation/evaluation-details.ts';

/** What a direction of an interface moves over the whole layer, all copies of the memory together. */
export interface InterfaceTransfers {
  /** 0 lies between array and innermost memory, a between the memories of level a−1 and a. */
  readonly interface: number;
  readonly memory: string;
  /** As in accelerator files: to and from the lower and the higher level. */
  readonly direction: 'tl' | 'fl' | 'th' | 'fh';
  /** Elements of all transfers, and how many these are. */
  readonly elements: number;
  readonly transfers: number;
  readonly bits_per_element: number;
  /** Steps of the minimum width, summed over all transfers. */
  readonly granules: number;
  /** The same in words of full width. */
  readonly words: number;
}

/** The largest content of one copy of a memory, and the slice of it that must be there at once. */
export interface LevelContent {
  readonly memory: string;
  readonly elements: number;
  readonly bits: number;
  readonly slice_elements: number;
  readonly slice_bits: number;
}

export interface OperandFigures {
  readonly transfers: readonly InterfaceTransfers[];
  readonly levels: readonly LevelContent[];
  /** Elements of the tensor that the layer touches. */
  readonly distinct: number;
  /** Output only: whether sums are unfinished when they leave the lower side, and when they reach the upper side. */
  readonly psum?: readonly (readonly [below: boolean, above: boolean])[];
}

/** Cycles of a port. */
export interface PortFigures {
  readonly stall: number;
  /** Of all its transfers, and of those during the computation. */
  readonly total: number;
  readonly busy: number;
  /** In which some transfer may move during the computation. */
  readonly union: number;
}

/** Cycles (docs/cost-model-corrected.md#latency). */
export interface LatencyFigures {
  readonly ideal: number;
  readonly temporal: number;
  /** The largest stall of a port. */
  readonly stall: number;
  readonly fill: number;
  readonly drain: number;
  readonly chain: number;
  readonly once: number;
  readonly busiest_port: number;
  readonly total: number;
  readonly onload: number;
  readonly offload: number;
}

/** Cost of a given mapping, with every quantity that the cost model counts. */
export interface GivenMappingResult {
  readonly costModel: CostModelName;
  /** Temporal iterations, and operations of the layer. */
  readonly TC: number;
  readonly MAC: number;
  /** pJ, that of the array included. */
  readonly energy: number;
  /** Fields that only the corrected model counts are absent with the reference model. */
  readonly latency: Pick<LatencyFigures, 'ideal' | 'temporal' | 'stall' | 'total' | 'onload' | 'offload'> &
    Partial<LatencyFigures>;
  /** By operand, by architectural level, the array first. */
  readonly double_buffered: PerOperand<readonly boolean[]>;
  /** Corrected model only: transfers and contents by operand, and ports by `memory.port`. */
  readonly operands?: PerOperand<OperandFigures>;
  readonly ports?: Readonly<Record<string, PortFigures>>;
  /** Where a memory is too small for the mapping, and what the accelerator gave rise to. */
  readonly warnings: readonly Diagnostic[];
  /** The same evaluation with all details of the cost model, as results of a search have them. */
  readonly evaluation: CostModelEvaluation;
}

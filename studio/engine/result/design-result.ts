import type { Diagnostic, InfeasibleLayer } from '../../../src/base/diagnostic.ts';
import type { MemoryOperand } from '../../../src/model/accelerator/memory.ts';
import type { LatencySections } from '../../../src/quantities/cost-parts.ts';
import type { LanguageModelResults } from '../../../src/quantities/language-model/model-results.ts';

/*
 * What views show of one search, as plain data: made in the worker, which keeps the evaluations themselves.
 * Energies in pJ, latencies in cycles, areas in mm², sizes in bits.
 */

export interface Totals {
  readonly energy: number;
  readonly latency: number;
  /** Energy times latency, pJ·cycles. */
  readonly product: number;
  /** Fractions of 1: of all cycles, and what the spatial mappings allow. */
  readonly utilisation: number;
  readonly spatialUtilisation: number;
  /** Absent where the area of a part is unknown. */
  readonly area?: number | undefined;
}

/** Energy by memory and operand. Rows as `memories`, columns as `operands`; undefined where a memory doesn't hold the operand. */
export interface EnergyTable {
  readonly operations: number;
  readonly cells: readonly (readonly (number | undefined)[])[];
}

export interface LayerResult {
  readonly id: number;
  /** Whole, as in the workload. */
  readonly name: string;
  /** Cut to what is unique in the network; `up ×12` if the layer is repeated. */
  readonly shortName: string;
  readonly operatorType: string;
  readonly energy: number;
  readonly latency: number;
  readonly utilisation: number;
  readonly spatialUtilisation: number;
  /** Multiply-accumulates. */
  readonly operations: number;
  readonly energyTable: EnergyTable;
  readonly cycles: LatencySections;
  /** MAC per bit through the outermost memories; absent where nothing passes them. */
  readonly intensity?: number | undefined;
}

/** A memory of the drawing. */
export interface DrawnMemory {
  readonly name: string;
  readonly sizeBits: number;
  readonly copies: number;
  /** Width of its widest port, bits per cycle. */
  readonly bandwidth: number;
  readonly operands: readonly MemoryOperand[];
  /** Rows above the array, from 0. */
  readonly row: number;
  readonly energy: number;
  /** Of the layer that fills it most, a fraction of 1. */
  readonly fullest: number;
  readonly area?: number | undefined;
  /** pJ of one access of the full width. */
  readonly readEnergy: number;
  readonly writeEnergy: number;
  /** The port that most often makes the array wait, and for how many cycles in all. */
  readonly waiting?: { readonly port: string; readonly cycles: number } | undefined;
}

/** The way of an operand between a memory and the next one below, or the array. */
export interface DrawnWay {
  readonly operand: MemoryOperand;
  /** Name in the equations of the layers: `O`, `W`, `I`. */
  readonly name: string;
  readonly upper: string;
  /** Absent for the array. */
  readonly lower?: string | undefined;
  readonly bitsDown: number;
  readonly bitsUp: number;
}

export interface DrawnHierarchy {
  /** Outermost last. */
  readonly memories: readonly DrawnMemory[];
  readonly ways: readonly DrawnWay[];
  /** `32 × 32`. */
  readonly array: { readonly sizes: string; readonly unitEnergy: number };
}

/** How a port fares over all layers. */
export interface PortResult {
  readonly memory: string;
  readonly port: string;
  /** Bits per cycle. */
  readonly bandwidth: number;
  /** Cycles that the array waits for it, over the layers that it binds. */
  readonly waiting: number;
  /** Layers in which it is the port that binds. */
  readonly layers: number;
  /** Least slack (positive) or largest stall (negative) of a layer, in cycles. */
  readonly leastSlack: number;
}

export interface RooflineLimits {
  /** Names of the outermost memories. */
  readonly memories: readonly string[];
  /** Bits per cycle of their ports. */
  readonly bandwidth: number;
  /** MAC per cycle of the array. */
  readonly peak: number;
}

export interface DesignResult {
  /** Of the search in the worker, by which its evaluations are asked for. */
  readonly search: number;
  /** What the search took. */
  readonly milliseconds: number;
  readonly totals: Totals;
  /** Of the whole model, where the workload is a language model by name. */
  readonly languageModel?: LanguageModelResults | undefined;
  /** The smallest first: a memory's colour goes by its place here. */
  readonly memories: readonly string[];
  readonly operands: readonly string[];
  readonly energyTable: EnergyTable;
  readonly cycles: LatencySections;
  readonly layers: readonly LayerResult[];
  readonly hierarchy?: DrawnHierarchy | undefined;
  readonly ports: readonly PortResult[];
  readonly roofline?: RooflineLimits | undefined;
  readonly uncosted: readonly { readonly operatorType: string; readonly count: number }[];
  readonly infeasible: readonly InfeasibleLayer[];
  readonly warnings: readonly Diagnostic[];
}

import type { CostModelName } from '../model/cost-model.ts';

/** Units in which a trace counts time: microseconds. */
export type Microseconds = number;

/** A value that viewers show beside an event. */
export type TraceArgument = string | number | boolean;

type TraceArguments = Readonly<Record<string, TraceArgument>>;

interface OnThread {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: Microseconds;
}

/** Something that takes time: a transfer, a stall, computation, a phase. */
export interface CompleteEvent extends OnThread {
  readonly ph: 'X';
  readonly cat: 'phase' | 'array' | 'transfer' | 'loading';
  readonly dur: Microseconds;
  readonly args: TraceArguments;
}

/** A number over time. */
export interface CounterEvent extends OnThread {
  readonly ph: 'C';
  readonly args: Readonly<Record<string, number>>;
}

/** A note at one time. */
export interface InstantEvent extends OnThread {
  readonly ph: 'i';
  readonly s: 'p';
  readonly args: TraceArguments;
}

/** What the process or a thread is called, and its place in the list. */
export interface MetadataEvent {
  readonly name: 'process_name' | 'thread_name' | 'thread_sort_index';
  readonly ph: 'M';
  readonly pid: number;
  readonly tid: number;
  readonly args: TraceArguments;
}

export type TraceEvent = CompleteEvent | CounterEvent | InstantEvent | MetadataEvent;

/** A part of the computation that a trace shows. Times in cycles. */
export interface TraceExcerpt {
  readonly name: 'first period' | 'steady period';
  /** Where it begins, counted in cycles of computation without stalls. */
  readonly firstCycle: number;
  /** Its computation, and the stalls that it shows. */
  readonly computationCycles: number;
  readonly stallCycles: number;
}

/** What the trace is about, and what it says and doesn't. Times in cycles. */
export interface TraceMetadata {
  readonly layer: string;
  readonly accelerator: string;
  readonly costModel: CostModelName;
  /** Equal layers of the run. The trace shows one. */
  readonly repeat: number;
  /** Length of a cycle in the trace, and why. */
  readonly cycleMicroseconds: Microseconds;
  readonly timeScale: string;
  /** The model's figures of one layer. */
  readonly latency: {
    readonly total: number;
    readonly computation: number;
    readonly stall: number;
    readonly onloading: number;
    readonly offloading: number;
  };
  readonly excerpts: readonly TraceExcerpt[];
  /** The longest period after which something moves again. `isCut` says that the excerpts are shorter. */
  readonly longestPeriodCycles: number;
  readonly isCut: boolean;
  /** Stall (+) or slack (−) of every port that carries something, over the whole layer. */
  readonly ports: readonly { readonly memory: string; readonly port: string; readonly stallSlackCycles: number }[];
  readonly claims: readonly string[];
  readonly notClaimed: readonly string[];
}

/** The Trace Event Format, which Perfetto and Chrome read. */
export interface TraceDocument {
  readonly displayTimeUnit: 'ms' | 'ns';
  readonly traceEvents: readonly TraceEvent[];
  readonly otherData: TraceMetadata;
}

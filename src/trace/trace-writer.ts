import type { CompleteEvent, Microseconds, TraceArgument, TraceEvent } from './trace-document.ts';

const PROCESS = 1;

/** Threads by name, in the order in which they are first asked for, and events on them. Times are given in cycles. */
export class TraceWriter {
  private readonly events: TraceEvent[] = [];
  private readonly threads = new Map<string, number>();
  private readonly cycle: Microseconds;

  constructor(processName: string, cycle: Microseconds) {
    this.cycle = cycle;
    this.events.push({ name: 'process_name', ph: 'M', pid: PROCESS, tid: 0, args: { name: processName } });
  }

  /** The number of a thread; it has no events yet when it is new. */
  thread(name: string): number {
    const known = this.threads.get(name);
    if (known !== undefined) return known;
    const tid = this.threads.size + 1;
    this.threads.set(name, tid);
    this.events.push({ name: 'thread_name', ph: 'M', pid: PROCESS, tid, args: { name } });
    this.events.push({ name: 'thread_sort_index', ph: 'M', pid: PROCESS, tid, args: { sort_index: tid } });
    return tid;
  }

  span(
    thread: string,
    cat: CompleteEvent['cat'],
    name: string,
    start: number,
    end: number,
    args: Readonly<Record<string, TraceArgument>>,
  ): void {
    const ts = start * this.cycle;
    const tid = this.thread(thread);
    this.events.push({ name, cat, ph: 'X', pid: PROCESS, tid, ts, dur: end * this.cycle - ts, args });
  }

  /** A value from now on. */
  counter(name: string, at: number, value: number): void {
    this.events.push({ name, ph: 'C', pid: PROCESS, tid: 0, ts: at * this.cycle, args: { cycles: value } });
  }

  note(name: string, at: number, args: Readonly<Record<string, TraceArgument>>): void {
    this.events.push({ name, ph: 'i', s: 'p', pid: PROCESS, tid: 0, ts: at * this.cycle, args });
  }

  /** What was written, names first, then by time. Events of one time keep their order. */
  finish(): readonly TraceEvent[] {
    const timeOf = (event: TraceEvent): number => ('ts' in event ? event.ts : -1);
    return this.events.toSorted((a, b) => timeOf(a) - timeOf(b));
  }
}

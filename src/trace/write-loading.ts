import type { LoadingSlice } from './schedule-loading.ts';
import type { TraceWriter } from './trace-writer.ts';
import { PHASES, portThread } from './write-computation.ts';

/**
 * Writes the first loads or the last stores from `start` on. A transfer that the model runs at the same time as another one of its port
 * gets a thread of its own.
 * @returns the end of the phase in cycles.
 */
export function writeLoading(
  writer: TraceWriter,
  phase: 'on-loading' | 'off-loading',
  slices: readonly LoadingSlice[],
  start: number,
  cycles: number,
): number {
  if (cycles <= 0) return start;
  writer.span(PHASES, 'phase', phase, start, start + cycles, { cycles });
  const freeFrom = new Map<string, number>();
  for (const { link, end, start: from, stop, isCut } of slices.toSorted((a, b) => a.start - b.start)) {
    const { operand } = link;
    writer.span(
      freeThread(freeFrom, portThread(end.memory.name, end.portName), from, stop),
      'loading',
      `${operand.name} ${operand.isOutput ? 'last store' : 'first load'}`,
      start + from,
      start + stop,
      {
        excerpt: phase,
        what: `${operand.name} from ${link.from.name} to ${link.to.name}`,
        operand: operand.name,
        cycles: stop - from,
        neededCycles: end.needed,
        // Data that crosses once moves in part during the computation.
        hiddenCycles: end.needed - end.cycles,
        ...(end.borrowed > 0 ? { borrowedBitsPerCycle: end.borrowed } : {}),
        ...(isCut ? { isCut, modelCycles: end.cycles } : {}),
      },
    );
  }
  return start + cycles;
}

/** The thread of the port, or another one where the model has the port carry several at once. */
function freeThread(freeFrom: Map<string, number>, port: string, from: number, stop: number): string {
  for (let lane = 1; ; lane++) {
    const thread = lane === 1 ? port : `${port}, at the same time ${lane}`;
    if ((freeFrom.get(thread) ?? 0) > from) continue;
    freeFrom.set(thread, stop);
    return thread;
  }
}

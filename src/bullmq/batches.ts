import type { Queue } from 'bullmq';
import { InputError } from '../base/diagnostic.ts';
import type { OpenSweep } from '../sweep/plan/open-sweep.ts';
import { listedDesigns } from '../sweep/run/listed-designs.ts';
import type { BatchData, BatchResult } from './sweep-queue.ts';

/** Designs of a job, by default: a job costs some milliseconds whatever it does, and a design tens of them. */
export const DESIGNS_PER_JOB = 20;

/** Jobs that are sent to Redis at a time. */
const JOBS_AT_ONCE = 500;

/** A job, before it is added. */
export interface Batch {
  /** The same for the same designs, so that adding them once more changes nothing. BullMQ allows neither a colon nor a bare number. */
  readonly id: string;
  readonly designs: readonly number[];
}

/**
 * The designs of a sweep in batches, without those batches of which every point is known.
 * @throws InputError for strategies whose designs depend on points.
 */
export function* batchesOf(
  sweep: OpenSweep,
  size: number,
  isKnown: (design: number) => boolean = () => false,
): Generator<Batch, void> {
  const listed = listedDesigns(sweep, { index: 0, count: 1 });
  if (listed === undefined) throw notListed(sweep);
  let designs: number[] = [];
  for (const design of listed) {
    designs.push(design);
    if (designs.length < size) continue;
    if (!designs.every(isKnown)) yield batchOf(designs, size);
    designs = [];
  }
  if (!designs.every(isKnown)) yield batchOf(designs, size);
}

function batchOf(designs: readonly number[], size: number): Batch {
  return { id: `p${designs[0]}x${size}`, designs };
}

/** Adds jobs for batches; what is in the queue already stays as it is. */
export async function addBatches(queue: Queue<BatchData, BatchResult>, batches: Iterable<Batch>): Promise<void> {
  let jobs: Parameters<typeof queue.addBulk>[0] = [];
  for (const { id, designs } of batches) {
    jobs.push({ name: 'designs', data: { designs }, opts: { jobId: id } });
    if (jobs.length < JOBS_AT_ONCE) continue;
    await queue.addBulk(jobs);
    jobs = [];
  }
  if (jobs.length > 0) await queue.addBulk(jobs);
}

function notListed({ definition, manifest }: OpenSweep): InputError {
  return new InputError([
    {
      code: 'ZZ7227',
      severity: 'error',
      file: manifest.file.file,
      message: `strategy ${definition.strategy.kind} can't be queued: which designs it looks at depends on their points`,
      hint: 'use strategy grid, random or halton; strategy exact can be shared out with zigzag sweep work',
    },
  ]);
}

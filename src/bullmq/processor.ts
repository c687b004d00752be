import { DesignEvaluator } from '../sweep/evaluate/design-evaluator.ts';
import { openSweep } from '../sweep/plan/open-sweep.ts';
import { readManifest } from '../sweep-files/manifest-file.ts';
import { lineOfPoint } from '../sweep-files/point-line.ts';
import { MANIFEST_VARIABLE } from './manifest-variable.ts';
import type { BatchData, BatchResult } from './sweep-queue.ts';

/*
 * What BullMQ runs in a process of its own. The sweep is opened once a process, and searches that designs have in common are remembered.
 */

const manifest = readManifest(process.env[MANIFEST_VARIABLE] ?? '');
const evaluator = new DesignEvaluator(openSweep(manifest));

/** Evaluates the designs of a job. */
export default async function evaluateBatch(job: { readonly data: BatchData }): Promise<BatchResult> {
  const lines: string[] = [];
  for (const design of job.data.designs) lines.push(lineOfPoint(manifest.sweep, await evaluator.evaluate(design)));
  return lines;
}

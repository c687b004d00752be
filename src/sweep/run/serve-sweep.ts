import { DesignEvaluator } from '../evaluate/design-evaluator.ts';
import type { SweepManifest } from '../plan/manifest.ts';
import { openSweep } from '../plan/open-sweep.ts';
import type { SweepTask } from './sweep-task.ts';

/** The sweep that this thread worked on last: its networks are read, and its searches remembered. */
let opened: { readonly sweep: string; readonly evaluator: DesignEvaluator } | undefined;

/** What a worker thread does for a sweep. */
export async function* serveSweepTask({ manifest, work, points }: SweepTask): AsyncGenerator<unknown> {
  const evaluator = evaluatorOf(manifest);
  for (const point of points) {
    yield work === 'evaluate' ? await evaluator.evaluate(point) : (evaluator.boundsOf(point) ?? null);
  }
}

function evaluatorOf(manifest: SweepManifest): DesignEvaluator {
  if (opened?.sweep !== manifest.sweep) {
    opened = { sweep: manifest.sweep, evaluator: new DesignEvaluator(openSweep(manifest)) };
  }
  return opened.evaluator;
}

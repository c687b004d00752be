import type { StageResult } from '../stage.ts';
import { StandIn } from '../stand-in.ts';

/** Results that a worker thread still computes, in the place of an evaluation between MultiProcessingSpawn- and -GatherStage. */
export class PendingResults extends StandIn {
  readonly results: AsyncIterable<StageResult>;
  /** How often the results count once they are there. */
  times = 1;

  constructor(results: AsyncIterable<StageResult>) {
    super();
    this.results = results;
  }

  protected override get reason(): string {
    return 'a worker thread still computes this result';
  }
}

/** What the stages in between have made of the stand-in's extra information, with the real one put in. The rest stays the same objects. */
export function fillIn(extra: unknown, pending: PendingResults, actual: unknown): unknown {
  if (extra === pending) return actual;
  if (Array.isArray(extra)) {
    const filled = extra.map((item) => fillIn(item, pending, actual));
    return filled.every((item, index) => item === extra[index]) ? extra : filled;
  }
  if (typeof extra !== 'object' || extra === null || Object.getPrototypeOf(extra) !== Object.prototype) return extra;
  const entries = Object.entries(extra);
  const filled = entries.map(([key, item]): [string, unknown] => [key, fillIn(item, pending, actual)]);
  return filled.every(([, item], index) => item === entries[index]?.[1]) ? extra : Object.fromEntries(filled);
}

import type { StageResult } from '../stage.ts';
import { StandIn } from '../stand-in.ts';

/** Results that a worker thread still computes, in the place of an evaluation between MultiProcessingSpawn- and -GatherStage. */
export class PendingResults extends StandIn {
  readonly results: AsyncIterable<StageResult>;

  constructor(results: AsyncIterable<StageResult>) {
    super();
    this.results = results;
  }

  protected override get reason(): string {
    return 'a worker thread still computes this result';
  }
}

/** What the stages in between have made of the stand-in's extra information, with the real one put in. */
export function fillIn(extra: unknown, pending: PendingResults, actual: unknown): unknown {
  if (extra === pending) return actual;
  if (Array.isArray(extra)) return extra.map((item) => fillIn(item, pending, actual));
  if (typeof extra !== 'object' || extra === null || Object.getPrototypeOf(extra) !== Object.prototype) return extra;
  return Object.fromEntries(Object.entries(extra).map(([key, item]) => [key, fillIn(item, pending, actual)]));
}

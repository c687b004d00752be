import type { StageResult } from './stage.ts';
import { StandIn } from './stand-in.ts';

/** All results of a ListifyStage, in the place of an evaluation. */
export class ListedResults extends StandIn implements Iterable<StageResult> {
  readonly results: readonly StageResult[];

  constructor(results: readonly StageResult[]) {
    super();
    this.results = results;
  }

  [Symbol.iterator](): Iterator<StageResult> {
    return this.results[Symbol.iterator]();
  }

  protected override get reason(): string {
    return `ListifyStage made one list of ${this.results.length} results`;
  }
}

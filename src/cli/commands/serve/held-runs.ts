import type { CostModelEvaluation, CumulativeCME } from '../../../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../../../model/evaluation/traffic-evaluation.ts';
import type { ResultsDocument, StoredRun } from '../../../results/index.ts';
import { UnknownRunError } from './error-document.ts';

/** A run of which a client may ask more. */
export interface HeldRun {
  /** Where paths of the run start. */
  readonly directory: string;
  readonly total: CumulativeCME;
  readonly evaluations: readonly CostModelEvaluation[];
  readonly otherOperators: readonly TrafficEvaluation[];
  /** As in `results.json`. It takes longer than the search of a small layer, and is made when it is asked for. */
  readonly document: () => Promise<ResultsDocument>;
}

/** Runs by their number, until the client releases them. */
export class HeldRuns {
  private readonly runs = new Map<number, HeldRun>();
  private count = 0;

  hold(run: HeldRun): number {
    this.count += 1;
    this.runs.set(this.count, run);
    return this.count;
  }

  release(number: number): void {
    this.runs.delete(number);
  }

  /** @throws UnknownRunError when the run was never there, or is released. */
  find(number: number): HeldRun {
    const run = this.runs.get(number);
    if (run === undefined) throw new UnknownRunError(`there is no run ${number} here; it was released, or never made`);
    return run;
  }
}

export async function storedRunOf({ document, ...run }: HeldRun): Promise<StoredRun> {
  return { document: await document(), ...run };
}

/** The document of a run, made once. */
export function madeOnce(make: () => Promise<ResultsDocument>): () => Promise<ResultsDocument> {
  let made: Promise<ResultsDocument> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

import { CostFigures } from '../model/evaluation/evaluation.ts';
import type { HeadlineFigures } from '../model/evaluation/evaluation-figures.ts';

/**
 * Takes the place of an evaluation where there is none: a list of results, or results that a worker thread still computes.
 * It has no energy or latency; asking for one says why.
 */
export abstract class StandIn extends CostFigures {
  protected abstract readonly reason: string;

  override get headline(): HeadlineFigures {
    throw new Error(`${this.reason}: there is no energy or latency here`);
  }

  override toString(): string {
    return this.reason;
  }
}

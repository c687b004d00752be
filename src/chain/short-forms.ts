import { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { iteratorStage, type Pass } from './iterator-stage.ts';
import { passiveStage } from './passive-stage.ts';
import type { StageResult } from './stage.ts';

/*
 * Stages in one line: reductions by a figure of one's own, observers, and loops over values of an argument.
 */

/**
 * A stage that keeps the evaluation with the least metric; the first of equal ones wins. Its extra information stays with it.
 *
 * ```ts
 * const MinimalPeakStage = minimalBy('MinimalPeakStage', ({ energy, latency }) => Math.max(energy, latency));
 * ```
 */
export function minimalBy<const N extends string>(stageName: N, metric: (evaluation: CostModelEvaluation) => number) {
  return class extends passiveStage(stageName, {
    singleEvaluationsOnly: 'compares single-layer results',
    keepsBest: true,
  }) {
    /** The least so far. */
    best: { readonly result: StageResult; readonly value: number } | undefined;

    override onResult(result: StageResult): Iterable<StageResult> {
      if (!(result.cme instanceof CostModelEvaluation)) {
        throw new Error(`${stageName} compares single-layer results but received something else`);
      }
      const value = metric(result.cme);
      if (this.best === undefined || value < this.best.value) this.best = { result, value };
      return [];
    }

    override onEnd(): Iterable<StageResult> {
      return this.best === undefined ? [] : [this.best.result];
    }
  };
}

/**
 * A stage that shows every result to a function and passes it on.
 *
 * ```ts
 * const LogStage = observe('LogStage', ({ cme }) => console.log(cme.energy, 'pJ'));
 * ```
 */
export function observe<const N extends string>(stageName: N, look: (result: StageResult) => void) {
  return class extends passiveStage(stageName, {}) {
    override onResult(result: StageResult): Iterable<StageResult> {
      look(result);
      return [result];
    }
  };
}

/**
 * A stage that runs the rest of the chain once per value of an argument; extra information is wrapped as `[[[name, value]], extra]`.
 *
 * ```ts
 * const main = MainStage.from([forEachValue('accelerator', ['tpu_like', 'eyeriss_like']), WorkloadParserStage, …], …);
 * ```
 */
export function forEachValue(name: string, values: readonly unknown[]) {
  return class extends iteratorStage('ForEachValueStage', { providesNamed: () => new Map([[name, values]]) }) {
    override *passes(): Iterable<Pass<Record<never, never>>> {
      for (const value of values) {
        yield { changes: { [name]: value }, wrap: (extra) => [[[name, value]], extra] };
      }
    }
  };
}

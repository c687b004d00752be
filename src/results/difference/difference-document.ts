import { type Regression, type RunComparison, resultsDiffer } from '../compare-runs.ts';

/** Two compared runs, and what is to be told of them. */
export interface ToldDifference {
  readonly comparison: RunComparison;
  /** The part of it to tell. */
  readonly shown: RunComparison;
  readonly places: readonly [before: string, after: string];
  /** Present where the runs are judged. */
  readonly worse: { readonly percent: number; readonly found: readonly Regression[] } | undefined;
}

/** The JSON document of a comparison (docs/outputs.md). */
export function differenceDocument({ comparison, shown, places: [a, b], worse }: ToldDifference) {
  const { generators, costModels, onlyBefore, onlyAfter, ...differences } = shown;
  return {
    schemaVersion: 1,
    units: { energy: 'pJ', latency: 'cycles', relative: 'share' },
    runs: {
      before: { place: a, generator: generators[0], costModel: costModels[0] },
      after: { place: b, generator: generators[1], costModel: costModels[1] },
    },
    equal: !resultsDiffer(comparison),
    failAbovePercent: worse?.percent ?? null,
    worse: worse?.found.map(({ layer, figure }) => ({ layer, ...figure })) ?? [],
    ...differences,
    onlyBefore,
    onlyAfter,
  };
}

import { formatDiagnostic } from '../../../base/diagnostic.ts';
import type { CostFigures, CostModelEvaluation } from '../../../model/evaluation/evaluation.ts';
import { provenGap } from '../../../quantities/proven-gap.ts';
import type { ResultsDocument, StoredRun } from '../../../results/index.ts';
import type { HardwarePerformance } from '../../../run/performance.ts';

/** What a summary is made from: a run just searched, or one read back. */
type Summarised = Pick<
  HardwarePerformance,
  'evaluations' | 'otherOperators' | 'infeasible' | 'uncosted' | 'warnings'
> & {
  readonly total: CostFigures;
  readonly tclk?: number | undefined;
  readonly area?: number | undefined;
};

/**
 * The first answer about a run: totals, and the short part of what `results.json` has of every layer, under the same names.
 * @param run its number, for further questions.
 */
export function runSummary(
  run: number,
  { total, tclk, area, evaluations, otherOperators, infeasible, uncosted, warnings }: Summarised,
) {
  return {
    run,
    energy: total.energy,
    latency: total.latency,
    tclk: tclk ?? null,
    area: area ?? null,
    figures: total.headline,
    layers: evaluations.map(layerSummary),
    otherOperators: otherOperators.map(({ operator: { id, name, operatorType }, energy, latency }) => ({
      ...{ id, name, operatorType, energy, latency },
    })),
    infeasible: infeasible.map(({ name, diagnostic }) => ({ name, text: formatDiagnostic(diagnostic) })),
    uncosted,
    warnings: warnings.map((warning) => ({ ...warning, text: formatDiagnostic(warning) })),
  };
}

/** A run read back, as a summary takes it. */
export function ofStoredRun({ document, total, evaluations, otherOperators = [] }: StoredRun): Summarised {
  const { tclk, area, infeasible, uncosted, warnings } = document satisfies ResultsDocument;
  return { total, evaluations, otherOperators, tclk, area, infeasible, uncosted, warnings };
}

function layerSummary(evaluation: CostModelEvaluation) {
  const { layer, spatialMapping, temporalMapping, headline, times, searchedShare, proven } = evaluation;
  return {
    id: layer.id,
    name: layer.name,
    operatorType: layer.operatorType,
    operationCount: layer.operationCount,
    energy: evaluation.energy,
    latency: evaluation.latency,
    figures: headline,
    spatialMapping: { source: spatialMapping.source },
    temporalMapping: { loops: temporalMapping.loops },
    times,
    ...(searchedShare === undefined ? {} : { searchedShare }),
    ...(proven === undefined ? {} : { proven: { ...proven, gap: provenGap(evaluation)?.gap ?? null } }),
  };
}

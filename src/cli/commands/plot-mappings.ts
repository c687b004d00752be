import * as z from 'zod/mini';
import type { ParetoPoint } from '../../charts/scatter/pareto-front.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import { costModelNotes } from '../../model/cost-model.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { formatSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { StoredRun } from '../../results/decode-results.ts';
import { OPTION_ROWS } from '../../run/options/option-table.ts';
import { mappingCosts } from '../../search/loma/mapping-costs.ts';
import { ProgressLine } from '../terminal/progress.ts';

/** What the search of the run was told; runs of other engines have no limit of loops. */
const RunOptions = z.object({
  opt: z.catch(z.string(), 'latency'),
  lpfLimit: z.catch(z.optional(z.nullable(z.number())), undefined),
  temporalMappingType: z.catch(z.enum(['uneven', 'even']), 'uneven'),
});

/** A few seconds of work. */
const MOST_ORDERS = 1_000_000;

/** All temporal mappings of a layer, and the words for their picture. */
export interface EvaluatedMappings {
  /** Of different cost. */
  readonly costs: readonly (ParetoPoint & { readonly index: number })[];
  /** Number of mappings. */
  readonly count: number;
  readonly title: string;
  readonly note: string;
  readonly winner: ParetoPoint & { readonly text: string };
}

/** Enumerates the temporal mappings that LOMA considers with the options of the run and the spatial mapping it has chosen. */
export function evaluateMappings({ document }: StoredRun, evaluation: CostModelEvaluation): EvaluatedMappings {
  const { layer, accelerator, spatialMapping, times } = evaluation;
  const { opt, lpfLimit = OPTION_ROWS.lpfLimit.fallback, temporalMappingType } = RunOptions.parse(document.options);
  const progress = new ProgressLine(true);
  const place = { layer: { name: layer.name, index: 1, count: 1 }, spatialMapping: { index: 1, count: 1 } };
  try {
    const { costs, count, reducedLimit } = mappingCosts(
      compileProblem(layer, accelerator, spatialMapping, evaluation),
      {
        lpfLimit,
        type: temporalMappingType,
        mostOrders: MOST_ORDERS,
        onProgress: (done, total) => progress.update({ stage: 'LomaStage', done, total, ...place }),
      },
    );
    const limit =
      reducedLimit !== undefined
        ? `only ${reducedLimit} loops permuted instead of ${lpfLimit ?? 'all'}, for brevity`
        : lpfLimit === null
          ? 'all loops permuted'
          : `at most ${lpfLimit} loops permuted`;
    return {
      costs: costs.map(({ energy, latency, index, mapping }) => ({
        index,
        energy: energy * times,
        latency: latency * times,
        ...(mapping === undefined ? {} : { name: loopText(mapping) }),
      })),
      count,
      title: `Temporal mappings of ${layer.name} on ${accelerator.name}`,
      note: [
        `spatial mapping ${formatSpatialMapping(spatialMapping.source)}`,
        limit,
        ...costModelNotes([evaluation]),
      ].join('; '),
      winner: { energy: evaluation.energy, latency: evaluation.latency, text: `chosen for ${opt}` },
    };
  } finally {
    progress.clear();
  }
}

/** Outermost loop first. */
function loopText({ loops }: TemporalMapping): string {
  return loops
    .toReversed()
    .map(({ dimension, size }) => `${dimension} ${size}`)
    .join(', ');
}

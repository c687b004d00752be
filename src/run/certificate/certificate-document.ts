import { VERSION } from '../../base/version.ts';
import { CERTIFICATE_VERSION, type CertificateDocument, type ProblemDocument } from '../../certificate/document.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { scaledBound } from '../../model/evaluation/proven-bound.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import { gapText, provenGap } from '../../quantities/proven-gap.ts';
import type { ResultsDocument } from '../../results/index.ts';
import { objectiveOf } from '../../search/criteria.ts';
import type { HardwarePerformanceOptions } from '../options/options.ts';
import { openDocument, type ProofQuestion, problemDocument, witnessDocument } from './problem-document.ts';

/** Milliseconds after which the event loop gets its turn. */
const YIELD_INTERVAL_MS = 40;

type Options = Pick<
  HardwarePerformanceOptions,
  | 'opt'
  | 'nbSpatialMappingsGenerated'
  | 'costModel'
  | 'temporalMappingType'
  | 'exploitDataLocality'
  | 'enableMixSpatialMapping'
  | 'inMemoryCompute'
  | 'signal'
  | 'stopSearches'
>;

/**
 * What `certificate.json` holds (docs/certificate.md#format). Equal layers are listed once. Values are those of one layer, also where it
 * is repeated. Layers whose search was not finished, or ended
 * within a gap, are open.
 */
export async function certificateDocument(
  evaluations: readonly CostModelEvaluation[],
  { inputs }: Pick<ResultsDocument, 'inputs'>,
  options: Options,
): Promise<CertificateDocument> {
  const { opt: objective = 'latency', costModel = 'reference', nbSpatialMappingsGenerated } = options;
  const notCovered = whyNotCovered(options);
  const problems: ProblemDocument[] = [];
  for (const equal of equalLayers(evaluations)) {
    const [first] = equal;
    if (first === undefined) continue;
    const question = {
      layer: first.layer,
      accelerator: first.accelerator,
      energy: first.once.energy,
      latency: first.once.latency,
      spatialMapping: first.spatialMapping.source,
      temporalMapping: first.temporalMapping,
      objective,
      costModel,
      nbMappingsGenerated: nbSpatialMappingsGenerated,
    };
    const layers = equal.map(({ layer: { id, name } }) => ({ id, name }));
    problems.push({ layers, ...(await problemOf(first, question, notCovered, options)) });
  }
  return {
    schemaVersion: CERTIFICATE_VERSION,
    generator: `zigzag-ts ${VERSION}`,
    objective,
    ...(costModel === 'reference' ? {} : { costModel }),
    spatialMappings: nbSpatialMappingsGenerated ?? 'all',
    inputs: {
      workload: inputs.workload.sha256 ?? '',
      accelerator: inputs.accelerator.sha256 ?? '',
      mapping: inputs.mapping.sha256 ?? '',
    },
    problems,
  };
}

/** What of the options the checker does not cover. */
function whyNotCovered(options: Options): string | undefined {
  if (options.temporalMappingType === 'even') return 'even mappings';
  if (options.inMemoryCompute === true) return 'in-memory computing';
  if (options.exploitDataLocality === true || options.enableMixSpatialMapping === true) return 'data locality';
  return undefined;
}

/** Layers with the same mappings at the same cost, which got the same one. */
function equalLayers(evaluations: readonly CostModelEvaluation[]): CostModelEvaluation[][] {
  const groups = new Map<string, CostModelEvaluation[]>();
  for (const evaluation of evaluations) {
    const { layer, once, spatialMapping, temporalMapping } = evaluation;
    const { loops, boundaries } = temporalMapping;
    const key = JSON.stringify([
      layerKey(layer),
      once.energy,
      once.latency,
      spatialMapping.source,
      loops,
      [...boundaries],
    ]);
    groups.set(key, [...(groups.get(key) ?? []), evaluation]);
  }
  return [...groups.values()];
}

async function problemOf(
  evaluation: CostModelEvaluation,
  question: ProofQuestion,
  notCovered: string | undefined,
  { signal, stopSearches }: Options,
): Promise<Omit<ProblemDocument, 'layers'>> {
  const { energy, latency, objective } = question;
  const proven = provenGap(evaluation);
  const open = (reason: string): Omit<ProblemDocument, 'layers'> =>
    openDocument(
      { value: objectiveOf(objective, energy, latency), witness: witnessDocument(question) },
      reason,
      evaluation.proven === undefined ? 0 : scaledBound(evaluation.proven, 1 / evaluation.times).bound,
    );
  if (notCovered !== undefined) return open(`the checker does not cover ${notCovered}`);
  if (proven === undefined) return open('nothing is proven of the layer');
  if (proven.gap > 0) return open(`the search ended early: ${gapText(proven)}`);
  const steps = problemDocument(question, () => stopSearches?.aborted === true);
  let resting = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    signal?.throwIfAborted();
    if (performance.now() - resting < YIELD_INTERVAL_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    resting = performance.now();
  }
}

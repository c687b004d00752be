import { checkProblem } from '../../src/certificate/check-problem.ts';
import type { TabulatedLayer } from '../../src/certificate/checked-cost-model.ts';
import type { ProblemDocument } from '../../src/certificate/document.ts';
import type { ProblemQuestion } from '../../src/certificate/question.ts';
import type { Verdict } from '../../src/certificate/verdict.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import type { CostModelName } from '../../src/model/cost-model.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { problemDocument } from '../../src/run/certificate/problem-document.ts';
import type { OptimisationCriterion } from '../../src/search/criteria.ts';
import { layerOptimum } from '../../src/search/layer-optimum/index.ts';
import { finish } from '../search/exact/compare.ts';

/** A layer with what a certificate says of it. */
export interface CertifiedLayer {
  readonly question: ProblemQuestion;
  readonly document: ProblemDocument;
}

/** Searches a layer and writes what proves the result. */
export function certified(
  layer: Layer,
  accelerator: Accelerator,
  objective: OptimisationCriterion,
  most: number | undefined,
  costModel: CostModelName = 'reference',
): CertifiedLayer {
  const space = most === undefined ? {} : { nbMappingsGenerated: most };
  const { best } = finish(layerOptimum(layer, accelerator, { criterion: objective, costModel, ...space }));
  if (best === undefined) throw new Error('no mapping');
  const { energy, latency, problem, mapping } = best;
  const part = finish(
    problemDocument(
      {
        layer,
        accelerator,
        energy,
        latency,
        objective,
        costModel,
        spatialMapping: problem.spatialMapping.source,
        temporalMapping: mapping,
        nbMappingsGenerated: most,
      },
      () => false,
    ),
  );
  const document = { layers: [{ id: 0, name: layer.name }], ...part };
  return { question: { layer, accelerator, costModel, objective, mostSpatialMappings: most }, document };
}

export function verdictOf({ question, document }: CertifiedLayer): Verdict {
  return checkProblem(question, document);
}

/** Names of all bounds of either model, also of those that don't exist for a layer. */
export function boundNames({ closings, latencyBounds }: TabulatedLayer, { memoryHierarchy }: Accelerator): string[] {
  const inputs = closings.tables.mapped.operands.slice(1).map(({ name }) => name);
  const ports = memoryHierarchy.memories.flatMap((memory) =>
    memory.listedPorts.map(({ name }) => `${memory.name}.${name}`),
  );
  const sums = ['0', '1'];
  const fillings = ['nothing', ...inputs, ...ports];
  return [
    ...latencyBounds().withoutHint,
    ...ports.flatMap((port) =>
      ['port-and-loads', 'busy', 'overrun'].flatMap((kind) => sums.map((sum) => `${kind} ${port} ${sum}`)),
    ),
    ...fillings.flatMap((filling) => [
      `fill ${filling}`,
      `once results ${filling}`,
      ...ports.flatMap((port) => [`busy ${port} ${filling}`, `overrun ${port} ${filling}`]),
    ]),
    'once inputs',
  ];
}

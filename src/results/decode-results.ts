import { evaluateMapping, restoreEvaluation } from '../engine/cost-model.ts';
import { compileProblem } from '../engine/problem/compile.ts';
import { evaluateTraffic } from '../engine/traffic/evaluate-traffic.ts';
import { type Accelerator, createAccelerator } from '../model/accelerator/accelerator.ts';
import { type CostModelEvaluation, CumulativeCME } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import { createLayer } from '../model/workload/layer.ts';
import { type LanguageModelResults, languageModelResults } from '../quantities/language-model/model-results.ts';
import type { AcceleratorDocument, LayerDocument, ResultsDocument } from './document-schema.ts';
import { encodeParts } from './encode-results.ts';
import { firstDifference } from './integrity.ts';

/** A run read back: the document, and its evaluations as if they had just been searched. */
export interface StoredRun {
  readonly document: ResultsDocument;
  readonly total: CumulativeCME;
  readonly evaluations: readonly CostModelEvaluation[];
  /** Operators without multiply-accumulates, if the run costed them. */
  readonly otherOperators?: readonly TrafficEvaluation[] | undefined;
  /** Of the whole language model, where the workload is one. */
  readonly languageModel?: LanguageModelResults | undefined;
}

/**
 * Details of the evaluations are computed again where they are asked for, by the same cost model as in the search.
 * @throws Error when the numbers are not those of the mappings beside them: then something changed one or the other.
 */
export function decodeResults(document: ResultsDocument): StoredRun {
  const accelerators = document.accelerators.map(createAcceleratorOf);
  const evaluations = document.layers.map((layer) => {
    const accelerator = accelerators[layer.accelerator];
    if (accelerator === undefined) throw new Error(`there is no accelerator ${layer.accelerator}`);
    return verified(evaluationOf(layer, accelerator));
  });
  const otherOperators = (document.otherOperators ?? []).map((operator) => {
    const accelerator = accelerators[operator.accelerator];
    if (accelerator === undefined) throw new Error(`there is no accelerator ${operator.accelerator}`);
    return evaluateTraffic(operator, accelerator, operator.inputOperand);
  });
  const ofLayers = evaluations.reduce((sum, evaluation) => sum.plus(evaluation), new CumulativeCME());
  const total = otherOperators.reduce((sum, evaluation) => sum.plus(evaluation), ofLayers);
  if (total.energy !== document.energy || total.latency !== document.latency) {
    throw new Error(`energy ${document.energy} and latency ${document.latency} are not the sums of the layers`);
  }
  const languageModel = languageModelResults(
    document.languageModel?.inference,
    total,
    evaluations,
    document.infeasible,
  );
  const run = { ...document, total, evaluations, otherOperators, languageModel };
  const difference = firstDifference(document, encodeParts(run));
  if (difference !== undefined) {
    const { path, found, expected } = difference;
    throw new Error(`${path} is ${shown(found)}, but the mapping gives ${shown(expected)}`);
  }
  return { document, total, evaluations, otherOperators, languageModel };
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, MOST_SHOWN);
}

const MOST_SHOWN = 80;

/** The same evaluation. @throws Error when the cost model comes to other numbers. */
function verified(evaluation: CostModelEvaluation): CostModelEvaluation {
  const { layer, accelerator, spatialMapping, temporalMapping, headline, times } = evaluation;
  const once = evaluateMapping(compileProblem(layer, accelerator, spatialMapping, evaluation), temporalMapping);
  const again = new Map(Object.entries((times === 1 ? once : once.scaled(times)).headline));
  for (const [name, value] of Object.entries(headline)) {
    if (value !== again.get(name)) {
      throw new Error(`layer ${layer.name} has ${name} ${value}, but its mapping gives ${again.get(name)}`);
    }
  }
  return evaluation;
}

function createAcceleratorOf(document: AcceleratorDocument): Accelerator {
  const { name, operationalArray, memories, vectorUnit, clockFrequencyMhz, ranges } = document;
  const { inMemoryComputing, ...array } = operationalArray;
  return createAccelerator({
    name,
    operationalArray: { ...array, ...(inMemoryComputing === undefined ? {} : { inMemoryComputing }) },
    memories,
    vectorUnit,
    clockFrequencyMhz,
    ranges,
  });
}

function evaluationOf(document: LayerDocument, accelerator: Accelerator): CostModelEvaluation {
  const { definition, spatialMapping, temporalMapping } = document;
  const { mapping } = definition;
  return restoreEvaluation({
    accelerator,
    layer: createLayer({
      ...definition,
      id: document.id,
      name: document.name,
      operatorType: document.operatorType,
      operandPrecision: mapOf(definition.operandPrecision),
      operandSources: mapOf(definition.operandSources),
      mapping: {
        ...mapping,
        spatialMappingHint: mapOf(mapping.spatialMappingHint),
        memoryOperandLinks: mapOf(mapping.memoryOperandLinks),
      },
    }),
    spatialMapping: {
      source: spatialMapping.source,
      fractional: mapOf(spatialMapping.fractional),
      integer: mapOf(spatialMapping.integer),
    },
    temporalMapping: { loops: temporalMapping.loops, boundaries: mapOf(temporalMapping.boundaries) },
    headline: document.figures,
    accessSameDataConsideredAsNoAccess: document.accessSameDataConsideredAsNoAccess,
    costModel: document.costModel,
    times: document.times,
    searchedShare: document.searchedShare,
    proven: document.proven,
  });
}

function mapOf<T>(record: Readonly<Record<string, T>>): Map<string, T> {
  return new Map(Object.entries(record));
}

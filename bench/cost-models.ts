import { MappingEvaluator } from '../src/engine/cost/mapping-evaluator.ts';
import { compileProblem } from '../src/engine/problem/compile.ts';
import type { CompiledMapping } from '../src/engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../src/engine/problem/compiled-problem.ts';
import { lowerMapping } from '../src/engine/problem/lift-mapping.ts';
import { COST_MODELS, type CostModelName } from '../src/model/cost-model.ts';
import type { CostModelEvaluation } from '../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../src/run/evaluate.ts';
import { OPTIMISATION_CRITERIA } from '../src/search/criteria.ts';
import { mappingSearch } from '../src/search/loma/fastest-search.ts';
import { convertSpatialMapping } from '../src/search/spatial/convert-spatial-mapping.ts';
import { printRow } from './measure.ts';

/*
 * What the corrected cost model costs relative to the reference: `npx tsx bench/cost-models.ts`, without a build. Both models get the
 * same layers with the same unrollings, in turn. Layers whose last rounds are smaller have rows of their own: their tiles have several
 * sizes. Times are processor times of one thread; of each kind the least of all rounds counts.
 */

const NETWORKS = [
  ['ResNet-18, tpu_like', 'resnet18', 'tpu_like', 'tpu_like'],
  ['ResNet-18, edge_tpu_like', 'resnet18', 'edge_tpu_like', 'edge_tpu_like'],
  ['ResNet-18, meta_prototype', 'resnet18', 'meta_prototype', 'meta_prototype_like'],
  ['AlexNet, tpu_like', 'alexnet', 'tpu_like', 'tpu_like'],
  ['AlexNet, meta_prototype', 'alexnet', 'meta_prototype', 'meta_prototype_like'],
  ['Llama-3-8B decode, tpu_like', 'llama3-8b:decode,context=4096', 'tpu_like', 'tpu_like'],
] as const;
const ROUNDS = Number(process.argv[2] ?? 9);
/** Evaluations of one round, of all layers of a network together. */
const EVALUATIONS = 60_000;
const WIDTHS = [40, 7, 15, 15, 7, 15, 15, 7, 17];

/** A layer under both models. */
interface Pair {
  readonly nest: CompiledMapping;
  readonly problems: Readonly<Record<CostModelName, CompiledProblem>>;
}

printRow(WIDTHS, [
  'network',
  'layers',
  'evaluation (ns)',
  'corrected (ns)',
  'ratio',
  'searches (ms)',
  'corrected (ms)',
  'ratio',
  'orders computed',
]);
for (const [name, workload, accelerator, mapping] of NETWORKS) {
  const { evaluations } = await getHardwarePerformance({
    workload,
    accelerator,
    mapping,
    costModel: 'corrected',
    lpfLimit: 4,
  });
  const pairs = distinct(evaluations).map(pairOf);
  const hasRemainder = ({ problems }: Pair) => problems.corrected.tiles?.hasRemainder === true;
  compare(
    name,
    pairs.filter((pair) => !hasRemainder(pair)),
  );
  compare(`${name}, remainders`, pairs.filter(hasRemainder));
}

function compare(name: string, pairs: readonly Pair[]): void {
  if (pairs.length === 0) return;
  const evaluation = least((model) => evaluate(pairs, model));
  const search = least((model) => searchAll(pairs, model).milliseconds);
  const nanoseconds = (milliseconds: number) => ((milliseconds * 1e6) / EVALUATIONS).toFixed(0);
  printRow(WIDTHS, [
    name,
    String(pairs.length),
    nanoseconds(evaluation.reference),
    nanoseconds(evaluation.corrected),
    (evaluation.corrected / evaluation.reference).toFixed(2),
    search.reference.toFixed(1),
    search.corrected.toFixed(1),
    (search.corrected / search.reference).toFixed(2),
    COST_MODELS.map((model) => searchAll(pairs, model).computed).join(' → '),
  ]);
}

/** The least milliseconds of each model. The models take turns, so that a busy machine slows down both. */
function least(measure: (model: CostModelName) => number): Record<CostModelName, number> {
  const times = { reference: Number.POSITIVE_INFINITY, corrected: Number.POSITIVE_INFINITY };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const model of COST_MODELS) {
      const milliseconds = measure(model);
      // The first round warms up.
      if (round > 0) times[model] = Math.min(times[model], milliseconds);
    }
  }
  return times;
}

function evaluate(pairs: readonly Pair[], model: CostModelName): number {
  const all = pairs.map(({ nest, problems }) => ({ nest, evaluator: new MappingEvaluator(problems[model]) }));
  const rounds = Math.ceil(EVALUATIONS / all.length);
  const start = process.cpuUsage().user;
  for (const { nest, evaluator } of all) {
    for (let round = 0; round < rounds; round++) evaluator.evaluate(nest);
  }
  return (((process.cpuUsage().user - start) / 1000) * EVALUATIONS) / (rounds * all.length);
}

/** Searches the best order of all layers, by each criterion. */
function searchAll(
  pairs: readonly Pair[],
  model: CostModelName,
): { readonly milliseconds: number; readonly computed: number } {
  const start = process.cpuUsage().user;
  let computed = 0;
  for (const { problems } of pairs) {
    for (const criterion of OPTIMISATION_CRITERIA) {
      const search = mappingSearch(problems[model], { lpfLimit: 6, type: 'uneven' }, criterion);
      const steps = search.run();
      while (!steps.next().done);
      computed += search.counts.computed;
    }
  }
  return { milliseconds: (process.cpuUsage().user - start) / 1000, computed };
}

/** One of all layers with the same loops, unrollings and mapping. */
function distinct(evaluations: readonly CostModelEvaluation[]): readonly CostModelEvaluation[] {
  const shapes = new Map<string, CostModelEvaluation>();
  for (const evaluation of evaluations) {
    const { layer, spatialMapping } = evaluation;
    shapes.set(JSON.stringify([layer.dimensions, layer.operands, spatialMapping.source]), evaluation);
  }
  return [...shapes.values()];
}

function pairOf({ layer, accelerator, spatialMapping, temporalMapping }: CostModelEvaluation): Pair {
  const compiled = (costModel: CostModelName) => {
    const converted = convertSpatialMapping(layer, accelerator, spatialMapping.source, costModel);
    return compileProblem(layer, accelerator, converted, { costModel });
  };
  const problems = { reference: compiled('reference'), corrected: compiled('corrected') };
  return { problems, nest: lowerMapping(problems.corrected, temporalMapping) };
}

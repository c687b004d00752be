import { bench, do_not_optimize, run } from 'mitata';
import { type CostModelEvaluation, getHardwarePerformance } from 'zigzag-ts';
import { compileProblem, lowerMapping, MappingEvaluator } from 'zigzag-ts/engine';
import { TemporalMappingCandidates } from 'zigzag-ts/search';

/* The hot path by itself: a full evaluation of one mapping, and the allocation of one order of loops, on one core. */

for (const [accelerator, mapping] of [
  ['tpu_like', 'tpu_like'],
  ['edge_tpu_like', 'edge_tpu_like'],
  ['meta_prototype', 'meta_prototype_like'],
] as const) {
  const { evaluations } = await getHardwarePerformance({ workload: 'resnet18', accelerator, mapping });
  const evaluation = evaluations.find(({ layer }) => layer.name === '/layer2/layer2.0/conv2/Conv');
  if (evaluation === undefined) throw new Error('ResNet-18 has no such layer');
  benchLayer(accelerator, evaluation);
}
await run();

function benchLayer(
  accelerator: string,
  { layer, accelerator: hardware, spatialMapping, temporalMapping }: CostModelEvaluation,
): void {
  const problem = compileProblem(layer, hardware, spatialMapping);
  const evaluator = new MappingEvaluator(problem);
  const nest = lowerMapping(problem, temporalMapping);
  bench(`${accelerator}: one evaluation`, () => {
    evaluator.evaluate(nest);
    do_not_optimize(evaluator.energyTotal);
  });
  bench(`${accelerator}: allocate and evaluate all orders (720)`, () => {
    const candidates = new TemporalMappingCandidates(problem, { lpfLimit: 6, type: 'uneven' });
    while (candidates.next()) evaluator.evaluate(candidates.nest);
    do_not_optimize(evaluator.energyTotal);
  });
}

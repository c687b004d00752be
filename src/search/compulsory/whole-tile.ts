import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { nestFor } from '../orders/loop-kinds.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';

/**
 * The traffic of a problem where every interface has all temporal loops below it, so that it is crossed once. Whether that fits
 * anywhere does not matter.
 */
export class WholeTile {
  readonly problem: CompiledProblem;
  readonly evaluator: MappingEvaluator;
  /** One loop for every dimension with temporal iterations. */
  readonly nest: CompiledMapping;

  constructor(problem: CompiledProblem) {
    const loops = temporalLoopSizes(problem.layer, problem.spatialMapping);
    this.problem = problem;
    this.evaluator = new MappingEvaluator(problem);
    this.nest = nestFor(problem, loops.length);
    loops.forEach(({ name, size }, position) => {
      this.nest.dimension[position] = problem.dimensionNames.indexOf(name);
      this.nest.size[position] = size;
    });
    this.measure();
  }

  /** Measures the traffic once more, after other nests were measured. */
  measure(): void {
    const { problem, nest, evaluator } = this;
    for (const { levelBase, levelCount } of problem.operands) {
      nest.boundary.fill(nest.length, levelBase, levelBase + levelCount);
    }
    evaluator.measureTraffic(nest);
  }
}

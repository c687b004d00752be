import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import { type CompiledOperand, type CompiledProblem, IRRELEVANT } from '../../engine/problem/compiled-problem.ts';
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

/** Sorts the loops of a nest: those irrelevant to the operand innermost, or outermost. */
export function arrangeLoops(nest: CompiledMapping, { relevance }: CompiledOperand, irrelevantFirst: boolean): void {
  const { dimension, size, length } = nest;
  let front = 0;
  for (let position = 0; position < length; position++) {
    if ((relevance[dimension[position]] === IRRELEVANT) !== irrelevantFirst) continue;
    const [heldDimension, heldSize] = [dimension[position], size[position]];
    dimension[position] = dimension[front];
    size[position] = size[front];
    dimension[front] = heldDimension;
    size[front++] = heldSize;
  }
}

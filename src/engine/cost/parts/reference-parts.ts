import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import { type CompiledProblem, FRACTIONAL, INTEGER } from '../../problem/compiled-problem.ts';
import { measureEnergy } from '../energy.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import { measureLoading } from '../loading.ts';
import { measureElements, measureLoops } from '../loop-reuse.ts';
import { decideDoubleBuffering, measureSlices, measureUtilisation } from '../memory-utilisation.ts';
import { measurePrecision } from '../partial-sums.ts';
import { measureStalls } from '../port-stalls.ts';
import { measurePrecharge } from '../precharge.ts';
import { measureTransfers } from '../transfer-cycles.ts';
import type { CostModelParts } from './cost-model-parts.ts';

/** The rules of ZigZag 3.8.5 (docs/cost-model.md). */
export class ReferenceParts implements CostModelParts {
  private readonly problem: CompiledProblem;
  private readonly scratch: EvaluationScratch;

  constructor(problem: CompiledProblem, scratch: EvaluationScratch) {
    this.problem = problem;
    this.scratch = scratch;
  }

  measureWords(nest: CompiledMapping): void {
    const { problem, scratch } = this;
    measureLoops(problem, nest, scratch);
    this.measureData(nest, FRACTIONAL);
    if (problem.versions[INTEGER] !== problem.versions[FRACTIONAL]) this.measureData(nest, INTEGER);
    measureEnergy(problem, scratch);
  }

  measurePrecharge(nest: CompiledMapping): number {
    const { problem, scratch } = this;
    return problem.precharge === undefined ? 0 : measurePrecharge(problem, problem.precharge, nest, scratch);
  }

  measureUtilisation(): void {
    measureSlices(this.problem, this.scratch);
    measureUtilisation(this.problem, this.scratch);
  }

  decideDoubleBuffering(): void {
    decideDoubleBuffering(this.problem, this.scratch);
  }

  measureTransfers(): void {
    measureTransfers(this.problem, this.scratch);
  }

  measureStalls(): void {
    measureStalls(this.problem, this.scratch);
  }

  measureLoading(): void {
    measureLoading(this.problem, this.scratch);
  }

  private measureData(nest: CompiledMapping, version: number): void {
    measureElements(this.problem, nest, this.scratch, version);
    measurePrecision(this.problem, nest, this.scratch, version);
  }
}

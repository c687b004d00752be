import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import { type CompiledProblem, TO_LOW } from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import { correctedRules } from '../corrected/corrected-rules.ts';
import { decideBySlices } from '../corrected/double-buffering.ts';
import { LatencyRules } from '../corrected/latency.ts';
import { measurePorts } from '../corrected/port-times.ts';
import type { TileSizes } from '../corrected/tile-sizes.ts';
import type { TransferCounts } from '../corrected/transfer-counts.ts';
import type { TransferTimes } from '../corrected/transfer-times.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import { measureUtilisation } from '../memory-utilisation.ts';
import { selectedFor } from '../precharge.ts';
import type { CostModelParts } from './cost-model-parts.ts';

/** The rules without the reference's known faults (docs/cost-model-corrected.md). */
export class CorrectedParts implements CostModelParts {
  private readonly problem: CompiledProblem;
  private readonly scratch: EvaluationScratch;
  private readonly sizes: TileSizes;
  private readonly counts: TransferCounts;
  private readonly times: TransferTimes;
  private readonly latency: LatencyRules;

  constructor(problem: CompiledProblem, tiles: CompiledTiles, scratch: EvaluationScratch) {
    this.problem = problem;
    this.scratch = scratch;
    const { sizes, counts, times } = correctedRules(problem, tiles);
    this.sizes = sizes;
    this.counts = counts;
    this.times = times;
    this.latency = new LatencyRules(problem, tiles, sizes);
  }

  measureWords(nest: CompiledMapping): void {
    this.sizes.measure(nest, this.scratch);
    this.counts.count(nest, this.scratch);
  }

  measurePrecharge(nest: CompiledMapping): number {
    const { precharge } = this.problem;
    if (precharge === undefined) return 0;
    const reads = this.scratch.transferElements[4 * precharge.weight.levelBase + TO_LOW];
    return (precharge.energyPerSelectionPj * reads) / selectedFor(precharge.weight, nest);
  }

  measureUtilisation(): void {
    measureUtilisation(this.problem, this.scratch);
  }

  decideDoubleBuffering(): void {
    decideBySlices(this.problem, this.scratch);
  }

  measureTransfers(): void {
    this.times.measure(this.scratch);
  }

  measureStalls(): void {
    measurePorts(this.problem, this.scratch);
  }

  measureLoading(nest: CompiledMapping): void {
    this.latency.measure(nest, this.scratch);
  }
}

import { type StageResult, stage } from '../../chain/stage.ts';
import { evaluateMapping } from '../../engine/cost-model.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  compiledProblem,
  costModel,
  layer,
  spatialMapping,
  temporalMapping,
} from '../arguments.ts';

/**
 * Costs the mapping: energy, latency and every quantity behind them (docs/cost-model.md).
 *
 * Yields one evaluation, extra information null. Ends the chain.
 */
export class CostModelStage extends stage('CostModelStage', {
  requires: { accelerator, layer, spatialMapping, temporalMapping },
  options: { accessSameDataConsideredAsNoAccess, costModel, compiledProblem },
  leaf: true,
}) {
  override *run(): Generator<StageResult> {
    yield { cme: evaluateMapping(this.problem(), this.args.temporalMapping), extra: null };
  }

  /** The problem compiled by the temporal engine, unless a stage in between changed what it was made from. */
  private problem(): CompiledProblem {
    const { args } = this;
    const known = args.compiledProblem;
    const fits =
      known !== undefined &&
      known.layer === args.layer &&
      known.accelerator === args.accelerator &&
      known.spatialMapping === args.spatialMapping &&
      known.reuseAtPins === args.accessSameDataConsideredAsNoAccess &&
      known.costModel === args.costModel;
    return fits ? known : compileProblem(args.layer, args.accelerator, args.spatialMapping, args);
  }
}

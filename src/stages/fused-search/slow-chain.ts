import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Context } from '../../chain/kind.ts';
import type { StageClass } from '../../chain/stage.ts';
import { originalStage } from '../../chain/stage-alias.ts';
import { WorkloadStage } from '../iterators/workload-stage.ts';
import { CostModelStage } from '../mapping/cost-model-stage.ts';
import { LomaStage } from '../mapping/loma-stage.ts';
import { MinimalEDPStage } from '../reduce/minimal-edp-stage.ts';
import { MinimalEnergyStage } from '../reduce/minimal-energy-stage.ts';
import { MinimalLatencyStage } from '../reduce/minimal-latency-stage.ts';

const MINIMAL_STAGES: readonly StageClass[] = [MinimalLatencyStage, MinimalEnergyStage, MinimalEDPStage];

/**
 * What is said about a chain that would use the fast search if other stages did not stand between [Minimal…Stage, LomaStage,
 * CostModelStage] (docs/stages.md#the-fast-search). Nothing where they cannot stand elsewhere, or `fuse: false` accepts them.
 */
export function slowChainWarnings(stages: readonly StageClass[], given: Context): Diagnostic[] {
  if (given.fuse === false || given.reduceMinimalKeepOthers === true) return [];
  const engine = stages.findIndex((stage) => originalStage(stage) === LomaStage);
  const minimal = stages.slice(0, Math.max(engine, 0)).findLastIndex((stage) => MINIMAL_STAGES.includes(stage));
  const reducer = stages[minimal];
  if (reducer === undefined || stages.at(-1) !== CostModelStage) return [];
  const [above, below] = [stages.slice(minimal + 1, engine), stages.slice(engine + 1, -1)];
  const between = [...above, ...below];
  if (between.length === 0 || between.some(mustStandHere)) return [];
  const names = between.map(({ stageName }) => stageName).join(', ');
  const [verb, them] = between.length === 1 ? ['keeps', 'it'] : ['keep', 'them'];
  return [
    {
      code: 'ZZ6021',
      severity: 'warning',
      message: `${names} between ${reducer.stageName} and CostModelStage ${verb} this chain from the fast search, which takes a fifth of the time or far less`,
      hint: `${remedy(reducer, stages[engine] ?? LomaStage, above, below)}; or accept ${them} with fuse: false`,
    },
  ];
}

/** Reducers of another kind compare every mapping; the loop over layers stands below a Minimal stage only by mistake (ZZ6013). */
function mustStandHere(stage: StageClass): boolean {
  const { keepsBest, yieldsSums, yieldsLists } = stage.contract;
  return keepsBest === true || yieldsSums === true || yieldsLists === true || stage === WorkloadStage;
}

/** A stage that runs the engine several times needs a reducer below it; others can look at the winners only. */
function remedy(
  reducer: StageClass,
  engine: StageClass,
  above: readonly StageClass[],
  below: readonly StageClass[],
): string {
  const looping = above.filter(({ contract }) => contract.passive !== true);
  const others = [...above, ...below].filter((stage) => !looping.includes(stage));
  const move = others.map(({ stageName }) => stageName).join(', ');
  return [
    ...(looping.length === 0
      ? []
      : [`put ${reducer.stageName} directly above ${engine.stageName} too: the winner stays the same`]),
    ...(others.length === 0
      ? []
      : [
          `move ${move} above ${looping.length === 0 ? '' : 'that '}${reducer.stageName}, unless every mapping must pass`,
        ]),
  ].join('; ');
}

import {
  CostToBeat,
  comparesSpatialMappings,
  fusedCriterion,
  fusedSearch,
} from '../../stages/fused-search/fused-search.ts';
import { controlAt, type RunControl } from '../control/run-control.ts';
import type { Context } from '../kind.ts';
import type { StageClass, StageRun } from '../stage.ts';
import { extend, withDefaults } from './context.ts';

/** Runs a chain whose stages can wait for what they need. */
export function runChain(stages: readonly StageClass[], context: Context, control: RunControl): StageRun {
  return buildStage(stages, 0, context, control, true);
}

/** Loads what the stages need before they run. */
export async function prepareChain(stages: readonly StageClass[], given: Context): Promise<void> {
  await Promise.all(stages.map(({ contract }) => contract.prepare?.(given)));
}

/**
 * Builds the stage at `index` on its context and runs it; its substages are built when it asks for them.
 * @param mayWait all stages above can wait.
 */
function buildStage(
  stages: readonly StageClass[],
  index: number,
  given: Context,
  control: RunControl,
  mayWait: boolean,
): StageRun {
  const Stage = stages[index];
  if (Stage === undefined) throw new Error('a stage that needs substages stands at the end of the chain');
  const criterion = fusedCriterion(stages, index, given);
  if (criterion !== undefined) return fusedSearch(criterion, given, control, mayWait);
  const { options, drops, asynchronous, eitherWay, synchronousBelow } = Stage.contract;
  const context = withDefaults(given, options);
  const compares = comparesSpatialMappings(stages, index, given);
  const belowMayWait = mayWait && (asynchronous === true || eitherWay === true) && synchronousBelow !== true;
  return new Stage({
    context,
    control,
    mayWait,
    get below() {
      return stages.slice(index + 1);
    },
    substage: (changes, place) => {
      const passedOn = compares ? { ...changes, costToBeat: new CostToBeat() } : changes;
      return buildStage(stages, index + 1, extend(context, passedOn, drops), controlAt(control, place), belowMayWait);
    },
  }).run();
}

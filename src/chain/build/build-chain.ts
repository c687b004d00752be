import { controlAt, type RunControl } from '../control/run-control.ts';
import type { Context } from '../kind.ts';
import type { StageClass, StageRun } from '../stage.ts';
import { extend, withDefaults } from './context.ts';
import type { ChainShortcut } from './shortcut.ts';

/** Runs a chain whose stages can wait for what they need. */
export function runChain(
  stages: readonly StageClass[],
  context: Context,
  control: RunControl,
  shortcuts: readonly ChainShortcut[],
): StageRun {
  return buildStage({ stages, shortcuts }, 0, context, control, true);
}

/** Loads what the stages need before they run. */
export async function prepareChain(stages: readonly StageClass[], given: Context): Promise<void> {
  await Promise.all(stages.map(({ contract }) => contract.prepare?.(given)));
}

/** The stages of a run, and the shortcuts it may take. */
interface Plan {
  readonly stages: readonly StageClass[];
  readonly shortcuts: readonly ChainShortcut[];
}

/**
 * Builds the stage at `index` on its context and runs it; its substages are built when it asks for them.
 * @param mayWait all stages above can wait.
 */
function buildStage(plan: Plan, index: number, given: Context, control: RunControl, mayWait: boolean): StageRun {
  const { stages, shortcuts } = plan;
  const Stage = stages[index];
  if (Stage === undefined) throw new Error('a stage that needs substages stands at the end of the chain');
  for (const shortcut of shortcuts) {
    const run = shortcut.runFrom(stages, index, given, control, mayWait);
    if (run !== undefined) return run;
  }
  const { options, drops, asynchronous, eitherWay, synchronousBelow } = Stage.contract;
  const context = withDefaults(given, options);
  const additions = shortcuts.flatMap(({ handDown }) => handDown(stages, index, given) ?? []);
  const belowMayWait = mayWait && (asynchronous === true || eitherWay === true) && synchronousBelow !== true;
  return new Stage({
    context,
    control,
    mayWait,
    get below() {
      return stages.slice(index + 1);
    },
    substage: (changes, place) => {
      const passedOn =
        additions.length === 0 ? changes : Object.assign({}, changes, ...additions.map((make) => make()));
      return buildStage(plan, index + 1, extend(context, passedOn, drops), controlAt(control, place), belowMayWait);
    },
  }).run();
}

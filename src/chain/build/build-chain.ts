import { describe } from '../check/describe.ts';
import { controlAt, type RunControl } from '../control/run-control.ts';
import type { Context, Kind } from '../kind.ts';
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
  const provided = Object.entries(Stage.contract.provides ?? {});
  const belowMayWait = mayWait && (asynchronous === true || eitherWay === true) && synchronousBelow !== true;
  return new Stage({
    context,
    control,
    mayWait,
    get below() {
      return stages.slice(index + 1);
    },
    substage: (changes, place, how) => {
      for (const [name, kind] of provided) if (!kind.is(changes[name])) throw brokenPromise(Stage, name, kind, changes);
      const passedOn =
        additions.length === 0 ? changes : Object.assign({}, changes, ...additions.map((make) => make()));
      const below = extend(context, passedOn, drops);
      const waits = belowMayWait && how?.atOnce !== true;
      return how?.stages === undefined
        ? buildStage(plan, index + 1, below, controlAt(control, place), waits)
        : buildStage({ stages: how.stages, shortcuts }, 0, below, controlAt(control, place), waits);
    },
  }).run();
}

/** A stage did not hand down what it declares to provide. */
function brokenPromise({ stageName }: StageClass, name: string, { label }: Kind<unknown>, changes: Context): Error {
  const found =
    name in changes ? `handed down ${describe(changes[name])} instead` : 'ran the stages below it without it';
  return new Error(
    `${stageName} provides '${name}' (${label}) according to its contract, but it ${found}: hand down '${name}', or leave it out of "provides"`,
  );
}

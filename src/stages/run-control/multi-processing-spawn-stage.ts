import type { Context } from '../../chain/kind.ts';
import type { ChainPlace, StageClass } from '../../chain/stage.ts';
import { type StageRun, stage } from '../../chain/stage.ts';
import { multiprocessingCallback } from '../arguments.ts';

/**
 * Sends the rest of the chain to a worker thread, and goes on at once: one task each time it is run, so one per item of the loop
 * above it. MultiProcessingGatherStage, above that loop, yields the results.
 *
 * Yields a stand-in for the results of the task. Stands below an iterator (e.g. WorkloadStage). The stages below run on worker
 * threads: their arguments are copied there, and stages that are not built in must name their `module`.
 */
export class MultiProcessingSpawnStage extends stage('MultiProcessingSpawnStage', {
  requires: { multiprocessingCallback },
  eitherWay: true,
  check: (place) => [...foreignStages(place), ...writingStages(place)],
}) {
  override run(): StageRun {
    const pending = this.args.multiprocessingCallback({
      kind: 'chain',
      searchTime: this.control.run.timeBudget.time,
      stages: this.below.map(reference),
      context: cloneable(this.context),
      place: this.control.place,
      startTime: this.control.run.startTime.getTime(),
    });
    return pending === undefined ? this.nextRun({}) : [{ cme: pending, extra: pending }];
  }
}

function reference({ stageName, contract }: StageClass) {
  return contract.module === undefined ? { name: stageName } : { name: stageName, module: contract.module };
}

/** All arguments known here that can be copied to another thread; functions and compiled problems stay behind. */
function cloneable(context: Context): Context {
  const copy: Record<string, unknown> = {};
  for (const name in context) {
    const value = context[name];
    if (typeof value !== 'function' && name !== 'files' && name !== 'compiledProblem') copy[name] = value;
  }
  return copy;
}

function foreignStages({ below, isBuiltIn }: ChainPlace): string[] {
  return below
    .filter((stageClass) => !isBuiltIn(stageClass) && stageClass.contract.module === undefined)
    .map(
      ({ stageName }) =>
        `${stageName} below it is not a built-in stage, so worker threads cannot find it: export it from a module and add "module: import.meta.url" to its contract`,
    );
}

function writingStages({ below, given }: ChainPlace): string[] {
  const writing = below.filter(({ contract }) => contract.writesFiles === true);
  const problems = writing.map(
    ({ stageName }) =>
      `${stageName} below it writes files, which worker threads cannot do: move ${stageName} above MultiProcessingGatherStage`,
  );
  const reading = below.find(({ contract }) => contract.options !== undefined && 'files' in contract.options);
  if (given.files !== undefined && reading !== undefined) {
    problems.push(
      `${reading.stageName} below it cannot use 'files' on a worker thread: move ${reading.stageName} above it, or leave out 'files'`,
    );
  }
  return problems;
}

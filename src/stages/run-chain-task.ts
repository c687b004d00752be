import { prepareChain, runChain } from '../chain/build/build-chain.ts';
import type { RunControl } from '../chain/control/run-control.ts';
import type { StageClass } from '../chain/stage.ts';
import { asStageClass } from '../chain/subclass/adapt-subclass.ts';
import type { ChainTask, StageReference } from '../chain/workers/protocol.ts';
import { BUILT_IN_SHORTCUTS, BUILT_IN_STAGES } from './built-in.ts';
import { encodeResult, knownObjects } from './run-control/encode-result.ts';

/** Runs the rest of a chain; yields its results as data. */
export async function* runChainTask(task: ChainTask, control: RunControl): AsyncGenerator<unknown> {
  const stages: StageClass[] = [];
  for (const reference of task.stages) stages.push(await findStage(reference));
  const known = knownObjects(task.context);
  await prepareChain(stages, task.context);
  for await (const result of runChain(stages, task.context, control, BUILT_IN_SHORTCUTS))
    yield encodeResult(result, known);
}

/** The class behind a name. */
async function findStage({ name, module }: StageReference): Promise<StageClass> {
  if (module === undefined) {
    const builtIn = BUILT_IN_STAGES.find(({ stageName }) => stageName === name);
    if (builtIn === undefined) throw new Error(`there is no built-in stage ${name}`);
    return builtIn;
  }
  const exported: Record<string, unknown> = await import(/* @vite-ignore */ module);
  const found = Object.values(exported)
    .map(asStageClass)
    .find((stage) => stage?.stageName === name);
  if (found === undefined) throw new Error(`${module} exports no stage ${name}`);
  return found;
}

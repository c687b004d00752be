import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Context } from '../kind.ts';
import type { StageClass } from '../stage.ts';
import { unusedArguments } from './argument-check.ts';
import { canonicalArgumentName } from './argument-names.ts';

/** What is doubtful about a chain and its arguments, though it can run. Told when the run starts. */
export function chainWarnings(
  stages: readonly StageClass[],
  given: Context,
  writtenNames: readonly string[],
  builtIn: readonly StageClass[],
): Diagnostic[] {
  return [
    ...writtenNames.flatMap(olderName),
    ...unusedArguments(stages, given, builtIn).idle.map(idleArgument),
    ...reducedLayers(stages),
  ];
}

function olderName(written: string): Diagnostic[] {
  const name = canonicalArgumentName(written);
  if (name === written) return [];
  return [warning('ZZ6011', `the argument '${written}' is now called '${name}'`, `write '${name}'`)];
}

function idleArgument(name: string): Diagnostic {
  return warning(
    'ZZ6012',
    `no stage of this chain uses the argument '${name}'`,
    'leave out the argument, or add the stage that uses it',
  );
}

/** A reducer above the layer loop compares layers with each other: nearly always a mistake. */
function reducedLayers(stages: readonly StageClass[]): Diagnostic[] {
  const loop = stages.findIndex(({ stageName }) => stageName === 'WorkloadStage');
  const sum = stages.findIndex(({ contract }) => contract.yieldsSums === true);
  return stages.slice(0, Math.max(loop, 0)).flatMap((stage, index) => {
    if (stage.contract.keepsBest !== true || (sum >= 0 && sum < index)) return [];
    const message = `${stage.stageName} above WorkloadStage compares layers with each other and keeps only the best one`;
    return [warning('ZZ6013', message, 'move it below WorkloadStage to keep the best mapping of every layer')];
  });
}

function warning(code: string, message: string, hint: string): Diagnostic {
  return { code, severity: 'warning', message, hint };
}

import type { Context } from '../kind.ts';
import type { StageClass } from '../stage.ts';
import { argumentProblems, unusedArguments } from './argument-check.ts';
import { describe } from './describe.ts';
import { orderProblems } from './order-check.ts';

/**
 * Everything that is wrong with a chain and its arguments; empty when it can run.
 * @param builtIn all stages of the library, to advise which one provides a missing argument.
 */
export function chainProblems(chain: readonly unknown[], given: Context, builtIn: readonly StageClass[]): string[] {
  if (chain.length === 0) return ['the list of stages is empty; end it with CostModelStage'];
  const problems: string[] = [];
  const stages = chain.flatMap((entry, index) => {
    if (isStageClass(entry)) return [entry];
    problems.push(`item ${index + 1} (${describe(entry)}) is not a stage class`);
    return [];
  });
  if (problems.length > 0) return problems;
  return [
    ...argumentProblems(stages, given, builtIn),
    ...orderProblems(stages),
    ...unusedArguments(stages, given, builtIn).slips,
  ];
}

export function isStageClass(value: unknown): value is StageClass {
  return typeof value === 'function' && 'stageName' in value && 'contract' in value;
}

import type { StageClass } from '../stage.ts';
import { place } from './describe.ts';

/** Stages that stand where they cannot work. */
export function orderProblems(stages: readonly StageClass[]): string[] {
  const problems: string[] = [];
  let synchronous: StageClass | undefined;
  stages.forEach((stage, index) => {
    const { asynchronous, eitherWay, synchronousBelow } = stage.contract;
    const below = stages.slice(index + 1);
    const here = place(stage, index);
    problems.push(...endProblems(stage, here, below.length), ...resultProblems(stage, here, below));
    if (asynchronous && synchronous !== undefined) {
      const { stageName, contract } = synchronous;
      const instead =
        contract.mentions === undefined ? '' : `, or write ${stageName} with "async *run" and "for await"`;
      problems.push(
        `${here} is asynchronous but stands below ${stageName}, which is synchronous: move it above ${stageName}${instead}`,
      );
    }
    if (synchronousBelow || !(asynchronous || eitherWay)) synchronous ??= stage;
  });
  return problems;
}

/** A leaf ends the chain, and only a leaf. */
function endProblems({ contract }: StageClass, here: string, following: number): string[] {
  if (contract.leaf && following > 0) {
    const rest = following === 1 ? 'one more stage follows' : `${following} more stages follow`;
    return [`${here} must be the last stage of the chain, but ${rest}: move it to the end`];
  }
  return contract.leaf || following > 0
    ? []
    : [`${here} cannot be the last stage: end the chain with a stage that yields evaluations, such as CostModelStage`];
}

/** Stages get results they cannot use. */
function resultProblems(stage: StageClass, here: string, below: readonly StageClass[]): string[] {
  const { singleEvaluationsOnly, acceptsLists, passive } = stage.contract;
  const listing = below.find(({ contract }) => contract.yieldsLists);
  if (passive && !acceptsLists && listing !== undefined) {
    return [
      `${here} reads the cost of single results, but ${listing.stageName} below it yields a list: move it below ${listing.stageName}`,
    ];
  }
  const summing = below.find(({ contract }) => contract.yieldsSums);
  if (singleEvaluationsOnly === undefined || summing === undefined) return [];
  return [
    `${here} ${singleEvaluationsOnly}, but ${summing.stageName} below it yields a total: move it below ${summing.stageName}`,
  ];
}

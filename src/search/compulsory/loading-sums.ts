import { type CompiledProblem, FROM_HIGH, FROM_LOW, TO_HIGH, TO_LOW } from '../../engine/problem/compiled-problem.ts';

/** One of the two sums whose larger one is the on-loading, together with the off-loading: 1 per interface whose link counts. */
export type LoadingSum = Uint8Array;

/** The traffic slots at both ends of the link across an interface: of the memory below, and of the one above. */
export function linkSlots(
  { operands }: Pick<CompiledProblem, 'operands'>,
  operand: number,
  level: number,
): readonly [number, number] {
  const { levelBase, isOutput } = operands[operand];
  const lower = 4 * (levelBase + level - 1);
  const upper = lower + 4;
  return isOutput ? [lower + TO_HIGH, upper + FROM_LOW] : [lower + FROM_HIGH, upper + TO_LOW];
}

/* How the ports at both ends of a link are shared by the inputs (docs/cost-model.md#on--and-off-loading). */
const BOTH = 2;
const ONE = 1;

/**
 * On-loading is the least, over these alternatives, of the larger of their sums. Of equal alternatives one is listed.
 */
export function loadingSums(problem: CompiledProblem): LoadingSum[][] {
  const { operands } = problem;
  const [output, first, second] = operands;
  const sumOf = (parts: readonly (readonly [operand: number, shared: readonly number[]])[]): LoadingSum => {
    const counts = new Uint8Array(problem.interfaceCount);
    counts.fill(1, output.interfaceBase + 1, output.interfaceBase + output.levelCount);
    for (const [operand, shared] of parts) {
      for (const level of countedLinks(problem, operand, shared)) counts[operands[operand].interfaceBase + level] = 1;
    }
    return counts;
  };
  if (second === undefined) return first === undefined ? [[sumOf([])]] : [[sumOf([[1, [0]]])]];
  const all = [0, ONE, BOTH];
  const sums = [
    [
      sumOf([
        [1, [BOTH]],
        [2, all],
      ]),
      sumOf([[1, all]]),
    ],
    [
      sumOf([
        [2, [BOTH]],
        [1, all],
      ]),
      sumOf([[2, all]]),
    ],
  ];
  // Without links that both share, the alternatives are equal. One input's alone may count less than nothing (quirk C1), so then both stay.
  const areEqual = [1, 2].every((operand) => countedLinks(problem, operand, [BOTH]).length === 0);
  return areEqual ? sums.slice(0, 1) : sums;
}

/** Levels of an input's links of which so many ends are shared; of those with one shared end only the outermost counts (quirk C7). */
function countedLinks(problem: CompiledProblem, operand: number, shared: readonly number[]): number[] {
  const { portServesBothInputs, operands } = problem;
  const found: number[] = [];
  let half: number | undefined;
  for (let level = 1; level < operands[operand].levelCount; level++) {
    const [lower, upper] = linkSlots(problem, operand, level);
    const ends = portServesBothInputs[lower] + portServesBothInputs[upper];
    if (!shared.includes(ends)) continue;
    if (ends === ONE) half = level;
    else found.push(level);
  }
  return half === undefined ? found : [...found, half];
}

import type { Diagnostic } from '../../../base/diagnostic.ts';
import { leftOut } from '../onnx-warnings.ts';

/** A node that cannot be read, and why. */
export interface Problem {
  readonly diagnostic: Diagnostic;
  /** Equal for problems of the same cause; undefined for faults of the node itself. */
  readonly rootCause: string | undefined;
}

/** One finding per cause: the first, with the number of nodes that suffer from the same. */
export function rootsOf(problems: readonly Problem[], isSkipped: boolean): readonly Diagnostic[] {
  const groups = new Map<string | Problem, { readonly first: Diagnostic; count: number }>();
  for (const problem of problems) {
    const key = problem.rootCause ?? problem;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: problem.diagnostic, count: 1 });
    else group.count++;
  }
  return [...groups.values()].map(({ first, count }) => {
    const followed = count === 1 ? first : { ...first, message: `${first.message}; ${further(count - 1)}` };
    return isSkipped ? leftOut(followed) : followed;
  });
}

function further(count: number): string {
  return count === 1 ? '1 further layer follows from it' : `${count} further layers follow from it`;
}

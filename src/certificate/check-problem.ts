import { checkCandidates } from './check-candidates.ts';
import { checkWitness } from './check-witness.ts';
import { distinctCandidates } from './distinct-candidates.ts';
import type { ProblemDocument } from './document.ts';
import { NotCovered } from './not-covered.ts';
import type { ProblemQuestion } from './question.ts';
import { notFinished, PROVEN, type Verdict } from './verdict.ts';

/** Checks what a certificate says of one layer: that its witness has the value, and that no mapping has a smaller one. */
export function checkProblem(question: ProblemQuestion, problem: ProblemDocument): Verdict {
  const { layer, accelerator, costModel, mostSpatialMappings } = question;
  if (problem.open !== undefined) return notFinished(problem.open.reason);
  try {
    const space = distinctCandidates(layer, accelerator, costModel, mostSpatialMappings);
    const witness = checkWitness(question, problem, space);
    return witness === PROVEN ? checkCandidates(question, problem, space) : witness;
  } catch (error) {
    if (error instanceof NotCovered) return notFinished(`the checker does not cover ${error.message}`);
    throw error;
  }
}

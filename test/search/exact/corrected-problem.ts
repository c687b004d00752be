import { compileProblem } from '../../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import { evaluateGivenMapping } from '../../../src/given-mapping/evaluate-given-mapping.ts';
import type { RandomCase } from '../../corrected/random-case.ts';

/** The problem of a case by the corrected model, without its temporal mapping. */
export function problemOf(given: RandomCase): CompiledProblem {
  const { evaluation } = evaluateGivenMapping({ ...given, costModel: 'corrected' });
  const { layer, accelerator, spatialMapping } = evaluation;
  return compileProblem(layer, accelerator, spatialMapping, {
    costModel: 'corrected',
    accessSameDataConsideredAsNoAccess: given.reuse_at_pins,
  });
}

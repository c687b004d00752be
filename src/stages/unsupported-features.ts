import type { Diagnostic } from '../base/diagnostic.ts';
import type { Accelerator } from '../model/accelerator.ts';

/** What an accelerator file may say but no model of this version can cost. */
export function unsupportedFeatures(accelerator: Accelerator): Diagnostic[] {
  const { name, operationalArray } = accelerator;
  const problems: Diagnostic[] = [];
  if (operationalArray.inMemoryComputing !== undefined) {
    problems.push({
      code: 'ZZ6020',
      severity: 'error',
      message: `accelerator "${name}" is an in-memory-computing array, whose cost model is not available yet`,
      hint: 'use an accelerator with an ordinary operational_array (is_imc: false)',
    });
  }
  return problems;
}

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Accelerator } from '../model/accelerator.ts';

/** What an accelerator file may say but no model of this version can cost. */
export function unsupportedFeatures(accelerator: Accelerator): Diagnostic[] {
  const { name, memoryHierarchy } = accelerator;
  const problems: Diagnostic[] = [];
  for (const memory of memoryHierarchy.memories.filter(({ autoCostExtraction }) => autoCostExtraction)) {
    problems.push({
      code: 'ZZ6021',
      severity: 'error',
      message: `memory "${memory.name}" of "${name}" asks for auto_cost_extraction, which is not available yet`,
      hint: 'give r_cost, w_cost and area in the file and remove auto_cost_extraction',
    });
  }
  return problems;
}

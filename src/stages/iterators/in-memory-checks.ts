import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';

/** A run for in-memory-computing arrays needs such an array. */
export function inMemoryComputeProblems(accelerator: Accelerator, inMemoryCompute: boolean): Diagnostic[] {
  const { name, operationalArray } = accelerator;
  if (!inMemoryCompute || operationalArray.inMemoryComputing !== undefined) return [];
  return [
    {
      code: 'ZZ6020',
      severity: 'error',
      message: `accelerator "${name}" is not an in-memory-computing array; inMemoryCompute (--in-memory-compute) expects one`,
      hint: 'leave out the option, or use an accelerator with is_imc: true, such as aimc or dimc',
    },
  ];
}

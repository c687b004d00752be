import type { Diagnostic } from '../base/diagnostic.ts';
import type { Accelerator } from '../model/accelerator.ts';
import type { Layer } from '../model/layer.ts';
import type { Workload } from '../model/workload.ts';

/** Operator types without weights, which in-memory-computing arrays leave to other hardware. */
const SKIPPED_OPERATORS: readonly string[] = ['Pooling', 'Add'];

/** The layers that are evaluated: all, but on in-memory-computing arrays those without weights are absent from totals. */
export function evaluatedLayers({ layers }: Workload, { operationalArray }: Accelerator): readonly Layer[] {
  if (operationalArray.inMemoryComputing === undefined) return layers;
  return layers.filter(({ operatorType }) => !SKIPPED_OPERATORS.includes(operatorType));
}

/** A run for in-memory-computing arrays needs such an array. */
export function inMemoryComputeProblems(accelerator: Accelerator, inMemoryCompute: boolean): Diagnostic[] {
  const { name, operationalArray } = accelerator;
  if (!inMemoryCompute || operationalArray.inMemoryComputing !== undefined) return [];
  return [
    {
      code: 'ZZ6020',
      severity: 'error',
      message: `accelerator "${name}" is not an in-memory-computing array, so it has no clock period and area to report`,
      hint: 'leave inMemoryCompute (--in-memory-compute) out, or use an accelerator with is_imc: true such as aimc or dimc',
    },
  ];
}

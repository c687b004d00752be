import { MappingError } from '../../../base/diagnostic.ts';
import type { Accelerator } from '../../../model/accelerator/accelerator.ts';
import type { Layer } from '../../../model/workload/layer.ts';

/**
 * All cycles of the corrected cost model are whole. Arrays read from files always have whole cycles per operation.
 * @throws MappingError when an operation of the array takes a part of a cycle.
 */
export function requireWholeCycles({ name, operationalArray }: Accelerator, layer: Layer): void {
  const { cyclesPerOperation } = operationalArray;
  if (Number.isInteger(cyclesPerOperation) && cyclesPerOperation >= 1) return;
  throw new MappingError(layer.name, {
    code: 'ZZ2603',
    severity: 'error',
    message: `an operation of the array of ${name} takes ${cyclesPerOperation} cycles; the corrected cost model needs a whole number of 1 or more`,
    hint: 'give the array whole cycles per operation, or take the reference model',
  });
}

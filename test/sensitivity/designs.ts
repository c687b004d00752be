import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import type { CostModelName } from '../../src/model/cost-model.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/** A file of two memories with these numbers in place of those of the small inputs. */
export function designFile(
  inner: Readonly<Record<string, unknown>> = {},
  outer: Readonly<Record<string, unknown>> = {},
  array: Readonly<Record<string, unknown>> = {},
) {
  const file = rowOfUnits({
    inner: { ...memory(4096), r_cost: 2, w_cost: 3, area: 0.5, ...inner },
    outer: { ...memory(1e9), r_cost: 40, w_cost: 50, area: 0, ...outer },
  });
  return { ...file, operational_array: { ...file.operational_array, ...array } };
}

/** The best mappings of a matrix product on a design. */
export async function runOn(
  accelerator: Readonly<Record<string, unknown>>,
  sizes: readonly [number, number, number] = [16, 24, 32],
  costModel: CostModelName = 'reference',
) {
  return getHardwarePerformance({
    workload: [matrixProduct(0, 'first', sizes), matrixProduct(1, 'second', [8, 8, 8])],
    accelerator,
    mapping: [FREE_MAPPING],
    costModel,
  });
}

/** An accelerator from the content of a file. */
export function readDesign(content: object): Accelerator {
  return readAccelerator(documentFromObject(content)).value;
}

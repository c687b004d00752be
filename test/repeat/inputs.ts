import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/* Networks in which layers are repeated, and the same written out. */

export const ACCELERATOR = rowOfUnits({ l1: memory(256), l2: memory(8192), dram: memory(2 ** 30) });

/** Three different layers; the second and third are repeated as a block. */
export const REPEATED = [
  matrixProduct(0, 'first', [3, 4, 2]),
  { ...matrixProduct(1, 'up', [2, 4, 3], 0), repeat: 3 },
  { ...matrixProduct(2, 'down', [2, 3, 4], 1), repeat: 3 },
];

export function inputs(workload: HardwarePerformanceOptions['workload']): HardwarePerformanceOptions {
  return { workload, accelerator: ACCELERATOR, mapping: [FREE_MAPPING] };
}

/** Every number of a run that adds up over layers. */
export function totalsOf({ total }: Pick<HardwarePerformance, 'total'>): Readonly<Record<string, number>> {
  const { energyPerLevel, energyPerDirection, wordAccesses, ...headline } = total.figures;
  return Object.fromEntries(numbersOf({ ...headline, energyPerLevel, energyPerDirection, wordAccesses }, ''));
}

function numbersOf(value: unknown, path: string): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, `${path}/${key}`));
}

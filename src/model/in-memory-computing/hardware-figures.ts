import type { Accelerator } from '../accelerator/accelerator.ts';
import type { MemoryLevel } from '../accelerator/memory.ts';
import type { CostModelName } from '../cost-model.ts';
import { arrayAreaMm2 } from './area.ts';
import { structureOf } from './array-structure.ts';
import { type ArrayPart, type Breakdown, totalOf } from './breakdown.ts';
import { clockPeriodNs } from './clock-period.ts';
import { type PeakPerformance, peakPerformance } from './peak-performance.ts';

/** The figures of an accelerator with an in-memory-computing array that depend on no workload. */
export interface HardwareFigures {
  readonly clockPeriod: {
    /** Clock period in ns ("tclk"). */
    readonly totalNs: number;
    readonly partsNs: Breakdown<ArrayPart>;
  };
  readonly area: {
    /** mm², array and memories. */
    readonly totalMm2: number;
    readonly arrayMm2: number;
    /** Every memory once, whatever its number of copies (parity quirk I6, docs/parity-quirks.md). The corrected model counts all copies. */
    readonly memoryMm2: number;
    readonly arrayPartsMm2: Breakdown<ArrayPart>;
    /** By name of the memory. */
    readonly memoriesMm2: Readonly<Record<string, number>>;
  };
  readonly peak: PeakPerformance;
}

/** The memory of the weights. Its area counts in the array. */
export const CELLS = 'cells';

/** Clock period, area and peak figures; undefined for ordinary arrays. */
export function hardwareFigures(
  { operationalArray, memoryHierarchy }: Accelerator,
  costModel: CostModelName = 'reference',
): HardwareFigures | undefined {
  const structure = structureOf(operationalArray);
  if (structure === undefined) return undefined;
  const partsNs = clockPeriodNs(structure, costModel);
  const arrayPartsMm2 = arrayAreaMm2(structure);
  const areaOfCopies = ({ name, area = 0, copies }: MemoryLevel): number => (name === CELLS ? 0 : area * copies);
  const memoriesMm2 = Object.fromEntries(
    memoryHierarchy.memoryOrder.map((memory) => [
      memory.name,
      costModel === 'corrected' ? areaOfCopies(memory) : (memory.area ?? 0),
    ]),
  );
  const arrayMm2 = totalOf(arrayPartsMm2);
  const memoryMm2 = totalOf(memoriesMm2);
  return {
    clockPeriod: { totalNs: totalOf(partsNs), partsNs },
    area: { totalMm2: arrayMm2 + memoryMm2, arrayMm2, memoryMm2, arrayPartsMm2, memoriesMm2 },
    peak: peakPerformance(structure, costModel),
  };
}

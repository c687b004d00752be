import type { Accelerator } from '../accelerator/accelerator.ts';
import { hardwareFigures } from '../in-memory-computing/hardware-figures.ts';

/**
 * Clock period in ns: that of `clock_frequency`, else the shortest one of an in-memory-computing array; undefined where neither says it.
 */
export function clockPeriodNsOf(accelerator: Accelerator): number | undefined {
  const { clockFrequencyMhz } = accelerator;
  if (clockFrequencyMhz !== undefined) return 1000 / clockFrequencyMhz;
  return hardwareFigures(accelerator)?.clockPeriod.totalNs;
}

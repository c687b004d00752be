import type { Accelerator } from '../accelerator/accelerator.ts';
import type { CostModelName } from '../cost-model.ts';
import { hardwareFigures } from '../in-memory-computing/hardware-figures.ts';

/**
 * Clock period in ns: that of `clock_frequency`, else the shortest one of an in-memory-computing array; undefined where neither says it.
 */
export function clockPeriodNsOf(accelerator: Accelerator, costModel: CostModelName = 'reference'): number | undefined {
  const { clockFrequencyMhz } = accelerator;
  if (clockFrequencyMhz !== undefined) return 1000 / clockFrequencyMhz;
  return hardwareFigures(accelerator, costModel)?.clockPeriod.totalNs;
}

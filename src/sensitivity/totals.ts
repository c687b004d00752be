import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { CostModelName } from '../model/cost-model.ts';
import { areaOf } from '../model/hardware/area.ts';
import { clockPeriodNsOf } from '../model/hardware/clock.ts';
import { staticPowerOf } from '../model/hardware/static-power.ts';
import type { Totals } from './total-names.ts';

/** @param design all memories of the accelerator. @param energy pJ. @param latency cycles. */
export function totalsOf(design: Accelerator, energy: number, latency: number, costModel: CostModelName): Totals {
  const { totalMw } = staticPowerOf(design);
  const periodNs = clockPeriodNsOf(design, costModel);
  const area = areaOf(design, costModel).totalMm2;
  return {
    energy,
    latency,
    EDP: energy * latency,
    ...(totalMw === undefined || periodNs === undefined
      ? {}
      : { 'energy.with_static': energy + totalMw * (latency * periodNs) }),
    ...(area === undefined ? {} : { area }),
  };
}

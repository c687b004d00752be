/** Parts of an array, with the names of the result files, in the order in which they are summed. */
export type ArrayPart = 'cells' | 'dacs' | 'adcs' | 'mults' | 'adders_regular' | 'adders_pv' | 'accumulators';

/** What costs energy in an array, with the names of the result files, in the order in which it is summed. */
export type EnergyPart =
  | 'local_bl_precharging'
  | 'dacs'
  | 'adcs'
  | 'mults'
  | 'analog_bl_addition'
  | 'adders_regular'
  | 'adders_pv'
  | 'accumulators';

/** A figure by part. */
export type Breakdown<Part extends string> = Readonly<Record<Part, number>>;

/** The energy of `times` equal layers. */
export function scaleBreakdown(parts: Breakdown<EnergyPart>, times: number): Breakdown<EnergyPart> {
  return {
    local_bl_precharging: parts.local_bl_precharging * times,
    dacs: parts.dacs * times,
    adcs: parts.adcs * times,
    mults: parts.mults * times,
    analog_bl_addition: parts.analog_bl_addition * times,
    adders_regular: parts.adders_regular * times,
    adders_pv: parts.adders_pv * times,
    accumulators: parts.accumulators * times,
  };
}

/** Sum of all parts, in their order. */
export function totalOf(breakdown: Readonly<Record<string, number>>): number {
  return Object.values(breakdown).reduce((sum, value) => sum + value, 0);
}

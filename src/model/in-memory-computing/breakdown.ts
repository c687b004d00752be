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

/** Sum of all parts, in their order. */
export function totalOf(breakdown: Readonly<Record<string, number>>): number {
  return Object.values(breakdown).reduce((sum, value) => sum + value, 0);
}

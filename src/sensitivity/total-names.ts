import type { Unit } from '../base/number-text.ts';

/** The totals of a run that depend on the numbers of its accelerator. */
export const TOTALS = [
  { name: 'energy', title: 'energy', unit: 'pJ' },
  { name: 'latency', title: 'latency', unit: 'cycles' },
  { name: 'EDP', title: 'energy-delay product', unit: 'pJ·cycles' },
  { name: 'energy.with_static', title: 'energy with static power', unit: 'pJ' },
  { name: 'area', title: 'area', unit: 'mm2' },
] as const satisfies readonly { readonly name: string; readonly title: string; readonly unit: Unit }[];

export type TotalName = (typeof TOTALS)[number]['name'];

/** pJ, cycles, pJ·cycles and mm². Energy with static power and area are absent where the file says too little. */
export type Totals = Readonly<Partial<Record<TotalName, number>>>;

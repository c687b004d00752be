import type { Unit } from '../../src/base/number-text.ts';
import { outputOf } from '../../src/quantities/language-model/outputs.ts';
import type { DesignResult, Totals } from '../engine/result/design-result.ts';

/** A total of the network: how it is read, and which way is better. */
export interface TotalKind {
  readonly title: string;
  /** Where the title has little room. */
  readonly shortTitle?: string;
  readonly unit: Unit;
  /** Whether the title says the unit, so that it needs none beside it. */
  readonly isUnitInTitle?: boolean;
  readonly of: (result: DesignResult) => number | undefined;
  readonly better: 'less' | 'more';
  /** The quantity that explains it. */
  readonly figure: string;
}

function total(title: string, unit: Unit, name: keyof Totals, figure: string = name): TotalKind {
  const better = unit === 'share' ? 'more' : 'less';
  return { title, unit, of: ({ totals }) => totals[name], better, figure };
}

/** Those of every network. */
export const TOTALS: readonly TotalKind[] = [
  total('energy', 'pJ', 'energy'),
  total('latency', 'cycles', 'latency'),
  { ...total('energy-delay product', 'pJ·cycles', 'product', 'energy'), shortTitle: 'product' },
  total('utilisation', 'share', 'utilisation'),
  total('area', 'mm2', 'area'),
];

/**
 * Those of a language model: outputs per second, or cycles per output where the accelerator has no clock, and energy per output.
 * None for other workloads.
 */
export function modelTotals({ languageModel }: DesignResult): readonly TotalKind[] {
  if (languageModel === undefined) return [];
  const output = outputOf(languageModel.inference);
  const cycles = `cycles_per_${output}`;
  const rate = `${output}s_per_second`;
  const has = (name: string): boolean => languageModel.quantities.some((quantity) => quantity.name === name);
  const byName = (name: string, title: string, unit: Unit, figure: string): TotalKind => ({
    title,
    unit,
    of: (result) => result.languageModel?.quantities.find((quantity) => quantity.name === name)?.value ?? undefined,
    better: name === rate ? 'more' : 'less',
    isUnitInTitle: name === rate,
    figure,
  });
  return [
    has(cycles) && !has(rate)
      ? byName(cycles, `cycles per ${output}`, 'cycles', 'latency')
      : byName(rate, `${output}s per second`, `${output}s/s`, 'latency'),
    byName(`energy_per_${output}`, `energy per ${output}`, 'pJ', 'energy'),
  ];
}

/** All totals of two results that are compared. */
export function totalsOfBoth(a: DesignResult, b: DesignResult): readonly TotalKind[] {
  const [ofA, ofB] = [modelTotals(a), modelTotals(b)];
  return [...TOTALS, ...(ofB.length === 0 ? ofA : ofB)];
}

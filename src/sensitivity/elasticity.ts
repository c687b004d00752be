import { TOTALS, type TotalName, type Totals } from './total-names.ts';
import type { VariedNumber } from './varied-numbers.ts';

/** Relative change of a total per relative change of a number. Undefined where there is no value, or no mapping fits. */
export interface Elasticity {
  readonly smaller: number | undefined;
  readonly larger: number | undefined;
}

/** What a run does with the smaller and the larger value of a number. */
export interface Response {
  /** The totals then; undefined where there is no such value, or no mapping fits. */
  readonly smaller: Totals | undefined;
  readonly larger: Totals | undefined;
  readonly elasticities: Readonly<Partial<Record<TotalName, Elasticity>>>;
}

/**
 * The elasticities of all totals: by shares (T′/T − 1) / (x′/x − 1), exact for totals that are linear in the number; by factors
 * ln(T′/T) / ln(x′/x), exact for totals that are a power of it. −1 then means: twice the number, half the total.
 */
export function responseOf(
  { kind, value, ...values }: VariedNumber,
  base: Totals,
  smaller: Totals | undefined,
  larger: Totals | undefined,
): Response {
  const between = (from: number | undefined, to: number | undefined, x: number | undefined): number | undefined => {
    if (from === undefined || to === undefined || x === undefined) return undefined;
    if (to === from) return 0;
    return kind === 'share' ? (to / from - 1) / (x / value - 1) : Math.log(to / from) / Math.log(x / value);
  };
  const elasticities: Partial<Record<TotalName, Elasticity>> = {};
  for (const { name } of TOTALS) {
    const from = base[name];
    if (from === undefined) continue;
    elasticities[name] = {
      smaller: between(from, smaller?.[name], values.smaller),
      larger: between(from, larger?.[name], values.larger),
    };
  }
  return { smaller, larger, elasticities };
}

/** The larger effect of the two sides, without its sign. */
export function strength(elasticity: Elasticity | undefined): number {
  const sides = [elasticity?.smaller ?? 0, elasticity?.larger ?? 0].map(Math.abs).filter(Number.isFinite);
  return Math.max(0, ...sides);
}

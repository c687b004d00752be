import type { NumberRange, NumberValue } from '../model/accelerator/accelerator-number.ts';
import type { HeldMappings } from './held-mappings.ts';
import { TOTALS, type TotalName, type Totals } from './totals.ts';

/** How far a total goes: at its nominal value, and how much less and more it may be. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** One range of the file and the totals at its ends; undefined where a mapping does not fit. */
export interface RangeEffect extends NumberRange {
  readonly nominal: number;
  readonly atLow: Totals | undefined;
  readonly atHigh: Totals | undefined;
}

/** What the ranges of a file make of one total. */
export interface TotalRange {
  readonly nominal: number;
  /** Root of the sum of squares of the single changes: ranges that are independent of each other. */
  readonly independent: Interval;
  /** All numbers at once at the ends that make the total least, or most. */
  readonly worstCase: Interval;
}

export interface RangePropagation {
  readonly ranges: readonly RangeEffect[];
  readonly totals: Readonly<Partial<Record<TotalName, TotalRange>>>;
  /** Names of the totals whose corners do not fit: their worst case is that of the single ranges. */
  readonly unfit: readonly TotalName[];
}

/**
 * Propagates ranges to the totals, every mapping held. The corners are found number by number: which end of a range raises the total
 * on its own. That is exact where a total moves in one direction with every number, whatever the others are: energy and area, which
 * are linear in every cost, and latency, which more bandwidth never raises.
 */
export function propagateRanges(
  held: HeldMappings,
  base: Totals,
  ranges: readonly NumberRange[],
  nominalOf: (range: NumberRange) => number,
): RangePropagation {
  const effects = ranges.map((range): RangeEffect => {
    const at = (value: number): Totals | undefined => held.totals([{ number: range.number, value }]);
    return { ...range, nominal: nominalOf(range), atLow: at(range.low), atHigh: at(range.high) };
  });
  const totals: Partial<Record<TotalName, TotalRange>> = {};
  const unfit: TotalName[] = [];
  for (const { name } of TOTALS) {
    const nominal = base[name];
    if (nominal === undefined) continue;
    const corner = (sign: 1 | -1): number => {
      const changes = effects.map((effect) => worseEnd(effect, name, nominal, sign));
      const reached = held.totals(changes)?.[name];
      if (reached !== undefined) return reached;
      if (!unfit.includes(name)) unfit.push(name);
      return nominal + sign * rootSumSquare(effects, name, nominal, sign);
    };
    totals[name] = {
      nominal,
      independent: {
        least: nominal - rootSumSquare(effects, name, nominal, -1),
        most: nominal + rootSumSquare(effects, name, nominal, 1),
      },
      worstCase: { least: corner(-1), most: corner(1) },
    };
  }
  return { ranges: effects, totals, unfit };
}

/** The end of a range that makes a total more (sign 1) or less (−1); its nominal value where neither does. */
function worseEnd(effect: RangeEffect, name: TotalName, nominal: number, sign: 1 | -1): NumberValue {
  const { number, low, high, atLow, atHigh } = effect;
  const [changeLow, changeHigh] = [atLow, atHigh].map((at) => sign * ((at?.[name] ?? nominal) - nominal));
  if ((changeLow ?? 0) <= 0 && (changeHigh ?? 0) <= 0) return { number, value: effect.nominal };
  return { number, value: (changeLow ?? 0) > (changeHigh ?? 0) ? low : high };
}

function rootSumSquare(effects: readonly RangeEffect[], name: TotalName, nominal: number, sign: 1 | -1): number {
  const changes = effects.map(({ atLow, atHigh }) => {
    const at = [atLow?.[name] ?? nominal, atHigh?.[name] ?? nominal].map((total) => sign * (total - nominal));
    return Math.max(0, ...at);
  });
  return Math.hypot(...changes);
}

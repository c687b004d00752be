import { largest, smallest } from '../base/extremes.ts';
import type { NumberRange, NumberValue } from '../model/accelerator/accelerator-number.ts';
import type { HeldMappings } from './held-mappings.ts';
import { TOTALS, type TotalName, type Totals } from './total-names.ts';

/** How far a total goes: at its nominal value, and how much less and more it may be. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** One range of the file and the totals at its ends. */
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
  /** All numbers at once at those ends of their ranges that make the total least, or most. */
  readonly worstCase: Interval;
}

export interface RangePropagation {
  readonly ranges: readonly RangeEffect[];
  readonly totals: Readonly<Partial<Record<TotalName, TotalRange>>>;
}

/**
 * Propagates ranges to the totals, every mapping held. No total falls when a cost, area or power rises, so the corners take all of them at
 * one end. That is exact: energy and area are linear in them. Widths of ports act together, since the slowest port decides: all
 * combinations of their ends are evaluated, or for many widths those in which all are at one end.
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
  const lowest = corners(ranges, 'low').map((corner) => held.totals(corner));
  const highest = corners(ranges, 'high').map((corner) => held.totals(corner));
  const totals: Partial<Record<TotalName, TotalRange>> = {};
  for (const { name } of TOTALS) {
    const nominal = base[name];
    if (nominal === undefined) continue;
    const reached = (all: readonly (Totals | undefined)[]): number[] => all.flatMap((one) => one?.[name] ?? []);
    totals[name] = {
      nominal,
      independent: {
        least: nominal - rootSumSquare(effects, name, nominal, -1),
        most: nominal + rootSumSquare(effects, name, nominal, 1),
      },
      worstCase: { least: smallest(reached(lowest), nominal), most: largest(reached(highest), nominal) },
    };
  }
  return { ranges: effects, totals };
}

/** Of more widths, not all combinations are evaluated. */
const MOST_WIDTHS = 6;

/** All numbers at one end of their ranges; widths at every combination of both ends. */
function corners(ranges: readonly NumberRange[], end: 'low' | 'high'): NumberValue[][] {
  const widths = ranges.filter(({ number }) => number.of === 'port');
  const others = ranges.filter(({ number }) => number.of !== 'port').map((range) => at(range, end));
  if (widths.length > MOST_WIDTHS) {
    return (['low', 'high'] as const).map((width) => [...others, ...widths.map((range) => at(range, width))]);
  }
  return widths.reduce<NumberValue[][]>(
    (all, range) =>
      all.flatMap((one) => [
        [...one, at(range, 'low')],
        [...one, at(range, 'high')],
      ]),
    [others],
  );
}

function at({ number, ...ends }: NumberRange, end: 'low' | 'high'): NumberValue {
  return { number, value: ends[end] };
}

function rootSumSquare(effects: readonly RangeEffect[], name: TotalName, nominal: number, sign: 1 | -1): number {
  const changes = effects.map(({ atLow, atHigh }) => {
    const at = [atLow?.[name] ?? nominal, atHigh?.[name] ?? nominal].map((total) => sign * (total - nominal));
    return Math.max(0, ...at);
  });
  return Math.hypot(...changes);
}

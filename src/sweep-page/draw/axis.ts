import { largest, smallest } from '../../base/extremes.ts';
import type { Variable } from './variable.ts';

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** A direction of a chart, from values to pixels and back. */
export interface Axis {
  readonly variable: Variable;
  readonly isLogarithmic: boolean;
  readonly start: number;
  readonly end: number;
  readonly ticks: readonly Tick[];
  readonly at: (value: number) => number;
  readonly valueAt: (pixel: number) => number;
}

/** From this ratio of the largest to the smallest value on an axis is logarithmic. */
const LOGARITHMIC = 4;
/** Pixels that a tick needs. */
const TICK_ROOM = 42;

export interface AxisOptions {
  /** Share of the length that stays free at both ends. */
  readonly padding?: number;
  /** Pixels that a tick needs. */
  readonly room?: number;
  /** No larger values than this. */
  readonly most?: number;
}

/** An axis that shows all values; those that are not known do not count. */
export function axisOf(
  variable: Variable,
  values: readonly number[],
  start: number,
  end: number,
  { padding = 0.03, room = TICK_ROOM, most = Number.POSITIVE_INFINITY }: AxisOptions = {},
): Axis {
  const known = values.filter((value) => Number.isFinite(value));
  const low = known.length === 0 ? 1 : smallest(known);
  const high = Math.min(known.length === 0 ? 2 : largest(known), Math.max(most, low));
  const isLogarithmic = low > 0 && high / low >= LOGARITHMIC;
  const scale = isLogarithmic ? Math.log10 : (value: number) => value;
  const inverse = isLogarithmic ? (value: number) => 10 ** value : (value: number) => value;
  const length = scale(high) - scale(low);
  const slack = length === 0 ? Math.abs(scale(low)) * 0.1 || 1 : length * padding;
  const [from, to] = [scale(low) - slack, scale(high) + slack];
  const at = (value: number): number => start + ((scale(value) - from) / (to - from)) * (end - start);
  const count = Math.max(2, Math.floor(Math.abs(end - start) / room));
  const candidates =
    variable.values ?? (isLogarithmic ? powers(inverse(from), inverse(to), count) : steps(from, to, count));
  const inside = candidates.filter((value) => scale(value) >= from - 1e-9 && scale(value) <= to + 1e-9);
  return {
    variable,
    isLogarithmic,
    start,
    end,
    at,
    valueAt: (pixel) => inverse(from + ((pixel - start) / (end - start)) * (to - from)),
    ticks: apart(inside, at, variable.values === undefined ? 0 : room).map((value) => ({
      value,
      text: variable.tickText(value),
    })),
  };
}

/** Powers of ten, and with room twice and five times these, of a variable whose unit is a power of ten. */
function powers(from: number, to: number, most: number): number[] {
  const [low, high] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const decades = Math.log10(to / from);
  const every = Math.max(1, Math.ceil(decades / most));
  const mantissas = decades * 3 <= most ? [1, 2, 5] : decades * 2 <= most ? [1, 3] : [1];
  return Array.from({ length: high - low + 1 }, (_, index) => low + index)
    .filter((exponent) => mantissas.length > 1 || exponent % every === 0)
    .flatMap((exponent) => mantissas.map((mantissa) => Number(`${mantissa}e${exponent}`)))
    .filter((value) => value >= from && value <= to);
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function steps(from: number, to: number, most: number): number[] {
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Values of which neighbours are at least so many pixels apart; the last one stays. */
function apart(values: readonly number[], at: (value: number) => number, room: number): number[] {
  const kept: number[] = [];
  for (const value of values.toReversed()) {
    const last = kept.at(-1);
    if (last === undefined || Math.abs(at(last) - at(value)) >= room) kept.push(value);
  }
  return kept.reverse();
}

import { scaleFor, shortText, type Unit, type UnitScale } from '../../base/number-text.ts';

/** Axes are logarithmic from this ratio of largest to smallest number, unless told. */
const LOGARITHMIC_FROM = 30;

/** How numbers are laid out: `auto` is logarithmic where they span more than a decade and a half. */
export type AxisScale = 'auto' | 'linear' | 'log';

/** An axis that shows numbers divided by a scale. */
export interface ScatterAxis {
  readonly type: 'linear' | 'log';
  /** In the scaled unit. */
  readonly domain: readonly [number, number];
  readonly scale: UnitScale;
}

/** An axis on which all the numbers have room. Numbers that are not all above 0 get a linear one. */
export function axisFor(values: readonly number[], unit: Unit, type: AxisScale = 'auto'): ScatterAxis {
  const [smallest, largest] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const scale = scaleFor(largest, unit);
  const [low, high] = [smallest / scale.factor, largest / scale.factor];
  if (low > 0 && (type === 'log' || (type === 'auto' && high / low >= LOGARITHMIC_FROM))) {
    const room = Math.max(1.02, (high / low) ** 0.06);
    return { type: 'log', domain: [low / room, high * room], scale };
  }
  const room = 0.06 * (high - low) || 0.05 * high || 1;
  return { type: 'linear', domain: [Math.max(0, low - room), high + room], scale };
}

/** Where an axis has ticks, in the scaled unit, and what is written there. */
export interface AxisTicks {
  readonly ticks: readonly number[];
  readonly text: (tick: number) => string;
}

/**
 * About `count` ticks at even steps; on logarithmic axes at 1, 2 and 5 times powers of ten, over many decades at powers of ten only,
 * where that gives three at least.
 */
export function ticksOf({ type, domain: [low, high] }: ScatterAxis, count: number): AxisTicks {
  if (type === 'log') {
    const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
    const steps = to - from > 4 ? [1] : [1, 2, 5];
    const decades = Array.from({ length: to - from + 1 }, (_, decade) =>
      steps.map((step) => step * 10 ** (from + decade)),
    );
    const ticks = decades.flat().filter((tick) => tick >= low && tick <= high);
    if (ticks.length >= 3) return { ticks, text: shortText };
  }
  const step = evenStep((high - low) / count);
  const first = Math.ceil(low / step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return {
    ticks: Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step),
    text: (tick) => tick.toFixed(decimals),
  };
}

/** The next larger of 1, 2 and 5 times a power of ten. */
function evenStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return power * ([1, 2, 5].find((factor) => factor * power >= atLeast) ?? 10);
}

/** Where a number lies on its axis, from 0 to 1. */
export function position({ type, domain: [low, high], scale }: ScatterAxis, number: number): number {
  const value = number / scale.factor;
  return type === 'log' ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** The quantity with its scaled unit. */
export function axisLabel(quantity: string, { scale, type }: ScatterAxis): string {
  return `${quantity} (${scale.symbol}${type === 'log' ? ', logarithmic' : ''})`;
}

import { type FigureScale, figureScale, formatFigure } from './units.ts';

/** Axes are logarithmic from this ratio of largest to smallest figure. */
const LOGARITHMIC_FROM = 30;

/** An axis that shows figures divided by a scale. */
export interface ScatterAxis {
  readonly type: 'linear' | 'log';
  /** In scaled figures. */
  readonly domain: readonly [number, number];
  readonly scale: FigureScale;
}

/** An axis on which all the figures have room. */
export function axisFor(values: readonly number[]): ScatterAxis {
  const [smallest, largest] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const scale = figureScale(largest);
  const [low, high] = [smallest / scale.factor, largest / scale.factor];
  if (low > 0 && high / low >= LOGARITHMIC_FROM) {
    const room = (high / low) ** 0.06;
    return { type: 'log', domain: [low / room, high * room], scale };
  }
  const room = 0.06 * (high - low) || 0.05 * high || 1;
  return { type: 'linear', domain: [Math.max(0, low - room), high + room], scale };
}

/** Ticks of logarithmic axes at 1, 2 and 5 times powers of ten, over many decades at powers of ten only. */
export function ticksOf({ type, domain: [low, high] }: ScatterAxis) {
  if (type === 'linear') return { ticks: 6 };
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const steps = to - from > 4 ? [1] : [1, 2, 5];
  const ticks = Array.from({ length: to - from + 1 }, (_, decade) => steps.map((step) => step * 10 ** (from + decade)));
  return {
    ticks: ticks.flat().filter((tick) => tick >= low && tick <= high),
    // A tick format would leave out some of them.
    text: (tick: number): string => formatFigure(tick),
  };
}

/** Where a figure lies on its axis, from 0 to 1. */
export function position({ type, domain: [low, high], scale }: ScatterAxis, figure: number): number {
  const value = figure / scale.factor;
  return type === 'log' ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** The quantity with its scaled unit. */
export function axisLabel(quantity: string, { scale, type }: ScatterAxis, unit: string): string {
  return `${quantity} (${scale.word}${unit}${type === 'log' ? ', logarithmic' : ''})`;
}

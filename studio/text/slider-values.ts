import type { Slider } from '../state/project.ts';
import { kindOf, type NumberKind } from './number-kind.ts';

/*
 * The values at which a slider stops, and where they lie on it. Sizes and widths are compared by ratios, so the scale is logarithmic.
 */

/** Stops of a doubling, by kind of number. */
const STOPS: Readonly<Record<NumberKind, readonly number[]>> = {
  size: [1, 1.25, 1.5, 1.75],
  bandwidth: [1, 1.5],
  count: [1, 1.25, 1.5, 1.75],
  cost: [1, 1.1, 1.2, 1.35, 1.5, 1.65, 1.8],
  number: [1, 1.25, 1.5, 1.75],
};
const INTEGERS: readonly NumberKind[] = ['size', 'bandwidth', 'count', 'number'];
/** Sizes are whole bytes from here on. */
const BYTES_FROM_BITS = 64;
const LINEAR_STEPS = 20;

/** All stops of a slider in ascending order, its ends included. */
export function stopsOf({ paths, least, most }: Slider): readonly number[] {
  const kind = kindOf(paths[0] ?? []);
  if (least <= 0) {
    return Array.from({ length: LINEAR_STEPS + 1 }, (_, step) => least + ((most - least) * step) / LINEAR_STEPS);
  }
  const stops = new Set([least, most]);
  for (let power = Math.floor(Math.log2(least)); 2 ** power <= most; power++) {
    for (const part of STOPS[kind]) {
      const value = asKind(kind, part * 2 ** power);
      if (value > least && value < most) stops.add(value);
    }
  }
  return [...stops].toSorted((a, b) => a - b);
}

/** The powers of two of a slider, which the curve over it is drawn through. Its ends are included. */
export function powersOf(slider: Slider): readonly number[] {
  const { least, most } = slider;
  if (least <= 0) return stopsOf(slider).filter((_, index) => index % 2 === 0);
  return stopsOf(slider).filter((value) => value === least || value === most || Number.isInteger(Math.log2(value)));
}

/** Where a value lies, from 0 to 1. */
export function positionOf({ least, most }: Slider, value: number): number {
  const inside = Math.min(most, Math.max(least, value));
  if (least <= 0) return (inside - least) / (most - least);
  return Math.log(inside / least) / Math.log(most / least);
}

/** The stop nearest to a position. */
export function stopAt(slider: Slider, position: number): number {
  let nearest = slider.least;
  for (const stop of stopsOf(slider)) {
    if (Math.abs(positionOf(slider, stop) - position) < Math.abs(positionOf(slider, nearest) - position))
      nearest = stop;
  }
  return nearest;
}

/** So many stops further; the ends stay where they are. */
export function stepFrom(slider: Slider, value: number, steps: number): number {
  const stops = stopsOf(slider);
  const above = stops.findIndex((stop) => stop >= value);
  const at = above < 0 ? stops.length - 1 : above;
  // Between two stops, the first step leads to the next of them.
  const isBetween = stops[at] !== value;
  const target = at + steps - (isBetween && steps > 0 ? 1 : 0);
  return stops[Math.min(stops.length - 1, Math.max(0, target))] ?? value;
}

/** The next power of two, upwards or downwards, within the ends. */
export function powerFrom({ least, most }: Slider, value: number, direction: 1 | -1): number {
  if (value <= 0) return direction > 0 ? Math.min(most, 1) : least;
  const power = Math.log2(value);
  const next = direction > 0 ? Math.floor(power) + 1 : Math.ceil(power) - 1;
  return Math.min(most, Math.max(least, 2 ** next));
}

/** As a number of this kind must be: whole, in bytes, or of three digits. */
export function asKind(kind: NumberKind, value: number): number {
  if (!INTEGERS.includes(kind)) return Number(value.toPrecision(3));
  if (kind === 'size' && value >= BYTES_FROM_BITS) return Math.round(value / 8) * 8;
  return Math.max(1, Math.round(value));
}

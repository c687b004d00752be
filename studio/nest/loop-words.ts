import type { TemporalLoop } from '../../src/model/mapping/temporal-mapping.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { homeAmong, type Nest, type PlacedNest } from './moves.ts';

/* How loops and moves are called. */

const NAMES: Readonly<Record<string, string>> = {
  B: 'batch',
  G: 'group',
  K: 'output channel',
  C: 'input channel',
  OX: 'output column',
  OY: 'output row',
  FX: 'kernel column',
  FY: 'kernel row',
};

/** What a dimension of a convolution stands for; nothing for others. */
export function meaningOf({ dimensions }: Layer, dimension: string): string {
  const isConvolution = ['K', 'C', 'OX'].every((name) => dimensions.some((one) => one.name === name));
  return isConvolution ? (NAMES[dimension] ?? '') : '';
}

/** `K 8`. */
export function loopText({ dimension, size }: TemporalLoop): string {
  return `${dimension}\u00a0${size}`;
}

/** `K 8, FY 3`. */
export function loopsText(loops: readonly TemporalLoop[], between: string): string {
  return loops.map(loopText).join(between);
}

/** `below OY 14`, `outermost`: where the loop at a position stands. */
export function placeText({ loops }: Nest, at: number): string {
  const above = loops[at + 1];
  return above === undefined ? 'outermost' : `below ${loopText(above)}`;
}

/** `moved 2 inwards`. */
export function distanceText(from: number, at: number): string {
  if (from === at) return 'at its place';
  return `moved ${Math.abs(from - at)} ${at < from ? 'inwards' : 'outwards'}`;
}

/** `K 8 below OY 14`: the name of a move in the trail and for undo. */
export function moveLabel(nest: Nest, { at }: { readonly at: number }): string {
  const loop = nest.loops[at];
  return loop === undefined ? '' : `${loopText(loop)} ${placeText(nest, at)}`;
}

/** `border of W below K 8`. */
export function borderLabel(nest: Nest, operand: string, level: number): string {
  const end = nest.boundaries.get(operand)?.[level] ?? 0;
  const above = nest.loops[end];
  return `border of ${operand} ${above === undefined ? 'outermost' : `below ${loopText(above)}`}`;
}

/** For those who hear the page: `K 8, position 4 of 6, below OY 14.` Positions count from the outermost. */
export function heldText(nest: Nest, at: number): string {
  const loop = nest.loops[at];
  if (loop === undefined) return '';
  const count = nest.loops.length;
  return `${loopText(loop)}, position ${count - at} of ${count}, ${placeText(nest, at)}.`;
}

/** The place a step away from the present one among all places; the present one at the ends. */
export function placeBeside(places: readonly PlacedNest[], now: Nest, step: number): PlacedNest | undefined {
  const at = Math.max(0, homeAmong(places, now));
  return places[Math.min(places.length - 1, Math.max(0, at + step))];
}

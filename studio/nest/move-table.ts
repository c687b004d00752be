import type { Nest } from './moves.ts';
import type { Costs, NestCosts } from './nest-costs.ts';

/** A cell of the table of moves: a loop at a place, with its borders at their best. */
export interface Move {
  /** Position of the loop, from the innermost. */
  readonly from: number;
  readonly at: number;
}

/** What a move costs; `none` where no borders fit. */
export type MoveCost = Costs | 'none';

/** All moves of a nest, those of the loop and the place that are looked at first. */
export function movesFrom(count: number, focus: number): readonly Move[] {
  const moves: Move[] = [];
  for (let from = 0; from < count; from++) for (let at = 0; at < count; at++) if (from !== at) moves.push({ from, at });
  const distance = ({ from, at }: Move): number => Math.abs(from - focus) * count + Math.abs(at - from);
  return moves.toSorted((a, b) => distance(a) - distance(b));
}

/** The order of loops after a move. */
export function orderAfter({ loops }: Nest, { from, at }: Move): Nest['loops'] {
  const loop = loops[from];
  return loop === undefined ? loops : loops.toSpliced(from, 1).toSpliced(at, 0, loop);
}

export function costOfMove(costs: NestCosts, nest: Nest, move: Move): MoveCost {
  return costs.costOfOrder(orderAfter(nest, move)) ?? 'none';
}

/** `+54 %`, `× 120`, `same`: a cost against that of the nest. */
export interface MoveText {
  readonly text: string;
  /** 0: the same; 1 to 4: dearer; -1: cheaper. */
  readonly shade: -1 | 0 | 1 | 2 | 3 | 4;
}

export function moveText(now: number, moved: number): MoveText {
  if (moved === now) return { text: 'same', shade: 0 };
  const ratio = moved / now;
  const percent = Math.abs(ratio - 1) * 100;
  const digits =
    percent < 0.001 ? '0.001' : percent < 0.1 ? percent.toPrecision(1) : percent.toFixed(percent < 1 ? 1 : 0);
  const below = percent < 0.001 ? '<\u202f' : '';
  if (ratio < 1) return { text: `${below}\u2212${digits}\u202f%`, shade: -1 };
  if (ratio >= 2)
    return { text: `×\u00a0${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)}`, shade: ratio < 20 ? 3 : 4 };
  return { text: `${below}+${digits}\u202f%`, shade: percent < 15 ? 1 : 2 };
}

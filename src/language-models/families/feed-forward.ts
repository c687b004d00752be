import type { Experts, FeedForward } from '../model.ts';
import { groupedProjection, joined, type ModelParts, projection, uncosted } from '../parts.ts';

/** Where a feed-forward part stands. */
export interface FeedForwardPlace {
  /** Before the names of its layers, such as `shared_`. */
  readonly prefix?: string;
  readonly repeat: number;
  readonly hiddenSize: number;
  /** Vectors that pass it. */
  readonly rows: number;
  /** Name of the layer before. */
  readonly from: string;
}

/** The feed-forward part of a block. */
export function feedForward({ size, gated, bias }: FeedForward, place: FeedForwardPlace): ModelParts {
  const { prefix = '', repeat, hiddenSize, rows, from } = place;
  const widen = (name: string) =>
    projection({ name: prefix + name, repeat, from }, { rows, inputs: hiddenSize, outputs: size, bias });
  const narrow = (name: string, before: string) =>
    projection(
      { name: prefix + name, repeat, from: prefix + before },
      { rows, inputs: size, outputs: hiddenSize, bias },
    );
  return gated
    ? joined(widen('gate_proj'), widen('up_proj'), narrow('down_proj', 'up_proj'))
    : joined(widen('fc1'), narrow('fc2', 'fc1'));
}

/** How the pairs of tokens and experts are spread over the experts that have any. */
export type ExpertSpread = 'expected' | 'worst' | 'best';

/**
 * How many experts have a token, of `rows` tokens: with `expected`, if all experts are equally likely; at most (`worst`); at least (`best`).
 */
export function busyExperts({ count, perToken }: Experts, rows: number, spread: ExpertSpread): number {
  if (spread === 'worst') return Math.min(count, rows * perToken);
  if (spread === 'best') return perToken;
  return Math.max(perToken, Math.round(count * (1 - (1 - perToken / count) ** rows)));
}

/**
 * Router, shared expert and experts. The pairs of tokens and experts seldom divide evenly, so that some experts have one row more; both
 * kinds are layers of their own, and no operation is lost.
 */
export function mixtureOfExperts(experts: Experts, place: FeedForwardPlace, spread: ExpertSpread): ModelParts {
  const { repeat, hiddenSize, rows, from } = place;
  const { count, perToken, size, sharedSize, routerBias } = experts;
  const busy = busyExperts(experts, rows, spread);
  const pairs = rows * perToken;
  const fuller = pairs % busy;
  const fewest = Math.floor(pairs / busy);
  const layer = (name: string, inputs: number, outputs: number, before: string) =>
    joined(
      groupedProjection(
        { name: `experts_${name}`, repeat, from: before },
        { groups: busy - fuller, rows: fewest, inputs, outputs },
      ),
      groupedProjection(
        { name: `experts_${name}_fuller`, repeat, from: before },
        { groups: fuller, rows: fewest + 1, inputs, outputs },
      ),
    );
  return joined(
    projection({ name: 'router', repeat, from }, { rows, inputs: hiddenSize, outputs: count }),
    uncosted('router_bias', repeat, routerBias ? count : 0),
    sharedSize === 0
      ? joined()
      : feedForward({ size: sharedSize, gated: true, bias: false }, { ...place, prefix: 'shared_' }),
    layer('gate_proj', hiddenSize, size, from),
    layer('up_proj', hiddenSize, size, from),
    layer('down_proj', size, hiddenSize, 'experts_up_proj'),
    uncosted('experts without a token', repeat, (count - busy) * 3 * hiddenSize * size),
  );
}

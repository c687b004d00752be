/** New tokens that see the same number of keys: one matrix product. */
export interface KeyBlock {
  /** What follows the name of the layer. */
  readonly suffix: string;
  readonly rows: number;
  readonly keys: number;
}

/**
 * Which new tokens see how many keys. With `causal`, token i of T sees the tokens before it and itself; the pairs are then counted
 * exactly by rectangles: half of the tokens with all keys of the new tokens, and half with one key.
 */
export function keyBlocks(tokens: number, context: number, attention: 'full' | 'causal'): readonly KeyBlock[] {
  if (attention === 'full' || tokens === 1) return [{ suffix: '', rows: tokens, keys: context }];
  const earlier = context - tokens;
  const before = earlier === 0 ? [] : [{ suffix: '_earlier', rows: tokens, keys: earlier }];
  // T (T + 1) / 2 pairs of the new tokens among each other.
  const among =
    tokens % 2 === 0
      ? [
          { suffix: '', rows: tokens / 2, keys: tokens },
          { suffix: '_diagonal', rows: tokens / 2, keys: 1 },
        ]
      : [{ suffix: '', rows: tokens, keys: (tokens + 1) / 2 }];
  return [...before, ...among];
}

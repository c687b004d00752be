import type { ModelDescription } from '../model.ts';

type Family = ModelDescription['family'];

/** A key of a name: what it means, and what it may be. */
export interface RequestKey {
  readonly name: string;
  readonly meaning: string;
  /** Value where the key is not given, as the documentation has it. */
  readonly fallback: string;
  /** Words, or a whole number within bounds. */
  readonly values: readonly string[] | { readonly least: number; readonly most: number };
  /** Families that have it. */
  readonly families: readonly Family[];
}

const ALL: readonly Family[] = ['decoder', 'encoder', 'vision', 'speech', 'mamba'];
const GENERATING: readonly Family[] = ['decoder', 'speech', 'mamba'];
const CACHING: readonly Family[] = ['decoder', 'speech'];

/** Longest sequence, and largest batch, of a model that gives no bound. */
const MOST = 2 ** 24;
const bits = { least: 1, most: 64 };

/** The keys of names, in the order of the documentation. */
export const REQUEST_KEYS: readonly RequestKey[] = [
  {
    name: 'phase',
    meaning: 'All tokens of a text at once, or one token after those of the context',
    fallback: 'prefill',
    values: ['prefill', 'decode'],
    families: GENERATING,
  },
  { name: 'batch', meaning: 'Sequences', fallback: '1', values: { least: 1, most: MOST }, families: ALL },
  {
    name: 'tokens',
    meaning: 'New tokens of each sequence, in prefill',
    fallback: 'the context, at most 2048',
    values: { least: 1, most: MOST },
    families: ['decoder', 'encoder', 'speech', 'mamba'],
  },
  {
    name: 'context',
    meaning: 'Tokens that attention sees, the new ones included',
    fallback: '`tokens`; in decode 2048, or the most that the model takes',
    values: { least: 1, most: MOST },
    families: CACHING,
  },
  { name: 'weight_bits', meaning: 'Bits of weights', fallback: '8', values: bits, families: ALL },
  { name: 'act_bits', meaning: 'Bits of activations', fallback: '8', values: bits, families: ALL },
  {
    name: 'kv_bits',
    meaning: 'Bits of cached keys and values',
    fallback: '`act_bits`',
    values: bits,
    families: CACHING,
  },
  { name: 'acc_bits', meaning: 'Bits of partial sums', fallback: '16', values: bits, families: ALL },
  { name: 'out_bits', meaning: 'Bits of finished outputs', fallback: '`act_bits`', values: bits, families: ALL },
  {
    name: 'attention',
    meaning: 'Whether each new token sees all new tokens, or only itself and those before it',
    fallback: 'full',
    values: ['full', 'causal'],
    families: CACHING,
  },
  {
    name: 'logits',
    meaning: 'Tokens that the projection to the vocabulary is computed for',
    fallback: 'last',
    values: ['last', 'all'],
    families: GENERATING,
  },
  {
    name: 'experts',
    meaning: 'How many experts have a token: as expected with equal chances, most, or fewest',
    fallback: 'expected',
    values: ['expected', 'worst', 'best'],
    families: ['decoder'],
  },
  {
    name: 'absorb',
    meaning: 'Whether latent attention works on cached vectors (`true`), or on cached keys and values (`false`)',
    fallback: 'auto: `true` in decode; in prefill on keys and values made of the cached vectors',
    values: ['auto', 'true', 'false'],
    families: ['decoder'],
  },
  {
    name: 'layers',
    meaning: 'Blocks, instead of those that the model has',
    fallback: 'those of the model',
    values: { least: 1, most: 10_000 },
    families: ALL,
  },
  {
    name: 'pad_vocab',
    meaning: 'The vocabulary is rounded up to a multiple of this number',
    fallback: '1',
    values: { least: 1, most: MOST },
    families: ['decoder', 'speech', 'mamba'],
  },
  {
    name: 'image',
    meaning: 'Side of the square image, in pixels: a multiple of the patch',
    fallback: 'that of the model',
    values: { least: 1, most: 65_536 },
    families: ['vision'],
  },
];

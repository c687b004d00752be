/** What a run of a language model computes, and what it keeps in memory. Layers alone don't say it. */
export interface LanguageModelInference {
  /** As it was written, with keys. */
  readonly name: string;
  readonly family: 'decoder' | 'encoder' | 'vision' | 'speech' | 'mamba';
  /** All new tokens at once, or one new token after those of the context. */
  readonly phase: 'prefill' | 'decode';
  /** Sequences, images or utterances. */
  readonly batch: number;
  /** New tokens of each sequence; 0 for images. */
  readonly tokens: number;
  /** Tokens of each sequence that attention sees, the new ones included. */
  readonly context: number;
  /** Blocks of the run, and of the model: they differ where the key `layers` asks for others. */
  readonly blocks: number;
  readonly modelBlocks: number;
  /** Multiply-accumulates of all layers. */
  readonly operations: number;
  /** Of the whole model, a tied embedding once, with experts that no token is sent to. */
  readonly parameters: number;
  readonly weightBits: number;
  /** Cached elements per token of one sequence, of all layers; 0 for models without a cache. */
  readonly cacheElementsPerToken: number;
  /** Cached elements per sequence that don't grow with the text: keys and values of the sound. */
  readonly soundCacheElements: number;
  readonly cacheBits: number;
  /** Elements per sequence of a state of one size, as state-space models have it. */
  readonly stateElements: number;
  readonly stateBits: number;
  /** Layers with the operand that is in cache or state. */
  readonly kept: readonly { readonly layer: string; readonly operand: string }[];
  /** What has no layer: its time and energy are in no figure. */
  readonly notSearched: readonly string[];
}

/** Bits of all weights. */
export function weightBitsOf({ parameters, weightBits }: LanguageModelInference): number {
  return parameters * weightBits;
}

/** Bits that the cache of one sequence grows by with each token. */
export function cacheBitsPerToken({ cacheElementsPerToken, cacheBits }: LanguageModelInference): number {
  return cacheElementsPerToken * cacheBits;
}

/** Bits of the cache with the whole context of all sequences. */
export function cacheBitsOf(inference: LanguageModelInference): number {
  const { batch, context, cacheElementsPerToken, soundCacheElements, cacheBits } = inference;
  return batch * (context * cacheElementsPerToken + soundCacheElements) * cacheBits;
}

/** Bits of the states of all sequences. */
export function stateBitsOf({ batch, stateElements, stateBits }: LanguageModelInference): number {
  return batch * stateElements * stateBits;
}

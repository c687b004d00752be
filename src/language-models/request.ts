/** What is asked of a model: the values of the keys of a name. */
export interface WorkloadRequest {
  /** `prefill`: all tokens of a text at once; `decode`: one token after those of the context. */
  readonly phase: 'prefill' | 'decode';
  readonly batch: number;
  /** New tokens of each sequence; 1 in decode. */
  readonly tokens: number;
  /** Tokens that attention sees, the new ones included. */
  readonly context: number;
  readonly weightBits: number;
  readonly activationBits: number;
  readonly cacheBits: number;
  readonly partialSumBits: number;
  readonly outputBits: number;
  readonly attention: 'full' | 'causal';
  /** Which tokens get logits: the last one of each sequence, or all. */
  readonly logits: 'last' | 'all';
  readonly experts: 'expected' | 'worst' | 'best';
  /** Whether latent attention works on the cached vectors: in decode, always, or never. */
  readonly absorb: 'auto' | 'true' | 'false';
}

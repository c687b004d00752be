import type { GroupedAttention, LatentAttention } from '../model.ts';
import { attentionProduct, groupedProjection, joined, type ModelParts, projection, uncosted } from '../parts.ts';
import type { WorkloadRequest } from '../request.ts';
import { keyBlocks } from './key-blocks.ts';

/** Where an attention stands, and what it works on. */
export interface AttentionPlace {
  /** Before the names of its layers, such as `encoder_`. */
  readonly prefix?: string;
  readonly repeat: number;
  readonly hiddenSize: number;
  readonly batch: number;
  readonly tokens: number;
  readonly context: number;
  readonly attention: 'full' | 'causal';
  /** Whether keys and values are kept for later tokens. */
  readonly cached: boolean;
  /** Whether the projection of keys has a bias where the others have. */
  readonly keyBias?: boolean;
  /** Tokens of each sequence whose keys and values are projected; the new ones by default. */
  readonly projected?: number;
}

/**
 * Attention with heads. The query heads of a group are further rows on the same keys, so that keys and values are read once per group.
 */
export function groupedAttention(attention: GroupedAttention, place: AttentionPlace): ModelParts {
  const { prefix = '', repeat, hiddenSize, batch, tokens, context, cached, keyBias = true, projected = tokens } = place;
  const { heads, keyValueHeads, headSize, bias, normalized } = attention;
  const named = (name: string, from?: string) => ({
    name: prefix + name,
    repeat,
    ...(from === undefined ? {} : { from: prefix + from }),
  });
  const withBias = bias !== 'none';
  const rows = batch * tokens;
  const keyRows = batch * projected;
  const content = cached ? 'cache' : 'activations';
  const keySize = keyValueHeads * headSize;
  const blocks = keyBlocks(tokens, context, place.attention);
  // Keys of earlier tokens come from the cache, not from a layer of this workload.
  const fresh = (name: string) => (projected === context ? { keysFrom: prefix + name } : {});
  const groups = batch * keyValueHeads;
  const queryHeads = heads / keyValueHeads;
  return joined(
    projection(named('q_proj'), { rows, inputs: hiddenSize, outputs: heads * headSize, bias: withBias }),
    projection(
      { ...named('k_proj'), result: content },
      { rows: keyRows, inputs: hiddenSize, outputs: keySize, bias: withBias && keyBias },
    ),
    projection(
      { ...named('v_proj'), result: content },
      { rows: keyRows, inputs: hiddenSize, outputs: keySize, bias: withBias },
    ),
    uncosted(`${prefix}q_norm, k_norm`, repeat, normalized ? 2 * headSize : 0),
    ...blocks.map(({ suffix, rows: some, keys }) =>
      attentionProduct(
        { ...named(`qk${suffix}`, 'q_proj'), content, ...fresh('k_proj') },
        { groups, rows: queryHeads * some, inputs: headSize, outputs: keys },
      ),
    ),
    ...blocks.map(({ suffix, rows: some, keys }) =>
      attentionProduct(
        { ...named(`av${suffix}`, `qk${suffix}`), content, ...fresh('v_proj') },
        { groups, rows: queryHeads * some, inputs: keys, outputs: headSize },
      ),
    ),
    projection(named('o_proj', 'av'), { rows, inputs: heads * headSize, outputs: hiddenSize, bias: bias === 'all' }),
  );
}

/** Whether latent attention works on the cached vectors instead of the keys and values made of them. */
export function isAbsorbed({ absorb, phase }: Pick<WorkloadRequest, 'absorb' | 'phase'>): boolean {
  return absorb === 'auto' ? phase === 'decode' : absorb === 'true';
}

/** Multi-head latent attention. */
export function latentAttention(
  attention: LatentAttention,
  place: Pick<AttentionPlace, 'repeat' | 'hiddenSize'>,
  request: WorkloadRequest,
): ModelParts {
  const { heads, queryRank, keyValueRank, plainSize, rotarySize, valueSize } = attention;
  const { repeat, hiddenSize } = place;
  const rows = request.batch * request.tokens;
  const querySize = heads * (plainSize + rotarySize);
  const named = (name: string, from?: string) => ({ name, repeat, ...(from === undefined ? {} : { from }) });
  const queries =
    queryRank === 0
      ? projection(named('q_proj'), { rows, inputs: hiddenSize, outputs: querySize })
      : joined(
          projection(named('q_a_proj'), { rows, inputs: hiddenSize, outputs: queryRank }),
          projection(named('q_b_proj', 'q_a_proj'), { rows, inputs: queryRank, outputs: querySize }),
        );
  return joined(
    queries,
    projection(
      { ...named('kv_a_proj'), result: 'cache' },
      { rows, inputs: hiddenSize, outputs: keyValueRank + rotarySize },
    ),
    uncosted('q_a_norm, kv_a_norm', repeat, queryRank + keyValueRank),
    isAbsorbed(request) ? onLatents(attention, repeat, request) : onKeys(attention, repeat, request),
    projection(named('o_proj', isAbsorbed(request) ? 'v_absorb' : 'av'), {
      rows,
      inputs: heads * valueSize,
      outputs: hiddenSize,
    }),
  );
}

/** All heads share one vector per token; the projections of keys and values act on queries and results instead. */
function onLatents(attention: LatentAttention, repeat: number, request: WorkloadRequest): ModelParts {
  const { heads, keyValueRank, plainSize, rotarySize, valueSize } = attention;
  const { batch, tokens, context } = request;
  const blocks = keyBlocks(tokens, context, request.attention);
  const fresh = tokens === context ? { keysFrom: 'kv_a_proj' } : {};
  const groups = batch;
  const queries = attention.queryRank === 0 ? 'q_proj' : 'q_b_proj';
  return joined(
    groupedProjection(
      { name: 'q_absorb', repeat, from: queries },
      { groups: heads, rows: batch * tokens, inputs: plainSize, outputs: keyValueRank },
    ),
    ...blocks.map(({ suffix, rows, keys }) =>
      attentionProduct(
        { name: `qk${suffix}`, repeat, from: 'q_absorb', content: 'cache', ...fresh },
        { groups, rows: heads * rows, inputs: keyValueRank + rotarySize, outputs: keys },
      ),
    ),
    ...blocks.map(({ suffix, rows, keys }) =>
      attentionProduct(
        { name: `av${suffix}`, repeat, from: `qk${suffix}`, content: 'cache', ...fresh },
        { groups, rows: heads * rows, inputs: keys, outputs: keyValueRank },
      ),
    ),
    groupedProjection(
      { name: 'v_absorb', repeat, from: 'av' },
      { groups: heads, rows: batch * tokens, inputs: keyValueRank, outputs: valueSize },
    ),
  );
}

/** Every head has keys and values of its own. They are cached with `absorb=false`; otherwise they are made anew for the whole context. */
function onKeys(attention: LatentAttention, repeat: number, request: WorkloadRequest): ModelParts {
  const { heads, keyValueRank, plainSize, rotarySize, valueSize } = attention;
  const { batch, tokens, context } = request;
  const expandedCache = request.absorb === 'false';
  const content = expandedCache ? 'cache' : 'activations';
  const projected = expandedCache ? tokens : context;
  const blocks = keyBlocks(tokens, context, request.attention);
  const fresh = projected === context ? { keysFrom: 'kv_b_proj' } : {};
  const groups = batch * heads;
  const queries = attention.queryRank === 0 ? 'q_proj' : 'q_b_proj';
  return joined(
    projection(
      { name: 'kv_b_proj', repeat, from: 'kv_a_proj', result: content },
      { rows: batch * projected, inputs: keyValueRank, outputs: heads * (plainSize + valueSize) },
    ),
    ...blocks.map(({ suffix, rows, keys }) =>
      attentionProduct(
        { name: `qk${suffix}`, repeat, from: queries, content, ...fresh },
        { groups, rows, inputs: plainSize + rotarySize, outputs: keys },
      ),
    ),
    ...blocks.map(({ suffix, rows, keys }) =>
      attentionProduct(
        { name: `av${suffix}`, repeat, from: `qk${suffix}`, content, ...fresh },
        { groups, rows, inputs: keys, outputs: valueSize },
      ),
    ),
  );
}

import type {
  DecoderModel,
  Experts,
  GroupedAttention,
  LatentAttention,
  ModelDescription,
} from '../../language-models/index.ts';
import type { ConfigFields } from './config-fields.ts';

/* Decoders by the fields of their config.json. */

/** Llama and the models that have its fields. */
export function llamaConfig(
  fields: ConfigFields,
  attention: DecoderModel['attention'],
  experts?: Experts,
): DecoderModel {
  const hasWindow = fields.flag('use_sliding_window', true) && fields.value('sliding_window') !== undefined;
  if (hasWindow) fields.ignored('sliding_window', 'attention is taken to see the whole context');
  return {
    family: 'decoder',
    hiddenSize: fields.count('hidden_size'),
    layers: fields.count('num_hidden_layers'),
    attention,
    feedForward: { size: fields.count('intermediate_size'), gated: true, bias: fields.flag('mlp_bias', false) },
    ...(experts === undefined ? {} : { experts }),
    vocabulary: fields.count('vocab_size'),
    positions: 0,
    normalization: 'root-mean-square',
    tiedEmbedding: fields.flag('tie_word_embeddings', false),
    maxContext: fields.count('max_position_embeddings'),
  };
}

/** Attention by the fields of Llama. */
export function groupedConfig(
  fields: ConfigFields,
  more: Partial<Pick<GroupedAttention, 'normalized' | 'bias'>> = {},
): GroupedAttention {
  const heads = fields.count('num_attention_heads');
  const keyValueHeads = fields.count('num_key_value_heads', heads);
  if (heads % keyValueHeads !== 0) fields.unsupported('num_key_value_heads', `it does not divide ${heads} heads`);
  return {
    kind: 'grouped',
    heads,
    keyValueHeads,
    headSize: headSizeOf(fields, heads),
    normalized: more.normalized ?? false,
    bias: more.bias ?? (fields.flag('attention_bias', false) ? 'all' : 'none'),
  };
}

function headSizeOf(fields: ConfigFields, heads: number): number {
  if (fields.value('head_dim') !== undefined) return fields.count('head_dim');
  return evenly(fields, 'hidden_size', heads);
}

/** The size of a head where all heads together have the size of a field. */
export function evenly(fields: ConfigFields, field: string, heads: number): number {
  const size = fields.count(field);
  if (size % heads !== 0) fields.unsupported(field, `it is no multiple of ${heads} heads`);
  return Math.floor(size / heads);
}

export function mixtralConfig(fields: ConfigFields): ModelDescription {
  return llamaConfig(fields, groupedConfig(fields, { bias: 'none' }), {
    count: fields.count('num_local_experts'),
    perToken: expertsPerToken(fields, 'num_local_experts'),
    size: fields.count('intermediate_size'),
    sharedSize: 0,
    denseLayers: 0,
    routerBias: false,
  });
}

export function qwenExpertsConfig(fields: ConfigFields): ModelDescription {
  const dense = fields.value('mlp_only_layers');
  if (fields.count('decoder_sparse_step', 1) !== 1) fields.unsupported('decoder_sparse_step', 'only 1 is known');
  if (Array.isArray(dense) && dense.length > 0) fields.unsupported('mlp_only_layers', 'only an empty list is known');
  return llamaConfig(fields, groupedConfig(fields, { normalized: true }), {
    count: fields.count('num_experts'),
    perToken: expertsPerToken(fields, 'num_experts'),
    size: fields.count('moe_intermediate_size'),
    sharedSize: 0,
    denseLayers: 0,
    routerBias: false,
  });
}

function expertsPerToken(fields: ConfigFields, count: string): number {
  const perToken = fields.count('num_experts_per_tok');
  if (perToken > fields.count(count)) fields.unsupported('num_experts_per_tok', `it is more than ${count}`);
  return perToken;
}

export function deepSeekConfig(fields: ConfigFields): ModelDescription {
  const attention: LatentAttention = {
    kind: 'latent',
    heads: fields.count('num_attention_heads'),
    queryRank: fields.countOrZero('q_lora_rank'),
    keyValueRank: fields.count('kv_lora_rank'),
    plainSize: fields.count('qk_nope_head_dim'),
    rotarySize: fields.count('qk_rope_head_dim'),
    valueSize: fields.count('v_head_dim'),
  };
  if (fields.count('moe_layer_freq', 1) !== 1) fields.unsupported('moe_layer_freq', 'only 1 is known');
  const size = fields.count('moe_intermediate_size');
  return llamaConfig(fields, attention, {
    count: fields.count('n_routed_experts'),
    perToken: expertsPerToken(fields, 'n_routed_experts'),
    size,
    sharedSize: fields.countOrZero('n_shared_experts') * size,
    denseLayers: fields.countOrZero('first_k_dense_replace'),
    routerBias: fields.value('topk_method') === 'noaux_tc',
  });
}

export function gptConfig(fields: ConfigFields): ModelDescription {
  const hiddenSize = fields.count('n_embd');
  const heads = fields.count('n_head');
  return withBiases(fields, {
    hiddenSize,
    layers: fields.count('n_layer'),
    heads,
    headSize: evenly(fields, 'n_embd', heads),
    feedForward: fields.count('n_inner', 4 * hiddenSize),
    positions: fields.count('n_positions'),
    maxContext: fields.count('n_positions'),
  });
}

export function optConfig(fields: ConfigFields): ModelDescription {
  const hiddenSize = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  if (fields.count('word_embed_proj_dim', hiddenSize) !== hiddenSize) {
    fields.unsupported('word_embed_proj_dim', 'only embeddings of hidden_size are known');
  }
  const maxContext = fields.count('max_position_embeddings');
  return withBiases(fields, {
    hiddenSize,
    layers: fields.count('num_hidden_layers'),
    heads,
    headSize: evenly(fields, 'hidden_size', heads),
    feedForward: fields.count('ffn_dim'),
    // The first two rows stand for no position.
    positions: maxContext + 2,
    maxContext,
  });
}

/** A decoder with biases and layer normalisation everywhere. */
function withBiases(
  fields: ConfigFields,
  sizes: Pick<DecoderModel, 'hiddenSize' | 'layers' | 'positions' | 'maxContext'> & {
    readonly heads: number;
    readonly headSize: number;
    readonly feedForward: number;
  },
): DecoderModel {
  const { heads, headSize, feedForward, ...shared } = sizes;
  return {
    family: 'decoder',
    ...shared,
    attention: { kind: 'grouped', heads, keyValueHeads: heads, headSize, normalized: false, bias: 'all' },
    feedForward: { size: feedForward, gated: false, bias: true },
    vocabulary: fields.count('vocab_size'),
    normalization: 'layer',
    tiedEmbedding: fields.flag('tie_word_embeddings', true),
  };
}

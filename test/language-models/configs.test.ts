import { describe, expect, test } from 'vitest';
import { isModelConfig, readModelConfig } from '../../src/io/language-model/read-model-config.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { LISTED_MODELS } from '../../src/language-models/index.ts';
import { findingsOf } from '../errors/findings-of.ts';

const read = (config: unknown) =>
  readModelConfig(parseYaml(typeof config === 'string' ? config : JSON.stringify(config, undefined, 2), 'config.json'));

const LLAMA3_8B = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  max_position_embeddings: 8192,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
  vocab_size: 128256,
};

/** The fields of the hub's files that layers depend on. */
const CONFIGS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['llama3-8b', LLAMA3_8B],
  [
    'mixtral-8x7b',
    {
      ...LLAMA3_8B,
      model_type: 'mixtral',
      max_position_embeddings: 32768,
      num_local_experts: 8,
      num_experts_per_tok: 2,
      sliding_window: null,
      vocab_size: 32000,
    },
  ],
  [
    'qwen3-30b-a3b',
    {
      model_type: 'qwen3_moe',
      head_dim: 128,
      hidden_size: 2048,
      intermediate_size: 6144,
      max_position_embeddings: 40960,
      mlp_only_layers: [],
      decoder_sparse_step: 1,
      moe_intermediate_size: 768,
      num_attention_heads: 32,
      num_experts: 128,
      num_experts_per_tok: 8,
      num_hidden_layers: 48,
      num_key_value_heads: 4,
      sliding_window: null,
      use_sliding_window: false,
      vocab_size: 151936,
    },
  ],
  [
    'qwen3-0.6b',
    {
      model_type: 'qwen3',
      head_dim: 128,
      hidden_size: 1024,
      intermediate_size: 3072,
      max_position_embeddings: 40960,
      num_attention_heads: 16,
      num_hidden_layers: 28,
      num_key_value_heads: 8,
      tie_word_embeddings: true,
      vocab_size: 151936,
    },
  ],
  [
    'deepseek-v3',
    {
      model_type: 'deepseek_v3',
      first_k_dense_replace: 3,
      hidden_size: 7168,
      intermediate_size: 18432,
      kv_lora_rank: 512,
      max_position_embeddings: 163840,
      moe_intermediate_size: 2048,
      moe_layer_freq: 1,
      n_routed_experts: 256,
      n_shared_experts: 1,
      num_attention_heads: 128,
      num_experts_per_tok: 8,
      num_hidden_layers: 61,
      num_key_value_heads: 128,
      q_lora_rank: 1536,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      topk_method: 'noaux_tc',
      v_head_dim: 128,
      vocab_size: 129280,
    },
  ],
  [
    'gpt2',
    { model_type: 'gpt2', n_embd: 768, n_head: 12, n_layer: 12, n_positions: 1024, n_ctx: 1024, vocab_size: 50257 },
  ],
  [
    'opt-125m',
    {
      model_type: 'opt',
      ffn_dim: 3072,
      hidden_size: 768,
      max_position_embeddings: 2048,
      num_attention_heads: 12,
      num_hidden_layers: 12,
      vocab_size: 50272,
      word_embed_proj_dim: 768,
    },
  ],
  [
    'bert-base',
    {
      model_type: 'bert',
      hidden_size: 768,
      intermediate_size: 3072,
      max_position_embeddings: 512,
      num_attention_heads: 12,
      num_hidden_layers: 12,
      type_vocab_size: 2,
      vocab_size: 30522,
    },
  ],
  [
    'vit-b-16',
    {
      model_type: 'vit',
      hidden_size: 768,
      image_size: 224,
      intermediate_size: 3072,
      num_attention_heads: 12,
      num_channels: 3,
      num_hidden_layers: 12,
      patch_size: 16,
      id2label: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [index, `label ${index}`])),
    },
  ],
  [
    'whisper-large-v3-turbo',
    {
      model_type: 'whisper',
      d_model: 1280,
      decoder_attention_heads: 20,
      decoder_ffn_dim: 5120,
      decoder_layers: 4,
      encoder_attention_heads: 20,
      encoder_ffn_dim: 5120,
      encoder_layers: 32,
      max_source_positions: 1500,
      max_target_positions: 448,
      num_mel_bins: 128,
      vocab_size: 51866,
    },
  ],
  [
    'mamba-130m',
    {
      model_type: 'mamba',
      conv_kernel: 4,
      expand: 2,
      hidden_size: 768,
      intermediate_size: 1536,
      num_hidden_layers: 24,
      state_size: 16,
      time_step_rank: 48,
      vocab_size: 50280,
    },
  ],
];

describe('a config.json', () => {
  test.each(CONFIGS)('of %s gives the listed model', (name, config) => {
    const { value, warnings } = read(config);
    expect(value).toEqual(LISTED_MODELS.find((listed) => listed.name === name)?.description);
    expect(warnings).toEqual([]);
  });

  test('is told from other inputs by its model_type', () => {
    expect(isModelConfig(LLAMA3_8B)).toBe(true);
    expect(isModelConfig([LLAMA3_8B])).toBe(false);
    expect(isModelConfig({ memories: {} })).toBe(false);
  });

  test('of Qwen2 has biases for queries, keys and values', () => {
    expect(read({ ...LLAMA3_8B, model_type: 'qwen2' }).value).toMatchObject({ attention: { bias: 'query-key-value' } });
  });

  test.each([
    [
      { ...LLAMA3_8B, hidden_size: undefined },
      '1:1 ZZ3409 hidden_size is missing; expected a whole number of at least 1',
    ],
    [{ ...LLAMA3_8B, hidden_size: '4096' }, '3:18 ZZ3409 hidden_size is "4096"; expected a whole number of at least 1'],
    [{ ...LLAMA3_8B, num_key_value_heads: 5 }, '8:26 ZZ3410 num_key_value_heads is 5: it does not divide 32 heads'],
    [
      { ...LLAMA3_8B, sliding_window: 4096 },
      '12:21 ZZ3411 sliding_window is 4096: attention is taken to see the whole context',
    ],
  ])('with %o is reported with its place', (config, ...expected) => {
    const findings = findingsOf(() => read(config));
    const shown = findings.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
    expect(shown).toEqual(expected);
    for (const { hint, file } of findings) expect([file, hint === undefined]).toEqual(['config.json', false]);
  });

  test('of an unknown type is refused with a suggestion', () => {
    const [finding] = findingsOf(() => read({ ...LLAMA3_8B, model_type: 'qwen4' }));
    expect(finding?.code).toBe('ZZ3412');
    expect(finding?.message).toMatch(/model_type is "qwen4".*did you mean "qwen2"/);
  });
});

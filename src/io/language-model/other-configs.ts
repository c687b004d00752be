import type { GroupedAttention, ModelDescription } from '../../language-models/index.ts';
import { isRecord } from '../text/source-document.ts';
import type { ConfigFields } from './config-fields.ts';
import { evenly } from './decoder-configs.ts';

/* Models other than decoders, by the fields of their config.json. */

function multiHead(heads: number, headSize: number): GroupedAttention {
  return { kind: 'grouped', heads, keyValueHeads: heads, headSize, normalized: false, bias: 'all' };
}

/** Size, depth and blocks of an encoder by the fields of BERT. */
function encoderFields(fields: ConfigFields) {
  const heads = fields.count('num_attention_heads');
  return {
    hiddenSize: fields.count('hidden_size'),
    layers: fields.count('num_hidden_layers'),
    attention: multiHead(heads, evenly(fields, 'hidden_size', heads)),
    feedForward: { size: fields.count('intermediate_size'), gated: false, bias: true },
  };
}

export function bertConfig(fields: ConfigFields): ModelDescription {
  const positions = fields.count('max_position_embeddings');
  return {
    family: 'encoder',
    ...encoderFields(fields),
    vocabulary: fields.count('vocab_size'),
    positions,
    tokenTypes: fields.count('type_vocab_size', 2),
    maxContext: positions,
  };
}

export function visionConfig(fields: ConfigFields): ModelDescription {
  const classes = fields.value('id2label');
  return {
    family: 'vision',
    ...encoderFields(fields),
    channels: fields.count('num_channels', 3),
    imageSize: fields.count('image_size'),
    patchSize: fields.count('patch_size'),
    classes: isRecord(classes) ? Object.keys(classes).length : 0,
  };
}

export function whisperConfig(fields: ConfigFields): ModelDescription {
  const heads = fields.count('encoder_attention_heads');
  if (fields.count('decoder_attention_heads', heads) !== heads) {
    fields.unsupported('decoder_attention_heads', 'only as many heads as in the encoder are known');
  }
  const size = fields.count('encoder_ffn_dim');
  if (fields.count('decoder_ffn_dim', size) !== size) {
    fields.unsupported('decoder_ffn_dim', 'only the size of the encoder is known');
  }
  return {
    family: 'speech',
    hiddenSize: fields.count('d_model'),
    layers: fields.count('encoder_layers'),
    decoderLayers: fields.count('decoder_layers'),
    attention: multiHead(heads, evenly(fields, 'd_model', heads)),
    feedForward: { size, gated: false, bias: true },
    vocabulary: fields.count('vocab_size'),
    bands: fields.count('num_mel_bins'),
    soundPositions: fields.count('max_source_positions'),
    maxContext: fields.count('max_target_positions'),
  };
}

export function mambaConfig(fields: ConfigFields): ModelDescription {
  const hiddenSize = fields.count('hidden_size');
  const rank = fields.value('time_step_rank');
  return {
    family: 'mamba',
    hiddenSize,
    layers: fields.count('num_hidden_layers'),
    innerSize: fields.count('intermediate_size', fields.count('expand', 2) * hiddenSize),
    stateSize: fields.count('state_size'),
    filterSize: fields.count('conv_kernel'),
    stepRank: rank === 'auto' ? Math.ceil(hiddenSize / 16) : fields.count('time_step_rank'),
    vocabulary: fields.count('vocab_size'),
  };
}

import type { SpeechModel } from '../model.ts';
import { joined, type ModelParts, otherLayer, projection, uncosted } from '../parts.ts';
import type { WorkloadRequest } from '../request.ts';
import { groupedAttention } from './attention.ts';
import { encoderBlocks } from './encoders.ts';
import { feedForward } from './feed-forward.ts';

/** Speech recognition. The sound is encoded once, in prefill; decode has the text decoder only. */
export function speechParts(model: SpeechModel, request: WorkloadRequest): ModelParts {
  const encoder = encoderParts(model, request.batch);
  return joined(
    request.phase === 'prefill' ? encoder : onlyParameters(encoder),
    textDecoder(model, request),
    projection(
      { name: 'lm_head', repeat: 1, from: 'decoder_fc2', tied: true },
      {
        rows: request.logits === 'all' ? request.batch * request.tokens : request.batch,
        inputs: model.hiddenSize,
        outputs: model.vocabulary,
      },
    ),
  );
}

/** What was computed before: its parameters are there, and it costs nothing. */
function onlyParameters({ layers, uncosted: others }: ModelParts): ModelParts {
  return joined(...layers.map(({ name, repeat, parameters }) => uncosted(name, repeat, parameters)), {
    layers: [],
    uncosted: others,
  });
}

function encoderParts(model: SpeechModel, batch: number): ModelParts {
  const { hiddenSize, bands, soundPositions } = model;
  // Three taps each; the second convolution takes every other frame.
  const convolution = (name: string, channels: number, positions: number, stride: number, end: number) =>
    otherLayer({
      name,
      operatorType: 'Conv',
      repeat: 1,
      equation: 'O[b][k][ox]+=W[k][c][fx]*I[b][c][ix]',
      relations: [`ix=${stride}*ox+1*fx`],
      padding: { IX: [1, end] },
      loops: { B: batch, K: hiddenSize, C: channels, OX: positions, FX: 3 },
      parameters: hiddenSize * channels * 3 + hiddenSize,
    });
  return joined(
    convolution('encoder_conv1', bands, 2 * soundPositions, 1, 1),
    convolution('encoder_conv2', hiddenSize, soundPositions, 2, 0),
    uncosted('encoder_position_embedding', 1, soundPositions * hiddenSize),
    encoderBlocks(model, { batch, tokens: soundPositions, prefix: 'encoder_', keyBias: false }),
    uncosted('encoder_final_norm', 1, 2 * hiddenSize),
  );
}

function textDecoder(model: SpeechModel, request: WorkloadRequest): ModelParts {
  const { hiddenSize, decoderLayers: repeat, attention, vocabulary, maxContext, soundPositions } = model;
  const rows = request.batch * request.tokens;
  const place = { ...request, repeat, hiddenSize, cached: true, keyBias: false };
  const isFirst = request.phase === 'prefill';
  return joined(
    uncosted('decoder_embedding', 1, vocabulary * hiddenSize),
    uncosted('decoder_position_embedding', 1, maxContext * hiddenSize),
    groupedAttention(attention, { ...place, prefix: 'decoder_' }),
    // Keys and values of the sound are computed once per utterance.
    groupedAttention(attention, {
      ...place,
      prefix: 'cross_',
      context: soundPositions,
      attention: 'full',
      projected: isFirst ? soundPositions : 0,
    }),
    feedForward(model.feedForward, { prefix: 'decoder_', repeat, hiddenSize, rows, from: 'cross_o_proj' }),
    uncosted('decoder_norms', repeat, 6 * hiddenSize),
    uncosted('decoder_final_norm', 1, 2 * hiddenSize),
  );
}

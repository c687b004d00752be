import type { EncoderModel, VisionModel } from '../model.ts';
import { joined, type ModelParts, otherLayer, projection, uncosted } from '../parts.ts';
import type { WorkloadRequest } from '../request.ts';
import { groupedAttention } from './attention.ts';
import { feedForward } from './feed-forward.ts';

/** The blocks of an encoder: every token sees all tokens of its sequence, and nothing is kept. */
export function encoderBlocks(
  model: Pick<EncoderModel, 'hiddenSize' | 'layers' | 'attention' | 'feedForward'>,
  sequence: { readonly batch: number; readonly tokens: number; readonly prefix?: string; readonly keyBias?: boolean },
): ModelParts {
  const { hiddenSize, layers: repeat } = model;
  const { batch, tokens, prefix = '' } = sequence;
  return joined(
    groupedAttention(model.attention, {
      ...sequence,
      context: tokens,
      repeat,
      hiddenSize,
      attention: 'full',
      cached: false,
    }),
    feedForward(model.feedForward, { prefix, repeat, hiddenSize, rows: batch * tokens, from: `${prefix}o_proj` }),
    uncosted(`${prefix}norms`, repeat, 4 * hiddenSize),
  );
}

/** A text encoder with a projection of the first token. */
export function encoderParts(model: EncoderModel, { batch, tokens }: WorkloadRequest): ModelParts {
  const { hiddenSize, vocabulary, positions, tokenTypes } = model;
  return joined(
    uncosted('embedding', 1, vocabulary * hiddenSize),
    uncosted('position_embedding', 1, positions * hiddenSize),
    uncosted('type_embedding', 1, tokenTypes * hiddenSize),
    uncosted('embedding_norm', 1, 2 * hiddenSize),
    encoderBlocks(model, { batch, tokens }),
    projection(
      { name: 'pooler', repeat: 1, from: 'fc2' },
      { rows: batch, inputs: hiddenSize, outputs: hiddenSize, bias: true },
    ),
  );
}

/** A vision transformer: patches become tokens by a convolution, and one token is for the class. */
export function visionParts(model: VisionModel, { batch }: WorkloadRequest): ModelParts {
  const { hiddenSize, channels, imageSize, patchSize, classes } = model;
  const side = imageSize / patchSize;
  const tokens = side * side + 1;
  return joined(
    otherLayer({
      name: 'patch_embedding',
      operatorType: 'Conv',
      repeat: 1,
      equation: 'O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]',
      relations: [`ix=${patchSize}*ox+1*fx`, `iy=${patchSize}*oy+1*fy`],
      loops: { B: batch, K: hiddenSize, C: channels, OY: side, OX: side, FY: patchSize, FX: patchSize },
      parameters: hiddenSize * channels * patchSize * patchSize + hiddenSize,
    }),
    uncosted('class_token', 1, hiddenSize),
    uncosted('position_embedding', 1, tokens * hiddenSize),
    encoderBlocks(model, { batch, tokens }),
    uncosted('final_norm', 1, 2 * hiddenSize),
    classes === 0
      ? joined()
      : projection(
          { name: 'head', repeat: 1, from: 'fc2' },
          { rows: batch, inputs: hiddenSize, outputs: classes, bias: true },
        ),
  );
}

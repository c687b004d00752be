import type { DecoderModel, Normalization } from '../model.ts';
import { joined, type ModelParts, projection, uncosted } from '../parts.ts';
import type { WorkloadRequest } from '../request.ts';
import { groupedAttention, latentAttention } from './attention.ts';
import { feedForward, mixtureOfExperts } from './feed-forward.ts';

/** Parameters of a normalisation: a factor per element, and a sum for layer normalisation. */
export function normalizationParameters(hiddenSize: number, normalization: Normalization): number {
  return normalization === 'layer' ? 2 * hiddenSize : hiddenSize;
}

/** A decoder: embedding, blocks of attention and feed-forward part, projection to the vocabulary. */
export function decoderParts(model: DecoderModel, request: WorkloadRequest): ModelParts {
  const { hiddenSize, layers, attention, vocabulary, positions, normalization, tiedEmbedding } = model;
  const { batch, tokens } = request;
  const norm = normalizationParameters(hiddenSize, normalization);
  const place = { ...request, repeat: layers, hiddenSize, cached: true };
  return joined(
    uncosted('embedding', 1, vocabulary * hiddenSize),
    uncosted('position_embedding', 1, positions * hiddenSize),
    attention.kind === 'latent' ? latentAttention(attention, place, request) : groupedAttention(attention, place),
    feedForwardParts(model, request),
    uncosted('norms', layers, 2 * norm),
    uncosted('final_norm', 1, norm),
    projection(
      { name: 'lm_head', repeat: 1, from: lastLayer(model), tied: tiedEmbedding },
      { rows: request.logits === 'all' ? batch * tokens : batch, inputs: hiddenSize, outputs: vocabulary },
    ),
  );
}

function feedForwardParts(model: DecoderModel, { batch, tokens, experts: spread }: WorkloadRequest): ModelParts {
  const { hiddenSize, layers, experts } = model;
  const place = { hiddenSize, rows: batch * tokens, from: 'o_proj' };
  if (experts === undefined) return feedForward(model.feedForward, { ...place, repeat: layers });
  const dense = Math.min(experts.denseLayers, layers);
  return joined(
    dense === 0 ? joined() : feedForward(model.feedForward, { ...place, prefix: 'dense_', repeat: dense }),
    dense === layers ? joined() : mixtureOfExperts(experts, { ...place, repeat: layers - dense }, spread),
  );
}

/** Name of the last layer of the last block. */
function lastLayer({ layers, experts, feedForward: { gated } }: DecoderModel): string {
  const narrow = gated ? 'down_proj' : 'fc2';
  if (experts === undefined) return narrow;
  return layers > experts.denseLayers ? 'experts_down_proj' : `dense_${narrow}`;
}

/** Parameters that a token does not use: those of the experts that it is not sent to. */
export function idleParameters({ hiddenSize, layers, experts }: DecoderModel): number {
  if (experts === undefined) return 0;
  const { count, perToken, size, denseLayers } = experts;
  return (count - perToken) * 3 * hiddenSize * size * Math.max(0, layers - denseLayers);
}

import type { DecoderModel, GroupedAttention, ListedModel, ModelDescription, PublishedCount } from '../model.ts';

/** Attention in which every query head has its own keys and values, and every projection a bias. */
export function multiHead(heads: number, headSize: number): GroupedAttention {
  return { kind: 'grouped', heads, keyValueHeads: heads, headSize, normalized: false, bias: 'all' };
}

/** Attention without biases, in which `heads / keyValueHeads` query heads share keys and values. */
export function groupedQuery(
  heads: number,
  keyValueHeads: number,
  headSize: number,
  normalized = false,
): GroupedAttention {
  return { kind: 'grouped', heads, keyValueHeads, headSize, normalized, bias: 'none' };
}

/** A decoder as Llama has it: gated feed-forward part, no bias, rotary positions. */
export function llamaLike(
  sizes: Pick<DecoderModel, 'hiddenSize' | 'layers' | 'attention' | 'vocabulary' | 'maxContext' | 'experts'> & {
    readonly feedForward: number;
    readonly tiedEmbedding?: boolean;
  },
): DecoderModel {
  return {
    family: 'decoder',
    positions: 0,
    normalization: 'root-mean-square',
    tiedEmbedding: false,
    ...sizes,
    feedForward: { size: sizes.feedForward, gated: true, bias: false },
  };
}

/** A decoder as GPT-2 has it: biases, layer normalisation, learned positions, one embedding at both ends. */
export function gptLike(
  sizes: Pick<DecoderModel, 'hiddenSize' | 'layers' | 'vocabulary' | 'positions' | 'maxContext'> & {
    readonly heads: number;
  },
): DecoderModel {
  const { heads, ...shared } = sizes;
  return {
    family: 'decoder',
    normalization: 'layer',
    tiedEmbedding: true,
    ...shared,
    attention: multiHead(heads, sizes.hiddenSize / heads),
    feedForward: { size: 4 * sizes.hiddenSize, gated: false, bias: true },
  };
}

/** The address of a configuration on the model hub. */
const hub = (repository: string) => `https://huggingface.co/${repository}/blob/main/config.json`;

/** A model whose configuration is on the model hub. */
export function fromHub(
  name: string,
  repository: string,
  published: PublishedCount,
  description: ModelDescription,
): ListedModel {
  return { name, description, source: hub(repository), published };
}

/** A count to the last parameter. */
export function exactly(
  parameters: number,
  more: Omit<PublishedCount, 'parameters' | 'accuracy'> = {},
): PublishedCount {
  return { parameters, accuracy: 'exact', ...more };
}

/** A count as a paper names it. */
export function about(parameters: number, activeParameters?: number): PublishedCount {
  return { parameters, accuracy: 'rounded', ...(activeParameters === undefined ? {} : { activeParameters }) };
}

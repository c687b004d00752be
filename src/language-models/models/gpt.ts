import type { ListedModel } from '../model.ts';
import { about, exactly, fromHub, gptLike } from './shapes.ts';

const gpt = (hiddenSize: number, layers: number, heads: number, maxContext: number) =>
  gptLike({ hiddenSize, layers, heads, vocabulary: 50257, positions: maxContext, maxContext });

export const GPT_MODELS: readonly ListedModel[] = [
  fromHub('gpt2', 'openai-community/gpt2', exactly(124_439_808), gpt(768, 12, 12, 1024)),
  {
    name: 'gpt3-175b',
    description: gpt(12288, 96, 96, 2048),
    source: 'https://arxiv.org/abs/2005.14165',
    published: about(174_600_000_000),
  },
];

/** OPT has two positions more than tokens. */
const opt = (hiddenSize: number, layers: number, heads: number) =>
  gptLike({ hiddenSize, layers, heads, vocabulary: 50272, positions: 2050, maxContext: 2048 });

export const OPT_MODELS: readonly ListedModel[] = [
  fromHub('opt-125m', 'facebook/opt-125m', about(125e6), opt(768, 12, 12)),
  fromHub('opt-1.3b', 'facebook/opt-1.3b', about(1.3e9), opt(2048, 24, 32)),
  fromHub('opt-2.7b', 'facebook/opt-2.7b', about(2.7e9), opt(2560, 32, 32)),
  fromHub('opt-6.7b', 'facebook/opt-6.7b', about(6.7e9), opt(4096, 32, 32)),
  fromHub('opt-13b', 'facebook/opt-13b', about(13e9), opt(5120, 40, 40)),
  fromHub('opt-30b', 'facebook/opt-30b', about(30e9), opt(7168, 48, 56)),
  fromHub('opt-66b', 'facebook/opt-66b', about(66e9), opt(9216, 64, 72)),
];

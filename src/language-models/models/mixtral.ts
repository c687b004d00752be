import type { Experts, ListedModel } from '../model.ts';
import { about, exactly, fromHub, groupedQuery, llamaLike } from './shapes.ts';

const experts = (size: number): Experts => ({
  count: 8,
  perToken: 2,
  size,
  sharedSize: 0,
  denseLayers: 0,
  routerBias: false,
});

export const MIXTRAL_MODELS: readonly ListedModel[] = [
  fromHub(
    'mixtral-8x7b',
    'mistralai/Mixtral-8x7B-v0.1',
    exactly(46_702_792_704, { activeParameters: 12_879_925_248 }),
    llamaLike({
      hiddenSize: 4096,
      layers: 32,
      attention: groupedQuery(32, 8, 128),
      feedForward: 14336,
      experts: experts(14336),
      vocabulary: 32000,
      maxContext: 32768,
    }),
  ),
  fromHub(
    'mixtral-8x22b',
    'mistralai/Mixtral-8x22B-v0.1',
    about(141e9, 39e9),
    llamaLike({
      hiddenSize: 6144,
      layers: 56,
      attention: groupedQuery(48, 8, 128),
      feedForward: 16384,
      experts: experts(16384),
      vocabulary: 32000,
      maxContext: 65536,
    }),
  ),
];

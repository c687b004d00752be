import type { ListedModel } from '../model.ts';
import { exactly, fromHub, llamaLike } from './shapes.ts';

export const DEEPSEEK_MODELS: readonly ListedModel[] = [
  fromHub(
    'deepseek-v3',
    'deepseek-ai/DeepSeek-V3',
    // Without the additional layer that predicts a second token.
    exactly(671_026_419_200, { activeParameters: 37_552_297_472 }),
    llamaLike({
      hiddenSize: 7168,
      layers: 61,
      attention: {
        kind: 'latent',
        heads: 128,
        queryRank: 1536,
        keyValueRank: 512,
        plainSize: 128,
        rotarySize: 64,
        valueSize: 128,
      },
      feedForward: 18432,
      experts: { count: 256, perToken: 8, size: 2048, sharedSize: 2048, denseLayers: 3, routerBias: true },
      vocabulary: 129280,
      maxContext: 163840,
    }),
  ),
];

import type { Experts, ListedModel } from '../model.ts';
import { about, exactly, fromHub, groupedQuery, llamaLike } from './shapes.ts';

/** Heads of 128 elements, with normalised queries and keys. */
const qwen = (
  hiddenSize: number,
  layers: number,
  [heads, keyValueHeads]: readonly [number, number],
  feedForward: number,
  more: { readonly tiedEmbedding?: boolean; readonly experts?: Experts } = {},
) =>
  llamaLike({
    hiddenSize,
    layers,
    attention: groupedQuery(heads, keyValueHeads, 128, true),
    feedForward,
    vocabulary: 151936,
    maxContext: 40960,
    ...more,
  });

const tied = { tiedEmbedding: true };
const experts = (size: number) => ({
  experts: { count: 128, perToken: 8, size, sharedSize: 0, denseLayers: 0, routerBias: false },
});

export const QWEN_MODELS: readonly ListedModel[] = [
  fromHub('qwen3-0.6b', 'Qwen/Qwen3-0.6B', exactly(596_049_920), qwen(1024, 28, [16, 8], 3072, tied)),
  fromHub('qwen3-1.7b', 'Qwen/Qwen3-1.7B', about(1.7e9), qwen(2048, 28, [16, 8], 6144, tied)),
  fromHub('qwen3-4b', 'Qwen/Qwen3-4B', about(4.0e9), qwen(2560, 36, [32, 8], 9728, tied)),
  fromHub('qwen3-8b', 'Qwen/Qwen3-8B', about(8.2e9), qwen(4096, 36, [32, 8], 12288)),
  fromHub('qwen3-14b', 'Qwen/Qwen3-14B', about(14.8e9), qwen(5120, 40, [40, 8], 17408)),
  fromHub('qwen3-32b', 'Qwen/Qwen3-32B', about(32.8e9), qwen(5120, 64, [64, 8], 25600)),
  fromHub(
    'qwen3-30b-a3b',
    'Qwen/Qwen3-30B-A3B',
    exactly(30_532_122_624, { activeParameters: 3_353_032_704 }),
    qwen(2048, 48, [32, 4], 6144, experts(768)),
  ),
  fromHub('qwen3-235b-a22b', 'Qwen/Qwen3-235B-A22B', about(235e9, 22e9), qwen(4096, 94, [64, 4], 12288, experts(1536))),
];

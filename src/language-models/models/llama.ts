import type { ListedModel } from '../model.ts';
import { about, exactly, fromHub, groupedQuery, llamaLike } from './shapes.ts';

const sizesOf = (hiddenSize: number, layers: number, feedForward: number) => ({ hiddenSize, layers, feedForward });
const second = { vocabulary: 32000, maxContext: 4096 };
const third = { vocabulary: 128256, maxContext: 8192 };
const longer = { vocabulary: 128256, maxContext: 131072 };

export const LLAMA_MODELS: readonly ListedModel[] = [
  // The stored weights of Llama 2 hold rotary frequencies: 64 numbers per layer, which are computed and not learned.
  fromHub(
    'llama2-7b',
    'meta-llama/Llama-2-7b-hf',
    exactly(6_738_417_664, { buffers: 32 * 64 }),
    llamaLike({ ...sizesOf(4096, 32, 11008), ...second, attention: groupedQuery(32, 32, 128) }),
  ),
  fromHub(
    'llama2-13b',
    'meta-llama/Llama-2-13b-hf',
    exactly(13_015_866_880, { buffers: 40 * 64 }),
    llamaLike({ ...sizesOf(5120, 40, 13824), ...second, attention: groupedQuery(40, 40, 128) }),
  ),
  fromHub(
    'llama2-70b',
    'meta-llama/Llama-2-70b-hf',
    exactly(68_976_653_312, { buffers: 80 * 64 }),
    llamaLike({ ...sizesOf(8192, 80, 28672), ...second, attention: groupedQuery(64, 8, 128) }),
  ),
  fromHub(
    'llama3-8b',
    'meta-llama/Meta-Llama-3-8B',
    exactly(8_030_261_248),
    llamaLike({ ...sizesOf(4096, 32, 14336), ...third, attention: groupedQuery(32, 8, 128) }),
  ),
  fromHub(
    'llama3-70b',
    'meta-llama/Meta-Llama-3-70B',
    exactly(70_553_706_496),
    llamaLike({ ...sizesOf(8192, 80, 28672), ...third, attention: groupedQuery(64, 8, 128) }),
  ),
  fromHub(
    'llama3.1-405b',
    'meta-llama/Llama-3.1-405B',
    exactly(405_853_388_800),
    llamaLike({ ...sizesOf(16384, 126, 53248), ...longer, attention: groupedQuery(128, 8, 128) }),
  ),
  fromHub(
    'llama3.2-1b',
    'meta-llama/Llama-3.2-1B',
    about(1.23e9),
    llamaLike({ ...sizesOf(2048, 16, 8192), ...longer, attention: groupedQuery(32, 8, 64), tiedEmbedding: true }),
  ),
  fromHub(
    'llama3.2-3b',
    'meta-llama/Llama-3.2-3B',
    about(3.21e9),
    llamaLike({ ...sizesOf(3072, 28, 8192), ...longer, attention: groupedQuery(24, 8, 128), tiedEmbedding: true }),
  ),
];

import type { ListedModel, MambaModel } from '../model.ts';
import { exactly, fromHub } from './shapes.ts';

const mamba = (hiddenSize: number, layers: number): MambaModel => ({
  family: 'mamba',
  hiddenSize,
  layers,
  innerSize: 2 * hiddenSize,
  stateSize: 16,
  filterSize: 4,
  stepRank: hiddenSize / 16,
  vocabulary: 50280,
});

export const MAMBA_MODELS: readonly ListedModel[] = [
  fromHub('mamba-130m', 'state-spaces/mamba-130m-hf', exactly(129_135_360), mamba(768, 24)),
  fromHub('mamba-370m', 'state-spaces/mamba-370m-hf', exactly(371_516_416), mamba(1024, 48)),
  fromHub('mamba-790m', 'state-spaces/mamba-790m-hf', exactly(793_204_224), mamba(1536, 48)),
  fromHub('mamba-1.4b', 'state-spaces/mamba-1.4b-hf', exactly(1_372_178_432), mamba(2048, 48)),
  fromHub('mamba-2.8b', 'state-spaces/mamba-2.8b-hf', exactly(2_768_345_600), mamba(2560, 64)),
];

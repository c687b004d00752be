import type { ListedModel, SpeechModel } from '../model.ts';
import { about, exactly, fromHub, multiHead } from './shapes.ts';

/** Heads of 64 elements; sound of 30 s in 3000 frames. */
const whisper = (
  hiddenSize: number,
  layers: number,
  more: { readonly decoderLayers?: number; readonly bands?: number; readonly vocabulary?: number } = {},
): SpeechModel => ({
  family: 'speech',
  hiddenSize,
  layers,
  decoderLayers: layers,
  attention: multiHead(hiddenSize / 64, 64),
  feedForward: { size: 4 * hiddenSize, gated: false, bias: true },
  vocabulary: 51865,
  bands: 80,
  soundPositions: 1500,
  maxContext: 448,
  ...more,
});

const third = { bands: 128, vocabulary: 51866 };

export const WHISPER_MODELS: readonly ListedModel[] = [
  fromHub('whisper-tiny', 'openai/whisper-tiny', about(39e6), whisper(384, 4)),
  fromHub('whisper-base', 'openai/whisper-base', about(74e6), whisper(512, 6)),
  fromHub('whisper-small', 'openai/whisper-small', about(244e6), whisper(768, 12)),
  fromHub('whisper-medium', 'openai/whisper-medium', about(769e6), whisper(1024, 24)),
  fromHub('whisper-large-v2', 'openai/whisper-large-v2', exactly(1_543_304_960), whisper(1280, 32)),
  fromHub('whisper-large-v3', 'openai/whisper-large-v3', exactly(1_543_490_560), whisper(1280, 32, third)),
  fromHub(
    'whisper-large-v3-turbo',
    'openai/whisper-large-v3-turbo',
    exactly(808_878_080),
    whisper(1280, 32, { ...third, decoderLayers: 4 }),
  ),
];

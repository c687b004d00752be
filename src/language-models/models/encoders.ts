import type { EncoderModel, ListedModel, PublishedCount, VisionModel } from '../model.ts';
import { about, exactly, fromHub, multiHead } from './shapes.ts';

const bert = (hiddenSize: number, layers: number, heads: number): EncoderModel => ({
  family: 'encoder',
  hiddenSize,
  layers,
  attention: multiHead(heads, hiddenSize / heads),
  feedForward: { size: 4 * hiddenSize, gated: false, bias: true },
  vocabulary: 30522,
  positions: 512,
  tokenTypes: 2,
  maxContext: 512,
});

export const BERT_MODELS: readonly ListedModel[] = [
  fromHub('bert-base', 'google-bert/bert-base-uncased', about(110e6), bert(768, 12, 12)),
  fromHub('bert-large', 'google-bert/bert-large-uncased', about(340e6), bert(1024, 24, 16)),
];

const vision = (hiddenSize: number, layers: number, heads: number, patchSize: number): VisionModel => ({
  family: 'vision',
  hiddenSize,
  layers,
  attention: multiHead(heads, hiddenSize / heads),
  feedForward: { size: 4 * hiddenSize, gated: false, bias: true },
  channels: 3,
  imageSize: 224,
  patchSize,
  classes: 1000,
});

const listed = (name: string, published: PublishedCount, description: VisionModel): ListedModel => ({
  name,
  description,
  source: `https://pytorch.org/vision/stable/models/generated/torchvision.models.${name.replaceAll('-', '_')}.html`,
  published,
});

export const VISION_MODELS: readonly ListedModel[] = [
  listed('vit-b-16', exactly(86_567_656), vision(768, 12, 12, 16)),
  listed('vit-b-32', exactly(88_224_232), vision(768, 12, 12, 32)),
  listed('vit-l-16', exactly(304_326_632), vision(1024, 24, 16, 16)),
  listed('vit-h-14', about(632e6), vision(1280, 32, 16, 14)),
];

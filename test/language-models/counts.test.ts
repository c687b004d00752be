import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DecoderModel,
  LISTED_MODELS,
  type ListedModel,
  languageModelWorkload,
  operationsOf,
} from '../../src/language-models/index.ts';

const countsOf = (name: string) => languageModelWorkload(name).counts;

/** Parameters to the last one. */
const PARAMETERS: Readonly<Record<string, number>> = {
  gpt2: 124_439_808,
  'gpt3-175b': 174_604_259_328,
  'opt-125m': 125_239_296,
  'opt-1.3b': 1_315_758_080,
  'opt-2.7b': 2_651_596_800,
  'opt-6.7b': 6_658_473_984,
  'opt-13b': 12_853_473_280,
  'opt-30b': 29_974_540_288,
  'opt-66b': 65_719_701_504,
  'llama2-7b': 6_738_415_616,
  'llama2-13b': 13_015_864_320,
  'llama2-70b': 68_976_648_192,
  'llama3-8b': 8_030_261_248,
  'llama3-70b': 70_553_706_496,
  'llama3.1-405b': 405_853_388_800,
  'llama3.2-1b': 1_235_814_400,
  'llama3.2-3b': 3_212_749_824,
  'mixtral-8x7b': 46_702_792_704,
  'mixtral-8x22b': 140_620_634_112,
  'qwen3-0.6b': 596_049_920,
  'qwen3-1.7b': 1_720_574_976,
  'qwen3-4b': 4_022_468_096,
  'qwen3-8b': 8_190_735_360,
  'qwen3-14b': 14_768_307_200,
  'qwen3-32b': 32_762_123_264,
  'qwen3-30b-a3b': 30_532_122_624,
  'qwen3-235b-a22b': 235_093_634_560,
  'deepseek-v3': 671_026_419_200,
  'bert-base': 109_482_240,
  'bert-large': 335_141_888,
  'vit-b-16': 86_567_656,
  'vit-b-32': 88_224_232,
  'vit-l-16': 304_326_632,
  'vit-h-14': 632_045_800,
  'whisper-tiny': 37_760_640,
  'whisper-base': 72_593_920,
  'whisper-small': 241_734_912,
  'whisper-medium': 763_857_920,
  'whisper-large-v2': 1_543_304_960,
  'whisper-large-v3': 1_543_490_560,
  'whisper-large-v3-turbo': 808_878_080,
  'mamba-130m': 129_135_360,
  'mamba-370m': 371_516_416,
  'mamba-790m': 793_204_224,
  'mamba-1.4b': 1_372_178_432,
  'mamba-2.8b': 2_768_345_600,
};

test('the listed models are those of the table, in its order', () => {
  expect(LISTED_MODELS.map(({ name }) => name)).toEqual(Object.keys(PARAMETERS));
  expect(LISTED_MODELS).toHaveLength(46);
  for (const { source } of LISTED_MODELS) expect(source).toMatch(/^https:\/\//);
});

describe('parameters', () => {
  test.each(LISTED_MODELS.map((listed) => [listed.name, listed] as const))('of %s', (name, { published }) => {
    const { parameters, activeParameters } = countsOf(name);
    expect(parameters).toBe(PARAMETERS[name]);
    if (published.accuracy === 'exact') {
      expect(parameters + (published.buffers ?? 0)).toBe(published.parameters);
      expect(activeParameters).toBe(published.activeParameters ?? parameters);
    } else {
      expect(Math.abs(parameters / published.parameters - 1)).toBeLessThan(0.035);
      expect(Math.abs(activeParameters / (published.activeParameters ?? parameters) - 1)).toBeLessThan(0.035);
    }
  });

  test.each(LISTED_MODELS.map(({ name, description }) => [name, description.family] as const))(
    'of %s are the same in every form of its workload',
    (name, family) => {
      const forms = ['batch=3'];
      if (family === 'decoder')
        forms.push('decode', 'batch=64,decode', 'experts=worst', 'experts=best', 'absorb=false');
      if (family === 'speech' || family === 'mamba') forms.push('decode');
      for (const form of forms) expect(countsOf(`${name}:${form}`).parameters, form).toBe(PARAMETERS[name]);
    },
  );
});

/** Operations of decode in closed form: every parameter of a matrix once, and two products with the context per head. */
function decodeOperations(model: DecoderModel, parameters: number, context: number): number {
  const { hiddenSize, layers, attention, feedForward, vocabulary, positions, normalization, tiedEmbedding } = model;
  if (attention.kind !== 'grouped') throw new Error('expected attention with heads');
  const norms = (2 * layers + 1) * hiddenSize * (normalization === 'layer' ? 2 : 1);
  const headNorms = attention.normalized ? 2 * attention.headSize * layers : 0;
  const projections = (attention.heads + 2 * attention.keyValueHeads) * attention.headSize + hiddenSize;
  const biases = (attention.bias === 'all' ? projections : 0) + (feedForward.bias ? feedForward.size + hiddenSize : 0);
  const notMatrices = norms + headNorms + layers * biases + positions * hiddenSize;
  // A tied embedding is used once, as the last matrix.
  const embedding = tiedEmbedding ? 0 : vocabulary * hiddenSize;
  return parameters - notMatrices - embedding + 2 * layers * attention.heads * attention.headSize * context;
}

const isDense = (listed: ListedModel): listed is ListedModel & { readonly description: DecoderModel } =>
  listed.description.family === 'decoder' && listed.description.experts === undefined;
const dense = LISTED_MODELS.filter(isDense);

describe('operations', () => {
  test('closed form of decode is checked for every dense decoder', () => expect(dense).toHaveLength(23));

  test.each(dense.map((listed) => [listed.name, listed] as const))('of %s in decode', (name, { description }) => {
    const contexts = [1, 17, 1024];
    for (const context of contexts) {
      const { layers, counts } = languageModelWorkload(`${name}?phase=decode&context=${context}`);
      expect(counts.operations).toBe(decodeOperations(description, counts.parameters, context));
      expect(layers.reduce((sum, layer) => sum + layer.repeat * operationsOf(layer), 0)).toBe(counts.operations);
    }
  });

  test.each([
    // Multiply-accumulates; the first figure also as parameters without embedding and norms, and attention.
    ['llama3-8b:decode,context=4096', 8_578_400_256],
    ['llama3-8b:decode,context=4096', 8_030_261_248 - 128_256 * 4096 - 65 * 4096 + 2 * 32 * 32 * 128 * 4096],
    ['llama3-8b?tokens=2048', 15_393_688_125_440],
    // Half of 114 190 598 144 and of 767 753 388 556 288 floating-point operations.
    ['deepseek-v3:decode,context=8193,absorb=false', 114_190_598_144 / 2],
    ['deepseek-v3?tokens=8192&attention=causal&logits=all', 767_753_388_556_288 / 2],
    ['deepseek-v3?tokens=8192&attention=causal', 752_572_532_523_008 / 2],
  ])('of %s', (name, operations) => {
    expect(countsOf(name).operations).toBe(operations);
  });

  test.each([
    ['vit-b-16', 17.56],
    ['vit-b-32', 4.41],
    ['vit-l-16', 61.55],
    ['vit-h-14', 167.3],
    ['llama3-70b:decode,context=4096', 74.87],
    ['mixtral-8x7b:decode,context=4096', 13.822],
    ['qwen3-8b:decode,context=4096', 8.776],
    ['qwen3-30b-a3b:decode,context=4096', 4.652],
    ['deepseek-v3:decode,context=8192', 212.433 / 2],
  ])('of %s are %d · 10⁹', (name, billions) => {
    expect(Math.abs(countsOf(name).operations / 1e9 - billions)).toBeLessThan(0.006);
  });

  test('grow in proportion to the batch for dense models', () => {
    const model = fc.constantFrom(...dense.map(({ name }) => name));
    const key = fc.constantFrom('decode,context=77', 'tokens=33', 'tokens=48,attention=causal', 'logits=all,tokens=9');
    fc.assert(
      fc.property(model, key, fc.integer({ min: 1, max: 200 }), (name, keys, batch) => {
        const one = countsOf(`${name}:${keys}`).operations;
        expect(countsOf(`${name}:${keys},batch=${batch}`).operations).toBe(batch * one);
      }),
    );
  });

  test('do not depend on how tokens are spread over experts', () => {
    const models = ['mixtral-8x7b', 'mixtral-8x22b', 'qwen3-30b-a3b', 'qwen3-235b-a22b', 'deepseek-v3'];
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.integer({ min: 1, max: 3000 }), (name, batch) => {
        const form = (experts: string) =>
          countsOf(`${name}:decode,context=9,batch=${batch},experts=${experts}`).operations;
        expect(form('worst')).toBe(form('expected'));
        expect(form('best')).toBe(form('expected'));
      }),
    );
  });

  test('causal attention has the pairs of every token with itself and those before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 300 }), (tokens, earlier) => {
        const keys = `tokens=${tokens},context=${tokens + earlier},layers=1`;
        const pairs = (name: string) =>
          languageModelWorkload(name)
            .layers.filter((layer) => layer.name.startsWith('qk'))
            .reduce((sum, layer) => sum + operationsOf(layer) / (12 * 64), 0);
        expect(pairs(`gpt2:${keys}`)).toBe(tokens * (tokens + earlier));
        expect(pairs(`gpt2:${keys},attention=causal`)).toBe(tokens * earlier + (tokens * (tokens + 1)) / 2);
      }),
    );
  });
});

describe('experts', () => {
  const expertLayers = (name: string) =>
    languageModelWorkload(name)
      .layers.filter((layer) => layer.name.startsWith('experts_gate'))
      .map(({ loops }) => [loops.G, loops.B]);

  test.each([
    [
      'qwen3-30b-a3b:decode,batch=64',
      [
        [118, 4],
        [8, 5],
      ],
    ],
    ['qwen3-30b-a3b:decode,batch=64,experts=best', [[8, 64]]],
    ['qwen3-30b-a3b:decode,batch=64,experts=worst', [[128, 4]]],
    ['mixtral-8x7b:decode', [[2, 1]]],
  ])('%s: experts and rows', (name, expected) => {
    expect(expertLayers(name)).toEqual(expected);
  });

  test('of DeepSeek-V3 that have a token of 64: 222', () => {
    const groups = expertLayers('deepseek-v3:decode,batch=64').map(([groups = 0]) => groups);
    expect(groups.reduce((sum, group) => sum + group, 0)).toBe(222);
  });
});

test.each([
  ['llama2-7b', 262_144],
  ['llama3-8b', 65_536],
  ['llama3-8b?kv_bits=16', 131_072],
  ['llama3-8b?act_bits=16&kv_bits=4', 32_768],
  ['llama3-70b', 163_840],
  ['qwen3-8b', 73_728],
  ['deepseek-v3', 35_136],
  ['deepseek-v3?absorb=false', 61 * 128 * (192 + 128)],
  ['whisper-large-v3-turbo', 2 * 4 * 1280],
  ['bert-base', 0],
  ['mamba-130m', 0],
])('%s caches %d bytes per token', (name, bytes) => {
  expect(countsOf(name).kvBytesPerToken).toBe(bytes);
});

import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { LISTED_MODELS, languageModelWorkload, splitName } from '../../src/language-models/index.ts';

const requestOf = (name: string) => languageModelWorkload(name).request;

describe('names', () => {
  test('have two forms that mean the same', () => {
    const query = languageModelWorkload('llama3-8b?phase=decode&batch=2&context=4096&weight_bits=4');
    const plain = languageModelWorkload('llama3-8b:decode,batch=2,context=4096,weight_bits=4');
    expect({ ...plain, name: '' }).toEqual({ ...query, name: '' });
    expect(query.request).toMatchObject({ phase: 'decode', batch: 2, tokens: 1, context: 4096, weightBits: 4 });
  });

  test.each(['llama3-8b:', 'llama3-8b?'])('have no mark without keys behind it: %s', (name) => {
    expect(languageModelWorkload(name)).toEqual(languageModelWorkload('llama3-8b'));
  });

  test('have defaults', () => {
    expect(requestOf('llama3-8b')).toEqual({
      phase: 'prefill',
      batch: 1,
      tokens: 2048,
      context: 2048,
      weightBits: 8,
      activationBits: 8,
      cacheBits: 8,
      partialSumBits: 16,
      outputBits: 8,
      attention: 'full',
      logits: 'last',
      experts: 'expected',
      absorb: 'auto',
    });
    expect(requestOf('llama3-8b:decode')).toMatchObject({ tokens: 1, context: 2048 });
    expect(requestOf('gpt2')).toMatchObject({ tokens: 1024, context: 1024 });
    expect(requestOf('llama3-8b:context=100')).toMatchObject({ tokens: 100, context: 100 });
    expect(requestOf('llama3-8b:tokens=16,context=100')).toMatchObject({ tokens: 16, context: 100 });
    expect(requestOf('llama3-8b:act_bits=16')).toMatchObject({ activationBits: 16, cacheBits: 16, outputBits: 16 });
  });

  test('are split at the first mark that is none of a path', () => {
    expect(splitName('llama3-8b')).toEqual({ model: 'llama3-8b', separator: ',' });
    expect(splitName('C:\\models\\config.json')).toMatchObject({ model: 'C:\\models\\config.json' });
    expect(splitName('C:\\models\\config.json:decode')).toMatchObject({ model: 'C:\\models\\config.json' });
    expect(splitName('a/config.json?phase=decode')).toMatchObject({
      model: 'a/config.json',
      parameters: 'phase=decode',
    });
    expect(splitName('https://a.b/config.json').parameters).toBeUndefined();
  });

  test.each(LISTED_MODELS.map(({ name }) => name))('%s has layers by its name alone', (name) => {
    const { layers, uncosted } = languageModelWorkload(name);
    expect(layers.length).toBeGreaterThan(5);
    for (const { repeat, loops, parameters } of layers) {
      for (const value of [repeat, ...Object.values(loops)]) expect(value).toBeGreaterThanOrEqual(1);
      for (const value of [repeat, parameters, ...Object.values(loops)]) expect(Number.isSafeInteger(value)).toBe(true);
    }
    for (const { repeat, parameters } of uncosted) expect(repeat * parameters).toBeGreaterThan(0);
    const names = layers.map((layer) => layer.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('keys change the model', () => {
    expect(languageModelWorkload('gpt2:layers=1').layers.every(({ repeat }) => repeat === 1)).toBe(true);
    expect(languageModelWorkload('gpt2:pad_vocab=64').layers.at(-1)?.loops.K).toBe(50304);
    expect(languageModelWorkload('vit-b-16:image=384').layers.find(({ name }) => name === 'qk')?.loops.K).toBe(577);
    expect(languageModelWorkload('whisper-tiny:layers=2').layers.map(({ repeat }) => repeat)).not.toContain(4);
    expect(languageModelWorkload('deepseek-v3:layers=2').layers.some(({ name }) => name === 'router')).toBe(false);
  });
});

function findingsOf(name: string): string[] {
  try {
    languageModelWorkload(name);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { hint } of error.diagnostics) expect(hint).toBeTruthy();
    return error.diagnostics.map(({ code, message }) => `${code} ${message}`);
  }
  return [];
}

test.each([
  ['llama3-8c?phase=decode', 'ZZ3401 there is no language model "llama3-8c"; did you mean "llama3-8b"?'],
  ['llama3-8b?contxt=4', 'ZZ3402 "llama3-8b?contxt=4": unknown key "contxt"; did you mean "context"?'],
  ['llama3-8b?image=4', 'ZZ3403 "llama3-8b?image=4": the key "image" has no effect on llama3-8b'],
  ['bert-base:decode', 'ZZ3403 "bert-base:decode": the key "phase" has no effect on bert-base'],
  ['llama3-8b:fast', 'ZZ3404 "llama3-8b:fast": "fast" is no key with a value'],
  ['llama3-8b?batch=1&&tokens=4', 'ZZ3404 "llama3-8b?batch=1&&tokens=4": "" is no key with a value'],
  ['llama3-8b:batch=1,batch=2', 'ZZ3405 "llama3-8b:batch=1,batch=2": the key "batch" is given twice'],
  [
    'llama3-8b:phase=decoed',
    'ZZ3406 "llama3-8b:phase=decoed": phase is "decoed"; expected prefill, decode; did you mean "decode"?',
  ],
  ['llama3-8b:batch=0', 'ZZ3406 "llama3-8b:batch=0": batch is "0"; expected a whole number from 1 to 16777216'],
  ['llama3-8b:batch=1.5', 'ZZ3406 "llama3-8b:batch=1.5": batch is "1.5"; expected a whole number from 1 to 16777216'],
  ['llama3-8b:batch=', 'ZZ3406 "llama3-8b:batch=": batch is ""; expected a whole number from 1 to 16777216'],
  [
    'llama3-8b:decode,context=9000',
    'ZZ3407 "llama3-8b:decode,context=9000": context is 9000; llama3-8b takes at most 8192 tokens',
  ],
  ['bert-base:tokens=513', 'ZZ3407 "bert-base:tokens=513": tokens is 513; bert-base takes at most 512 tokens'],
  [
    'llama3-8b:decode,tokens=2',
    'ZZ3408 "llama3-8b:decode,tokens=2": tokens is given in decode, which has one new token',
  ],
  [
    'llama3-8b:tokens=9,context=8',
    'ZZ3408 "llama3-8b:tokens=9,context=8": context is 8 and tokens is 9; the context includes the new tokens',
  ],
  ['vit-b-16:image=225', 'ZZ3408 "vit-b-16:image=225": image is 225; vit-b-16 has patches of 16 pixels'],
])('%s is refused', (name, finding) => {
  expect(findingsOf(name)).toEqual([finding]);
});

test('fixes fit what is wrong', () => {
  expect(() => languageModelWorkload('gpt2:batch=99999999')).toThrow('fix: write it in digits, as in batch=16777216');
  expect(() => languageModelWorkload('gpt2:batch=0')).toThrow('fix: write it in digits, as in batch=1');
  expect(() => languageModelWorkload('models/config.json')).toThrow(
    'there is neither a language model nor the config.json of one at "models/config.json"',
  );
});

test('all keys that are wrong are reported at once', () => {
  expect(findingsOf('llama3-8b:batch=0,size=3,image=2').map((one) => one.slice(0, 6))).toEqual([
    'ZZ3406',
    'ZZ3402',
    'ZZ3403',
  ]);
});

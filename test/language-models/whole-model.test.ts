import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runSummary } from '../../src/cli/text/run-summary.ts';
import { explainLanguageModel } from '../../src/explain/index.ts';
import { loadAcceleratorDescription } from '../../src/io/load.ts';
import { inferenceOf, languageModelWorkload } from '../../src/language-models/index.ts';
import { cacheBitsOf, stateBitsOf, weightBitsOf } from '../../src/model/workload/language-model.ts';
import { reportHtml } from '../../src/page/index.ts';
import { platformFiles } from '../../src/platform/node.ts';
import type { LanguageModelResults } from '../../src/quantities/index.ts';
import { compareRuns, decodeResults, parseResults, readResults } from '../../src/results/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { resultsDocument } from '../../src/run/result-files.ts';
import { runInto, zigzagHere } from '../cli/support.ts';
import { evaluateExpression } from '../explain/evaluate-expression.ts';
import { FREE_MAPPING, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Results of whole language models, worked out by hand for a model of two small blocks. */

const CONFIG = {
  model_type: 'llama',
  hidden_size: 32,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 8,
  intermediate_size: 64,
  vocab_size: 64,
  max_position_embeddings: 64,
  tie_word_embeddings: true,
};
/** Embedding, which is the last projection too; blocks of projections, feed-forward part and two norms; the last norm. */
const PARAMETERS = 64 * 32 + 2 * (2 * 32 * 32 + 2 * 32 * 16 + 3 * 32 * 64 + 2 * 32) + 32;

const folder = temporaryFolder();
const config = join(folder, 'config.json');
writeFileSync(config, JSON.stringify(CONFIG));

interface Hardware {
  readonly clock?: number;
  readonly bufferBits?: number;
  readonly staticPower?: number;
}

function optionsOf(keys: string, { clock, bufferBits = 1_000_000, staticPower }: Hardware = {}) {
  const power = staticPower === undefined ? {} : { static_power: staticPower };
  const design = rowOfUnits({
    registers: { ...memory(64, ['I1', 'I2', 'O'], []), ...power },
    buffer: { ...memory(bufferBits), ...power },
  });
  const unit = staticPower === undefined ? {} : { unit_static_power: staticPower };
  return {
    workload: `${config}:${keys}`,
    accelerator: {
      ...design,
      operational_array: { ...design.operational_array, ...unit },
      ...(clock === undefined ? {} : { clock_frequency: clock }),
    },
    mapping: [FREE_MAPPING],
    lpfLimit: 3,
  };
}

type Whole = HardwarePerformance & { readonly languageModel: LanguageModelResults };

async function run(keys: string, hardware?: Hardware): Promise<Whole> {
  const performance = await getHardwarePerformance(optionsOf(keys, hardware));
  const { languageModel } = performance;
  if (languageModel === undefined) throw new Error('the run has no results of a whole model');
  return { ...performance, languageModel };
}

const valuesOf = ({ languageModel }: Whole) =>
  Object.fromEntries(languageModel.quantities.map(({ name, value }) => [name, value]));

const DECODE = 'decode,batch=3,context=16,weight_bits=4,kv_bits=2';

describe('results of a whole model', () => {
  test('in decode, by hand', async () => {
    const performance = await run(DECODE, { clock: 500, staticPower: 0.5 });
    const { energy, latency } = performance;
    const seconds = (latency * 2) / 1e9;
    // Eight units and eight register files, and one buffer.
    const staticEnergy = 17 * 0.5 * latency * 2;
    const cachePerToken = 2 * 2 * 2 * 8 * 2;
    const [weights, cache] = [PARAMETERS * 4, 3 * 16 * cachePerToken];
    expect(valuesOf(performance)).toEqual({
      'token.latency': latency,
      'token.time': seconds,
      tokens_per_second: 3 / seconds,
      'tokens_per_second.sequence': 1 / seconds,
      cycles_per_token: latency / 3,
      energy_per_token: energy / 3,
      'energy_per_token.with_static': (energy + staticEnergy) / 3,
      'memory.weights': weights,
      'memory.cache': cache,
      'memory.cache_per_token': cachePerToken,
      'memory.missing': 0,
    });
    expect(performance.languageModel.memories).toEqual([
      {
        memory: 'buffer',
        sizeBits: 1_000_000,
        holds: [
          { data: 'weights', bits: weights },
          { data: 'cache', bits: cache },
        ],
        missingBits: 0,
      },
    ]);
  });

  test('in prefill, without a clock', async () => {
    const performance = await run('tokens=8,batch=2');
    const { energy, latency } = performance;
    expect(valuesOf(performance)).toEqual({
      'first_token.latency': latency,
      cycles_per_token: latency / 16,
      energy_per_token: energy / 16,
      'memory.weights': PARAMETERS * 8,
      'memory.cache': 2 * 8 * 64 * 8,
      'memory.cache_per_token': 64 * 8,
      'memory.missing': 0,
    });
    const summary = runSummary(performance, 'a', 200).join('\n');
    expect(summary).toContain('the accelerator has no clock_frequency, so there are no seconds');
    expect(summary).toContain('not included: embedding, norms, rotary positions, softmax, activation functions');
  });

  test('count blocks as often as the model has them: energy per token times tokens is the energy', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 }), async (batch, tokens) => {
        const performance = await run(`tokens=${tokens},batch=${batch}`);
        const perToken = valuesOf(performance).energy_per_token ?? Number.NaN;
        const ofLayers = performance.evaluations.reduce((sum, { once, times }) => sum + times * once.energy, 0);
        expect((perToken * batch * tokens) / ofLayers).toBeCloseTo(1, 12);
        expect(performance.evaluations.some(({ times }) => times === 2)).toBe(true);
      }),
      { numRuns: 6 },
    );
  });

  test('say by how many bits a memory is too small', async () => {
    const bits = PARAMETERS * 4 + 3 * 16 * 128;
    const { languageModel } = await run(DECODE, { bufferBits: bits - 8 });
    expect(languageModel.memories).toMatchObject([{ memory: 'buffer', sizeBits: bits - 8, missingBits: 8 }]);
    const exact = await run(DECODE, { bufferBits: bits });
    expect(exact.languageModel.memories).toMatchObject([{ missingBits: 0 }]);
  });
});

describe('a run that is not of the whole model', () => {
  test.each([
    ['layers=1,decode,context=16', {}, 'the name asks for 1 of the 2 blocks of the model'],
    // The last projection has 64 rows of 32 elements of 8 bits, more than the others in decode.
    ['decode,context=16', { bufferBits: 16_700 }, 'left out'],
  ])('has no figures per token: %s', async (keys, hardware, reason) => {
    const performance = await run(keys, { clock: 500, ...hardware });
    const { languageModel } = performance;
    expect(languageModel.incomplete).toContain(reason);
    expect(languageModel.quantities.filter(({ name }) => !name.startsWith('memory.'))).toEqual([]);
    const summary = runSummary(performance, 'a', 200).join('\n');
    expect(summary).toContain('  tokens       no figures: ');
    expect(summary).not.toMatch(/per token \d|\d tokens\/s/);
  });

  test('is found out by its operations', async () => {
    const { languageModelResults } = await import('../../src/quantities/index.ts');
    const { languageModel, total, evaluations } = await run(DECODE);
    const less = languageModelResults(languageModel.inference, total, evaluations.slice(1));
    expect(less?.incomplete).toMatch(/% of the operations of the model are not those of the run/);
  });
});

describe('the results of a whole model', () => {
  test('are the same in results.json, page, diff and explanations', async () => {
    const options = optionsOf(DECODE, { clock: 500, staticPower: 0.5 });
    const performance = await run(DECODE, { clock: 500, staticPower: 0.5 });
    const document = await resultsDocument(performance, options, new Date(0));
    const stored = decodeResults(parseResults(JSON.stringify(document), 'results.json'));
    expect(stored.languageModel).toEqual(performance.languageModel);
    const { uncosted, infeasible } = stored.document;
    const { total, evaluations, otherOperators = [], languageModel } = stored;
    expect(runSummary({ total, evaluations, otherOperators, languageModel, uncosted, infeasible }, 'a', 99)).toEqual(
      runSummary(performance, 'a', 99),
    );
    const page = reportHtml(stored);
    expect(page).toContain('<h3>Whole model</h3>');
    for (const { value } of performance.languageModel.quantities) {
      if (value !== 0) expect(page).toContain(`<data value="${value}">`);
    }
    const other = await run('decode,batch=6,context=16', { clock: 500 });
    const { totals } = compareRuns(stored, {
      ...stored,
      total: other.total,
      evaluations: other.evaluations,
      languageModel: other.languageModel,
    });
    expect(totals.find(({ name }) => name === 'energy_per_token')).toMatchObject({
      before: performance.energy / 3,
      after: other.energy / 6,
    });
  });

  test.each([
    [DECODE, { clock: 500, staticPower: 0.5 }],
    ['tokens=4', { clock: 250, bufferBits: 70_000 }],
    ['decode,layers=1', {}],
  ])('follow from the printed formulas: %s', async (keys, hardware) => {
    const { languageModel, total, evaluations } = await run(keys, hardware);
    const explanations = explainLanguageModel(languageModel, total, evaluations);
    expect(explanations.map(({ figure, value, unit }) => ({ name: figure, value, unit }))).toEqual(
      languageModel.quantities.map(({ name, value, unit }) => ({ name, value, unit })),
    );
    for (const { substituted, formula, symbols, value } of explanations) {
      const named = new Map(symbols.map((symbol) => [symbol.symbol, symbol.value]));
      expect(Math.abs(evaluateExpression(substituted) - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
      expect(Math.abs(evaluateExpression(formula, named) - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
    }
  });

  test('are explained by the command without a layer', async () => {
    const out = join(folder, 'out');
    const name = 'gpt2:decode,context=16,layers=1';
    const inputs = ['--workload', name, '--accelerator', 'generic_array', '--mapping', 'generic_array'];
    expect((await zigzagHere('.', ['run', ...inputs, '--quiet', '--out', out])).status).toBe(0);
    const { stdout } = await zigzagHere('.', ['explain', out]);
    expect(stdout).toContain('  name     memory.cache\n  formula  b · S · n · prec\n');
    expect(stdout).toMatch(/\n\nNo figures per token: the name asks for 1 of the 12 blocks of the model\n$/);
    const one = await zigzagHere('.', ['explain', out, 'memory.weights', '--json']);
    expect(JSON.parse(one.stdout)).toMatchObject([{ figure: 'memory.weights', unit: 'bit' }]);
    const none = await zigzagHere('.', ['explain', out, 'energy_per_token']);
    expect(none.status).toBe(1);
    expect(none.stderr).toContain(
      'error ZZ6050: there is neither a layer nor a quantity of the model "energy_per_token"; the run has no figures per token: the name asks for 1 of the 12 blocks of the model',
    );
    const slip = await zigzagHere('.', ['explain', out, 'q_prjo']);
    expect(slip.stderr).toContain('did you mean "q_proj"?');
  });

  test('are told from layers that do not fit', async () => {
    const out = join(folder, 'partial');
    await runInto(out, optionsOf('decode,context=16', { bufferBits: 16_700 }));
    const { infeasible } = (await readResults(out, platformFiles)).document;
    const { status, stderr } = await zigzagHere('.', ['explain', out, infeasible[0]?.name ?? '']);
    expect(status).toBe(2);
    expect(stderr).toContain('error ZZ4411: no temporal mapping of layer ');
  });
});

describe('what is kept in memory', () => {
  const bitsOf = (name: string) => {
    const inference = inferenceOf(languageModelWorkload(name));
    return [weightBitsOf(inference), cacheBitsOf(inference), stateBitsOf(inference)];
  };

  test.each([
    // Heads of queries share keys and values: 32 layers, 8 of 32 heads of 128.
    ['llama3-8b:decode,context=4096,batch=2,kv_bits=4', [8_030_261_248 * 8, 2 * 4096 * 2 * 32 * 8 * 128 * 4, 0]],
    // One vector of 512 + 64 per token and layer.
    ['deepseek-v3:decode,context=1000', [671_026_419_200 * 8, 1000 * 61 * 576 * 8, 0]],
    // Keys and values of every head: 192 and 128 elements.
    ['deepseek-v3:decode,context=1000,absorb=false', [671_026_419_200 * 8, 1000 * 61 * 128 * 320 * 8, 0]],
    // Four decoder layers of 384 elements, for the text and for 1500 positions of sound.
    ['whisper-tiny:decode,context=64,batch=2', [37_760_640 * 8, 2 * (64 + 1500) * 2 * 4 * 384 * 8, 0]],
    // 24 layers of 1536 elements, each with 16 of the state and 3 of the convolution.
    ['mamba-130m:decode,batch=5,act_bits=16', [129_135_360 * 8, 0, 5 * 24 * 1536 * 19 * 16]],
    ['vit-b-16:batch=4,weight_bits=2', [86_567_656 * 2, 0, 0]],
  ])('%s', (name, expected) => {
    expect(bitsOf(name)).toEqual(expected);
  });
});

describe('other kinds of models', () => {
  test.each([
    ['vit-b-16:batch=2', 'image', 2],
    ['bert-base:tokens=16,batch=2', 'token', 32],
    ['whisper-tiny:tokens=4,batch=2', 'utterance', 2],
    ['whisper-tiny:decode,context=8,batch=2', 'token', 2],
    ['mamba-130m:decode,batch=2', 'token', 2],
  ])('%s counts by the %s', async (workload, output, count) => {
    const { languageModel, energy } = await getHardwarePerformance({
      workload,
      accelerator: 'generic_array',
      mapping: 'generic_array',
      lpfLimit: 3,
    });
    const value = languageModel?.quantities.find(({ name }) => name === `energy_per_${output}`)?.value;
    expect(value).toBe(energy / count);
    expect(languageModel?.incomplete).toBe(null);
  });
});

test('the example of docs/language-models.md is what the run prints', async () => {
  const page = readFileSync(new URL('../../docs/language-models.md', import.meta.url), 'utf8');
  const accelerator = Object(await loadAcceleratorDescription('generic_array', platformFiles));
  const performance = await getHardwarePerformance({
    workload: 'llama3-8b:decode,batch=4,context=4096,weight_bits=4',
    accelerator: { ...accelerator, clock_frequency: 1000 },
    mapping: 'generic_array',
  });
  const lines = runSummary(performance, '', 400);
  const from = lines.findIndex((line) => line.startsWith('  model '));
  const shown = lines.slice(from, from + 4).flatMap((line) => line.split('\n'));
  expect(shown).toHaveLength(4);
  for (const line of shown) expect(page).toContain(line.trim());
});

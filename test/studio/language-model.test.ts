import { expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/index.ts';
import type { DesignResult } from '../../studio/engine/result/design-result.ts';
import { summarise } from '../../studio/engine/result/summarise.ts';
import { modelFault, modelLines, modelNote } from '../../studio/parts/model-words.ts';
import { modelTotals, TOTALS, totalsOfBoth } from '../../studio/parts/total-kinds.ts';
import { tableText } from '../../studio/views/compare/words/table-text.ts';
import { FREE_MAPPING, memory, rowOfUnits } from '../small-inputs.ts';

/* What the studio shows of a language model: totals, and words beside them. */

interface Hardware {
  readonly clock?: number;
  readonly bufferBits?: number;
}

async function resultOf(workload: string, { clock, bufferBits = 2 ** 32 }: Hardware = {}): Promise<DesignResult> {
  const design = rowOfUnits({ registers: memory(64, ['I1', 'I2', 'O'], []), buffer: memory(bufferBits) });
  const found = await getHardwarePerformance({
    workload,
    accelerator: { ...design, ...(clock === undefined ? {} : { clock_frequency: clock }) },
    mapping: [FREE_MAPPING],
    lpfLimit: 3,
  });
  return summarise(found, 1, 0);
}

const DECODE = 'gpt2:decode,batch=2,context=16';
const valuesOf = (result: DesignResult): (readonly [string, number | undefined])[] =>
  modelTotals(result).map(({ title, of }) => [title, of(result)]);

function modelOf({ languageModel }: DesignResult) {
  if (languageModel === undefined) throw new Error('no language model');
  return languageModel;
}

test('a language model has its rate and its energy per token, worked out from the totals', async () => {
  const result = await resultOf(DECODE, { clock: 500 });
  const { energy, latency } = result.totals;
  expect(valuesOf(result)).toEqual([
    ['tokens per second', expect.closeTo((2 * 500e6) / latency, 6)],
    ['energy per token', energy / 2],
  ]);
  expect(modelTotals(result).map(({ better }) => better)).toEqual(['more', 'less']);
  expect(modelFault(modelOf(result))).toBeUndefined();
  expect(modelNote(modelOf(result))).toMatch(/^[\d.]+ .J per token$/);
  expect(structuredClone(result)).toEqual(result);
});

test('without a clock there are cycles per token, which a design with a clock has, too', async () => {
  const [result, clocked] = [await resultOf(DECODE), await resultOf(DECODE, { clock: 500 })];
  expect(valuesOf(result)[0]).toEqual(['cycles per token', result.totals.latency / 2]);
  const [cycles] = modelTotals(result);
  const [rate] = modelTotals(clocked);
  expect(cycles?.better).toBe('less');
  expect(cycles?.of(clocked)).toBe(result.totals.latency / 2);
  // What the other design doesn't have is not compared.
  expect(rate?.of(result)).toBeUndefined();
});

test('missing memory stands before all else, and a prefill has its first token', async () => {
  const result = await resultOf('gpt2:prefill,context=8', { clock: 500, bufferBits: 2 ** 29 });
  const missing = modelOf(result).quantities.find(({ name }) => name === 'memory.missing')?.value ?? 0;
  expect(missing).toBeGreaterThan(0);
  expect(modelFault(modelOf(result))).toBe(`${(missing / 8 / 2 ** 20).toPrecision(4)} MiB of memory missing`);
  expect(modelNote(modelOf(result))).toMatch(/^first token after [\d.]+ m?s$/);
  expect(modelLines(modelOf(result)).at(-1)).toMatch(/do not fit into buffer/);
});

test('a part of a model has no figures and says why', async () => {
  const result = await resultOf('gpt2:decode,context=16,layers=2', { clock: 500 });
  expect(valuesOf(result)).toEqual([
    ['tokens per second', undefined],
    ['energy per token', undefined],
  ]);
  expect(modelFault(modelOf(result))).toBe('not the whole model');
  expect(modelLines(modelOf(result))).toContain('no figures: the name asks for 2 of the 12 blocks of the model');
});

test('comparisons have the totals of whichever state is a language model', async () => {
  const [model, image] = [await resultOf(DECODE, { clock: 500 }), await resultOf('vit-b-16', { clock: 500 })];
  const other: DesignResult = { ...model, languageModel: undefined };
  expect(totalsOfBoth(other, other)).toEqual(TOTALS);
  expect(
    totalsOfBoth(model, other)
      .map(({ title }) => title)
      .slice(TOTALS.length),
  ).toEqual(['tokens per second', 'energy per token']);
  expect(valuesOf(image).map(([title]) => title)).toEqual(['images per second', 'energy per image']);
  const [, rate] = valuesOf(model)[0] ?? [];
  const lines = tableText(other, model).split('\n');
  expect(lines).toContain(`tokens per second (tokens/s)\t\t${rate}`);
  expect(lines).toContain(`energy-delay product (pJ·cycles)\t${model.totals.product}\t${model.totals.product}`);
});

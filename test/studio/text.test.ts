import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getHardwarePerformance, parseYaml } from '../../src/index.ts';
import { readAccelerator } from '../../src/io/index.ts';
import { EXAMPLE_ADDRESSES } from '../../src/platform/example-addresses.ts';
import { hasFixedCosts, withAutomaticCosts } from '../../studio/text/automatic-costs.ts';
import { changedLines, entryAt, memoryLines } from '../../studio/text/lines.ts';
import { titleOf } from '../../studio/text/number-kind.ts';
import { numberAt, placesOf, withNumbers } from '../../studio/text/numbers.ts';
import { sliderFor, suggestedSliders } from '../../studio/text/slider-choice.ts';
import { positionOf, powerFrom, powersOf, stepFrom, stopAt, stopsOf } from '../../studio/text/slider-values.ts';
import { sizeThatFits } from '../../studio/text/ways-out.ts';

const accelerators = Object.entries(EXAMPLE_ADDRESSES)
  .filter(([path]) => path.startsWith('accelerators/'))
  .map(([path, address]) => [path, readFileSync(address(), 'utf8')] as const);
const [, tpu = ''] = accelerators.find(([path]) => path.endsWith('/tpu_like.yaml')) ?? [];

const numbersOfAll = accelerators.flatMap(([, text]) =>
  placesOf(text).numbers.map(({ path, value }) => ({ text, path, value })),
);

describe('sliders', () => {
  test.each(accelerators)('%s: every stop of the suggested ones gives a file that can be read', (_, text) => {
    for (const slider of suggestedSliders(text)) {
      for (const stop of [slider.least, ...powersOf(slider), slider.most]) {
        const { data } = parseYaml(withNumbers(text, slider.paths, stop));
        expect(data).toBeDefined();
        for (const path of slider.paths) expect(numberAt(withNumbers(text, slider.paths, stop), path)).toBe(stop);
      }
    }
  });

  test('of the first design are those an architect would look at', () => {
    expect(suggestedSliders(tpu).map(({ paths, least, most }) => [titleOf(paths), least, most])).toEqual([
      ['SRAM size', 2 ** 19, 2 ** 25],
      ['DRAM width', 16, 512],
      ['Array, square', 8, 64],
    ]);
    for (const slider of suggestedSliders(tpu)) {
      for (const stop of stopsOf(slider)) {
        expect(() => readAccelerator(parseYaml(withNumbers(tpu, slider.paths, stop)))).not.toThrow();
      }
    }
  });

  test('hold the value of any number, and stop in order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...numbersOfAll),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ text, path, value }, at) => {
          const slider = sliderFor('accelerator', text, path);
          if (slider === undefined) throw new Error('no slider');
          expect(slider.least).toBeLessThan(slider.most);
          expect(value).toBeGreaterThanOrEqual(slider.least);
          expect(value).toBeLessThanOrEqual(slider.most);
          const stops = stopsOf(slider);
          expect(stops).toEqual([...new Set(stops)].toSorted((a, b) => a - b));
          expect(stops[0]).toBe(slider.least);
          expect(stops.at(-1)).toBe(slider.most);
          const stop = stopAt(slider, at);
          for (const other of stops) {
            expect(Math.abs(positionOf(slider, stop) - at)).toBeLessThanOrEqual(
              Math.abs(positionOf(slider, other) - at),
            );
          }
          expect(stopAt(slider, positionOf(slider, stop))).toBe(stop);
          const above = stepFrom(slider, value, 1);
          expect(above > value || value === slider.most).toBe(true);
          expect(stepFrom(slider, above, -1) <= value || above === value).toBe(true);
          expect(powerFrom(slider, stop, 1)).toBeGreaterThanOrEqual(stop);
          expect(powerFrom(slider, stop, -1)).toBeLessThanOrEqual(stop);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('lines', () => {
  test('of memories hold them and nothing else', () => {
    for (const [, text] of accelerators) {
      const lines = text.split('\n');
      for (const { memory, first, last } of memoryLines(text)) {
        expect(lines[first - 1]).toMatch(new RegExp(`^ +["']?${memory}["']?:`));
        expect(lines[last - 1]?.trim()).not.toBe('');
      }
    }
  });

  test('that changed are those that were changed', () => {
    const lines = tpu.split('\n');
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: lines.length - 1 }), { maxLength: 5 }), (chosen) => {
        const now = lines.map((line, index) => (chosen.includes(index) ? `${line} #!` : line));
        expect(changedLines(tpu, now.join('\n'))).toEqual(
          chosen.toSorted((a, b) => a - b).map((index) => ({ line: index + 1, was: lines[index] })),
        );
      }),
    );
    expect(changedLines(tpu, tpu)).toEqual([]);
    expect(changedLines('a\nb\nc', 'a\nx\nb\nc')).toEqual([{ line: 2, was: undefined }]);
  });

  test('tell in which entry a place is', () => {
    expect(entryAt(tpu, tpu.indexOf('16777216') + 2)?.path).toEqual(['memories', 'sram_2MB', 'size']);
    expect(entryAt(tpu, 0)).toBeUndefined();
  });
});

describe('costs that follow the size', () => {
  test('take the place of the numbers, and the file is read without a warning', () => {
    expect(hasFixedCosts(tpu, 'sram_2MB')).toBe(true);
    const automatic = withAutomaticCosts(tpu, 'sram_2MB') ?? '';
    const { value: accelerator, warnings } = readAccelerator(parseYaml(automatic));
    expect(warnings).toEqual([]);
    const memory = accelerator.memoryHierarchy.memories.find(({ name }) => name === 'sram_2MB');
    expect(memory?.autoCostExtraction).toBe(true);
    expect(memory?.area).toBeGreaterThan(0);
    expect(withAutomaticCosts(automatic, 'sram_2MB')).toBeUndefined();
    expect(automatic.split('\n').length).toBe(tpu.split('\n').length - 2);
  });

  test('are not offered where the numbers share a line', () => {
    expect(hasFixedCosts('memories:\n  a: {size: 8, r_cost: 1, w_cost: 1}\n', 'a')).toBe(false);
  });
});

describe('a refusal', () => {
  test('names a size with which the design fits', async () => {
    const run = (size: number) =>
      getHardwarePerformance({
        workload: 'alexnet',
        accelerator: Object(parseYaml(withNumbers(tpu, [['memories', 'rf_2B', 'size']], size)).data),
        mapping: 'tpu_like',
      });
    const refusal: unknown = await run(8).catch((error: unknown) => error);
    const way = sizeThatFits(refusal instanceof Error ? refusal.message : '');
    expect(way).toEqual({ memory: 'rf_2B', size: 16 });
    expect((await run(way?.size ?? 0)).infeasible).toEqual([]);
    expect(sizeThatFits('something else')).toBeUndefined();
  });
});

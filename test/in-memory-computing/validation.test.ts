import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { arrayAreaMm2, clockPeriodNs, peakPerformance, totalOf } from '../../src/model/in-memory-computing/index.ts';
import { structure } from './support.ts';

/* docs/validation.md: the modelled figures are what the model gives, and the ratios follow from the figures. */

const page = readFileSync(new URL('../../docs/validation.md', import.meta.url), 'utf8');

/** Cells of the table rows below a heading, by chip. */
function chipsBelow(heading: string): string[][] {
  const [, section = ''] = page.split(`${heading}\n`);
  const [text = ''] = section.split('\n#');
  return text
    .split('\n')
    .filter((line) => /^\| [AD]IMC\d/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const numbers = (cell: string | undefined, separator: string): number[] => (cell ?? '').split(separator).map(Number);

/** Figures are given with four or five digits. */
function expectRounded(value: number, printed: string | undefined): void {
  const decimals = printed?.split('.')[1]?.length ?? 0;
  expect(value.toFixed(decimals)).toBe(printed);
}

describe('the generic model on the nominal sizes of seven chips', () => {
  const chips = chipsBelow('### The model of zigzag-ts');

  test('there are seven', () => expect(chips.length).toBe(7));

  test.each(chips)('%s', (_, type, precisions, converterBits, sizes, weights, cells, ...figures) => {
    const [activationBits = 0, weightBits = 0, serialBits = 0] = numbers(precisions, '/');
    const array = structure({
      type: type === 'analog' ? 'analog' : 'digital',
      precision: [activationBits, weightBits],
      serialBits,
      converterBits: Number(converterBits),
      sizes: numbers(sizes, '×'),
      weightsPerPosition: Number(weights),
      cellAreaMm2: Number(cells),
    });
    const { topPerSecondPerWatt, topPerSecondPerMm2 } = peakPerformance(array);
    expectRounded(totalOf(arrayAreaMm2(array)), figures[0]);
    expectRounded(totalOf(clockPeriodNs(array)), figures[1]);
    expectRounded(topPerSecondPerWatt, figures[2]);
    expectRounded(topPerSecondPerMm2, figures[3]);
  });
});

describe('ratios of the models made for each chip', () => {
  const chips = chipsBelow('### A model for each chip');

  test('there are seven', () => expect(chips.length).toBe(7));

  test.each(chips)('%s', (_, area, clock, efficiency, _density, ...ratios) => {
    const [reportedArea = 0, modelledArea = 0] = numbers(area, '/');
    const [reportedClock = 0, modelledClock = 0] = numbers(clock, '/');
    const [reportedEfficiency = 0, modelledEfficiency = 0] = numbers(efficiency, '/');
    const [areaRatio = 0, clockRatio = 0, energyRatio = 0] = ratios.map(Number);
    expect(modelledArea / reportedArea).toBeCloseTo(areaRatio, 2);
    expect(modelledClock / reportedClock).toBeCloseTo(clockRatio, 2);
    expect(reportedEfficiency / modelledEfficiency / energyRatio).toBeCloseTo(1, 2);
  });
});

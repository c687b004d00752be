import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type AccuracyCase, errorBandsOf } from '../../src/memory-cost/accuracy.ts';
import { FIGURES, type Figure } from '../../src/memory-cost/table/figures.ts';
import { bandOf, CASES, type Comparison, deviations, FURTHER } from './held-out.ts';

/* The error bands given with every estimate are measured again, on rows the estimates do not know. */

const documentation = readFileSync(new URL('../../docs/memory-cost.md', import.meta.url), 'utf8');

const isCase = (name: string): name is AccuracyCase => Object.hasOwn(CASES, name);
const rounded = (comparisons: readonly Comparison[], figure: Figure) =>
  Object.values(bandOf(deviations(comparisons, figure))).map((value) => Number(value.toFixed(1)));

describe('error bands', () => {
  test.each(Object.keys(CASES).filter(isCase))('%s', (name) => {
    const bands = errorBandsOf([name]);
    for (const figure of FIGURES) expect(rounded(CASES[name], figure), figure).toEqual(Object.values(bands[figure]));
  });

  test.each([
    ['22 nm, 1r1w, width a multiple of 8', 'referenceConvention'],
    ['22 nm, above 1 MiB or 4096 bits, all ports', 'largeOrWide'],
    ['another measured node, or 1 or 4 ports', 'otherNodeOrPorts'],
    ['width not a multiple of 8', 'oddWidth'],
    ['between nodes (28 and 40 nm)', 'betweenNodes'],
    ['other numbers of ports', 'otherPorts'],
    ['several banks', 'severalBanks'],
    ['capacity up to 4 times beyond the table', 'extrapolatedBy4'],
    ['width up to 4 times beyond the table', 'widthExtrapolatedBy4'],
    ['`dram`', 'mainMemory'],
    ['`dram` up to twice beyond the table', 'mainMemoryExtrapolatedBy2'],
  ] as const)('the documentation has those of %s', (situation, name) => {
    const lines = documentation.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const bands = errorBandsOf([name]);
    const printed = (['readEnergyNj', 'writeEnergyNj', 'areaMm2', 'leakageMwPerBank'] as const).map((figure) => {
      const { medianPercent, percentile95, maximumPercent } = bands[figure];
      return `${medianPercent} / ${percentile95} / ${maximumPercent}`;
    });
    const rows = CASES[name].flatMap((comparison) => comparison.rows);
    expect(lines).toContainEqual(['', situation, String(rows.length), ...printed, '']);
  });

  test('several cases give the widest band', () => {
    expect(errorBandsOf(['referenceConvention', 'betweenNodes']).readEnergyNj).toEqual({
      medianPercent: 1.8,
      percentile90: 10.3,
      percentile95: 12.8,
      maximumPercent: 22.5,
    });
  });
});

describe('comparisons of the specification without a band of their own', () => {
  test.each([
    ['without the half-octave knots', [4.4, 14.9, 18.8, 38.1], [4.1, 13.8, 16.8, 19.3], [2.7, 9.6, 15.1, 31.1]],
    ['half-octave points from powers of two', [4.4, 15.5, 18.4, 35.2], [4.7, 15, 18.3, 30.6], [3.6, 14, 22.2, 51.1]],
    ['28 nm', [3.3, 7.5, 9.2, 13.5], [3.2, 8.3, 8.9, 11.2], [0.2, 5.3, 9.5, 15.8]],
    ['40 nm', [1.3, 3.6, 4.1, 21], [1.4, 4.5, 5, 10.8], [0.1, 3.2, 4.7, 7.1]],
  ])('%s', (name, read, write, area) => {
    const comparison = FURTHER[name];
    if (comparison === undefined) throw new Error(`no comparison "${name}"`);
    expect(rounded([comparison], 'readEnergyNj')).toEqual(read);
    expect(rounded([comparison], 'writeEnergyNj')).toEqual(write);
    expect(rounded([comparison], 'areaMm2')).toEqual(area);
  });
});

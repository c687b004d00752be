import { describe, expect, test } from 'vitest';
import type { DesignPoint } from '../../src/sweep/points/design-point.ts';
import type { SweepResults } from '../../src/sweep/points/sweep-results.ts';
import { answerOf } from '../../src/sweep-page/answer/answer.ts';
import { bestDesigns } from '../../src/sweep-page/answer/best-designs.ts';
import { sensitivities, sensitivitySentence } from '../../src/sweep-page/answer/sensitivity.ts';
import { tableOfSweep } from '../../src/sweep-page/make/table-of-sweep.ts';
import { CASES } from './made-up-cases.ts';
import { ARRAY, type MadeUp, madeUpSweep, SRAM } from './made-up-sweep.ts';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

function answer(results: SweepResults): { lead: string; reasons: string } {
  const table = tableOfSweep(results);
  const { lead, reasons } = answerOf(results, table, bestDesigns(table), sensitivities(table));
  return { lead: plain(lead), reasons: plain(reasons.join('\n')) };
}

function moves(results: SweepResults): string | undefined {
  const table = tableOfSweep(results);
  const sentence = sensitivitySentence(table, sensitivities(table));
  return sentence && plain(sentence);
}

/** A sweep over one parameter with these products, and areas from 1 mm² up. */
function line(products: readonly (number | undefined)[], more: MadeUp = {}, areas?: readonly number[]): SweepResults {
  return madeUpSweep({
    parameters: [{ ...ARRAY, values: products.map((_, index) => index + 1) }],
    areaLimit: Number.POSITIVE_INFINITY,
    figures: (_, index) => {
      const edp = products[index];
      return edp === undefined ? undefined : { energy: edp, latency: 1, edp, area: areas?.[index] ?? index + 1 };
    },
    ...more,
  });
}

describe('the answer', () => {
  test('recommends only if the sweep names objectives', () => {
    expect(answer(madeUpSweep()).lead).toBe('Build array 48, SRAM size 512 KiB.');
    expect(answer(madeUpSweep({ hasObjectives: false })).lead).toBe(
      'array 48, SRAM size 512 KiB has the least product.',
    );
  });

  test('is only so far while designs are left', () => {
    expect(answer(madeUpSweep({ done: 40 })).lead).toBe('So far: build array 32, SRAM size 64 KiB.');
    expect(answer(madeUpSweep({ done: 40, hasObjectives: false })).lead).toMatch(/^So far: array 32, .* has the least/);
    expect(answer(madeUpSweep()).lead).not.toContain('So far');
  });

  test('says of how many designs the best is the best, and what it costs', () => {
    expect(answer(madeUpSweep()).reasons).toContain(
      'It has the least energy-delay product of the 51 designs within area ≤ 4 mm²: 5.213 kJ·cycles at 3.584 mm² of area.',
    );
    expect(answer(line([3, 2])).reasons).toContain('of all 2 designs: 2 pJ·cycles at 2 mm² of area.');
    expect(answer(line([3])).reasons).toBe('It is the only design with figures: 3 pJ·cycles.');
    expect(answer(line([3, 2], { areaLimit: 1 })).reasons).toContain('No other design is within area ≤ 1 mm².');
  });

  test('tells designs that are as good, and then no next best', () => {
    const { reasons } = answer(line([2, 2, 2, 3]));
    expect(reasons).toContain('2 other designs are as good.');
    expect(reasons).not.toContain('next best');
    expect(answer(line([2, 3])).reasons).not.toContain('as good');
  });

  test('tells what the next best costs and saves', () => {
    expect(answer(line([2.2, 2])).reasons).toContain(
      'The next best, array 1, costs 10.0 % more product and saves 1 mm² of area.',
    );
    expect(answer(line([2, 2.2])).reasons).toContain('and adds 1 mm² of area.');
    // A price that hardly differs is not told, nor one that is unknown.
    expect(answer(line([2.2, 2], {}, [1, 1.005])).reasons).toContain('costs 10.0 % more product.');
    expect(answer(line([2.2, 2, 5], {}, [1, Number.NaN, 3])).reasons).toContain('costs 10.0 % more product.');
    expect(answer(line([2])).reasons).not.toContain('next best');
  });

  test('tells that nothing comes close', () => {
    expect(answer(line([4, 2])).reasons).toContain('Nothing comes close: the next best, array 1, costs 100.0 % more');
    expect(answer(line([2.9, 2])).reasons).not.toContain('Nothing comes close');
  });

  test('tells whether the limit decides', () => {
    expect(answer(line([3, 2, 1], { areaLimit: 2 })).reasons).toContain(
      'The limit on area decides: array 3 would take 50.0 % less product and 1 mm² more area.',
    );
    // Below one per cent nothing is decided.
    expect(answer(line([3, 2, 1.99], { areaLimit: 2 })).reasons).not.toContain('decide');
    expect(answer(line([3, 2, 4], { areaLimit: 2 })).reasons).toContain(
      'The limit on area does not decide: it is also the best of all 3 designs.',
    );
    expect(answer(line([3, 2, 4], { areaLimit: 9 })).reasons).not.toContain('limit');
    expect(answer(line([3, 2, 4])).reasons).not.toContain('limit');
  });

  test('tells where the best value lies within its range', () => {
    expect(answer(line([3, 2, 2.5])).reasons).toContain(
      'Of array, 2 is best: 1 takes 50.0 % more product and 3 25.0 % more.',
    );
    expect(answer(line([2.001, 2, 2.001])).reasons).not.toContain('Of array');
    expect(answer(line([3, 2, 2.5, 1], { areaLimit: 3 })).reasons).not.toContain('Of array');
    expect(answer(line([3, 2, undefined])).reasons).not.toContain('Of array');
  });

  test('tells that a larger or smaller value may be better still', () => {
    expect(answer(line([4, 3, 2])).reasons).toContain(
      'The best value of array, 3, is the largest of this sweep. Larger ones may be better.',
    );
    expect(answer(line([2, 3, 4])).reasons).toContain('is the smallest of this sweep. Smaller ones may be better.');
    expect(answer(line([3, 2.01, 2])).reasons).not.toContain('may be better');
    expect(answer(line([3, 2])).reasons).not.toContain('may be better');
    expect(answer(line([4, 3, 2, 1], { done: 3 })).reasons).not.toContain('may be better');
  });

  test('says so where there is no best design', () => {
    expect(answer(line([3, 2], { areaLimit: 0.5 }))).toEqual({
      lead: 'No design is within the limits.',
      reasons: 'array 2 would be best without them: 2 mm² of area against area ≤ 0.5 mm².',
    });
    expect(answer(line([undefined, undefined])).lead).toBe('No design can be built.');
    expect(answer(madeUpSweep({ done: 0 })).lead).toBe('So far: No design has figures.');
  });

  test('tells designs whose limited quantity is unknown', () => {
    const unknown = (areas: readonly (number | null)[]): SweepResults => {
      const made = line(
        areas.map((_, index) => 5 - index),
        { areaLimit: 9 },
      );
      const points = made.points.map((point, index): DesignPoint => {
        const area = areas[index] ?? null;
        if (point.status !== 'costed' || area !== null) return point;
        return { ...point, quantities: { ...point.quantities, area }, exceeds: ['area <= 9 mm2'] };
      });
      const best = areas.findLastIndex((area) => area !== null);
      return { ...made, points, best: best < 0 ? undefined : best };
    };
    expect(answer(unknown([1, 2, null])).reasons).toContain(
      'The area of 1 design is unknown. It counts as over the limit.',
    );
    expect(answer(unknown([1, 2, 3])).reasons).not.toContain('unknown');
    expect(answer(unknown([null, null]))).toEqual({
      lead: 'No design is within the limits.',
      reasons: 'The area of 2 designs is unknown. They count as over the limit.',
    });
  });

  test('tells what bounds prove of skipped designs', () => {
    expect(answer(CASES.bounds?.() ?? madeUpSweep()).reasons).toMatch(
      /Bounds prove that none of the \d+ skipped designs is better within the limit\./,
    );
    expect(answer(madeUpSweep()).reasons).not.toContain('Bounds');
  });

  test('speaks of most where more is better', () => {
    const { reasons } = answer(CASES['two objectives, most throughput']?.() ?? madeUpSweep());
    expect(reasons).toContain('It has the most throughput');
    expect(reasons).toMatch(/next best, 256 KiB, gives 1\.\d % less throughput/);
    expect(reasons).toMatch(/array 64, 1 MiB would give 24\.\d % more throughput/);
  });

  test.each(Object.entries(CASES))('has neither NaN nor undefined in it: %s', (_, make) => {
    const { lead, reasons } = answer(make());
    expect(`${lead}\n${reasons}`).not.toMatch(/NaN|undefined|Infinity|null/);
    expect(lead.length).toBeGreaterThan(10);
  });
});

describe('the sensitivity', () => {
  /** Product as a sum of what each of two parameters adds. */
  const two = (a: readonly number[], b: readonly number[]): SweepResults =>
    madeUpSweep({
      parameters: [
        { ...ARRAY, values: a.map((_, index) => index) },
        { ...SRAM, values: b.map((_, index) => 8192 * (index + 1)) },
      ],
      areaLimit: Number.POSITIVE_INFINITY,
      figures: (_, index) => {
        const edp = (a[Math.floor(index / b.length)] ?? 0) * (b[index % b.length] ?? 0);
        return { energy: edp, latency: 1, edp, area: 1 };
      },
    });

  test('names factors, the largest first, and what to settle first', () => {
    expect(moves(two([1, 2], [1, 4]))).toBe(
      'SRAM size changes the product by a factor of 4 and array by 2. Settle SRAM size first.',
    );
  });

  test('advises nothing where two matter alike', () => {
    expect(moves(two([1, 2], [1, 2.1]))).toBe('SRAM size changes the product by a factor of 2.1 and array by 2.');
  });

  test('says what hardly matters', () => {
    expect(moves(two([1, 2], [1, 1.001]))).toBe(
      'Array changes the product by a factor of 2. Settle array first. SRAM size hardly matters.',
    );
    expect(moves(two([1, 1], [1, 1.001]))).toBe('No parameter changes the product by more than 1 %.');
  });

  test('says nothing of one design', () => {
    expect(moves(two([1], [1]))).toBeUndefined();
  });

  test('takes the best design of each range where no designs differ in one parameter alone', () => {
    const table = tableOfSweep(CASES.samples?.() ?? madeUpSweep());
    const { kind, list } = sensitivities(table);
    expect(kind).toBe('best');
    expect(list).toHaveLength(3);
    expect(list[0]?.rows.length).toBe(8);
  });
});

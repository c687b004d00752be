import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { embeddedText, tableOfText } from '../../src/sweep-page/data/embedded-table.ts';
import { isCosted, pointAt, rowsWhere, type SweepTable } from '../../src/sweep-page/data/sweep-table.ts';
import { thinned } from '../../src/sweep-page/data/thin-rows.ts';
import { sweepHtml } from '../../src/sweep-page/index.ts';
import { tableOfSweep } from '../../src/sweep-page/make/table-of-sweep.ts';
import { Refusals } from '../../src/sweep-page/parts/not-built.ts';
import { filterOf } from '../../src/sweep-page/selection/filter.ts';
import { labelOf } from '../../src/sweep-page/words/labels.ts';
import { limitOf } from '../../src/sweep-page/words/limit-texts.ts';
import { CASES, sampledSweep } from './made-up-cases.ts';
import { ARRAY, madeUpSweep, SRAM } from './made-up-sweep.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const costedRows = (table: SweepTable): number[] => rowsWhere(table, (row) => isCosted(table, row));

describe('the table of a sweep', () => {
  const table = tableOfSweep(madeUpSweep());

  test('names designs by what differs, with titles where a number alone would not say what it is', () => {
    expect(plain(labelOf(table, 51))).toBe('array 48, 512 KiB');
    const squares = tableOfSweep(
      madeUpSweep({
        parameters: [
          {
            ...ARRAY,
            values: [
              [8, 8],
              [16, 16],
            ],
          },
          SRAM,
        ],
        figures: () => ({ edp: 1 }),
      }),
    );
    expect(plain(labelOf(squares, 0))).toBe('8 × 8, 8 KiB');
    expect(squares.parameters[0]?.numbers).toEqual([8, 16]);
  });

  test('tells parameters that follow from others', () => {
    const parts = madeUpSweep();
    const points = parts.points.map((point) => ({
      ...point,
      settings: { ...point.settings, width: 64 * Number(point.settings.array), depth: 7 },
    }));
    const coupled = tableOfSweep({
      ...parts,
      parameters: [
        ...parts.parameters,
        { ...SRAM, name: 'width', values: [] },
        { ...ARRAY, name: 'depth', values: [7] },
      ],
      points,
    });
    expect(coupled.parameters.map(({ isFree }) => isFree)).toEqual([true, true, false, false]);
  });

  test('keeps unknown figures apart from zero', () => {
    const unknown = tableOfSweep(CASES['unknown areas']?.() ?? madeUpSweep());
    const area = unknown.quantities.findIndex(({ name }) => name === 'area');
    expect(Number.isNaN(unknown.values[area]?.[0])).toBe(true);
    // None of them can be on a front that has the area as an axis.
    for (const row of costedRows(unknown)) {
      if (Number.isNaN(unknown.values[area]?.[row])) expect(unknown.front[row]).toBe(0);
    }
  });

  test('reads limits with units', () => {
    const { quantities } = madeUpSweep();
    expect(limitOf('area <= 4 mm2', quantities)).toMatchObject({ quantity: 3, kind: 'at most', value: 4 });
    expect(limitOf('energy < 2 mJ', quantities)).toMatchObject({ quantity: 0, value: 2e9 });
    expect(limitOf('latency >= 1_000', quantities)).toMatchObject({ quantity: 1, kind: 'at least', value: 1000 });
    expect(limitOf('area <= 4 parsec', quantities).quantity).toBe(-1);
    expect(limitOf('beauty <= 4', quantities).quantity).toBe(-1);
  });

  test.each(Object.entries(CASES))('is the same after it was embedded: %s', (_, make) => {
    const made = tableOfSweep(make());
    const text = embeddedText(made);
    expect(text).not.toContain('<');
    const again = tableOfText(text);
    expect(again.parameters).toEqual(made.parameters);
    expect(again.positions).toEqual(made.positions);
    expect(again.status).toEqual(made.status);
    for (const [place, values] of made.values.entries()) {
      for (const [row, value] of values.entries()) {
        const other = again.values[place]?.[row] ?? Number.NaN;
        expect(Number.isNaN(value) ? Number.isNaN(other) : Math.abs(other / value - 1) < 1e-11).toBe(true);
      }
    }
  });
});

describe('thinning', () => {
  const table = tableOfSweep(sampledSweep(2000));

  test('keeps the front, the best and what it is told to, and no more than asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 1800 }), fc.array(fc.nat(1999), { maxLength: 20 }), (most, kept) => {
        const fewer = thinned(
          table,
          [table.best, ...kept].filter((row) => isCosted(table, row)),
          most,
        );
        const points = new Set(fewer.points);
        const rows = costedRows(fewer);
        expect(rows.length).toBe(most);
        for (const row of costedRows(table))
          if (table.front[row] === 1) expect(points.has(pointAt(table, row))).toBe(true);
        for (const row of kept.filter((each) => isCosted(table, each))) expect(points.has(row)).toBe(true);
        expect(pointAt(fewer, fewer.best)).toBe(pointAt(table, table.best));
      }),
      { numRuns: 8 },
    );
  });

  test('counts every design in one cell', () => {
    const { thinning } = thinned(table, [], 500);
    const costed = costedRows(table).length;
    expect(thinning?.costed).toBe(costed);
    expect(thinning?.cells.reduce((sum, { count }) => sum + count, 0)).toBe(costed);
  });

  test('keeps what designs are', () => {
    const fewer = thinned(table, [], 500);
    for (const row of costedRows(fewer)) expect(labelOf(fewer, row)).toBe(labelOf(table, pointAt(fewer, row)));
  });

  test('leaves small sweeps as they are', () => {
    expect(thinned(table, [], 2000)).toBe(table);
  });
});

describe('the filter', () => {
  const table = tableOfSweep(madeUpSweep());
  const pass = (text: string): number => {
    const result = filterOf(table, text);
    if ('error' in result) throw new Error(result.error);
    return costedRows(table).filter(result.test).length;
  };
  const error = (text: string): string => {
    const result = filterOf(table, text);
    return 'error' in result ? result.error : 'none';
  };

  test('compares parameters and quantities', () => {
    expect(pass('')).toBe(61);
    expect(pass('array >= 32')).toBe(9 + 8 + 8);
    expect(pass('array>=32 and area < 3')).toBe(
      costedRows(table).filter(
        (row) =>
          (table.parameters[0]?.numbers?.[table.positions[0]?.[row] ?? 0] ?? 0) >= 32 &&
          (table.values[3]?.[row] ?? 9) < 3,
      ).length,
    );
    expect(pass('array = 8 or array = 12')).toBe(18);
    expect(pass('not (array = 8 or array = 12)')).toBe(43);
    expect(pass('sram >= 512 KiB')).toBe(21);
    expect(pass('SRAM_size = 4194304')).toBe(7);
    expect(pass('array != 8 AND point < 10')).toBe(1);
  });

  test('takes a number in the unit of its column, unless one is written', () => {
    expect(pass('energy < 2')).toBe(pass('energy < 2 mJ'));
    expect(pass('energy < 2')).toBe(pass('energy < 2000000 nJ'));
    expect(pass('energy < 2')).toBeGreaterThan(0);
    expect(pass('energy < 2')).toBeLessThan(61);
  });

  test('knows the front and the limits', () => {
    expect(pass('front')).toBe(costedRows(table).filter((row) => table.front[row] === 1).length);
    expect(pass('within')).toBe(51);
    expect(pass('not within')).toBe(10);
  });

  test('compares words', () => {
    const words = tableOfSweep(CASES.words?.() ?? madeUpSweep());
    const result = filterOf(words, 'dataflow = row stationary');
    expect('test' in result && costedRows(words).filter(result.test).length).toBe(7);
    expect(filterOf(words, 'dataflow < "row"')).toEqual({ error: 'words can only be compared with = and !=' });
  });

  test('says what is wrong', () => {
    expect(error('arrays > 3')).toBe('there is no "arrays"; names are array, sram, energy, latency, edp, area');
    expect(error('array')).toBe('behind "array" a comparison such as < is missing');
    expect(error('array >')).toBe('behind "array >" a value is missing');
    expect(error('array > many')).toBe('"many" is no number with a unit known here');
    expect(error('area < 3 and')).toBe('a condition is missing at the end');
    expect(error('(array > 3')).toBe('a ")" is missing');
    expect(error('array > 3 )')).toBe('")" is one too many');
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('array', 'area', '<', '>=', '3', 'mJ', 'and', 'or', 'not', '(', ')', 'front', '"', '%', '\\'),
        ),
        (words) => {
          filterOf(table, words.join(' '));
        },
      ),
    );
  });
});

describe('what could not be built', () => {
  const refusals = (count: number, message: (index: number) => string): ReturnType<Refusals['told']> => {
    const all = new Refusals();
    for (let point = 0; point < count; point++) {
      all.add({ point, settings: {}, status: 'refused', reasons: [{ code: 'ZZ2703', message: message(point) }] });
    }
    return all.told();
  };

  test('is told by reason, the most frequent first', () => {
    const { shown, left } = refusals(9, (index) => (index < 3 ? 'rare' : 'frequent'));
    expect(shown.map(({ message, points }) => [message, points.length])).toEqual([
      ['frequent', 6],
      ['rare', 3],
    ]);
    expect(left.size).toBe(0);
  });

  test('is only counted where reasons are many', () => {
    const { shown, left } = refusals(5000, (index) => `reason ${index}`);
    expect(shown.length).toBeLessThanOrEqual(20);
    expect(shown.length + (left.get('ZZ2703') ?? 0)).toBe(5000);
  });
});

test('points are read once, and may come one after the other', () => {
  const made = madeUpSweep();
  let read = 0;
  const points = (function* () {
    for (const point of made.points) {
      read++;
      yield point;
    }
  })();
  expect(sweepHtml({ ...made, points })).toBe(sweepHtml(made));
  expect(read).toBe(63);
});

test('the head of the page counts the designs that cannot be built', () => {
  const figure = { energy: 1, latency: 1, edp: 1, area: 1 };
  const head = (broken: number) =>
    sweepHtml(madeUpSweep({ figures: (_, index) => (index < broken ? undefined : figure) }));
  expect(head(0)).toContain(' designs, all searched');
  expect(head(3)).toContain(' designs, 3 of them cannot be built');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '../../src/base/plain-text.ts';
import { paintFor, plain, tableOptions } from '../../src/cli/terminal/colours.ts';
import { displayWidth, shorten, wrap } from '../../src/cli/terminal/display-width.ts';
import { duration, elapsed } from '../../src/cli/terminal/duration.ts';
import { type Column, fittingTable, formatTable } from '../../src/cli/terminal/table.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'id', align: 'right' },
  { heading: 'layer', least: 8 },
  { heading: 'spatial mapping', least: 8, leaveOut: 1 },
  { heading: 'energy (pJ)', align: 'right' },
];
const ROWS = [
  ['0', '/layer1/layer1.0/conv1/Conv', 'D1: K 32 | D2: C 32', '66996199.936'],
  ['12', 'fc', 'D1: K 4', '1.5'],
];
const ALL = Number.POSITIVE_INFINITY;

describe('a table', () => {
  test('is drawn whole where there is room', () => {
    expect(formatTable(COLUMNS, ROWS, { width: ALL })).toBe(
      [
        'id  layer                        spatial mapping       energy (pJ)',
        '──  ───────────────────────────  ───────────────────  ────────────',
        ' 0  /layer1/layer1.0/conv1/Conv  D1: K 32 | D2: C 32  66996199.936',
        '12  fc                           D1: K 4                       1.5',
      ].join('\n'),
    );
  });

  test('breaks headings, shortens and leaves out, in that order', () => {
    expect(formatTable(COLUMNS, ROWS.slice(1), { width: 30 })).toBe(
      [
        '           spatial  energy',
        'id  layer  mapping    (pJ)',
        '──  ─────  ───────  ──────',
        '12  fc     D1: K 4     1.5',
      ].join('\n'),
    );
    expect(formatTable(COLUMNS, ROWS, { width: 50 })).toBe(
      [
        'id  layer            spatial mapping   energy (pJ)',
        '──  ───────────────  ───────────────  ────────────',
        ' 0  /layer1…v1/Conv  D1: K 3…2: C 32  66996199.936',
        '12  fc               D1: K 4                   1.5',
      ].join('\n'),
    );
    expect(formatTable(COLUMNS, ROWS, { width: 30 })).toBe(
      [
        'id  layer          energy (pJ)',
        '──  ────────────  ────────────',
        ' 0  /layer…/Conv  66996199.936',
        '12  fc                     1.5',
        'no room for: spatial mapping',
      ].join('\n'),
    );
  });

  test('is stacked where nothing else helps', () => {
    expect(fittingTable(COLUMNS, ROWS, { width: 20 })).toBeUndefined();
    expect(formatTable(COLUMNS, ROWS.slice(1), { width: 16 })).toBe(
      ['fc', '  id               12', '  spatial mapping  D1: K 4', '  energy (pJ)      1.5'].join('\n'),
    );
  });

  test('fits any width that it is drawn for, in any script', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('卷积层一', '層🚀', 'e\u0301té', '한국어'));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, text, text, text), { minLength: 1 }),
        fc.integer({ min: 20, max: 120 }),
        (rows, width) => {
          const lines = fittingTable(COLUMNS, rows, { width })?.split('\n') ?? [];
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test('aligns text in wide characters', () => {
    const table = formatTable(COLUMNS, [['1', '卷积', 'D1: K 4', '1'], ...ROWS], { width: ALL });
    const [, , first = '', second = ''] = table.split('\n');
    expect(displayWidth(first)).toBe(displayWidth(second));
  });

  test('does not let names command the terminal', () => {
    const table = formatTable(COLUMNS, [['1', 'a\u001b[31mb\nc\u202ed', '', '']], { width: ALL });
    expect(table).toContain('a�[31mb�c�d');
    expect(table.split('\n')).toHaveLength(3);
  });

  test('has colours only around the text of a cell', () => {
    const paint = paintFor({ isTTY: true }, {});
    const row = ['1', { text: 'fc', tint: 'red' as const }, '', '2'];
    expect(formatTable(COLUMNS, [row], { width: ALL, paint })).toContain('\u001b[31mfc   \u001b[39m');
    expect(formatTable(COLUMNS, [row], { width: ALL })).not.toContain('\u001b');
  });
});

describe('colours', () => {
  test.each([
    ['a file', { isTTY: false }, {}],
    ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }],
    ['a terminal without colours', { isTTY: true }, { TERM: 'dumb' }],
  ])('are left out for %s', (_, stream, environment) => {
    expect(paintFor(stream, environment)).toBe(plain);
  });

  test('are there for a terminal, also where NO_COLOR is empty', () => {
    expect(paintFor({ isTTY: true }, { NO_COLOR: '' })('red', 'x')).toBe('\u001b[31mx\u001b[39m');
  });

  test('and widths belong to terminals: files get whole lines', () => {
    expect(tableOptions({ columns: 60 }).width).toBe(ALL);
    expect(tableOptions({ isTTY: true, columns: 60 }).width).toBe(60);
    expect(tableOptions({ isTTY: true, columns: 0 }).width).toBe(80);
  });
});

describe('text', () => {
  test('is shortened in the middle', () => {
    expect(shorten('/layer1/conv1/Conv', 9)).toBe('/lay…Conv');
    expect(shorten('卷积层一二三', 7)).toBe('卷…三');
    expect(shorten('fc', 9)).toBe('fc');
  });

  test('is as wide as said after shortening, or one less before a wide character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        expect(displayWidth(shorten(printable(text), width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('is broken at spaces, which keep their number', () => {
    expect(wrap('  energy   12 pJ  (a 1 pJ, b 2 pJ)', 20, 4)).toBe('  energy   12 pJ  (a\n    1 pJ, b 2 pJ)');
    expect(wrap('short', 20, 4)).toBe('short');
  });
});

describe('numbers', () => {
  test('of time have two units', () => {
    expect([400, 59_400, 60_000, 200_000, 3_599_600, 7_500_000, 90_000_000].map(duration)).toEqual([
      '0 s',
      '59 s',
      '1 min',
      '3 min 20 s',
      '1 h',
      '2 h 5 min',
      '1 d 1 h',
    ]);
    expect([30, 3210, 61_000].map(elapsed)).toEqual(['0.03 s', '3.2 s', '1 min 1 s']);
  });
});

import { describe, expect, test } from 'vitest';
import { shortened, textWidth, wrapped } from '../charts/drawing/text-width.ts';
import { formatCapacity, formatWithUnit } from './number-text.ts';

describe('figures', () => {
  test.each([
    [0, '0 pJ'],
    [8191, '8191 pJ'],
    [10_000, '10 thousand pJ'],
    [528_936.96, '528.9 thousand pJ'],
    [2_615_175_465.6, '2615 million pJ'],
    [0.04, '0.04 pJ'],
    [-20_000, '-20 thousand pJ'],
  ])('%d pJ is written %s', (value, text) => {
    expect(formatWithUnit(value, 'pJ')).toBe(text);
  });

  test.each([
    [1, '1 bit'],
    [8, '1 B'],
    [12, '1.5 B'],
    [1024, '128 B'],
    [8192, '1 KiB'],
    [16_777_216, '2 MiB'],
    [1e10, '1.164 GiB'],
    [2 ** 63, '1048576 TiB'],
  ])('%d bit are written %s', (bits, text) => {
    expect(formatCapacity(bits)).toBe(text);
  });
});

describe('text widths', () => {
  test('grow with length, weight and size', () => {
    expect(textWidth('memory', 12)).toBeLessThan(textWidth('memory hierarchy', 12));
    expect(textWidth('memory', 12)).toBeLessThan(textWidth('memory', 12, 'bold'));
    expect(textWidth('memory', 24)).toBeCloseTo(2 * textWidth('memory', 12), 9);
  });

  test('shortening keeps both ends and the limit', () => {
    const text = 'a_long_name_of_a_layer_that_goes_on_and_on';
    expect(shortened(text, 1000, 12)).toBe(text);
    const short = shortened(text, 120, 12);
    expect(textWidth(short, 12)).toBeLessThanOrEqual(120);
    expect(short).toMatch(/^a_long.*….*on$/);
  });
});

describe('wrapped text', () => {
  test('keeps every word, and the limit', () => {
    const text = 'energy and latency of a_very_long_name on an accelerator';
    for (const limit of [60, 160, 400]) {
      const lines = wrapped(text, limit, 12);
      for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(limit);
      if (limit > 60) expect(lines.join(' ')).toBe(text);
    }
    expect(wrapped(text, 130, 16, 'bold').length).toBeGreaterThanOrEqual(wrapped(text, 130, 16).length);
    expect(wrapped('', 100, 12)).toEqual(['']);
  });
});

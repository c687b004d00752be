import { describe, expect, test } from 'vitest';
import { shortened, textWidth, wrapped } from './text-width.ts';

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

import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/index.ts';
import { valueAt } from '../../src/io/text/source-document.ts';
import { EXAMPLE_ADDRESSES } from '../../src/platform/example-addresses.ts';
import { numberAt, placesOf, samePath, withNumbers } from '../../studio/text/numbers.ts';

const texts = Object.entries(EXAMPLE_ADDRESSES)
  .filter(([path]) => path.startsWith('accelerators/') || path.startsWith('mappings/'))
  .map(([path, address]) => [path, readFileSync(address(), 'utf8')] as const);

describe('numbers of a file', () => {
  test.each(texts)('%s: every number stands where it is said, and is what the library reads', (_, text) => {
    const { data } = parseYaml(text);
    for (const { path, value, from, to } of placesOf(text).numbers) {
      expect(Number(text.slice(from, to))).toBe(value);
      expect(valueAt(data, path)).toBe(value);
    }
  });

  test('one number is set, and nothing else changes', () => {
    const all = texts.flatMap(([, text]) => placesOf(text).numbers.map(({ path }) => ({ text, path })));
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
        ({ text, path }, value) => {
          const after = withNumbers(text, [path], value);
          expect(numberAt(after, path)).toBe(value);
          const place = placesOf(text).numbers.find((number) => samePath(number.path, path));
          expect(after.startsWith(text.slice(0, place?.from))).toBe(true);
          const endOfLine = text.indexOf('\n', place?.to);
          expect(after.endsWith(text.slice(endOfLine))).toBe(true);
          const others = (one: string) => placesOf(one).numbers.filter((number) => !samePath(number.path, path));
          expect(others(after).map(({ value: other }) => other)).toEqual(others(text).map(({ value: other }) => other));
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('comments that tell a size are renewed, others stay', () => {
  const text = 'memories:\n  a:\n    size: 16777216 # 2 MiB\n  b:\n    size: 8 # 2 MiB\n';
  const after = withNumbers(
    text,
    [
      ['memories', 'a', 'size'],
      ['memories', 'b', 'size'],
    ],
    2 ** 22,
  );
  expect(after).toBe('memories:\n  a:\n    size: 4194304 # 512 KiB\n  b:\n    size: 4194304 # 2 MiB\n');
  expect(withNumbers(after, [['memories', 'a', 'size']], 2 ** 24)).toContain('size: 16777216 # 2 MiB');
});

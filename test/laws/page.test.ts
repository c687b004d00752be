import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { exampleFile, fileOf, givenOf, lawsPage } from '../../scripts/laws-page.ts';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { readFound, referenceFailures } from './found-failures.ts';
import { LAWS } from './rules/laws.ts';
import { LawChecker } from './run-laws.ts';
import { isBrokenBy } from './smallest-failure.ts';

const found = readFound();
const textOf = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('docs/laws.md is up to date (npm run laws)', () => {
  test('its tables', () => {
    const page = textOf('docs/laws.md');
    expect(page).toBe(lawsPage(page, found));
  });

  test('what breaks laws in the first cases', () => {
    const { cases, failures } = found.early;
    expect(referenceFailures(cases, found.seed)).toEqual(failures);
  });
});

describe('the smallest cases', () => {
  test('are those of the folder', () => {
    const files = readdirSync(new URL('../../examples/laws', import.meta.url));
    expect(files.toSorted()).toEqual(found.examples.map(fileOf).toSorted());
  });

  test.each(found.examples)('$law by $quirk breaks the law by the reference only', (example) => {
    const { law: key, quirk, says, choices } = example;
    const laws = LAWS.filter((law) => law.key === key);
    expect(laws.map((law) => isBrokenBy(quirk, law, choices))).toEqual([true]);
    expect(new LawChecker('reference').check(laws, choices)).toEqual([says]);
    expect(new LawChecker('corrected').check(laws, choices)).toEqual([undefined]);
    const text = textOf(`examples/laws/${fileOf(example)}`);
    expect(text).toBe(exampleFile(example));
    for (const costModel of ['reference', 'corrected'] as const) {
      const { energy, latency } = evaluateGivenMapping({ ...parse(text), costModel });
      const again = evaluateGivenMapping({ ...givenOf(example), costModel });
      expect([energy, latency]).toEqual([again.energy, again.latency]);
    }
  });
});

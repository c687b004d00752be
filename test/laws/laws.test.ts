import { describe, expect, test } from 'vitest';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { LAWS } from './rules/laws.ts';
import { drawCases, LawChecker } from './run-laws.ts';

/* The laws of docs/laws.md for the corrected model. LAW_RUNS=100000 tries many cases, LAW_SEED others. */

const RUNS = Number(process.env.LAW_RUNS ?? 2000);
const SEED = Number(process.env.LAW_SEED ?? 1);
/** Milliseconds; many cases take longer than the default. */
const LIMIT = Math.max(60_000, RUNS * 60);

/** Checks all laws on all cases at once, and lists what breaks each. */
function broken(checker: LawChecker, count: number, seed: number): Map<string, string[]> {
  const found = new Map(LAWS.map(({ key }) => [key, []] as [string, string[]]));
  for (const choices of drawCases(count, seed)) {
    for (const [index, says] of checker.check(LAWS, choices).entries()) {
      if (says !== undefined) found.get(LAWS[index]?.key ?? '')?.push(`${says}: ${JSON.stringify(choices)}`);
    }
  }
  return found;
}

describe(`the corrected model, ${RUNS} cases`, () => {
  let found: ReadonlyMap<string, readonly string[]> | undefined;

  test.each(LAWS)(
    '$name',
    ({ key }) => {
      found ??= broken(new LawChecker('corrected'), RUNS, SEED);
      expect(found.get(key)).toEqual([]);
    },
    LIMIT,
  );
});

test('laws hold for unrollings that are larger than the rounds need', () => {
  const found = broken(new LawChecker('corrected', new Set(), 'unfitted'), RUNS / 10, SEED + 1);
  expect([...found.values()].flat()).toEqual([]);
}, 60_000);

test('a case costs what a given mapping costs', () => {
  for (const costModel of ['corrected', 'reference'] as const) {
    const checker = new LawChecker(costModel);
    for (const choices of drawCases(40, SEED)) {
      const { drawn, costed } = checker.evaluated(choices);
      const { energy, latency } = evaluateGivenMapping({ ...drawn.given, costModel });
      expect([costed.energy, costed.latency]).toEqual([energy, latency.total]);
    }
  }
});

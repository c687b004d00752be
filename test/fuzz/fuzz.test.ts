import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { builtThread } from '../built-threads.ts';
import { CASES } from './cases.ts';
import { PatientRunner } from './patient-runner.ts';

/* Every input ends in figures or in findings that a user can act on; `npm run fuzz` tries more of them. */

/** Inputs of a kind that has one share. */
const RUNS = 67;

/** One thread for all kinds, one after the other: code that is warm is several times as fast, and no kind waits for another. */
const runner = new PatientRunner(builtThread('fuzz-thread'));
afterAll(() => runner.end());

test.each(Object.entries(CASES))(
  'inputs of the kind "%s" end in results or clear errors',
  async (kind, { input, share }) => {
    const counts = { result: 0, error: 0 };
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        counts[(await runner.outcomeOf(given)).kind]++;
      }),
      { numRuns: RUNS * share },
    );
    // Both must occur, or the generators have become too tame or too wild.
    expect(counts.error, kind).toBeGreaterThan(0);
    expect(counts.result, kind).toBeGreaterThan(0);
  },
  300_000,
);

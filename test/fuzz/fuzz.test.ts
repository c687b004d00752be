import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CASES } from './cases.ts';
import { outcomeOf } from './outcome.ts';

/* Every input ends in figures or in findings that a user can act on; `npm run fuzz` tries more of them. */

const RUNS = 334;

test.each(Object.entries(CASES))(
  'inputs of the kind "%s" end in results or clear errors',
  async (kind, options) => {
    const counts = { result: 0, error: 0 };
    await fc.assert(
      fc.asyncProperty(options, async (given) => {
        counts[(await outcomeOf(given)).kind]++;
      }),
      { numRuns: RUNS },
    );
    // Both must occur, or the generators have become too tame or too wild.
    expect(counts.error, kind).toBeGreaterThan(0);
    expect(counts.result, kind).toBeGreaterThan(0);
  },
  120_000,
);

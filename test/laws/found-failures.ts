import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { CaseChoices } from './cases/choices.ts';
import { type Quirk, quirksBehind } from './quirks/explain.ts';
import type { Law } from './rules/law.ts';
import { LAWS } from './rules/laws.ts';
import { drawCases, LawChecker } from './run-laws.ts';

/** Cases that were tried for a law, and those in which the reference breaks it, also by quirk. One case can have several quirks. */
const Failures = z.record(
  z.string(),
  z.object({ tried: z.number(), broken: z.number(), quirks: z.record(z.string(), z.number()) }),
);

export type Failures = z.infer<typeof Failures>;

const Example = z.object({
  law: z.string(),
  quirk: z.string(),
  says: z.string(),
  choices: z.object({ design: z.array(z.number()), mapping: z.array(z.number()) }),
});

export type Example = z.infer<typeof Example>;

const Found = z.object({
  seed: z.number(),
  failures: Failures,
  /** The same for the first cases, which the test suite repeats. */
  early: z.object({ cases: z.number(), failures: Failures }),
  /** The smallest case found for each law and quirk. */
  examples: z.array(Example),
});

/** What `npm run laws` has found. */
export type Found = z.infer<typeof Found>;

export const FOUND_FILE = new URL('../fixtures/laws/found.json', import.meta.url);

export function readFound(): Found {
  return Found.parse(JSON.parse(readFileSync(FOUND_FILE, 'utf8')));
}

/** Checks laws on cases by the reference, and tells `visit` of every failure. */
export function referenceFailures(
  count: number,
  seed: number,
  laws: readonly Law[] = LAWS,
  visit: (law: string, quirks: readonly Quirk[], choices: CaseChoices) => void = () => {},
): Failures {
  const failures: Failures = Object.fromEntries(laws.map(({ key }) => [key, { tried: count, broken: 0, quirks: {} }]));
  const checker = new LawChecker('reference');
  for (const choices of drawCases(count, seed)) {
    const broken = checker.check(laws, choices);
    for (const [index, law] of laws.entries()) {
      const known = failures[law.key];
      if (broken[index] === undefined || known === undefined) continue;
      const quirks = quirksBehind(law, choices);
      known.broken++;
      for (const quirk of quirks) known.quirks[quirk] = (known.quirks[quirk] ?? 0) + 1;
      visit(law.key, quirks, choices);
    }
  }
  return failures;
}

/**
 * Tries random inputs and tells how they end: `npm run fuzz -- --runs 10000 [--seed N] [--kind accelerator]`. Exits with 1 when one ends
 * in anything but figures or findings; the smallest input that does is printed.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { CASES } from '../test/fuzz/cases.ts';
import { outcomeOf } from '../test/fuzz/outcome.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    kind: { type: 'string' },
  },
});
const kinds = Object.entries(CASES).filter(([kind]) => values.kind === undefined || kind === values.kind);
if (kinds.length === 0) throw new Error(`--kind must be one of ${Object.keys(CASES).join(', ')}`);
const runs = Math.ceil(Number(values.runs) / kinds.length);
console.log(`seed ${values.seed}, ${runs} inputs of every kind`);
for (const [kind, options] of kinds) {
  const counts = new Map<string, number>();
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const start = performance.now();
  const details = await fc.check(
    fc.asyncProperty(options, async (given) => {
      const outcome = await outcomeOf(given);
      count(outcome.kind);
      if (outcome.kind === 'error') for (const code of new Set(outcome.codes)) count(code);
    }),
    { numRuns: runs, seed: Number(values.seed) },
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const codes = [...counts].filter(([key]) => key.startsWith('ZZ')).sort(([, x], [, y]) => y - x);
  console.log(`${kind}: ${counts.get('result') ?? 0} results, ${counts.get('error') ?? 0} clear errors, ${seconds} s`);
  console.log(`  ${codes.map(([code, times]) => `${code} ×${times}`).join(', ')}`);
  if (details.failed) {
    process.exitCode = 1;
    console.log(`  FAILED, smallest input:\n${fc.defaultReportMessage(details)}`);
  }
}

/**
 * Tries random inputs and tells how they end: `npm run fuzz -- --runs 10000 [--seed N] [--kind accelerator]`. Exits with 1 when one ends
 * in anything but figures or findings, or hangs; the smallest input that does is written to `fuzz-failures/`.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { CASES } from '../test/fuzz/cases.ts';
import { PatientRunner } from '../test/fuzz/patient-runner.ts';
import { writeReproducer } from '../test/fuzz/reproducer.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    kind: { type: 'string' },
  },
});
const kinds = Object.entries(CASES).filter(([kind]) => values.kind === undefined || kind === values.kind);
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (kinds.length === 0) throw new Error(`--kind must be one of ${Object.keys(CASES).join(', ')}`);
if (!(runs >= 1) || !Number.isInteger(seed)) throw new Error('--runs and --seed must be whole numbers');
const shares = kinds.reduce((sum, [, { share }]) => sum + share, 0);

const inAll = new Map<string, number>();
const start = performance.now();
console.log(`${runs} inputs with seed ${seed}`);
const waiting = [...kinds];
// As many kinds at once as there are processors: an input that shares its processor would seem to hang.
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await tryKind(...next);
  }),
);
console.log(`in all: ${described(inAll)}, ${((performance.now() - start) / 1000).toFixed(0)} s`);

function count(counts: Map<string, number>, key: string, times = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function described(counts: ReadonlyMap<string, number>): string {
  const codes = [...counts].filter(([key]) => key.startsWith('ZZ')).sort(([, x], [, y]) => y - x);
  const list = codes.map(([code, times]) => `${code} ×${times}`).join(', ');
  return `${counts.get('result') ?? 0} results, ${counts.get('error') ?? 0} clear errors (${list})`;
}

async function tryKind(kind: string, { input, share }: (typeof CASES)[string]): Promise<void> {
  const counts = new Map<string, number>();
  const runner = new PatientRunner(new URL('../test/fuzz/thread.mjs', import.meta.url));
  const property = fc.asyncProperty(input, async (given) => {
    const outcome = await runner.outcomeOf(given);
    count(counts, outcome.kind);
    if (outcome.kind === 'error') for (const code of new Set(outcome.codes)) count(counts, code);
  });
  const details = await fc.check(property, { numRuns: Math.ceil((runs * share) / shares), seed });
  await runner.end();
  console.log(`${kind}: ${described(counts)}`);
  for (const [key, times] of counts) count(inAll, key, times);
  const [smallest] = details.counterexample ?? [];
  if (smallest === undefined) return;
  process.exitCode = 1;
  const folder = `fuzz-failures/${kind}-${seed}`;
  const failure = `${details.errorInstance}\n\nnpm run fuzz -- --kind ${kind} --seed ${seed} --runs ${runs}`;
  console.log(`  FAILED: ${failure}\n  smallest input in ${folder}: ${writeReproducer(folder, smallest, failure)}`);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runSummary } from '../../src/cli/text/run-summary.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* A run that lacks layers looks like one wherever its totals stand; one that has all looks as ever. */

const ordered = { ...FREE_MAPPING, name: 'ordered', temporal_ordering: [['K', 3]] };
const OPTIONS = {
  workload: [
    matrixProduct(0, 'small', [8, 8, 8]),
    matrixProduct(1, 'large', [32, 32, 32]),
    matrixProduct(2, 'alike', [32, 32, 32]),
    matrixProduct(3, 'ordered', [4, 4, 4]),
  ],
  accelerator: rowOfUnits({ only: memory(8 * 8 * 8 * 4) }),
  mapping: [FREE_MAPPING, ordered],
} satisfies HardwarePerformanceOptions;

interface Run {
  readonly performance: HardwarePerformance;
  readonly file: (name: string) => string;
}

async function runOf(options: HardwarePerformanceOptions): Promise<Run> {
  const folder = temporaryFolder();
  const performance = await getHardwarePerformance({ ...options, dumpFolder: folder });
  return { performance, file: (name) => readFileSync(join(folder, name), 'utf8') };
}

describe('a run without some layers', () => {
  let run: Run;
  beforeAll(async () => {
    run = await runOf(OPTIONS);
  });

  test('has them in its headline, with the reason of each', () => {
    const [headline, ...lines] = runSummary(run.performance, 'title', 200);
    expect(headline).toBe(
      'PARTIAL: 3 of 4 layers are left out (no mapping fits: 2, invalid ordering: 1); title, the other 1 layer',
    );
    expect(lines).toContain('  left out     large, alike: no mapping fits');
    expect(lines).toContain('  left out     ordered: invalid ordering');
  });

  test('has one warning for those who read the totals alone, which the results need not repeat', async () => {
    const [leftOut, ...others] = run.performance.warnings.filter(({ code }) => code === 'ZZ6026');
    expect(others).toEqual([]);
    expect(leftOut?.message).toBe(
      '3 of 4 layers have no mapping and are not in the totals: large, alike (no mapping fits), ordered (invalid ordering)',
    );
    const heard: string[] = [];
    await getHardwarePerformance({ ...OPTIONS, onWarning: ({ code }) => heard.push(code) });
    expect(heard.filter((code) => code === 'ZZ6026')).toHaveLength(1);
    expect(run.file('results.json')).not.toContain('ZZ6026');
  });

  test('has them in overall_simple.json', () => {
    const { energy, latency } = run.performance;
    expect(JSON.parse(run.file('overall_simple.json'))).toEqual({
      energy,
      latency,
      partial: true,
      infeasible: ['large', 'alike', 'ordered'],
    });
  });

  test('has them in the CSV file: rows without numbers, and why', () => {
    const [heading = [], ...rows] = run
      .file('results.csv')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(heading.at(-1)).toBe('left out');
    expect(rows.map((row) => [row[1], row.at(-1)])).toEqual([
      ['small', ''],
      ['large', 'no mapping fits'],
      ['alike', 'no mapping fits'],
      ['ordered', 'invalid ordering'],
    ]);
    for (const row of rows) expect(row).toHaveLength(heading.length);
    for (const row of rows.slice(1)) expect(row.filter((cell) => cell !== '')).toHaveLength(2);
  });

  test('has them under the title of its chart', () => {
    expect(run.file('energy_latency.svg')).toContain('PARTIAL: 3 of 4 layers are left out');
  });

  test('has them above the cards of its page and in its title, equal reasons together', () => {
    const page = run.file('report.html');
    expect(page).toContain('<title>Partial: ');
    expect(page).toContain('<h1>Partial: ');
    const banner = page.indexOf('Partial result: 3 of 4 layers are left out');
    expect(banner).toBeGreaterThan(0);
    expect(banner).toBeLessThan(page.indexOf('<dl class="cards">'));
    expect(page).toContain('Left out: large, no mapping fits.');
    expect(page).toContain('The same for 1 other layer: alike');
    expect(page).not.toContain('Left out: alike');
    expect(page).toContain('Left out: ordered, invalid ordering.');
  });
});

test('a run with all layers says nothing of it', async () => {
  const { performance, file } = await runOf({ ...OPTIONS, workload: [matrixProduct(0, 'small', [8, 8, 8])] });
  expect(runSummary(performance, 'title', 200)[0]).toBe('title, 1 layer');
  expect(performance.warnings.map(({ code }) => code)).not.toContain('ZZ6026');
  expect(Object.keys(JSON.parse(file('overall_simple.json')))).toEqual(['energy', 'latency']);
  const [heading = '', row = ''] = file('results.csv').split('\r\n');
  expect([heading.split(',').at(-1), row.split(',').at(-1)]).toEqual(['left out', '']);
  for (const name of ['energy_latency.svg', 'report.html'])
    expect(file(name)).not.toMatch(/PARTIAL|Partial:|Partial result/);
});

test('the message and the fix of a layer that fits nowhere name one size', async () => {
  const size = fc.integer({ min: 2, max: 40 });
  const bits = fc.integer({ min: 8, max: 3000 });
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(size, size, size, bits, bits, async (b, k, c, inner, outer) => {
      const accelerator = rowOfUnits({ inner: memory(inner, ['I2', 'O']), outer: memory(outer) });
      const workload = [matrixProduct(0, 'small', [1, 1, 1]), matrixProduct(1, 'large', [b, k, c])];
      const run = getHardwarePerformance({ workload, accelerator, mapping: [FREE_MAPPING] });
      const { infeasible } = await run.catch(() => ({ infeasible: [] }));
      for (const { diagnostic } of infeasible) {
        const { message, hint = '' } = diagnostic;
        const fixes = new Map([...hint.matchAll(/"(\w+)" to (\d+) bits/g)].map(([, m, n]) => [m, n]));
        const [, name, needed] = /memory "(\w+)" has \d+ bits, .* (?:needs|fits with) (\d+)/.exec(message) ?? [];
        if (fixes.size > 0 && needed !== undefined) {
          compared++;
          expect(needed, `${message}\n${hint}`).toBe(fixes.get(name ?? ''));
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(20);
});

import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { excerpt, run, type Step, stepsOf } from '../scripts/tutorial-page.ts';
import { zigzagHere } from './cli/support.ts';
import { temporaryFolder } from './temporary-folder.ts';

/* What docs/tutorial.md tells a reader to do works, and prints what the page shows. `npm run tutorial` writes the outputs anew. */

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const page = readFileSync(`${docs}tutorial.md`, 'utf8');
const steps = stepsOf(page);
const named = steps.map((step) => ({ step, name: step.kind === 'file' ? `the file ${step.name}` : step.command }));
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Commands run within this process, which takes a third of the time; the first one and those of the shell are started. */
async function outputOf(step: Step): Promise<string> {
  const [, args] = (step.kind === 'command' && /^npx zigzag ([^|<>;&"']+)$/.exec(step.command)) || [];
  if (args === undefined || step === steps.find(({ kind }) => kind === 'command')) return run(step, folder);
  const { status, stdout } = await zigzagHere(folder, args.split(' '));
  expect(status).toBe(0);
  return stdout;
}

describe('the tutorial', () => {
  test('has files and commands', () => {
    expect(steps.filter(({ kind }) => kind === 'file').length).toBeGreaterThan(3);
    expect(steps.filter(({ kind }) => kind === 'command').length).toBeGreaterThan(8);
  });

  test.each(named)('$name', async ({ step }) => {
    const printed = await outputOf(step);
    if (step.kind === 'command') expect(excerpt(printed, step.shown)).toBe(step.shown);
  });

  test('shows a page that says which design to build, why, and what the next best costs', () => {
    const text = readFileSync(`${folder}/sweep/sweep.html`, 'utf8')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(text).toContain('Build array 48, SRAM 512 KiB.');
    expect(text).toMatch(/It has the least energy-delay product of the 36 designs within area ≤ 4 mm²/);
    expect(text).toMatch(/The next best, 1 MiB, costs 0\.5.% more product/);
  });

  test('ends with a design that needs less energy and fewer cycles than the first', () => {
    const totals = (name: string) => JSON.parse(readFileSync(`${folder}/${name}/overall_simple.json`, 'utf8'));
    expect(totals('third').energy).toBeLessThan(totals('first').energy);
    expect(totals('third').latency).toBeLessThan(totals('first').latency);
  });

  test('shows pictures of at most 200 kB', () => {
    const pictures = [...page.matchAll(/!\[[^\]]+\]\((images\/[\w-]+\.png)\)/g)].map(([, picture = '']) => picture);
    expect(pictures.length).toBeGreaterThan(1);
    for (const picture of pictures) {
      expect(existsSync(docs + picture)).toBe(true);
      expect(statSync(docs + picture).size).toBeLessThan(200_000);
    }
  });
});

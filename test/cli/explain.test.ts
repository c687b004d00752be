import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { labelled, wrap } from '../../src/cli/terminal/paragraph.ts';
import { explanationText, summaryTable } from '../../src/cli/text/explanation-text.ts';
import { explainedQuantities, explainQuantity, quantitySummary } from '../../src/explain/index.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { readResults } from '../../src/results/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzag as started, zigzagHere } from './support.ts';

/* The command, and docs/explain.md against what it prints. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = temporaryFolder();
const zigzag = (...args: readonly string[]) => zigzagHere('.', args);

const correctedFolder = temporaryFolder();

/** The words of a command, with folders of the test. */
function inFolder(command: string): string[] {
  const folders = new Map([
    ['out', folder],
    ['corrected', correctedFolder],
  ]);
  const words = command.split(' ');
  return words.map((word, place) => (words[place - 1] === '--cost-model' ? word : (folders.get(word) ?? word)));
}

/** Blocks of docs/explain.md that show a command and, below it, what it prints. */
const page = readFileSync(join(root, 'docs/explain.md'), 'utf8');
const shown = [...page.matchAll(/^```text\n\$ npx zigzag (.*)\n([\s\S]*?)^```/gm)].map(
  ([, command = '', output = '']) => ({
    args: inFolder(command),
    output,
  }),
);

beforeAll(() => {
  const runs = [...page.matchAll(/^```sh\nnpx zigzag (run .*)\n```/gm)].map(([, run = '']) => run);
  const ends = runs.map((run) => started(...inFolder(run), '--quiet'));
  expect(ends.map(({ status }) => status)).toEqual([0, 0]);
  // Negative off-loading and speeds above the roof (quirk C1) are each said once. The corrected model has none.
  const codes = ends.map(({ stderr }) => stderr.match(/(warning|error) ZZ\d+/g));
  expect(codes).toEqual([['warning ZZ6091', 'warning ZZ6092'], null]);
});

describe('docs/explain.md', () => {
  test('shows what the command prints', async () => {
    expect(shown.length).toBeGreaterThan(1);
    for (const { args, output } of shown) {
      const { stdout, stderr } = await zigzag(...args);
      expect(stderr).toBe('');
      expect(output.trim()).toBe(stdout.trim());
    }
  });

  test('names every kind of quantity', async () => {
    const { evaluations } = await readResults(folder, platformFiles);
    const names = evaluations.flatMap((evaluation) => explainedQuantities(evaluation));
    const unnamed = names.filter((name) => !/^(energy|area|stall)\./.test(name) && !page.includes(`\`${name}\``));
    expect(unnamed).toEqual([]);
  });
});

describe('zigzag explain', () => {
  test('lists all quantities and explains the headlines', async () => {
    const { status, stdout } = await zigzag('explain', folder, '0');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^energy\.dram\.W +\d+ pJ +Energy of W in dram$/m);
    expect(stdout).toMatch(/^Latency: \d+ cycles$/m);
    expect(stdout).toMatch(/^ {2}change {3}/m);
  });

  test('prints explanations as JSON', async () => {
    const one = JSON.parse((await zigzag('explain', folder, '0', 'onloading', '--json')).stdout);
    expect(one).toMatchObject({ figure: 'latency.onloading', unit: 'cycles', symbols: expect.any(Array) });
    const all = JSON.parse((await zigzag('explain', folder, '0', '--json')).stdout);
    expect(all.length).toBeGreaterThan(20);
    expect(all).toContainEqual(one);
  });

  test.each([
    [['0', 'energi'], 'ZZ6050'],
    [['nowhere'], 'ZZ6044'],
  ])('refuses %j with %s', async (args, code) => {
    const { status, stdout, stderr } = await zigzag('explain', folder, ...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(code);
  });

  test('refuses a folder without results', async () => {
    const { status, stderr } = await zigzag('explain', join(folder, 'nothing'), '0');
    expect(status).toBe(1);
    expect(stderr).toContain('ZZ6040');
  });
});

describe('the text', () => {
  test('fits the width of the terminal', async () => {
    const { evaluations } = await readResults(folder, platformFiles);
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('no layer');
    const all = explainedQuantities(evaluation).map((name) => quantitySummary(evaluation, name));
    for (const width of [60, 80, 120]) {
      for (const figure of explainedQuantities(evaluation)) {
        const text = explanationText(explainQuantity(evaluation, figure), all, width);
        for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(width);
      }
      const table = summaryTable(all, width);
      for (const line of table.split('\n')) expect(line.length, line).toBeLessThanOrEqual(width);
    }
  });

  test('is broken at blanks, and loses no word', () => {
    expect(wrap('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(wrap('a-very-long-word b', 5)).toEqual(['a-very-long-word', 'b']);
    expect(labelled('label', 'one two three four five', 8, 28)).toBe('label   one two three four\n        five');
  });
});

import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { studyPage } from '../../scripts/language-model-study.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { DesignEvaluator } from '../../src/sweep/evaluate/design-evaluator.ts';
import { createManifest } from '../../src/sweep/plan/manifest.ts';
import { openSweep } from '../../src/sweep/plan/open-sweep.ts';
import { zigzagHere } from '../cli/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* The study of docs/language-models.md: its tables, its commands, and the figures of its conclusions. */

const page = readFileSync(new URL('../../docs/language-models.md', import.meta.url), 'utf8');
const study = page.slice(page.indexOf('## A worked study'));

test('the tables of docs/language-models.md are up to date: npm run study', async () => {
  expect(page).toBe(await studyPage());
}, 60_000);

test('the commands give the first row of decode, and what binds it', async () => {
  const folder = temporaryFolder();
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(study) ?? [];
  const [run = [], explain = []] = block
    .trim()
    .split('\n')
    .map((line) => line.split(' ').slice(1));
  const { status, stdout } = await zigzagHere(folder, run);
  expect(status).toBe(0);
  const row = rowOf('edge_lpddr5', 'decode', 1024, 1, 8);
  const [, rate, millijoules] = /([\d.]+) tokens\/s\s+([\d.]+) mJ per token/.exec(stdout) ?? [];
  expect(Number(Number(rate).toPrecision(3))).toBe(row.rate);
  expect(Number(Number(millijoules).toPrecision(3))).toBe(row.millijoules);
  expect((await zigzagHere(folder, explain)).stdout).toContain('rw_port_1 of dram binds');
});

test('what follows in the text follows from the tables', () => {
  const rate = (...of: Parameters<typeof rowOf>): number => rowOf(...of).rate;
  const [one, four] = [8, 4].map((bits) => rate('edge_lpddr5', 'decode', 1024, 1, bits));
  // Bytes per token: all weights but the embedding and the norms, and the cache of one sequence.
  const weights = 8_030_261_248 - 128_256 * 4096 - 65 * 4096;
  const bytes = weights + 1024 * 65_536;
  expect(study).toContain(`${(weights / 1e9).toFixed(2)} GB at 8 bits`);
  expect(study).toContain(`${(51.2e9 / bytes).toFixed(2)} tokens/s; the run has ${one}.`);
  const millijoules = rowOf('edge_lpddr5', 'decode', 1024, 1, 8).millijoules;
  expect(study).toContain(`are ${((bytes * 8 * 7) / 1e9).toFixed(0)} mJ of the ${millijoules} mJ per token`);
  expect(study).toContain(`1/${(millijoules / rowOf('edge_lpddr5', 'prefill', 2048, 1, 8).millijoules).toFixed(0)} of`);
  const gain = (context: number) =>
    rate('cloud_hbm', 'decode', context, 64, 8) / rate('cloud_hbm', 'decode', context, 1, 8);
  expect(study).toContain(`${gain(1024).toFixed(0)} times the tokens/s of one`);
  expect(study).toContain(`they have ${gain(8192).toFixed(0)} times`);
  const cache = 8192 * 65_536;
  expect(study).toContain(`8192 / 0.537 = ${(8192e9 / cache / 1000).toFixed(2).replace('.', ' ')}0 tokens/s`);
  expect(study).toContain(`than ${((cache * 8 * 3.92) / 1e9).toFixed(1)} mJ per token`);
  expect((four ?? 0) / (one ?? 1)).toBeCloseTo(2, 1);
  const long = [8, 4].map((bits) => rate('cloud_hbm', 'decode', 8192, 64, bits));
  expect(study).toContain(`they add ${(100 * ((long[1] ?? 0) / (long[0] ?? 1) - 1)).toFixed(0)} %`);
  const room = (bits: number) => Math.floor((12 - (8_030_261_248 * bits) / 8 / 2 ** 30) / 0.5);
  expect(study).toContain(`room for ${room(8)}\n  sequences, and beside 3.74 GiB for ${room(4)}`);
});

test('the sweep shows what the port, the units and the SRAM do', async () => {
  const sweep = openSweep(await createManifest('llama-edge', platformFiles));
  const evaluator = new DesignEvaluator(sweep);
  const figures = async (port: number, rows: number, mebibytes: number) => {
    const wanted = { port, rows, sram: mebibytes * 2 ** 23 };
    const designs = Array.from({ length: sweep.space.size }, (_, index) => index);
    const index = designs.find((one) => isDeepStrictEqual(sweep.space.settingsAt(one), wanted));
    const point = await evaluator.evaluate(index ?? -1);
    if (point.status !== 'costed') throw new Error('the design cannot be built');
    const [time, first, energy, area] = ['token.time', 'first_token.time', 'energy', 'area'].map((name) =>
      Number(point.quantities[name]),
    );
    return { time, first, energy, area };
  };
  const base = await figures(512, 64, 8);
  const [wide, large, small] = [await figures(1024, 64, 8), await figures(512, 128, 8), await figures(512, 64, 2)];
  const ratio = (design: typeof base, name: keyof typeof base) => Number(design[name]) / Number(base[name]);
  expect(ratio(wide, 'time')).toBeCloseTo(0.5, 2);
  for (const other of [large, small]) expect(Math.abs(ratio(other, 'time') - 1)).toBeLessThan(0.01);
  expect(ratio(large, 'first')).toBeLessThan(0.6);
  expect(ratio(wide, 'first')).toBeGreaterThan(0.9);
  expect(ratio(small, 'area')).toBeCloseTo(0.38, 2);
  expect(ratio(small, 'energy')).toBeGreaterThan(1);
});

/** Rate and energy of a row of the table of an accelerator. */
function rowOf(accelerator: string, ...cells: readonly (string | number)[]): { rate: number; millijoules: number } {
  const table = study.slice(study.indexOf(`llama3-8b on ${accelerator}`));
  const line = table.split('\n').find((one) => one.startsWith(`| ${cells.join(' | ')} |`)) ?? '';
  const [rate, millijoules] = line
    .split(' | ')
    .slice(cells.length + 1)
    .map((cell) => Number(cell.replace(' ', '')));
  if (rate === undefined || millijoules === undefined) throw new Error(`no row ${cells.join(' ')}`);
  return { rate, millijoules };
}

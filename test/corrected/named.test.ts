import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runInto, zigzagHere } from '../cli/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Figures of the corrected model are never printed without its name. Figures of the reference stand alone. */

const folder = temporaryFolder();

beforeAll(async () => {
  const inputs = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', lpfLimit: 3 };
  await runInto(join(folder, 'reference'), inputs);
  await runInto(join(folder, 'corrected'), { ...inputs, costModel: 'corrected' });
  const model = { workload: 'bert-base:tokens=16,layers=1', accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 1 };
  await runInto(join(folder, 'model'), { ...model, costModel: 'corrected' });
});

const TEXTS: readonly (readonly string[])[] = [
  ['show', 'RUN'],
  ['show', 'RUN', '0'],
  ['explain', 'RUN', '0'],
  ['explain', 'RUN', '0', 'latency'],
  ['sensitivity', 'RUN'],
  ['diff', 'RUN', 'RUN'],
  ['diff', 'RUN', 'RUN', '--markdown'],
  ['report', 'RUN', '--out', '-'],
];

test.each(TEXTS)('zigzag %s %s %s %s', async (...args) => {
  const of = async (run: string) =>
    (
      await zigzagHere(
        folder,
        args.map((arg) => (arg === 'RUN' ? run : arg)),
      )
    ).stdout;
  expect(await of('corrected')).toContain('corrected cost model');
  const reference = await of('reference');
  expect(reference.length).toBeGreaterThan(50);
  expect(reference).not.toContain('corrected cost model');
});

const DOCUMENTS: readonly (readonly string[])[] = [
  ['show', 'RUN', '--json'],
  ['show', 'RUN', '0', '--json'],
  ['explain', 'RUN', '0', 'latency', '--json'],
  ['explain', 'RUN', '0', '--json'],
  ['sensitivity', 'RUN', '--json'],
  ['diff', 'RUN', 'RUN', '--json'],
  ['diff', 'RUN', 'RUN', '--json-lines'],
  ['trace', 'RUN', '0', '--out', '-'],
];

test.each(DOCUMENTS)('zigzag %s %s %s %s %s', async (...args) => {
  for (const model of ['corrected', 'reference']) {
    const { stdout } = await zigzagHere(
      folder,
      args.map((arg) => (arg === 'RUN' ? model : arg)),
    );
    const named = [...stdout.matchAll(/"costModel": ?"(\w+)"/g)].map(([, name]) => name);
    expect([...new Set(named)]).toEqual([model]);
  }
});

test('a language model as a whole, CSV and picture of a sensitivity', async () => {
  expect((await zigzagHere(folder, ['explain', 'model'])).stdout).toMatch(
    /^bert-base\S* on tpu_like, corrected cost model\n\n/,
  );
  const [heading, row] = (await zigzagHere(folder, ['sensitivity', 'corrected', '--csv'])).stdout.split('\n');
  expect([heading?.split(',').at(-1), row?.split(',').at(-1)]).toEqual(['cost model', 'corrected']);
  expect((await zigzagHere(folder, ['sensitivity', 'reference', '--csv'])).stdout).not.toContain('cost model');
  await zigzagHere(folder, ['sensitivity', 'corrected', '--out', 'picture.svg']);
  expect(readFileSync(join(folder, 'picture.svg'), 'utf8')).toContain('corrected cost model');
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { TraceFile } from '../trace/trace-schema.ts';
import { zigzagHere } from './support.ts';

test('zigzag trace writes a file beside the results or where --out says, and refuses unknown layers', async () => {
  const folder = temporaryFolder();
  const inputs = ['--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1', '--lpf-limit', '3'];
  expect((await zigzagHere('.', ['run', ...inputs, '--quiet', '--out', folder])).status).toBe(0);
  const beside = join(folder, 'trace-0.json');
  expect(await zigzagHere('.', ['trace', folder, '0'])).toMatchObject({ status: 0, stdout: `${beside}\n`, stderr: '' });
  const trace = TraceFile.parse(JSON.parse(readFileSync(beside, 'utf8')));
  expect(trace.otherData).toMatchObject({ timeScale: '1 cycle is shown as 1 µs', accelerator: 'gemm_l1', repeat: 1 });
  const elsewhere = join(folder, 'other.json');
  expect((await zigzagHere('.', ['trace', folder, '0', '--out', elsewhere, '--cycles'])).status).toBe(0);
  expect(readFileSync(elsewhere, 'utf8')).toBe(readFileSync(beside, 'utf8'));
  const unknown = await zigzagHere('.', ['trace', folder, 'nothing']);
  expect(unknown.status).toBe(1);
  expect(unknown.stderr).toContain('ZZ6044');
});

test('--out - prints what would be written; where a folder or another result is printed, it is refused', async () => {
  const folder = temporaryFolder();
  const inputs = ['--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1', '--lpf-limit', '3'];
  const run = ['run', ...inputs, '--quiet'];
  const here = (...args: readonly string[]) => zigzagHere(folder, args);
  expect((await here(...run, '--out', 'out')).status).toBe(0);
  const written = readFileSync(join(folder, 'out', 'report.html'), 'utf8');
  expect(await here('report', 'out', '--out', '-')).toEqual({ status: 0, stdout: written, stderr: '' });
  const { stdout } = await here('trace', 'out', '0', '--out', '-');
  expect(TraceFile.parse(JSON.parse(stdout)).otherData).toMatchObject({ accelerator: 'gemm_l1' });
  const maps = ['mapping', 'export', 'out', '--lossy'];
  expect((await here(...maps, '--out', '-')).stdout).toBe((await here(...maps)).stdout);
  for (const refused of [
    [...run, '--out', '-'],
    [...run, '--save-mapping', '-'],
    ['sweep', 'sram-array', '--out', '-'],
    ['sweep', 'plan', 'sram-array', '--out', '-'],
  ]) {
    const { status, stderr } = await here(...refused);
    expect(status).toBe(1);
    expect(stderr).toMatch(/argument '-' is invalid. It must be the path of a (folder|file); write \.\/-/);
  }
  for (const picture of [
    ['plot', 'out', '--kind', 'energy'],
    ['sensitivity', 'out'],
  ])
    expect((await here(...picture, '--out', '-')).stderr).toContain('ZZ6061: the name "-"');
  expect(readdirSync(folder)).toEqual(['out']);
});

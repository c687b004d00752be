import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { showDesignCommand } from '../../src/cli/commands/sweep/show.ts';
import { command, zigzagHere } from '../cli/support.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const SWEEP = `workloads: network.yaml
accelerator: row.yaml
mapping: fixed.yaml
run: {lpf_limit: 3}
parameters:
  units: {sets: "accelerator.operational_array.sizes[0]", values: [2, 4, 8]}
  near:
    sets: accelerator.memories.near.size
    values: [4, 32 B, 128 B]
objectives: [energy, latency]
`;

/** A folder with a sweep and its inputs. */
function sweepFolder(sweep = SWEEP): string {
  const folder = temporaryFolder();
  const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), JSON.stringify(content));
  write('network.yaml', [matrixProduct(0, 'first', [8, 12, 4])]);
  write('row.yaml', rowOfUnits({ near: memory(4096), far: memory(2 ** 20) }));
  write('fixed.yaml', [{ ...FREE_MAPPING, spatial_mapping: { D1: ['K, 4', 'C, 2'] } }]);
  writeFileSync(join(folder, 'sweep.yaml'), sweep);
  return folder;
}

const here = (folder: string, ...args: readonly string[]) => zigzagHere(folder, ['sweep', ...args, '--workers', '1']);

const bytesOf = (folder: string) =>
  ['points.csv', 'points.parquet', 'sweep.json'].map((name) => readFileSync(join(folder, 'out', name)).toString('hex'));

describe('zigzag sweep', () => {
  test('writes the results of all designs, and says the best', async () => {
    const folder = sweepFolder();
    const { status, stdout, stderr } = await here(folder, 'sweep.yaml', '--out', 'out');
    expect([status, stderr.includes('error')]).toEqual([0, false]);
    expect(stdout).toContain('units × near of row.yaml: 9 designs, 3 cannot be built');
    expect(stdout).toMatch(/best {7}design \d: units \d, near (256|1024) bit, of the least energy/);
    const lines = readFileSync(join(folder, 'out', 'points.csv'), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(10);
    expect(lines[1]).toMatch(/^0,refused,2,4,.*ZZ/);
    const summary = JSON.parse(readFileSync(join(folder, 'out', 'sweep.json'), 'utf8'));
    expect(summary).toMatchObject({
      schemaVersion: 1,
      counts: { planned: 9, costed: 6, refused: 3, skipped: 0 },
      parameters: [{ name: 'units' }, { name: 'near', unit: 'bit', values: [4, 256, 1024] }],
      inputs: { command: 'zigzag sweep sweep.yaml --out out' },
    });
    expect(lines[1 + summary.best]).toContain(',true,true,');
  });

  test('prints the summary as JSON', async () => {
    const folder = sweepFolder();
    const { stdout } = await here(folder, 'sweep.yaml', '--out', 'out', '--json');
    expect(JSON.parse(stdout)).toMatchObject(JSON.parse(readFileSync(join(folder, 'out', 'sweep.json'), 'utf8')));
  });

  test('gives the same bytes again, and with threads', async () => {
    const folder = sweepFolder();
    await here(folder, 'sweep.yaml', '--out', 'out');
    const first = bytesOf(folder);
    await here(folder, 'sweep.yaml', '--out', 'out', '--resume');
    expect(bytesOf(folder)).toEqual(first);
    await zigzagHere(folder, ['sweep', 'sweep.yaml', '--out', 'out', '--workers', '2']);
    expect(bytesOf(folder)).toEqual(first);
  });

  test('says why no design can be built', async () => {
    const { status, stdout } = await here(
      sweepFolder(SWEEP.replace('[4, 32 B, 128 B]', '[4]')),
      'sweep.yaml',
      '--out',
      'out',
    );
    expect(status).toBe(2);
    expect(stdout).toContain('3 cannot be built');
    expect(stdout).toMatch(/no design can be built; the first one: ZZ44\d\d: .* memory "near" has 4 bits/);
  });

  test('says that no design is within the limits', async () => {
    const { stdout } = await here(sweepFolder(`${SWEEP}limits: area <= 1 mm2\n`), 'sweep.yaml', '--out', 'out');
    expect(stdout).toContain(
      'front      no design is within the limits; design 1 is nearest: area 2 mm², but area <= 1 mm2',
    );
  });

  test('says which design is nearest to the limits', async () => {
    const folder = sweepFolder(`${SWEEP}limits: latency <= 1\n`);
    const { stdout } = await here(folder, 'sweep.yaml', '--out', 'out');
    const [, nearest, latency] = /design (\d) is nearest: latency (\d+) cycles, but latency <= 1\n/.exec(stdout) ?? [];
    const rows = readFileSync(join(folder, 'out', 'points.csv'), 'utf8')
      .trimEnd()
      .split('\r\n')
      .slice(1);
    const latencies = rows.map((row) => Number(row.split(',')[5] || Number.NaN));
    expect(latencies[Number(nearest)]).toBe(Number(latency));
    expect(Number(latency)).toBe(Math.min(...latencies.filter((one) => !Number.isNaN(one))));
  });

  test('says why a design cannot be built, and warns once for several networks', async () => {
    const folder = sweepFolder(SWEEP.replace('network.yaml', '[network.yaml, other.yaml]'));
    writeFileSync(join(folder, 'other.yaml'), JSON.stringify([matrixProduct(0, 'other', [8, 12, 4])]));
    const entries = [FREE_MAPPING, { ...FREE_MAPPING, name: 'of_no_layer' }];
    writeFileSync(join(folder, 'fixed.yaml'), JSON.stringify(entries));
    const { stdout, stderr } = await here(folder, 'sweep.yaml', '--out', 'out');
    expect(stdout).toMatch(/\n {2}not built {2}3 designs; the first one: ZZ\d{4}: /);
    expect(stderr.split('ZZ4209')).toHaveLength(2);
  });

  test('refuses a file as --out', async () => {
    const folder = sweepFolder();
    const { status, stdout, stderr } = await here(folder, 'sweep.yaml', '--out', 'row.yaml');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error ZZ6003: the result file cannot be written');
    expect(stderr).toContain('is not a folder');
  });

  test.each([
    ['where: units > 9', 'sweep.yaml:11:8: error ZZ7112'],
    ['set: {run.lpf_limt: 4}', 'sweep.yaml:11:7: error ZZ7111'],
    ['limits: energy.dram < 1 mJ', 'sweep.yaml:11:9: error ZZ7109'],
  ])('refuses %s before it writes anything', async (line, message) => {
    const folder = sweepFolder(`${SWEEP}${line}\n`);
    const { status, stdout, stderr } = await here(folder, 'sweep.yaml', '--out', 'out');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test('does not go on with another sweep', async () => {
    const folder = sweepFolder();
    await here(folder, 'sweep.yaml', '--out', 'out');
    const before = bytesOf(folder);
    writeFileSync(join(folder, 'sweep.yaml'), SWEEP.replace('[2, 4, 8]', '[2, 4]'));
    const { status, stderr } = await here(folder, 'sweep.yaml', '--out', 'out', '--resume');
    expect([status, stderr]).toEqual([1, expect.stringContaining('error ZZ7202: the folder holds another sweep')]);
    expect(bytesOf(folder)).toEqual(before);
  });
});

test('a sweep that is killed or stopped goes on with the same results', async () => {
  const folder = sweepFolder(SWEEP.replace('values: [4, 32 B, 128 B]', 'from: 128\n    to: 4096\n    step: 48'));
  await here(folder, 'sweep.yaml', '--out', 'whole', '--quiet');
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const args = [command, 'sweep', 'sweep.yaml', '--out', signal, '--workers', '1', '--quiet'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const parts = join(folder, signal, 'parts');
    while (child.exitCode === null && bytesIn(parts) < 2000) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill(signal);
    expect(await ended).toBe(signal === 'SIGTERM' ? 75 : null);
    const { status, stderr } = await here(folder, 'sweep.yaml', '--out', signal, '--resume');
    expect([status, stderr]).toEqual([0, expect.stringMatching(/\d+ designs of an earlier run are kept/)]);
    for (const name of ['points.csv', 'points.parquet']) {
      const [resumed, whole] = [signal, 'whole'].map((out) => readFileSync(join(folder, out, name)).toString('hex'));
      expect(resumed).toBe(whole);
    }
  }
});

/** Bytes of all files of a folder; 0 where there is none. */
function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

test('zigzag sweep show gives the figures of the point, also where unrollings follow the array', async () => {
  const folder = sweepFolder();
  await here(folder, 'sweep.yaml', '--out', 'out');
  const lines = readFileSync(join(folder, 'out', 'points.csv'), 'utf8').split('\r\n');
  const said = [
    vi.spyOn(console, 'error').mockReturnValue(undefined),
    vi.spyOn(process.stdout, 'write').mockReturnValue(true),
  ];
  for (const design of [1, 7]) {
    const [, , , , energy, latency] = (lines[1 + design] ?? '').split(',');
    await showDesignCommand(join(folder, 'out'), design);
    const found = JSON.parse(readFileSync(join(folder, 'out', `design-${design}`, 'results.json'), 'utf8'));
    expect([String(found.energy), String(found.latency)]).toEqual([energy, latency]);
  }
  await expect(showDesignCommand(join(folder, 'out'), 9)).rejects.toThrow('there is no design 9');
  for (const spy of said) spy.mockRestore();
});

test.each(['sweep sweep.yaml --out out --workers 1', 'validate sweep.yaml'])(
  'zigzag %s tells what is odd',
  async (line) => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'sweep.yaml'),
      'workloads: gemm\naccelerator: gemm_l1.yaml\nmapping: gemm_l1\nparameters: {a: [1]}\nrun: {lpf_limit: 2}\nrun: {lpf_limit: 3}\n',
    );
    const { status, stderr, stdout } = await zigzagHere(folder, line.split(' '));
    expect(status).toBe(0);
    expect(stdout + stderr).toContain('sweep.yaml:2:14: warning ZZ6005');
    expect(stdout + stderr).toContain('sweep.yaml:6:1: warning ZZ1002');
  },
);

test('zigzag validate checks a sweep file with all its inputs', async () => {
  const folder = sweepFolder();
  expect(await zigzagHere(folder, ['validate', 'sweep.yaml'])).toMatchObject({
    status: 0,
    stdout: 'sweep.yaml: valid sweep, 9 designs of 2 parameters\n',
  });
  writeFileSync(join(folder, 'sweep.yaml'), SWEEP.replace('memories.near', 'memories.ner'));
  const { status, stderr, stdout } = await zigzagHere(folder, ['validate', 'sweep.yaml']);
  expect(status).toBe(1);
  expect(stdout + stderr).toContain(
    'sweep.yaml:8:11: error ZZ7105: there is no field accelerator.memories.ner; did you mean "near"?',
  );
});

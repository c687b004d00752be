import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { filesLoadedBy } from '../loaded-files.ts';

/* What the command loads decides how fast it starts (bench/NOTES.md). */

const root = fileURLToPath(new URL('../../', import.meta.url));
const GEMM = ['run', '--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1'];

/** The files of the commands, which the command line loads when they are asked for. */
function commandFiles(): string[] {
  const program = readFileSync(join(root, 'bundle/cli/program.js'), 'utf8');
  return [...program.matchAll(/import\([`'"]\.\/([\w-]+\.js)[`'"]\)/g)].map(([, file]) => `bundle/cli/${file}`);
}

describe('what is loaded', () => {
  test('for --version: nothing but the answer', () => {
    expect(filesLoadedBy('--version')).toEqual(['bin/zigzag.js', 'bundle/cli/main.js']);
  });

  test('for --help: no command', () => {
    const files = filesLoadedBy('--help');
    expect(files).toContain('bundle/cli/program.js');
    expect(
      files.filter((file) => /\/(run|diff|show|plot|library|engine|memory-cost)\.js$|node_modules/.test(file)),
    ).toEqual([]);
  });

  test('for a run: the bundle alone, without other commands', () => {
    const files = filesLoadedBy(...GEMM);
    expect(files).toContain('bundle/cli/run.js');
    expect(files.filter((file) => !/^(bin|bundle\/(cli|shared))\//.test(file))).toEqual([]);
    expect(commandFiles()).toContain('bundle/cli/validate.js');
    expect(files.filter((file) => commandFiles().includes(file))).toEqual(['bundle/cli/run.js']);
    expect(files).not.toContain('bundle/shared/page.js');
  });

  test('for a run with pictures: what draws them too', () => {
    const files = filesLoadedBy(...GEMM, '--out', mkdtempSync(join(tmpdir(), 'zigzag-')));
    expect(files).toContain('node_modules/@resvg/resvg-js/index.js');
    expect(files).toContain('bundle/shared/page.js');
  });

  test('for a plot as SVG: the drawing library, no renderer', () => {
    const results = mkdtempSync(join(tmpdir(), 'zigzag-'));
    filesLoadedBy(...GEMM, '--out', results);
    const files = filesLoadedBy('plot', results, '--kind', 'energy', '--out', join(results, 'energy.svg'));
    expect(files.some((file) => file.startsWith('node_modules/@observablehq/plot/'))).toBe(true);
    expect(files.filter((file) => /resvg|\/run\.js$/.test(file))).toEqual([]);
  });

  test('for several threads: the bundle alone', () => {
    const threads = ['--engine', 'salsa', '--salsa-cores', '2', '--salsa-iterations', '2'];
    const files = filesLoadedBy(...GEMM, ...threads);
    expect(files).toContain('bundle/worker/node-worker.js');
    expect(files.filter((file) => !/^(bin|bundle)\//.test(file))).toEqual([]);
  });
});

describe('the bundle', () => {
  test('holds the small edition of zod only', () => {
    const folder = join(root, 'bundle');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    const code = files.map((file) => readFileSync(join(folder, file), 'utf8'));
    const holds = (name: string) => code.some((text) => new RegExp(`["'\`]${name}["'\`]`).test(text));
    expect(holds('ZodMiniString')).toBe(true);
    expect(holds('ZodString')).toBe(false);
  });

  test('comes with the licences of what is in it', () => {
    const notices = readFileSync(join(root, 'bundle/licences.txt'), 'utf8');
    for (const name of ['@noble/hashes', 'commander', 'yaml', 'zod']) expect(notices).toContain(`${name}\n---`);
  });
});

test.each([
  ['--version', ['--version']],
  ['-V', ['-V']],
  ['before a command', ['--version', 'run']],
])('the version of package.json is printed for %s', (_, args) => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/zigzag.js'), ...args], {
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

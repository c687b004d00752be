import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Files that the command loads, relative to the package; Node's own modules are left out. */
export function filesLoadedBy(...args: readonly string[]): string[] {
  return filesLoadedIn(join(root, 'bin/zigzag.js'), ...args);
}

/** Files that a program in the package's folder loads. */
export function filesLoadedByProgram(program: string): string[] {
  return filesLoadedIn('--input-type=module', '--eval', program);
}

function filesLoadedIn(...args: readonly string[]): string[] {
  const list = join(mkdtempSync(join(tmpdir(), 'zigzag-')), 'loaded');
  const preload = new URL('./loaded-files.mjs', import.meta.url).href;
  const { status, stderr } = spawnSync(process.execPath, ['--import', preload, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LOADED_FILES: list },
  });
  if (status !== 0) throw new Error(stderr);
  const loaded = readFileSync(list, 'utf8').trim().split('\n');
  const paths = loaded.filter((name) => !name.startsWith('node:')).map((name) => name.replace(/^file:\/\//, ''));
  return paths.map((path) => path.replace(root, '')).sort();
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';

/* The TypeScript of the documentation and of README.md compiles under the project's own rules, and runs. */

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDER = join(ROOT, 'test', 'generated', `docs-${process.pid}`);
const PAGES = [
  'docs/stages.md',
  'docs/explain.md',
  'docs/sensitivity.md',
  'docs/trace.md',
  'docs/if-you-know-zigzag.md',
  'docs/browser.md',
  'docs/curves.md',
  'README.md',
];
const blocks = PAGES.flatMap((path) => {
  const name = basename(path, '.md');
  const page = readFileSync(join(ROOT, path), 'utf8');
  return [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ''], index) => ({
    name,
    code,
    number: index + 1,
  }));
});

mkdirSync(FOLDER, { recursive: true });
const files = blocks.map(({ name, code, number }) => {
  const file = join(FOLDER, `${name}-${number}.ts`);
  writeFileSync(file, code);
  return { name, number, file };
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('the code of the documentation', () => {
  test('is there', () => {
    expect(blocks.filter(({ name }) => name === 'stages').length).toBeGreaterThan(6);
    expect(blocks.filter(({ name }) => name === 'explain').length).toBe(1);
    expect(blocks.filter(({ name }) => name === 'README').length).toBe(1);
  });

  test('compiles', () => {
    const project = join(FOLDER, 'tsconfig.json');
    const base = join(ROOT, 'tsconfig.test.json');
    writeFileSync(
      project,
      JSON.stringify({ extends: base, include: ['*.ts'], references: [], compilerOptions: { rootDir: ROOT } }),
    );
    const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
    try {
      execFileSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      throw new Error(error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error));
    }
  });

  test.each(files)('block $number of $name runs', async ({ file }) => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {});
    const code = readFileSync(file, 'utf8');
    await import(file);
    if (code.includes('console.log(')) expect(print).toHaveBeenCalled();
    for (const [first] of print.mock.calls) expect(first).toBeDefined();
    print.mockRestore();
  });
});

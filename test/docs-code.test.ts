import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';

/* The TypeScript of docs/stages.md compiles under the project's own rules, and runs. */

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDER = join(ROOT, 'test', 'generated', `docs-${process.pid}`);
const page = readFileSync(join(ROOT, 'docs', 'stages.md'), 'utf8');
const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);

mkdirSync(FOLDER, { recursive: true });
const files = blocks.map((code, index) => {
  const file = join(FOLDER, `block-${index + 1}.ts`);
  writeFileSync(file, code);
  return file;
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('docs/stages.md', () => {
  test('has code to test', () => {
    expect(blocks.length).toBeGreaterThan(6);
  });

  test('its code compiles', () => {
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

  test.each(files.map((file, index) => [index + 1, file] as const))('block %i runs', async (_, file) => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {});
    const code = readFileSync(file, 'utf8');
    await import(file);
    if (code.includes('console.log(')) expect(print).toHaveBeenCalled();
    for (const [first] of print.mock.calls) expect(first).toBeDefined();
    print.mockRestore();
  });
});

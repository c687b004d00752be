import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzagHere } from './support.ts';

/* `zigzag evaluate` on the file of its page. */

const [, file = ''] = /```yaml given mapping\n([^`]*)```/.exec(readFileSync('docs/evaluate.md', 'utf8')) ?? [];
const folder = temporaryFolder();
const evaluate = (text: string, ...flags: readonly string[]) => {
  writeFileSync(join(folder, 'mapped.yaml'), text);
  return zigzagHere(folder, ['evaluate', 'mapped.yaml', ...flags]);
};

test('the document says which memory is too small, as the terminal does', async () => {
  const fitting = await evaluate(file, '--json');
  expect(JSON.parse(fitting.stdout)).toMatchObject({ energy: 3013.44, warnings: [] });
  // 112 outputs and 96 weights of 8 bits, and inputs of 4 channels at 16 places.
  const bits = 8 * (112 + 96 + 4 * 16);
  const small = await evaluate(file.replace('size: 65536', `size: ${bits - 1}`), '--json');
  const { energy, warnings } = JSON.parse(small.stdout);
  expect(energy).toBe(3013.44);
  expect(warnings).toMatchObject([{ code: 'ZZ8301', message: expect.stringContaining(`${bits} bits`) }]);
  expect(small.stderr).toContain('warning ZZ8301');
  expect((await evaluate(file.replace('size: 65536', `size: ${bits}`), '--json')).stderr).toBe('');
});

test('a file that is not there is said to be so, with the name of one that is', async () => {
  await evaluate(file);
  const { status, stderr } = await zigzagHere(folder, ['evaluate', 'maped.yaml']);
  expect(status).toBe(1);
  expect(stderr).toBe(
    `maped.yaml: error ZZ6002: there is no given mapping file ${join(folder, 'maped.yaml')}; did you mean "mapped.yaml"?\n  fix: correct the path\n1 error\n`,
  );
});

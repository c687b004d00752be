import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zigzagHere } from '../cli/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* The outputs in docs/sensitivity.md are what the command prints. */

const page = readFileSync(new URL('../../docs/sensitivity.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```text\n\$ npx zigzag sensitivity (.*)\n([\s\S]*?)^```/gm)];
const folder = temporaryFolder();

async function run(accelerator: string, out: string): Promise<void> {
  const inputs = ['--workload', 'resnet18', '--accelerator', accelerator, '--mapping', 'tpu_like'];
  await zigzagHere(folder, ['run', ...inputs, '--out', out, '--quiet']);
}

/** Tables are as wide as their widest row. */
const words = (text: string): string[] =>
  text.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').replaceAll(/─+/g, '─'));

test('the outputs of the page are those of the command', async () => {
  const file = readFileSync(new URL('../../examples/accelerators/tpu_like.yaml', import.meta.url), 'utf8');
  const ranges = file
    .replace('r_cost: 700', 'r_cost: 700 ±30%')
    .replace('w_cost: 750', 'w_cost: 750 ±30%')
    .replace('unit_energy: 0.04', 'unit_energy: 0.04 ±20%');
  writeFileSync(join(folder, 'ranges.yaml'), ranges);
  await run('tpu_like', 'out');
  await run('ranges.yaml', 'out-with-ranges');
  expect(blocks).toHaveLength(2);
  for (const [, args = '', output = ''] of blocks) {
    const printed = words((await zigzagHere(folder, ['sensitivity', ...args.split(' ')])).stdout);
    expect(printed).toEqual(expect.arrayContaining(words(output.trim())));
  }
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { DesignEvaluator } from '../../src/sweep/evaluate/design-evaluator.ts';
import { createManifest } from '../../src/sweep/plan/manifest.ts';
import { openSweep } from '../../src/sweep/plan/open-sweep.ts';
import { manifestText, readManifest } from '../../src/sweep-files/manifest-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Sweeps whose objectives are those of language models. */

const DECODE = 'gpt2:decode,context=16,batch=2';
const PREFILL = 'gpt2:tokens=4';

function sweepOf(workloads: readonly string[], fields: Readonly<Record<string, unknown>>) {
  return {
    workloads,
    accelerator: 'generic_array',
    mapping: 'generic_array',
    set: { 'accelerator.clock_frequency': 500 },
    parameters: { limit: { sets: 'run.lpf_limit', values: [3] } },
    ...fields,
  };
}

async function codesOf(sweep: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  try {
    openSweep(await createManifest(sweep, platformFiles));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ code, message }) => `${code} ${message.split(' ')[0]}`);
  }
}

test('quantities of one phase are those of the workload that has it, also from the file of a manifest', async () => {
  const sweep = sweepOf([DECODE, PREFILL], {
    objectives: ['tokens_per_second', 'energy_per_token'],
    limits: ['memory.missing <= 0', 'first_token.time <= 50 ms', 'token.time <= 1 ns'],
  });
  const manifest = await createManifest(sweep, platformFiles);
  const file = join(temporaryFolder(), 'manifest.json');
  writeFileSync(file, manifestText(manifest));
  expect(readManifest(file)).toEqual(manifest);
  const point = await new DesignEvaluator(openSweep(readManifest(file))).evaluate(0);
  if (point.status !== 'costed') throw new Error('the design cannot be built');
  const { quantities, workloads = {}, exceeds } = point;
  const [decode, prefill] = [workloads[DECODE], workloads[PREFILL]];
  expect(decode?.['first_token.time']).toBe(null);
  expect(quantities['first_token.time']).toBe(prefill?.['first_token.time']);
  expect(quantities['token.time']).toBe(decode?.['token.time']);
  expect(decode?.energy_per_token).toBe(Number(decode?.energy) / 2);
  expect(prefill?.energy_per_token).toBe(Number(prefill?.energy) / 4);
  expect(quantities.energy_per_token).toBe((Number(decode?.energy_per_token) + Number(prefill?.energy_per_token)) / 2);
  expect(exceeds).toEqual(['token.time <= 1 ns']);
});

test('more tokens per second are better', async () => {
  const sweep = openSweep(
    await createManifest(sweepOf([DECODE], { objectives: ['tokens_per_second', 'token.time'] }), platformFiles),
  );
  expect(sweep.definition.objectives.map(({ direction }) => direction)).toEqual(['maximise', 'minimise']);
});

test.each([
  ['of the other phase', sweepOf([DECODE], { objectives: ['first_token.time'] }), ['ZZ7120 first_token.time']],
  ['of part of a model', sweepOf([`${DECODE},layers=1`], { objectives: ['token.time'] }), ['ZZ7120 token.time']],
  ['of the whole model', sweepOf([DECODE], { objectives: ['token.time'] }), []],
  ['without a clock', sweepOf([DECODE], { set: {}, objectives: ['token.time'] }), ['ZZ7119 token.time']],
  [
    'of layers that the sweep changes',
    sweepOf([DECODE], {
      parameters: { batch: { sets: 'workload[0].loop_sizes[0]', values: [2, 4] } },
      objectives: ['energy_per_token'],
    }),
    ['ZZ7120 energy_per_token'],
  ],
])('quantities %s are refused where no workload has them', async (_, sweep, codes) => {
  expect(await codesOf(sweep)).toEqual(codes);
});

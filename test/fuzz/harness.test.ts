import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtThread } from '../built-threads.ts';
import { PatientRunner } from './patient-runner.ts';
import { writeReproducer } from './reproducer.ts';
import { checkWrittenPaths } from './written-paths.ts';

/* What looks for faults must see them. */

const SOUND = {
  options: { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', lpfLimit: 3 },
};

test('an input that takes too long fails, and the next one is tried all the same', async () => {
  const impatient = new PatientRunner(builtThread('fuzz-thread'), 2);
  await expect(impatient.outcomeOf(SOUND)).rejects.toThrow('no end after 2 ms');
  const runner = new PatientRunner(builtThread('fuzz-thread'));
  expect(await runner.outcomeOf(SOUND)).toEqual({ kind: 'result' });
  await runner.end();
  expect(await runner.outcomeOf(SOUND)).toEqual({ kind: 'result' });
  await runner.end();
});

test.each([
  ['results/../secret'],
  ['elsewhere/a.json'],
  ['results/a/b.json'],
  ['results/nul.json'],
  ['results/a\nb'],
  [`results/${'x'.repeat(256)}`],
  ['results/a.json', 'results/A.json'],
  ['results/a.json', 'results/a.json'],
])('files %j are no sound result files', (...paths) => {
  expect(() => checkWrittenPaths(paths)).toThrow(/written to|overwrite/);
});

test('a failing input is written as files that can be run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zigzag-'));
  const options = { ...SOUND.options, mapping: [{ name: 'default' }], workload: new Uint8Array([8, 1]) };
  const files = writeReproducer(folder, { options }, 'it broke');
  expect(files).toEqual(['workload.onnx', 'mapping.yaml', 'failure.txt', 'run.mjs']);
  expect(readFileSync(join(folder, 'mapping.yaml'), 'utf8')).toBe('- name: default\n');
  expect(readFileSync(join(folder, 'run.mjs'), 'utf8')).toContain("mapping: 'mapping.yaml'");
});

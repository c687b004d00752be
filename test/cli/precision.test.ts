import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { writeModel } from '../../scripts/onnx-writer.ts';
import { node, value, weights } from '../onnx/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzagHere } from './support.ts';

/* Where a model has other bits than its layers are costed with, every command says so once, unless the bits were chosen. */

const folder = temporaryFolder();
const zigzag = (...args: readonly string[]) => zigzagHere(folder, args);
const INPUTS = ['--accelerator', 'generic_array', '--mapping', 'generic_array', '--quiet'];
const WARNING =
  'network.onnx: warning ZZ5209: weights and activations are float32 in the file, costed as 8 bits\n  fix: give --precision file';

beforeAll(() => {
  const graph = {
    name: 'network',
    nodes: [node('MatMul', ['x', 'w'], 'y')],
    inputs: [value('x', 8, 8)],
    initializers: [weights('w', 8, 8)],
  };
  writeFileSync(join(folder, 'network.onnx'), writeModel(graph));
});

test('run and validate say so; results and report keep it', async () => {
  expect((await zigzag('validate', 'network.onnx')).stderr.match(/ZZ5209/g)).toHaveLength(1);
  const { stderr, status } = await zigzag('run', '--workload', 'network.onnx', ...INPUTS, '--out', 'results');
  expect(status).toBe(0);
  expect(stderr).toContain(WARNING);
  expect(stderr.match(/ZZ5209/g)).toHaveLength(1);
  const { warnings, options } = JSON.parse(readFileSync(join(folder, 'results/results.json'), 'utf8'));
  expect(warnings).toContainEqual(expect.objectContaining({ code: 'ZZ5209', severity: 'warning' }));
  expect(options).not.toHaveProperty('precision');
  expect(readFileSync(join(folder, 'results/report.html'), 'utf8')).toContain('ZZ5209');
});

test.each(['default', 'file'])('nothing is said with --precision %s', async (precision) => {
  const chosen = ['--precision', precision];
  for (const words of [
    ['validate', 'network.onnx'],
    ['run', '--workload', 'network.onnx', ...INPUTS],
  ]) {
    const { stderr, status } = await zigzag(...words, ...chosen);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('ZZ5209') });
  }
});

test('a copy of a built-in network is a model like any other', async () => {
  await zigzag('examples', 'copy', 'alexnet', '.');
  expect((await zigzag('validate', 'alexnet')).stderr).toBe('');
  expect((await zigzag('validate', 'workloads/alexnet.onnx')).stderr).toContain('ZZ5209');
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { writeModel } from '../../scripts/onnx-writer.ts';
import { node, value, weights } from '../onnx/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type CommandEnd, zigzagHere } from './support.ts';

/* A network most of whose operations no layer has: what every command says of it. */

const folder = temporaryFolder();
const zigzag = (...args: readonly string[]): Promise<CommandEnd> => zigzagHere(folder, args);
const WARNING =
  "network.onnx: warning ZZ5220: ConvTransposeWithDynamicPads ×1: 85.7 % of the network's operations are not in the totals";
const HEADLINE =
  "PARTIAL: 85.7 % of the network's operations are not in these totals (ConvTransposeWithDynamicPads ×1); ";

let run: CommandEnd;

beforeAll(async () => {
  const graph = {
    name: 'network',
    nodes: [node('MatMul', ['x', 'w'], 'a'), node('ConvTransposeWithDynamicPads', ['image', 'kernel'], 'b')],
    inputs: [value('x', 8, 8), value('image', 1, 4, 4, 4)],
    outputs: [value('a', 8, 8), value('b', 1, 3, 10, 10)],
    initializers: [weights('w', 8, 8), weights('kernel', 4, 3, 4, 4)],
  };
  writeFileSync(join(folder, 'network.onnx'), writeModel(graph));
  const inputs = ['--workload', 'network.onnx', '--accelerator', 'tpu_like', '--mapping', 'default'];
  run = await zigzag('run', ...inputs, '--quiet', '--out', 'results');
});

test('validate warns', async () => {
  const { status, stdout, stderr } = await zigzag('validate', 'network.onnx');
  expect(stderr).toContain(WARNING);
  expect(stdout).toBe('network.onnx: valid ONNX workload, 1 layer in 2 nodes\n');
  expect(status).toBe(0);
});

test('run warns, and begins its totals with it, also with --quiet', () => {
  expect(run.stderr).toContain(WARNING);
  expect(run.stdout.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`^${HEADLINE.replaceAll(/[().]/g, '\\$&')}`));
  expect(run.status).toBe(0);
});

test('show says it again, for people and for programs', async () => {
  expect((await zigzag('show', 'results')).stdout.replaceAll(/\s+/g, ' ')).toContain(HEADLINE);
  expect(JSON.parse((await zigzag('show', 'results', '--json')).stdout)).toMatchObject({
    uncosted: [{ operatorType: 'ConvTransposeWithDynamicPads', count: 1, operations: 3072 }],
  });
});

test('plot says it of pictures of the whole run', async () => {
  const { stdout } = await zigzag('plot', 'results', '--kind', 'energy', '--out', 'energy.svg');
  expect(stdout).toBe(
    "energy.svg: energy of make a, PARTIAL: 85.7 % of the network's operations are not in these totals (ConvTransposeWithDynamicPads ×1)\n",
  );
});

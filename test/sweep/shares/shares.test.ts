import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { zigzagHere } from '../../cli/support.ts';
import { DESIGNS, plannedFolder, pointsOf, singleMachinePoints, workHere } from './small-sweep.ts';

const SEVEN = 'strategy: {kind: random, count: 7}\n';

describe.each([
  ['grid', '', DESIGNS],
  ['grid with a condition', 'where: size != 2097152\n', 20],
  ['random', SEVEN, 7],
  ['halton', 'strategy: {kind: halton, count: 7}\n', 7],
])('shares of strategy %s', (_, further, designs) => {
  test('are together the designs of one machine, bit by bit', async () => {
    const folder = await plannedFolder(further);
    for (let index = 0; index < 3; index++) expect((await workHere(folder, index, 3)).status).toBe(0);
    const { status, stdout } = await zigzagHere(folder, ['sweep', 'status', 'out', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ designs, planned: designs, count: 3, missing: [] });
    expect(status).toBe(0);
    await zigzagHere(folder, ['sweep', 'merge', 'out']);
    const points = pointsOf(join(folder, 'out'));
    expect(points.trim().split('\n')).toHaveLength(designs + 1);
    expect(points).toBe(await singleMachinePoints(further));
  });
});

test('status names the shares that are missing, and exits with 3', async () => {
  const folder = await plannedFolder();
  await workHere(folder, 1, 3);
  const { status, stdout } = await zigzagHere(folder, ['sweep', 'status', 'out']);
  expect(status).toBe(3);
  expect(stdout).toContain('8 of 24 designs; 2 shares of 3 missing: 0, 2');
});

test('status misses no share once all designs are there, whatever their shares were', async () => {
  const folder = await plannedFolder();
  await workHere(folder, 1, 3);
  for (const index of [0, 1]) await workHere(folder, index, 2);
  const { status, stdout } = await zigzagHere(folder, ['sweep', 'status', 'out']);
  expect([status, stdout.includes('missing')]).toEqual([0, false]);
});

test('a folder with parts of another sweep takes no other plan', async () => {
  const folder = await plannedFolder();
  await workHere(folder, 0, 3);
  writeFileSync(
    join(folder, 'other.yaml'),
    'workloads: gemm\naccelerator: gemm_l1\nmapping: gemm_l1\nparameters:\n  size: {sets: accelerator.memories.l1.size, values: [65536]}\n',
  );
  const { status, stderr } = await zigzagHere(folder, ['sweep', 'plan', 'other.yaml', '--out', 'out']);
  expect(status).toBe(1);
  expect(stderr).toContain('ZZ7202');
  expect(stderr).toContain('choose another folder');
});

test('--resume of a complete sweep evaluates nothing again', async () => {
  const folder = await plannedFolder();
  const args = ['sweep', 'sweep.yaml', '--out', 'out', '--workers', '1'];
  await zigzagHere(folder, args);
  const points = pointsOf(join(folder, 'out'));
  const { stderr } = await zigzagHere(folder, [...args, '--resume']);
  expect(stderr).toContain('24 designs of an earlier run are kept');
  expect(stderr).toContain('0 designs in');
  expect(pointsOf(join(folder, 'out'))).toBe(points);
  expect(readdirSync(join(folder, 'out', 'parts'))).toEqual(['part-0-of-1.jsonl']);
});

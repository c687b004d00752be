import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzagHere } from './support.ts';

/* A place that holds no input: missing, a folder where a file is meant, empty, or no name at all. */

const folder = temporaryFolder();

beforeAll(() => {
  for (const name of ['folder', 'run', 'folder.json']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'empty.yaml'), '');
  writeFileSync(join(folder, 'run', 'results.json'), '');
});

const GIVEN: readonly (readonly [string, RegExp])[] = [
  ['none.yaml', /none\.yaml: error ZZ6002: there is no given mapping file/],
  ['folder', /folder: error ZZ6002: the given mapping file cannot be read: it is a folder/],
  ['empty.yaml', /empty\.yaml:1:1: error ZZ1003: the document is empty/],
  ['', /^error ZZ6002: the name of the given mapping file is empty/],
];

const RESULTS: readonly (readonly [string, RegExp])[] = [
  ['none', /none: error ZZ6040: there are no results: .*none.results\.json does not exist/],
  ['none.json', /none\.json: error ZZ6040: there are no results/],
  ['folder', /folder: error ZZ6040: there are no results/],
  ['folder.json', /folder\.json: error ZZ6002: the file cannot be read: it is a folder/],
  ['empty.yaml', /empty\.yaml: error ZZ6040: there are no results/],
  ['run', /run.results\.json: error ZZ6041: the file is empty/],
  ['', /^error ZZ6040: the name of the folder with results is empty/],
];

test.each([
  ...GIVEN.map(([place, message]) => [['evaluate', place], message] as const),
  ...RESULTS.map(([place, message]) => [['trace', place, '0'], message] as const),
  ...RESULTS.map(([place, message]) => [['sensitivity', place], message] as const),
])('zigzag %j', async (args, message) => {
  const before = readdirSync(folder);
  const { status, stdout, stderr } = await zigzagHere(folder, args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/\n {2}fix: .{10}/);
  expect(readdirSync(folder)).toEqual(before);
});

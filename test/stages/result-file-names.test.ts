import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ResultFileNames, safeFileName } from '../../src/stages/save/result-file-names.ts';
import { checkWrittenPaths } from '../fuzz/written-paths.ts';

test.each([
  ['conv1', 'conv1'],
  ['../../etc/passwd', '__.._etc_passwd'],
  ['', '_'],
  ['..', '_'],
  ['-rf', '_rf'],
  ['--out=x', '_out=x'],
  ['C:\\layer', 'C__layer'],
  ['CON', 'CON_'],
  ['nul.txt', 'nul_.txt'],
  ['console', 'console'],
  ['a. ', 'a_'],
  ['\u001b[31mred', '_[31mred'],
  ['\u202egnp.exe', '_gnp.exe'],
  ['half \ud800 character', 'half _ character'],
  ['x'.repeat(300), `${'x'.repeat(200)}…`],
])('%j is called %j in file names', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

test('any names make files that every file system takes and keeps apart', () => {
  const name = fc.oneof(
    fc.constantFrom('a', 'A', 'a-2', 'é', 'e\u0301', '.', '../a', 'aux'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 8 }), (names) => {
      const files = new ResultFileNames();
      const paths = names.map((one) => files.claim(`results/${safeFileName(one)}`, '_complete.json'));
      checkWrittenPaths(paths);
      expect(paths).toHaveLength(names.length);
    }),
  );
});

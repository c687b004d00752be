import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findPython } from './find-python.ts';

/* The tests of the Python package, which are in python/tests. */

const folder = fileURLToPath(new URL('../../python/', import.meta.url));
const python = findPython();
if (python === undefined) console.warn('the Python package is not tested: there is no Python 3.9; set PYTHON to one');
else if (!python.hasPandas) console.warn('frames and notebooks of Python are not tested: there is no pandas');

/** What the tests print, and whether they pass. */
function unittest(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, ['-m', 'unittest'], { cwd: folder, timeout: 300_000 }, (error, _, printed) => {
      if (error === null) resolve(printed);
      else reject(new Error(printed));
    });
  });
}

describe.skipIf(python === undefined)('the Python package', () => {
  test('passes its tests', { timeout: 300_000 }, async () => {
    const printed = await unittest(python?.command ?? '');
    const [, count] = /^Ran (\d+) tests/m.exec(printed) ?? [];
    expect(Number(count)).toBeGreaterThan(40);
    const skipped = Number(/skipped=(\d+)/.exec(printed)?.[1] ?? 0);
    expect(skipped === 0 || python?.hasPandas === false).toBe(true);
  });
});

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/* The package as its users import it: every class from the bundle, on the main thread and on worker threads. */

test("a user's stage runs on a worker thread of the built library", () => {
  const program = fileURLToPath(new URL('./program.mjs', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ latency: 8191, isEvaluation: true, onThread: { isEvaluation: true } });
});

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { examplePath } from '../../src/platform/node.ts';
import { readBytes } from '../../src/platform/read-bytes.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { command } from './support.ts';

/** A pipe of this name, in a folder of its own. */
function newPipe(name: string): string {
  const path = join(temporaryFolder(), name);
  spawnSync('mkfifo', [path]);
  return path;
}

/** What the command writes to standard error; it runs beside this process, which may write to the pipe meanwhile. */
async function errorsOf(...args: readonly string[]): Promise<string> {
  const { stderr } = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  return text(stderr);
}

test('a pipe to which nobody writes is refused, in the place of results and of inputs', async () => {
  const [results, workload] = [newPipe('results.json'), newPipe('workload.yaml')];
  const message = 'the file cannot be read: it is a pipe to which nobody writes';
  const errors = await Promise.all([errorsOf('show', results), errorsOf('validate', workload)]);
  expect(errors[0]).toContain(`error ZZ6002: ${message}`);
  expect(errors[1]).toContain('it is a pipe to which nobody writes');
});

test.each(['early', 'late'])('a pipe is read whole from a writer that is %s', async (when) => {
  const path = newPipe('accelerator.yaml');
  const source = examplePath('accelerators/tpu_like.yaml');
  const wait = when === 'late' ? 'sleep 0.3; ' : '';
  const writer = spawn('sh', ['-c', `${wait}(cat "$0"; sleep 0.2; cat "$0") > "$1"`, source, path], {
    stdio: 'ignore',
  });
  if (when === 'early') await new Promise((resolve) => setTimeout(resolve, 200));
  const bytes = await readBytes(path);
  expect(new TextDecoder().decode(bytes)).toBe(readFileSync(source, 'utf8').repeat(2));
  writer.kill();
  const endless = newPipe('endless');
  const yes = spawn('sh', ['-c', 'yes > "$0"', endless], { stdio: 'ignore' });
  await expect(readBytes(endless, 100_000)).rejects.toThrow('it has more than 100000 bytes');
  yes.kill();
});

import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

/** Whether programs are installed. */
export function hasPrograms(...names: readonly string[]): boolean {
  return names.every((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
}

/** A port of this machine that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until something is so. @throws after so many seconds. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seconds: number,
  otherwise: () => string = () => '',
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not so after ${seconds} s: ${what} ${otherwise()}`);
    await pause(100);
  }
}

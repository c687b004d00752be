import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command. */
export const command = fileURLToPath(new URL('../../bin/zigzag.js', import.meta.url));

export interface CommandEnd {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command to its end, as a user starts it. */
export function zigzag(...args: readonly string[]): CommandEnd {
  return zigzagIn(undefined, args);
}

/** The same in a folder, and perhaps with other variables of the environment. */
export function zigzagIn(
  folder: string | undefined,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): CommandEnd {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

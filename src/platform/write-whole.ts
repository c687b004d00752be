import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isRunning } from './processes.ts';

/** Folders that this process has looked for remains in. */
const tidied = new Set<string>();

/** Writes a whole file or nothing: beside the target first, then renamed. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const target = resolve(path);
  const folder = dirname(target);
  makeFolder(folder);
  if (!tidied.has(folder)) removeRemains(folder);
  tidied.add(folder);
  const unfinished = join(folder, unfinishedName(basename(target)));
  try {
    writeFileSync(unfinished, content);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** With the folders it is in. Level by level: made all at once, a folder that the file system refuses (as /proc does) hangs the process. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

/** The name tells which process writes, so that two never write to the same file. A name of 255 bytes has no room for more. */
function unfinishedName(name: string): string {
  return `${name.slice(0, 60)}.zigzag-${process.pid}.tmp`;
}

/** Removes what processes that were killed while writing have left. */
function removeRemains(folder: string): void {
  for (const name of readdirSync(folder)) {
    const writer = /\.zigzag-(\d+)\.tmp$/.exec(name)?.[1];
    if (writer !== undefined && !isRunning(Number(writer))) rmSync(join(folder, name), { force: true });
  }
}

/** Creates nothing. @throws when `writeWhole` to this path would fail for a reason that is known already. */
export function checkWritable(path: string): void {
  const target = resolve(path);
  if (existsSync(target) && statSync(target).isDirectory()) throw new Error('it is a folder');
  let folder = dirname(target);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`);
  accessSync(folder, constants.W_OK | constants.X_OK);
}

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileAccess } from '../io/file-access.ts';

/** The file system of Node. */
export const platformFiles: FileAccess = {
  read: async (path) => new Uint8Array(await readFile(path)),
  exists: async (path) => existsSync(path),
  list: async (folder) => (existsSync(folder) ? readdirSync(folder) : []),
  readExample: async (path) => new Uint8Array(await readFile(examplePath(path))),
  resolve: (path) => resolve(path),
  writeText: (path, content) => {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    const unfinished = `${path}.${process.pid}.tmp`;
    try {
      writeFileSync(unfinished, content);
      renameSync(unfinished, path);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  },
};

/** Path of a file in the package's `examples` folder. */
export function examplePath(path: string): string {
  return fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));
}

import type { FileAccess } from '../../src/io/file-access.ts';
import { platformFiles } from '../../src/node/platform.ts';

/** Files that are nowhere but here; examples are those of the package. */
export function memoryFiles(contents: Readonly<Record<string, Uint8Array>>): FileAccess {
  const contentOf = (path: string): Uint8Array | undefined =>
    Object.hasOwn(contents, path) ? contents[path] : undefined;
  return {
    ...platformFiles,
    read: async (path) => {
      const content = contentOf(path);
      if (content === undefined) throw new Error(`no such file: ${path}`);
      return content;
    },
    exists: async (path) => contentOf(path) !== undefined,
    list: async () => Object.keys(contents),
    write: () => {
      throw new Error('nothing may be written');
    },
  };
}

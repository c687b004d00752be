import type { FileAccess } from '../../src/platform/file-access.ts';
import { platformFiles } from '../../src/platform/node.ts';

/** The built-in examples, and some files that exist in memory alone. */
export function virtualFiles(contents: Readonly<Record<string, string | Uint8Array>>): FileAccess {
  return {
    ...platformFiles,
    exists: async (path) => Object.hasOwn(contents, path),
    list: async () => Object.keys(contents),
    read: async (path) => {
      const content = contents[path];
      if (content === undefined) throw new Error(`there is no file ${path}`);
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    resolve: (path) => path,
  };
}

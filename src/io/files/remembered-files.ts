import type { FileAccess } from '../../platform/file-access.ts';

/**
 * The same files, each read only once: results then describe the inputs that were used, even where a file changes during the run,
 * and inputs can come from pipes.
 */
export function rememberedFiles(files: FileAccess): FileAccess {
  const contents = new Map<string, Promise<Uint8Array>>();
  return {
    read: (path, most) => {
      const known = contents.get(path) ?? files.read(path, most);
      contents.set(path, known);
      return known;
    },
    exists: (path) => files.exists(path),
    list: (folder) => files.list(folder),
    readExample: (path) => files.readExample(path),
    resolve: (path) => files.resolve(path),
    write: (path, content) => files.write(path, content),
    checkWritable: (path) => files.checkWritable(path),
  };
}

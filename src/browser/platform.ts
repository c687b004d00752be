import type { FileAccess } from '../io/file-access.ts';

/**
 * Files of a page: paths are URLs and are fetched; what a run writes is kept in `writtenFiles`.
 * Applications that need another place pass their own `files`.
 */
export const platformFiles: FileAccess = {
  read: fetchBytes,
  exists: async (path) => (await fetch(path, { method: 'HEAD' })).ok,
  list: async () => [],
  readExample: (path) => fetchBytes(new URL(`../../examples/${path}`, import.meta.url)),
  resolve: (path) => path,
  writeText: (path, content) => {
    writtenFiles.set(path, content);
  },
};

/** Everything runs in this page have written, by path. */
export const writtenFiles = new Map<string, string>();

async function fetchBytes(address: string | URL): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

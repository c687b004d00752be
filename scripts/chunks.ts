import { fileURLToPath } from 'node:url';
import type { CodeSplittingGroup, Plugin } from 'rolldown';

/** Entry points, by the name of the chunk they fill. */
export type ChunkEntries = Readonly<Record<string, string>>;

/**
 * Puts every module into the chunk of the first entry that needs it, directly or through others, without `import()`. Chunks then import
 * earlier ones only. What no entry needs is left to the bundler, and so are modules that `keep` excludes.
 * @param entries paths from the folder `root`.
 */
export function chunksInOrder(
  root: URL,
  entries: ChunkEntries,
  keep: (module: string) => boolean,
): { readonly plugin: Plugin; readonly groups: CodeSplittingGroup[] } {
  const chunkOf = new Map<string, string>();
  const plugin: Plugin = {
    name: 'chunks-in-order',
    buildEnd() {
      chunkOf.clear();
      for (const [chunk, path] of Object.entries(entries)) {
        const left = [fileURLToPath(new URL(path, root))];
        for (let module = left.pop(); module !== undefined; module = left.pop()) {
          if (chunkOf.has(module)) continue;
          chunkOf.set(module, chunk);
          left.push(...(this.getModuleInfo(module)?.importedIds ?? []));
        }
      }
    },
  };
  const names = Object.keys(entries);
  const groups = names.map((name, index) => ({
    name,
    priority: names.length - index,
    test: (module: string) => chunkOf.get(module) === name && keep(module),
  }));
  return { plugin, groups };
}

import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/*
 * What tests run on threads, bundled from the sources: Node 20 cannot start a thread from TypeScript, and translating hundreds of
 * files anew takes each thread longer than its work.
 */

/** Sources by the name of their bundle. Modules of stages are bundled with the worker, so that both have the same classes. */
const SOURCES = {
  'node-worker': 'src/worker/node-worker.ts',
  'worker-stages': 'test/stages/worker-stages.ts',
  'fuzz-thread': 'test/fuzz/thread.ts',
};

const root = new URL('../', import.meta.url);

/** As deep below the package's folder as the sources, so that paths relative to a file lead to the same places. */
const folder = new URL('node_modules/.threads/', root);

/** The address from which a thread loads the module. */
export function builtThread(name: keyof typeof SOURCES): URL {
  return new URL(`${name}.mjs`, folder);
}

/** The bundle of a module, where it has one. */
export function builtModule(address: string): string {
  for (const [name, source] of Object.entries(SOURCES)) {
    if (address === new URL(source, root).href) return new URL(`${name}.mjs`, folder).href;
  }
  return address;
}

export async function buildThreads(): Promise<void> {
  const bundle = await rolldown({
    cwd: fileURLToPath(root),
    input: SOURCES,
    platform: 'node',
    resolve: { alias: { '#platform': fileURLToPath(new URL('src/platform/node.ts', root)) } },
    external: ['@observablehq/plot', '@resvg/resvg-js'],
    logLevel: 'silent',
  });
  await bundle.write({
    dir: fileURLToPath(folder),
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'shared-[name].mjs',
  });
  await bundle.close();
}

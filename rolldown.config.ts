import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OutputOptions, RolldownOptions } from 'rolldown';
import { chunksInOrder } from './scripts/chunks.ts';
import { licenceNotices } from './scripts/licence-notices.ts';

/*
 * What Node loads, made of what `tsc` wrote to `dist`: the library, the command and the thread that both start, in one set of chunks,
 * so that there is one of each class. Files with addresses lie as deep in `bundle` as in `dist`, so that paths relative to a file
 * (examples, schemas, package.json, the worker) lead to the same places.
 */

const root = new URL('.', import.meta.url);
const { exports }: { readonly exports: Readonly<Record<string, string | { readonly node: string }>> } = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
);

/** `index`, `stages/index` and so on, of `./bundle/index.js`, `./bundle/stages/index.js`. */
const library = Object.values(exports).flatMap((target) =>
  typeof target === 'string' ? [] : [target.node.replace(/^\.\/bundle\/(.*)\.js$/, '$1')],
);
const entries = [...library, 'cli/main', 'worker/node-worker', 'bullmq/processor'];

/** From the ground up, so that an entry point of a few rooms loads little more than these. */
const { plugin, groups } = chunksInOrder(
  root,
  {
    options: 'dist/cli/program.js',
    model: 'dist/model/index.js',
    engine: 'dist/engine/index.js',
    worker: 'dist/worker/node-worker.js',
    'memory-cost': 'dist/memory-cost/index.js',
    search: 'dist/search/index.js',
    charts: 'dist/charts/index.js',
    library: 'dist/index.js',
  },
  // The library needs neither the command nor its parser. A program that listens as the worker does must not load the library.
  (module) => !/\/dist\/(cli|worker)\/|\/node_modules\/commander\//.test(module.replaceAll('\\', '/')),
);

const config: RolldownOptions & { readonly output: OutputOptions } = {
  cwd: fileURLToPath(root),
  input: Object.fromEntries(entries.map((entry) => [entry, `dist/${entry}.js`])),
  platform: 'node',
  // Only what draws loads the first, which is large; the second is a native library. The others are there for those who install them.
  external: ['@observablehq/plot', '@resvg/resvg-js', 'bullmq', 'ioredis', /^@modelcontextprotocol\/sdk\//],
  plugins: [plugin, licenceNotices('licences.txt')],
  output: {
    dir: fileURLToPath(new URL('bundle', root)),
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    // What a command loads first has the command's name.
    chunkFileNames: ({ isDynamicEntry }) => (isDynamicEntry ? 'cli/[name].js' : 'shared/[name].js'),
    codeSplitting: { groups },
    comments: false,
    // Names and lines stay: users read them in the traces of errors. Without them a start is no faster by what can be measured.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
  },
};

export default config;

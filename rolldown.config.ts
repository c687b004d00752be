import { fileURLToPath } from 'node:url';
import type { OutputOptions, RolldownOptions } from 'rolldown';
import { licenceNotices } from './scripts/licence-notices.ts';

/*
 * The command line and the thread it starts, made of what `tsc` wrote to `dist`. Files lie as deep in `bundle` as in `dist`, so
 * that paths relative to a file (examples, schemas, package.json, the worker) lead to the same places. Only the command starts
 * the bundled thread: stages of users extend the classes of `dist`, so the library starts the thread of `dist`.
 */

const root = fileURLToPath(new URL('.', import.meta.url));

const config: RolldownOptions & { readonly output: OutputOptions } = {
  cwd: root,
  input: { 'cli/main': 'dist/cli/main.js', 'worker/node-worker': 'dist/worker/node-worker.js' },
  platform: 'node',
  // Only commands that draw load the first, which is large; the second is a native library.
  external: ['@observablehq/plot', '@resvg/resvg-js'],
  plugins: [licenceNotices('licences.txt')],
  output: {
    dir: `${root}bundle`,
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    // What a command loads first has the command's name; other modules have equal names.
    chunkFileNames: ({ isDynamicEntry }) => (isDynamicEntry ? 'cli/[name].js' : 'cli/shared-[name].js'),
    minify: true,
  },
};

export default config;

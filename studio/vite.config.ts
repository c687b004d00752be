import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { PAGE_POLICY } from '../src/cli/commands/studio/content-policy.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The policy stands in the page itself, so that it holds on any server. The development server needs scripts of its own. */
const contentPolicy: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/** The threads of the library are the worker of the studio, which serves their tasks too: the site has one copy of the library. */
const oneWorker: Plugin = {
  name: 'one-worker',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('/src/platform/browser.ts')
      ? code.replace('../worker/browser-worker.js', '../../studio/engine/search-worker.ts')
      : undefined,
};

/** Searches draw nothing, so that what draws the charts of the library stays out of the worker. */
const noCharts: Plugin = {
  name: 'no-charts',
  enforce: 'pre',
  resolveId: (source) => (source === '@observablehq/plot' ? '\0no-charts' : undefined),
  load: (id) => (id === '\0no-charts' ? "throw new Error('the worker of the studio draws no charts');" : undefined),
};

export default defineConfig({
  root,
  // Paths relative to the page, so that the site can lie in any folder of a server.
  base: './',
  resolve: { alias: { '#platform': fileURLToPath(new URL('../src/platform/browser.ts', import.meta.url)) } },
  plugins: [contentPolicy, oneWorker],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es', plugins: () => [oneWorker, noCharts] },
  build: {
    outDir: fileURLToPath(new URL('../dist-studio', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // Built-in files stay files: inside a script they would be loaded with the first view.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});

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

/** The one worker of the page. The library's threads are copies of it. */
const worker = fileURLToPath(new URL('engine/search-worker.ts', import.meta.url));
const startsWorker = /new URL\('[^']*(?:search-worker\.ts|browser-worker\.js)', import\.meta\.url\)/g;

/**
 * Builds the worker with the page, so that both share their code. A build of its own for the worker would hold the reader of YAML and the
 * cost model once more.
 */
const sharedWorker: Plugin = {
  name: 'shared-worker',
  apply: 'build',
  enforce: 'pre',
  transform(code) {
    if (!startsWorker.test(code)) return undefined;
    const chunk = this.emitFile({ type: 'chunk', id: worker, name: 'search-worker' });
    return code.replaceAll(startsWorker, `import.meta.ROLLUP_FILE_URL_${chunk}`);
  },
};

/** The development server has no chunks: the threads of the library start the file of the worker. */
const oneWorker: Plugin = {
  name: 'one-worker',
  apply: 'serve',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('/src/platform/browser.ts')
      ? code.replace('../worker/browser-worker.js', '../../studio/engine/search-worker.ts')
      : undefined,
};

/** The studio draws by itself and writes no result files, so that charts and page of the library stay out of the site. */
const UNUSED = /^@observablehq\/plot$|^\.\.\/page\/index\.ts$/;
const noPictures: Plugin = {
  name: 'no-pictures',
  enforce: 'pre',
  resolveId: (source) => (UNUSED.test(source) ? '\0no-pictures' : undefined),
  load: (id) =>
    id === '\0no-pictures' ? "throw new Error('the studio has neither charts nor page of the library')" : undefined,
};

/** Preloading asks for a document, which the worker has not. Only the page and its first view load parts ahead. */
function preloaded(_: string, chunks: string[], { hostId }: { readonly hostId: string }): string[] {
  return /(^|\/)(index|design-view)\b/.test(hostId) ? chunks : [];
}

export default defineConfig({
  root,
  // Paths relative to the page, so that the site can lie in any folder of a server.
  base: './',
  resolve: { alias: { '#platform': fileURLToPath(new URL('../src/platform/browser.ts', import.meta.url)) } },
  plugins: [contentPolicy, noPictures, sharedWorker, oneWorker],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es', plugins: () => [oneWorker] },
  build: {
    outDir: fileURLToPath(new URL('../dist-studio', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // Built-in files stay files: inside a script they would be loaded with the first view.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: preloaded },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Paths relative to the page, so that the result can lie in any folder of a server.
  base: './',
  // Workers load parts of the library when they need them.
  worker: { format: 'es' },
  // The library finds its examples and its worker beside its own files, so the development server must leave them in place.
  // The drawing library has parts in the module format of Node, which the development server must convert.
  optimizeDeps: { exclude: ['zigzag-ts'], include: ['zigzag-ts > @observablehq/plot'] },
});

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Tests run the sources; the package's own `#platform` import points at the build.
    alias: {
      '#platform': fileURLToPath(new URL('./test/platform.ts', import.meta.url)),
      'zigzag-ts/explain': fileURLToPath(new URL('./src/explain/index.ts', import.meta.url)),
      'zigzag-ts': fileURLToPath(new URL('./src/index.ts', import.meta.url)),
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['./test/build-command.ts'],
    setupFiles: ['./test/setup.ts'],
    testTimeout: 60_000,
  },
});

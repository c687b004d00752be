import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The file that takes longest first, or one processor would be idle in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): number => (moduleId.endsWith('/fuzz/fuzz.test.ts') ? 1 : 0);
    return (await super.sort(files)).sort((x, y) => isLong(y) - isLong(x));
  }
}

export default defineConfig({
  resolve: {
    // Tests run the sources; the package's own `#platform` import points at the build.
    alias: [
      { find: '#platform', replacement: fileURLToPath(new URL('./test/platform.ts', import.meta.url)) },
      { find: /^zigzag-ts\/report$/, replacement: fileURLToPath(new URL('./src/report.ts', import.meta.url)) },
      { find: /^zigzag-ts\/([a-z-]+)$/, replacement: fileURLToPath(new URL('./src/$1/index.ts', import.meta.url)) },
      { find: /^zigzag-ts$/, replacement: fileURLToPath(new URL('./src/index.ts', import.meta.url)) },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['./test/build-command.ts'],
    setupFiles: ['./test/setup.ts'],
    // Loading the sources anew for each file takes as long as half of the tests.
    isolate: false,
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

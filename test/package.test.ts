import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';

const Packed = z.array(z.object({ files: z.array(z.object({ path: z.string() })) }));

test('the package has neither build information nor source maps, and no file points to one; it has the Python package', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  const paths = Packed.parse(JSON.parse(output)).flatMap(({ files }) => files.map(({ path }) => path));
  expect(paths).toContain('dist/index.js');
  expect(paths).toContain('bundle/cli/main.js');
  expect(paths).toContain('python/zigzag_ts/__init__.py');
  expect(paths.filter((path) => /\.map$|tsbuildinfo|\.pyc$/.test(path))).toEqual([]);
  // Of files that are gone, a build that is not fresh may still have the code.
  const isOfToday = (path: string) => existsSync(path.replace(/^dist\/(.*)\.js$/, 'src/$1.ts'));
  const code = paths.filter((path) => /^(bin|bundle|dist)\/.*\.js$/.test(path)).filter(isOfToday);
  expect(code.filter((path) => readFileSync(path, 'utf8').includes('sourceMappingURL='))).toEqual([]);
});

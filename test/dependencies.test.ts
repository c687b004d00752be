import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';

const textOf = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

const Names = z.record(z.string(), z.string()).transform(Object.keys);
const { dependencies, optionalDependencies, devDependencies } = z
  .object({ dependencies: Names, optionalDependencies: Names, devDependencies: Names })
  .parse(JSON.parse(textOf('package.json')));

test('docs/dependencies.md lists exactly the packages of package.json', () => {
  const [runTime = '', development = ''] = textOf('docs/dependencies.md').split('## For development');
  const listed = (page: string) => [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name).sort();
  expect(listed(runTime)).toEqual([...dependencies, ...optionalDependencies].sort());
  expect(listed(development)).toEqual(devDependencies.toSorted());
});

test('versions are exact', () => {
  const versions = textOf('package.json').matchAll(/"(?:@[\w-]+\/)?[\w-]+": "([~^>][^"]*)"/g);
  expect([...versions].map(([, version]) => version)).toEqual(['>=20.19']);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';

const textOf = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

const Names = z.record(z.string(), z.string()).transform(Object.keys);
const { dependencies, optionalDependencies, peerDependencies, devDependencies } = z
  .object({ dependencies: Names, optionalDependencies: Names, peerDependencies: Names, devDependencies: Names })
  .parse(JSON.parse(textOf('package.json')));

const chapters = textOf('docs/dependencies.md').split(/## What they bring|## For development/);
const listed = (chapter: string) => [...chapter.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name).sort();

const LockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string(), dev: z.optional(z.boolean()), optional: z.optional(z.boolean()) }),
  ),
});

test('docs/dependencies.md lists and counts exactly what the packages bring', () => {
  const { packages } = LockFile.parse(JSON.parse(textOf('package-lock.json')));
  const installed = Object.entries(packages).filter(([path, { dev, optional }]) => path !== '' && !dev && !optional);
  const isDirect = (path: string) => dependencies.some((name) => path === `node_modules/${name}`);
  const brought = installed.filter(([path]) => !isDirect(path));
  const names = brought.map(([path, { version }]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    return dependencies.includes(name) ? `${name} ${version.split('.')[0]}` : name;
  });
  const [, chapter = ''] = chapters;
  expect(listed(chapter)).toEqual(names.sort());
  expect(chapter).toContain(
    `${installed.length} packages at run time: ${dependencies.length} direct ones and ${brought.length} that`,
  );
});

test('docs/dependencies.md lists exactly the packages of package.json', () => {
  const [runTime = '', , development = ''] = chapters;
  expect(listed(runTime)).toEqual([...dependencies, ...optionalDependencies, ...peerDependencies].sort());
  expect(listed(development)).toEqual(devDependencies.toSorted());
});

test('versions are exact', () => {
  const versions = textOf('package.json').matchAll(/"((?:@[\w-]+\/)?[\w-]+)": "([~^>][^"]*)"/g);
  // Peers are installed by others, so that those tested here and later ones must do.
  expect([...versions].map(([, name]) => name)).toEqual(['node', ...peerDependencies]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as sources from '../../src/index.ts';
import { filesLoadedByProgram } from '../loaded-files.ts';

/* What programs of users import in Node: one set of chunks, in which every class is there once. */

const root = new URL('../../', import.meta.url);

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly node: string; readonly default: string }>>;
}
const { exports }: Manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const entryPoints = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === 'string' ? [] : [[path, target] as const],
);

/** The bundled module, past the aliases of the tests, which lead to the sources. */
async function bundled(path: string): Promise<Readonly<Record<string, unknown>>> {
  return import(pathToFileURL(fileURLToPath(new URL(path, root))).href);
}

async function sourceOf({ default: path }: { readonly default: string }): Promise<Readonly<Record<string, unknown>>> {
  return import(path.replace('./dist/', '../../src/').replace(/\.js$/, '.ts'));
}

describe('entry points of the bundle', () => {
  test.each(entryPoints)('%s has the names of its source', async (_, target) => {
    const names = Object.keys(await sourceOf(target)).toSorted();
    expect(Object.keys(await bundled(target.node)).toSorted()).toEqual(names);
  });

  test('share what their sources share: no class is there twice', async () => {
    const bundledAs = new Map<unknown, unknown>();
    let shared = 0;
    for (const [, target] of entryPoints) {
      const bundle = await bundled(target.node);
      for (const [name, value] of Object.entries(await sourceOf(target))) {
        if (typeof value !== 'function') continue;
        if (bundledAs.has(value)) {
          expect(bundle[name], name).toBe(bundledAs.get(value));
          shared++;
        }
        bundledAs.set(value, bundle[name]);
      }
    }
    expect(shared).toBeGreaterThan(50);
  });

  test('keep the names of classes, which messages and users read', async () => {
    const bundle = await bundled('bundle/index.js');
    for (const [name, value] of Object.entries(sources)) {
      const same = bundle[name];
      if (typeof value === 'function') expect(typeof same === 'function' && same.name, name).toBe(value.name);
    }
    expect(sources.SumStage.name).toBe('SumStage');
  });

  test('leave files with addresses one folder below, where relative addresses hold', () => {
    const folder = new URL('bundle/', root);
    const outermost = readdirSync(folder).filter((file) => file.endsWith('.js'));
    expect(outermost.filter((file) => readFileSync(new URL(file, folder), 'utf8').includes('import.meta'))).toEqual([]);
  });
});

describe('what is loaded', () => {
  test('with the root: a dozen files of the bundle, nothing that draws', () => {
    const files = filesLoadedByProgram("import 'zigzag-ts'");
    expect(files).toContain('bundle/index.js');
    expect(files.filter((file) => !/^bundle\/(index|shared\/[\w-]+)\.js$/.test(file))).toEqual([]);
    expect(files.length).toBeLessThanOrEqual(12);
  });

  test('with the cost model: no reader of inputs', () => {
    const files = filesLoadedByProgram("import 'zigzag-ts/engine'");
    expect(files).toContain('bundle/shared/engine.js');
    expect(files).not.toContain('bundle/shared/library.js');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Which folders of the studio a folder may import besides its own, from the ground up. */
const MAY_IMPORT: Readonly<Record<string, string>> = {
  state: '',
  text: 'state',
  nest: 'state',
  link: 'state',
  sweep: 'state text',
  engine: 'state',
  store: 'state text link sweep engine',
  style: 'state store',
  parts: 'engine state',
  editor: 'state text engine store parts',
  'views/design': 'state text link engine store parts editor',
  'views/nest': 'state text nest link engine store parts',
  'views/sweep': 'state text link sweep engine store parts',
  'views/compare': 'state text link engine store parts',
  'views/explain': 'state text link engine store parts',
  share: 'state link store parts',
  shell:
    'state text link engine store parts style share views/design views/nest views/sweep views/compare views/explain',
  'main.tsx': 'store parts shell style',
};

const MOST_FILES = 12;
const MOST_LINES = 300;

const files = readdirSync('studio', { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && file !== 'vite.config.ts',
);
const text = (file: string): string => readFileSync(join('studio', file), 'utf8');
const imports = files.flatMap((file) =>
  [...text(file).matchAll(/(?:from|import\(|import) ?'(\.[^']+)'/g)].map(
    ([, path = '']) => [file, normalize(join(dirname(file), path))] as const,
  ),
);
const roomOf = (file: string): string =>
  (file.startsWith('views/') ? file.split('/').slice(0, 2).join('/') : file.split('/')[0]) ?? file;

describe('the studio', () => {
  test('has the folders of the table', () => {
    expect([...new Set(files.map(roomOf))].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  test.each(Object.entries(MAY_IMPORT))('%s imports what it may', (room, others) => {
    const allowed = [room, ...others.split(' ')];
    const own = imports.filter(([from, to]) => roomOf(from) === room && !to.startsWith('..'));
    expect(own.filter(([, to]) => !allowed.includes(roomOf(to)))).toEqual([]);
  });

  test('has a table without a circle', () => {
    const order = Object.keys(MAY_IMPORT);
    for (const [room, others] of Object.entries(MAY_IMPORT)) {
      for (const other of others.split(' ').filter((name) => name !== '')) {
        expect(order.indexOf(other), `${room} imports ${other}`).toBeLessThan(order.indexOf(room));
      }
    }
  });

  test('has no circle between files', () => {
    const arrows = new Map<string, string[]>();
    for (const [from, to] of imports) arrows.set(from, [...(arrows.get(from) ?? []), to]);
    const reaches = (from: string, to: string, seen: Set<string>): boolean =>
      (arrows.get(from) ?? []).some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
    expect(files.filter((file) => reaches(file, file, new Set()))).toEqual([]);
  });

  test('imports nothing of Node, and of the library only what runs in a page', () => {
    const outside = imports.filter(([, to]) => to.startsWith('..')).map(([, to]) => to.replace('../', ''));
    expect(outside.filter((path) => !/^(src|schemas)\//.test(path))).toEqual([]);
    expect(
      outside.filter((path) =>
        /^src\/(cli|sweep-files)\/|^src\/platform\/(node|processes|read|run-lock|write)/.test(path),
      ),
    ).toEqual([]);
    expect(files.filter((file) => /from 'node:/.test(text(file)))).toEqual([]);
  });

  test('has small files and folders', () => {
    expect(files.filter((file) => text(file).split('\n').length > MOST_LINES)).toEqual([]);
    const folders = files.map((file) => dirname(file));
    expect([...new Set(folders)].filter((one) => folders.filter((other) => other === one).length > MOST_FILES)).toEqual(
      [],
    );
  });
});

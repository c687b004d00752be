import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Which rooms the files of a room may import besides their own, from the ground up: the order of ARCHITECTURE.md. */
const MAY_IMPORT: Readonly<Record<string, string>> = {
  base: '',
  platform: 'base',
  model: 'base',
  'memory-cost': 'base',
  quantities: 'base model',
  'loop-nest': 'base model',
  'language-models': 'base model',
  io: 'base platform model memory-cost quantities language-models',
  'design-space': 'base io',
  certificate: 'base model',
  engine: 'base model',
  search: 'base model engine',
  sensitivity: 'base model engine quantities',
  'given-mapping': 'base model io engine search',
  'model-difference': 'base model engine search',
  timeloop: 'base model io',
  results: 'base platform model io engine quantities',
  charts: 'base model quantities loop-nest',
  explain: 'base model engine search quantities',
  trace: 'base model explain',
  page: 'base model quantities loop-nest sensitivity results charts explain',
  chain: 'base platform model search',
  stages: 'base platform model io design-space engine search loop-nest charts chain',
  run: 'base platform model io certificate engine search sensitivity quantities results charts page chain stages',
  sweep: 'base platform model io design-space engine search quantities chain stages run',
  validation: 'base platform io run sweep',
  'sweep-files': 'base platform io design-space sweep',
  'sweep-page': 'base model quantities charts page design-space sweep',
  bullmq: 'base sweep sweep-files',
  worker: 'chain stages sweep',
  mcp: 'base platform model language-models io quantities results explain run sweep validation',
  cli: 'base platform model memory-cost language-models io certificate engine search given-mapping model-difference timeloop sensitivity quantities loop-nest results charts explain trace page chain run design-space sweep validation sweep-files sweep-page bullmq mcp',
  'report.ts': 'quantities loop-nest charts page',
  'index.ts': 'base platform model memory-cost io search given-mapping stages run design-space sweep',
};

/** Rooms that reach the platform by the package's own `#platform`, which stands for Node's or the browser's files and threads. */
const MAY_ASK_FOR_PLATFORM = ['io/files', 'chain/workers', 'stages', 'run'];

/** Files in one folder, above which a newcomer no longer finds the one to change. */
const MOST_FILES = 12;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.ts$/.test(file));
const text = (file: string): string => readFileSync(join('src', file), 'utf8');
const imports = files.flatMap((file) =>
  [...text(file).matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map(
    ([, path = '']) => [file, normalize(join(dirname(file), path))] as const,
  ),
);
const roomOf = (file: string): string => file.split('/')[0] ?? file;
const rooms = [...new Set(files.map(roomOf))];

/** What reaches itself along the arrows. */
function inCircles(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    [...(arrows.get(from) ?? [])].some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
  return [...arrows.keys()].filter((start) => reaches(start, start, new Set()));
}

describe('imports run one way', () => {
  test('every room is in the table, and every room of the table is there', () => {
    expect(rooms.toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  test.each(rooms)('%s', (room) => {
    const allowed = [room, ...(MAY_IMPORT[room] ?? '').split(' ')];
    const others = imports.filter(([from, to]) => roomOf(from) === room && !allowed.includes(roomOf(to)));
    expect(others).toEqual([]);
  });

  test('the table itself has no circle', () => {
    const order = Object.keys(MAY_IMPORT);
    for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
      for (const other of allowed.split(' ').filter((name) => name !== '')) {
        expect(order.indexOf(other), `${room} imports ${other}`).toBeLessThan(order.indexOf(room));
      }
    }
  });

  test('between folders side by side there is no circle, at any depth', () => {
    const arrows = new Map<string, Set<string>>();
    for (const [from, to] of imports) {
      const [x, y] = [dirname(from).split('/'), dirname(to).split('/')];
      const fork = x.findIndex((name, depth) => name !== y[depth]);
      if (fork < 0 || fork >= y.length) continue;
      const [a, b] = [x.slice(0, fork + 1).join('/'), y.slice(0, fork + 1).join('/')];
      arrows.set(a, (arrows.get(a) ?? new Set()).add(b));
    }
    expect(inCircles(arrows)).toEqual([]);
  });

  test('between files there is no circle, of types neither', () => {
    const arrows = new Map<string, Set<string>>();
    for (const [from, to] of imports) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    expect(inCircles(arrows)).toEqual([]);
  });

  test('only rooms that read, write or start threads ask for the platform', () => {
    const asking = files.filter((file) => text(file).includes("'#platform'")).map((file) => dirname(file));
    expect([...new Set(asking)].toSorted()).toEqual(MAY_ASK_FOR_PLATFORM.toSorted());
  });
});

test('a room holds about twelve files', () => {
  const folders = files.map((file) => dirname(file)).filter((folder) => folder !== '.');
  const crowded = [...new Set(folders)].filter((one) => folders.filter((other) => other === one).length > MOST_FILES);
  expect(crowded).toEqual([]);
});

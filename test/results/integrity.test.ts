import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { readResults } from '../../src/results/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { resultsDocument } from '../../src/run/result-files.ts';
import { MemoryFiles } from '../fuzz/fuzz-input.ts';

/* Results that something changed. */

type Path = readonly string[];

const RUNS: readonly (readonly [string, HardwarePerformanceOptions])[] = [
  ['an ordinary array', { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3', lpfLimit: 3 }],
  [
    'an in-memory-computing array',
    { workload: 'gemm', accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true, lpfLimit: 3 },
  ],
];

/** Places that docs/outputs.md lists as not checked in files without digests: the keys of the first column, indices left out. */
const UNCHECKED: readonly string[] =
  readFileSync(new URL('../../docs/outputs.md', import.meta.url), 'utf8')
    .split('| not checked without `sha256`')[1]
    ?.split('\n\n')[0]
    ?.split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([\w.[\]]+)`/g)])
    .map(([, place = '']) => place.replaceAll('[]', '')) ?? [];

/** The paths of all values that are neither a list nor an object. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]));
}

function at(data: unknown, path: Path): unknown {
  return path.reduce((place, key) => Reflect.get(Object(place), key), data);
}

function changed(value: unknown, by: number): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value + by : value * (1 + by * 2 ** -50);
  if (typeof value === 'string') return `${value}${by}`;
  return typeof value === 'boolean' ? !value : by;
}

/** What is said about the data as a file; undefined if it is read. */
async function refusalOf(data: unknown): Promise<string | undefined> {
  const files = new MemoryFiles({ 'results.json': new TextEncoder().encode(JSON.stringify(data)) });
  try {
    await readResults('results.json', files);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [{ code, message } = { code: '', message: '' }] = error.diagnostics;
    return `${code} ${message}`;
  }
}

describe.each(RUNS)('results of %s', (_, options) => {
  let text = '';
  let paths: readonly Path[] = [];
  beforeAll(async () => {
    text = JSON.stringify(await resultsDocument(await getHardwarePerformance(options), options, new Date(0)));
    paths = leaves(JSON.parse(text)).filter(([key]) => key !== 'created');
  });

  const changes = () => fc.tuple(fc.nat(paths.length - 1), fc.constantFrom(-3, -1, 1, 2));
  /** The data with another value at one place, without the digests if they are to be left out. */
  const spoilt = (path: Path, by: number, keepDigests: boolean): unknown => {
    const data: unknown = JSON.parse(text);
    const place = at(data, path.slice(0, -1));
    const key = path.at(-1) ?? '';
    Reflect.set(Object(place), key, changed(Reflect.get(Object(place), key), by));
    if (!keepDigests) Reflect.deleteProperty(Object(data), 'sha256');
    return data;
  };

  test('are read as they were written, whatever the blanks and the order of keys', async () => {
    expect(await refusalOf(JSON.parse(text))).toBeUndefined();
    const turned = JSON.parse(text, (_, value) =>
      Object.prototype.toString.call(value) === '[object Object]'
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(await refusalOf(turned)).toBeUndefined();
  });

  test('are refused when any value is another', async () => {
    await fc.assert(
      fc.asyncProperty(changes(), async ([index, by]) => {
        const path = paths[index] ?? [];
        const expected = path[0] === 'schemaVersion' ? /^ZZ6042/ : /^ZZ6043 the results are damaged/;
        expect(await refusalOf(spoilt(path, by, true)), path.join('.')).toMatch(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('are refused when a value is missing', async () => {
    await fc.assert(
      fc.asyncProperty(changes(), async ([index]) => {
        const path = (paths[index] ?? []).filter((key) => key !== 'sha256');
        const data: unknown = JSON.parse(text);
        Reflect.deleteProperty(Object(at(data, path.slice(0, -1))), path.at(-1) ?? '');
        if (path.length > 0) expect(await refusalOf(data), path.join('.')).toMatch(/^ZZ604[23]/);
      }),
      { numRuns: 50 },
    );
  });

  test('without digests are refused too, except where the documentation says so', async () => {
    expect(UNCHECKED).toContain('layers.definition');
    const isUnchecked = (path: Path): boolean => {
      const place = path.filter((key) => !/^\d+$/.test(key)).join('.');
      return UNCHECKED.some((key) => place === key || place.startsWith(`${key}.`));
    };
    await fc.assert(
      fc.asyncProperty(changes(), async ([index, by]) => {
        const path = paths[index] ?? [];
        if (path[0] === 'sha256' || isUnchecked(path)) return;
        expect(await refusalOf(spoilt(path, by, false)), path.join('.')).toMatch(/^ZZ604[23]/);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['layers.0.energy', -1],
    ['layers.0.latency', 1],
    ['layers.0.report.outputs.energy.energy_total', 1],
    ['total.outputs.energy.energy_total', 1],
  ])('name %s where that is another', async (path, value) => {
    const data: unknown = JSON.parse(text);
    const keys = path.split('.');
    Reflect.set(Object(at(data, keys.slice(0, -1))), keys.at(-1) ?? '', value);
    expect(await refusalOf(data)).toContain(
      `ZZ6043 the results are damaged: ${path} is ${value}, but the mapping gives `,
    );
  });

  test('name the part that was given and is another', async () => {
    const data: unknown = JSON.parse(text);
    Reflect.set(Object(at(data, ['options'])), 'lpfLimit', -1);
    expect(await refusalOf(data)).toBe('ZZ6043 the results are damaged: "options" is not what the run wrote');
  });
});

test('the first results of this version, without digests and failed layers, are still read', async () => {
  const file = new URL('../fixtures/results/first-of-version-2.json', import.meta.url);
  const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(data).not.toHaveProperty('infeasible');
  expect(await refusalOf(data)).toBeUndefined();
});

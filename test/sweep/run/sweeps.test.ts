import { readFileSync } from 'node:fs';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import {
  type DesignPoint,
  type SweepOptions,
  type SweepResults,
  sweep,
  sweepResults,
} from '../../../src/sweep/index.ts';
import { csvHeader, csvLine } from '../../../src/sweep/results/points-csv.ts';
import { writeParquet } from '../../../src/sweep/results/points-parquet.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../../small-inputs.ts';
import { virtualFiles } from '../virtual-files.ts';

type File = Readonly<Record<string, unknown>>;

const files = virtualFiles({
  'small.yaml': JSON.stringify([matrixProduct(0, 'first', [8, 12, 4])]),
  'other.yaml': JSON.stringify([matrixProduct(0, 'only', [4, 8, 8])]),
  'row.yaml': JSON.stringify(rowOfUnits({ near: memory(4096), far: memory(2 ** 20) })),
  'free.yaml': JSON.stringify([FREE_MAPPING]),
});

/** 24 designs, of which some fit no layer. */
const SMALL: File = {
  workloads: 'small.yaml',
  accelerator: 'row.yaml',
  mapping: 'free.yaml',
  run: { lpf_limit: 3 },
  parameters: {
    units: { sets: 'accelerator.operational_array.sizes[0]', values: [2, 4, 6, 8] },
    near: { sets: 'accelerator.memories.near.size', values: [4, 256, '1 KiB'] },
    port: { sets: 'accelerator.memories.far.ports[0].bandwidth_max', values: [16, 128] },
  },
  set: { 'accelerator.memories.near.area': 'near / 1000', 'accelerator.memories.near.r_cost': '0.01 * sqrt(near)' },
  objectives: ['energy', 'latency', 'area'],
};

const results = (others: File = {}, options: Partial<SweepOptions> = {}): Promise<SweepResults> =>
  sweepResults({ sweep: { ...SMALL, ...others }, files, workers: 1, ...options });

const costedIn = ({ points }: SweepResults) =>
  new Map(points.flatMap((point) => (point.status === 'costed' ? [[point.point, point.quantities]] : [])));

describe('strategy exact', () => {
  test.each<readonly [string, File]>([
    ['energy and latency', { objectives: ['energy', 'latency'] }],
    ['energy, latency and area', {}],
    ['the energy-delay product alone', { objectives: 'edp' }],
    [
      'within limits that bounds decide',
      { objectives: ['energy', 'latency'], limits: ['area <= 14 mm2', 'latency < 2000'] },
    ],
    ['of designs that meet a condition', { where: 'near >= 4 * units or port == 16', objectives: 'edp' }],
    [
      'of two networks, the worst',
      { workloads: ['small.yaml', 'other.yaml'], combine: 'worst', objectives: ['energy', 'latency'] },
    ],
  ])('gives the front of the grid for fewer searches: %s', async (_, others) => {
    const [grid, exact] = await Promise.all([results(others), results({ ...others, strategy: 'exact' })]);
    expect(grid.front.length).toBeGreaterThan(0);
    expect(exact.front).toEqual(grid.front);
    expect(exact.best).toBe(grid.best);
    expect(exact.points.map(({ point }) => point)).toEqual(grid.points.map(({ point }) => point));
    const searched = costedIn(grid);
    const exceeded = new Map(
      grid.points.map((point) => [point.point, 'exceeds' in point ? (point.exceeds ?? []) : []]),
    );
    for (const point of exact.points) {
      if (point.status === 'costed') expect(point.quantities).toEqual(searched.get(point.point));
      if (point.status !== 'skipped') continue;
      const found = searched.get(point.point);
      for (const [name, bound] of Object.entries(point.bounds)) {
        if (found !== undefined) expect(bound ?? 0).toBeLessThanOrEqual(found[name] ?? Number.POSITIVE_INFINITY);
        const better = point.dominatedBy === undefined ? 0 : (searched.get(point.dominatedBy)?.[name] ?? Number.NaN);
        expect(better).toBeLessThanOrEqual(bound ?? 0);
      }
      for (const limit of point.exceeds ?? []) expect(exceeded.get(point.point)).toContain(limit);
      expect(point.dominatedBy === undefined).toBe((point.exceeds ?? []).length > 0);
    }
    expect(exact.counts.skipped).toBeGreaterThan(0);
  });

  test('holds where negative on-loading makes latencies fall below the computation (parity quirk C1)', async () => {
    for (const name of ['negative-onloading', 'negative-offloading']) {
      const text = readFileSync(new URL(`../../fixtures/impossible-figures/${name}.json`, import.meta.url), 'utf8');
      const { workload, accelerator, mapping } = JSON.parse(text);
      const inputs = virtualFiles({
        'w.yaml': JSON.stringify(workload),
        'a.yaml': JSON.stringify(accelerator),
        'm.yaml': JSON.stringify(mapping),
      });
      const file = {
        workloads: 'w.yaml',
        accelerator: 'a.yaml',
        mapping: 'm.yaml',
        run: { lpf_limit: 4 },
        parameters: {
          'accelerator.memories[*].ports[*].bandwidth_max': [32, 64, 128, 256],
          'run.opt': ['latency', 'EDP'],
        },
        objectives: ['latency', 'energy'],
      };
      const [grid, exact] = await Promise.all(
        ['grid', 'exact'].map((strategy) => sweepResults({ sweep: { ...file, strategy }, files: inputs, workers: 1 })),
      );
      expect(grid?.counts.costed).toBeGreaterThan(0);
      expect(exact?.front).toEqual(grid?.front);
    }
  });
});

describe('every strategy', () => {
  test.each<readonly [string, File]>([
    ['grid', {}],
    ['halton', { strategy: { kind: 'halton', count: 8, seed: 3 } }],
    ['random', { strategy: { kind: 'random', count: 8 } }],
    ['evolution', { strategy: { kind: 'evolution', population: 6, generations: 3 } }],
    ['exact', { strategy: 'exact' }],
  ])('%s gives the same results again, also from where it was interrupted', async (_, others) => {
    const whole = await results(others);
    expect(await results(others)).toEqual(whole);
    // Interrupted after some points, in an order that threads may make of them.
    const found: DesignPoint[] = [];
    for await (const point of sweep({ sweep: { ...SMALL, ...others }, files, workers: 1 })) {
      found.unshift(point);
      if (found.length === 7) break;
    }
    expect(found).toHaveLength(7);
    expect(await results(others, { known: found })).toEqual(whole);
    expect(whole.counts.costed + whole.counts.refused + whole.counts.skipped).toBe(whole.points.length);
  });

  test('gives the same results with threads', async () => {
    for (const strategy of ['exact', { kind: 'evolution', population: 6, generations: 2 }]) {
      const [one, two] = [await results({ strategy }), await results({ strategy }, { workers: 2 })];
      expect(two).toEqual(one);
    }
  });
});

describe('results', () => {
  test('tell what became of every design', async () => {
    const { points, counts, front, best, hasObjectives } = await results({ limits: 'area <= 14 mm2' });
    expect(counts).toEqual({ planned: 24, costed: 16, refused: 8, skipped: 0 });
    expect(points.map(({ point }) => point)).toEqual(Array.from({ length: 24 }, (_, index) => index));
    const within = points.filter((point) => point.status === 'costed' && point.exceeds === undefined);
    expect(within.length).toBeLessThan(16);
    for (const index of front) expect(within).toContain(points[index]);
    const energies = within.map((point) => (point.status === 'costed' ? (point.quantities.energy ?? 0) : 0));
    const chosen = points[best ?? -1];
    expect(chosen?.status === 'costed' && chosen.quantities.energy).toBe(Math.min(...energies));
    expect(hasObjectives).toBe(true);
  });

  test('have designs of unknown area in no front that compares areas', async () => {
    const set = { 'accelerator.memories.near.area': 'near > 5000 ? near / 1000 : accelerator.memories.far.area' };
    const accelerator = { ...rowOfUnits({ near: memory(4096), far: { ...memory(2 ** 20), area: null } }) };
    const unknown = virtualFiles({
      'small.yaml': JSON.stringify([matrixProduct(0, 'first', [8, 12, 4])]),
      'row.yaml': JSON.stringify(accelerator),
      'free.yaml': JSON.stringify([FREE_MAPPING]),
    });
    const some = await sweepResults({ sweep: { ...SMALL, set }, files: unknown, workers: 1 });
    expect(some.front).toEqual([]);
    expect(some.inputs.notes).toEqual(['No design has a known area.']);
    expect(some.inputs.area).toContain('Unknown: ');
    const others = await sweepResults({ sweep: { ...SMALL, set, objectives: 'energy' }, files: unknown, workers: 1 });
    expect(others.front).toHaveLength(1);
  });

  test('end with an error when they are aborted', async () => {
    const control = new AbortController();
    const found = (async () => {
      for await (const _ of sweep({ sweep: SMALL, files, workers: 1, signal: control.signal }))
        control.abort(new Error('enough'));
    })();
    await expect(found).rejects.toThrow('aborted');
  });
});

describe('tables', () => {
  const quirky = {
    limits: 'area <= 14 mm2',
    parameters: {
      ...Object(SMALL.parameters),
      'name, or "text"': ['a,b', 'say "c"'],
      flag: [true],
    },
    where: 'units > 4',
    quantities: ['energy.far', 'utilisation'],
  };

  test('as Parquet have what the CSV has', async () => {
    const { points, ...summary } = await results(quirky);
    const front = new Set(summary.front);
    const rows = [csvHeader(summary), ...points.map((point) => csvLine(point, summary, front))].map(cells);
    const writer = new ByteWriter();
    await writeParquet(writer, points, summary);
    const file = writer.getBuffer();
    const columns = parquetMetadata(file)
      .schema.slice(1)
      .map(({ name }) => name);
    const [heads = [], ...lines] = rows;
    expect(columns.map((name) => name.replace('within_limits', 'within limits'))).toEqual(
      heads.map((head) => head.replace(/ \([^)]+\)$/, '')),
    );
    const objects = await parquetReadObjects({ file });
    expect(objects).toHaveLength(lines.length);
    expect(objects.map((row) => columns.map((name) => String(row[name] ?? '')))).toEqual(lines);
    expect(objects[0]).toMatchObject({ flag: true, within_limits: null, status: 'refused' });
    const metadata = parquetMetadata(file).key_value_metadata?.map(({ key, value }) => [key, value]);
    expect(metadata).toContainEqual(['unit.energy', 'pJ']);
    expect(metadata).toContainEqual(['sweep', summary.sweep]);
  });
});

/** The cells of a line of CSV (RFC 4180). */
function cells(line: string): string[] {
  expect(line.endsWith('\r\n')).toBe(true);
  return [...line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}

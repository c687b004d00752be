import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMeasuredMemories } from '../../scripts/measured-memories.ts';
import { InputError } from '../../src/base/diagnostic.ts';
import { estimateMemoryCost, type MemoryCostQuery, memoryCostProblems } from '../../src/memory-cost/index.ts';
import { bareCellArea } from '../../src/memory-cost/interpolation/cell-area.ts';
import { PER_CAPACITY, PER_NARROW_WIDTH } from '../../src/memory-cost/interpolation/growth.ts';
import { interpolatedAt } from '../../src/memory-cost/interpolation/interpolate.ts';
import { FIGURES, type Figure } from '../../src/memory-cost/table/figures.ts';
import { makeTable, shippedTable } from '../../src/memory-cost/table/table.ts';
import { type TableRow, totalPorts } from '../../src/memory-cost/table/table-rows.ts';
import { bandOf, CASES, measured } from './held-out.ts';

const KIB = 8 * 1024;
const MIB = 1024 * KIB;
const BOTH = { read: 1, write: 1, readWrite: 0 };
const FOUR = { read: 2, write: 2, readWrite: 0 };

describe('memories that were held out', () => {
  const heldOut = measured.filter(({ set }) => set === 'offgrid-large');

  test('are no knots, and the estimates do not depend on them', () => {
    expect(heldOut).toHaveLength(20);
    expect(heldOut.filter(({ isKnot }) => isKnot)).toEqual([]);
    const without = makeTable(measured.filter(({ failed, set }) => !failed && set !== 'offgrid-large'));
    for (const row of heldOut) expect(interpolatedAt(shippedTable(), row)).toEqual(interpolatedAt(without, row));
  });

  test.each<Figure>(['readEnergyNj', 'writeEnergyNj', 'areaMm2'])(
    '%s: half within 5 %, 19 of 20 within 1.5 times',
    (figure) => {
      const ratios = heldOut.map((row) => interpolatedAt(shippedTable(), row).figures[figure] / row[figure]);
      const { medianPercent } = bandOf(ratios.map((ratio) => 100 * Math.abs(ratio - 1)).toSorted((x, y) => x - y));
      expect(medianPercent).toBeLessThanOrEqual(5);
      expect(ratios.filter((ratio) => Math.max(ratio, 1 / ratio) > 1.5).length).toBeLessThanOrEqual(1);
    },
  );

  test('answer themselves exactly, and give other large memories their error band', () => {
    const row = heldOut.find(({ capacityBytes }) => capacityBytes === 10_116_096);
    if (row === undefined) throw new Error('a held-out memory is missing');
    const query = { sizeBits: row.capacityBytes * 8, readWidthBits: row.widthBits };
    expect(estimateMemoryCost(query)).toMatchObject({ basis: 'exact', readEnergyPj: 1000 * row.readEnergyNj });
    const near = estimateMemoryCost({ ...query, sizeBits: query.sizeBits + 8 * 1024 });
    expect(near.basis).toBe('interpolated');
    expect(near.accuracy?.readEnergy).toEqual({
      medianPercent: 3.8,
      percentile90: 10.5,
      percentile95: 12.2,
      maximumPercent: 43.9,
    });
    expect(CASES.largeOrWide.flatMap(({ rows }) => rows)).toEqual(heldOut);
  });
});

test.each([
  [32, 4096, 9813.07, 15343, 91.9489],
  [16, 8192, 14666.2, 26312.4, 77.4059],
  [128, 1024, 4214.25, 4829.6, 230.802],
  [32, 16384, 49457.4, 72749.8, 216.712],
  [64, 2048, 6049.8, 8814.75, 136.86],
])('%d MiB in accesses of %d bits cost what the reference says', (mib, readWidthBits, read, write, area) => {
  const { readEnergyPj, writeEnergyPj, areaMm2 } = estimateMemoryCost({ sizeBits: mib * MIB, readWidthBits });
  const printed = [readEnergyPj, writeEnergyPj, areaMm2].map((value) => Number(value.toPrecision(6)));
  expect(printed).toEqual([read, write, area]);
});

test('more ports make a large memory larger and dearer', () => {
  const at = (count: number) => ({
    sizeBits: 32 * MIB,
    readWidthBits: 16384,
    ports: { read: count, write: count, readWrite: 0 },
  });
  const [two, four, six, eight] = [1, 2, 3, 4].map((count) => estimateMemoryCost(at(count)));
  for (const [fewer, more] of [
    [two, four],
    [four, six],
    [six, eight],
  ]) {
    expect(more?.areaMm2).toBeGreaterThan(fewer?.areaMm2 ?? Number.POSITIVE_INFINITY);
    expect(more?.readEnergyPj).toBeGreaterThan(fewer?.readEnergyPj ?? Number.POSITIVE_INFINITY);
    expect(more?.writeEnergyPj).toBeGreaterThan(fewer?.writeEnergyPj ?? Number.POSITIVE_INFINITY);
  }
});

describe('bare cells', () => {
  test('have the area that the measurements say, from one to six ports', () => {
    const efficiencies = readMeasuredMemories([
      new URL('../fixtures/memory-cost/large-memories.csv.gz', import.meta.url),
    ]);
    expect(new Set(efficiencies.map(({ ports }) => totalPorts(ports)))).toEqual(new Set([1, 2, 3, 4, 6]));
    for (const { areaMm2, arrayEfficiency, capacityBytes, nodeNm, ports } of efficiencies) {
      const cells = bareCellArea('sram', nodeNm, 8 * capacityBytes, totalPorts(ports));
      expect((areaMm2 * arrayEfficiency) / cells).toBeCloseTo(1, 2);
    }
  });

  test('fit into every measured memory', () => {
    for (const { failed, memoryClass, nodeNm, capacityBytes, ports, areaMm2 } of measured) {
      if (!failed)
        expect(areaMm2).toBeGreaterThan(bareCellArea(memoryClass, nodeNm, 8 * capacityBytes, totalPorts(ports)));
    }
  });
});

/** Memories around the ends of the table, half of them outside. */
const memory = fc.record({
  logBytes: fc.double({ min: 12, max: 32, noNaN: true }),
  logWidth: fc.double({ min: 1, max: 17, noNaN: true }),
  read: fc.integer({ min: 1, max: 3 }),
  write: fc.integer({ min: 1, max: 3 }),
  readWrite: fc.integer({ min: 0, max: 2 }),
});
const node = fc.constantFrom(22, 28, 32, 50, 90);

type Memory = typeof memory extends fc.Arbitrary<infer Value> ? Value : never;

function queryOf({ logBytes, logWidth, read, write, readWrite }: Memory, technologyNodeNm: number): MemoryCostQuery {
  const sizeBits = 8 * Math.round(2 ** logBytes);
  return { sizeBits, readWidthBits: Math.round(2 ** logWidth), ports: { read, write, readWrite }, technologyNodeNm };
}

describe('extrapolations', () => {
  test('never fall with size, width or ports, and are never smaller than their cells', () => {
    let compared = 0;
    const shrink = fc.record({
      bytes: fc.double({ min: 0, max: 6, noNaN: true }),
      width: fc.double({ min: 0, max: 4, noNaN: true }),
      ports: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(memory, shrink, node, (larger, by, technologyNodeNm) => {
        const smaller = {
          logBytes: larger.logBytes - by.bytes,
          logWidth: Math.max(1, larger.logWidth - by.width),
          read: Math.max(1, larger.read - by.ports),
          write: Math.max(1, larger.write - by.ports),
          readWrite: larger.readWrite,
        };
        const [more, less] = [queryOf(larger, technologyNodeNm), queryOf(smaller, technologyNodeNm)];
        if (memoryCostProblems(more).length > 0 || memoryCostProblems(less).length > 0) return;
        const estimate = estimateMemoryCost(more);
        const cells = bareCellArea('sram', technologyNodeNm, more.sizeBits, totalPorts(more.ports ?? BOTH));
        expect(estimate.areaMm2).toBeGreaterThanOrEqual(cells);
        if (estimate.basis !== 'extrapolated') return;
        compared++;
        const lower = estimateMemoryCost(less);
        const rounding = 1 + 1e-9;
        expect(estimate.readEnergyPj * rounding).toBeGreaterThanOrEqual(lower.readEnergyPj);
        expect(estimate.writeEnergyPj * rounding).toBeGreaterThanOrEqual(lower.writeEnergyPj);
        expect(estimate.areaMm2 * rounding).toBeGreaterThanOrEqual(lower.areaMm2);
        expect((estimate.leakageMw ?? 0) * rounding).toBeGreaterThanOrEqual(lower.leakageMw ?? 0);
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(50);
  });

  test.each([
    [
      'two ports to four',
      { technologyNodeNm: 90, sizeBits: 36_437_336, readWidthBits: 7183, ports: FOUR },
      { ports: BOTH },
    ],
    [
      'two ports to four',
      { technologyNodeNm: 90, sizeBits: 19_648_552, readWidthBits: 12_673, ports: FOUR },
      { ports: BOTH },
    ],
    ['7 bits to 109', { technologyNodeNm: 28, sizeBits: 775_332_152, readWidthBits: 109 }, { readWidthBits: 7 }],
  ])('are raised where measurements fall, from %s', (_, larger, change) => {
    const [more, less] = [estimateMemoryCost(larger), estimateMemoryCost({ ...larger, ...change })];
    expect(more.basis).toBe('extrapolated');
    expect(more.readEnergyPj).toBeGreaterThanOrEqual(less.readEnergyPj);
    expect(more.writeEnergyPj).toBeGreaterThanOrEqual(less.writeEnergyPj);
    expect(more.areaMm2).toBeGreaterThanOrEqual(less.areaMm2);
    expect((more.leakageMw ?? 0) * (1 + 1e-9)).toBeGreaterThanOrEqual(less.leakageMw ?? 0);
  });

  test('interpolations never fall with further ports beyond the measured', () => {
    fc.assert(
      fc.property(memory, fc.integer({ min: 5, max: 7 }), node, (at, total, technologyNodeNm) => {
        const withPorts = (count: number) => ({
          ...queryOf(at, technologyNodeNm),
          ports: { read: Math.ceil(count / 2), write: Math.floor(count / 2), readWrite: 0 },
        });
        if (memoryCostProblems(withPorts(total)).length > 0) return;
        const [fewer, more] = [estimateMemoryCost(withPorts(total)), estimateMemoryCost(withPorts(total + 1))];
        expect(more.areaMm2).toBeGreaterThanOrEqual(fewer.areaMm2);
        expect(more.leakageMw ?? 0).toBeGreaterThanOrEqual(fewer.leakageMw ?? 0);
      }),
      { numRuns: 200 },
    );
  });

  test('grow as the medians of the measurements say', () => {
    const grid = measured.filter(
      ({ failed, isKnot, memoryClass, temperatureK, set }) =>
        !failed && isKnot && memoryClass === 'sram' && temperatureK === 360 && set !== 'half-octave',
    );
    const key = (row: TableRow, capacityBytes: number, widthBits: number) =>
      [row.nodeNm, totalPorts(row.ports), capacityBytes, widthBits].join(' ');
    const rows = new Map(grid.map((row) => [key(row, row.capacityBytes, row.widthBits), row]));
    const growth = (from: readonly TableRow[], capacityFactor: number, widthFactor: number, figure: Figure) => {
      const exponents = from.flatMap((row) => {
        const to = rows.get(key(row, row.capacityBytes * capacityFactor, row.widthBits * widthFactor));
        return to === undefined ? [] : [Math.log(to[figure] / row[figure]) / Math.log(capacityFactor * widthFactor)];
      });
      return Number(Math.max(0, bandOf(exponents.toSorted((x, y) => x - y)).medianPercent).toFixed(2));
    };
    const large = grid.filter(({ capacityBytes }) => capacityBytes >= 2 ** 24);
    const narrow = grid.filter(({ widthBits }) => widthBits === 8);
    for (const figure of FIGURES) {
      expect(growth(large, 4, 1, figure), figure).toBe(PER_CAPACITY[figure]);
      expect(growth(narrow, 1, 4, figure), figure).toBe(PER_NARROW_WIDTH[figure]);
    }
  });

  test('end at four times the nearest measured memory, which is named', () => {
    const at = (mib: number, readWidthBits: number, more: Partial<MemoryCostQuery> = {}) => ({
      sizeBits: mib * MIB,
      readWidthBits,
      ...more,
    });
    expect(memoryCostProblems(at(1024, 64, { ports: { read: 2, write: 2, readWrite: 0 } }))).toEqual([]);
    expect(memoryCostProblems(at(256, 131072))).toEqual([]);
    expect(memoryCostProblems(at(256, 64, { technologyNodeNm: 32 }))).toEqual([]);
    expect(messageOf({ ...at(2048, 128, { ports: { read: 2, write: 2, readWrite: 0 } }), name: 'l2' })).toBe(
      'sizeBits: error ZZ2707: memory "l2" has size 17179869184 bits, 8 times outside the measured memories; expected at most 4 times; ' +
        'the nearest one measured has 2147483648 bits in accesses of 128 bits at 22 nm with ports 2r2w\n' +
        '  fix: build it from memories closer to that one, or give r_cost, w_cost and area instead of auto_cost_extraction',
    );
    expect(messageOf(at(64, 16384, { technologyNodeNm: 45 }))).toContain(
      'read width 16384 bits, 8 times outside the measured memories; expected at most 4 times; the nearest one measured has 536870912 bits in accesses of 2048 bits at 45 nm',
    );
    // The other end: 32 rows of 2 bits.
    expect(messageOf({ sizeBits: 64, readWidthBits: 2 })).toContain('fix: use memory type rf for registers');
    // What was measured is never too far away.
    expect(memoryCostProblems({ sizeBits: 10e9, readWidthBits: 2048 })).toEqual([]);
  });
});

function messageOf(query: MemoryCostQuery): string {
  try {
    estimateMemoryCost(query);
  } catch (error) {
    if (error instanceof InputError) return error.message;
  }
  return '';
}

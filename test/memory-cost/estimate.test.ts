import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { estimateCellArrayCost, estimateMemoryCost, type MemoryCostQuery } from '../../src/memory-cost/index.ts';
import { interpolatedAt } from '../../src/memory-cost/interpolation/interpolate.ts';
import { shippedTable } from '../../src/memory-cost/table/table.ts';

const KIB = 8 * 1024;
const codesOf = (query: MemoryCostQuery) => {
  try {
    return estimateMemoryCost(query).warnings.map(({ field, diagnostic }) => `${diagnostic.code} ${field}`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ code, path }) => `${code} ${path}`);
  }
};

describe('figures of the reference', () => {
  test.each([
    ['sram', 1024, 8, 0.0739625, 0.0996867, 0.000309137],
    ['sram', 1024, 16, 0.0878633, 0.159245, 0.000320741],
    ['sram', 16777216, 256, 134.898, 139.563, 3.66505],
    ['sram', 268435456, 8192, 24031.3, 35705.8, 153.898],
    ['sram', 262144, 512, 15.1119, 34.1442, 0.0694623],
    ['sram', 8000, 64, 0.478263, 1.05072, 0.00221626],
    ['sram', 32768, 24, 1.08913, 0.844739, 0.00734867],
    ['sram', 32768, 4, 1.0178, 0.445554, 0.00833068],
    ['rf', 8, 8, 0.0739625, 0.0996867, 0.000309137],
    ['rf', 16, 16, 0.140307, 0.191755, 0.000555539],
    ['dram', 8589934592, 64, 1156.87, 1267.2, 1613.14],
    ['dram', 10000000000, 64, 1256.5, 1385.93, 1860.66],
  ])('%s of %d bits in accesses of %d bits', (technology, sizeBits, readWidthBits, read, write, area) => {
    const estimate = estimateMemoryCost({ technology, sizeBits, readWidthBits, parity: true });
    expect(estimate.basis).toBe('exact');
    expect(estimate.accuracy).toBeUndefined();
    const printed = [estimate.readEnergyPj, estimate.writeEnergyPj, estimate.areaMm2].map((value) =>
      Number(value.toPrecision(6)),
    );
    expect(printed).toEqual([read, write, area]);
    // Without parity too, since these memories have the ports and node that the reference assumes; registers excepted.
    if (technology === 'rf') return;
    expect(estimateMemoryCost({ technology, sizeBits, readWidthBits })).toEqual(estimate);
  });

  test('energies are 1000 times the measured nanojoules in double precision', () => {
    expect(estimateMemoryCost({ sizeBits: 1024, readWidthBits: 8 }).readEnergyPj).toBe(1000 * 7.39625e-5);
  });

  test.each([
    ['too small', 'sram', 8, 8, 'ZZ2703 readWidthBits'],
    ['one row', 'sram', 512, 512, 'ZZ2703 readWidthBits'],
    ['one bit wide', 'sram', 32768, 1, 'ZZ2704 readWidthBits'],
    ['of an unknown type', 'flash', 32768, 8, 'ZZ2702 technology'],
    ['main memory of 2 GiB', 'dram', 2 * 1024 * 1024 * KIB, 64, 'ZZ2704 sizeBits'],
    ['main memory of 2048 bits', 'dram', 1024 * 1024 * KIB, 2048, 'ZZ2704 readWidthBits'],
  ])('a memory that is %s is refused', (_, technology, sizeBits, readWidthBits, code) => {
    expect(codesOf({ technology, sizeBits, readWidthBits, parity: true })).toEqual([code]);
  });
});

describe('interpolation', () => {
  test('the example of two knots', () => {
    const estimate = estimateMemoryCost({ sizeBits: 24000, readWidthBits: 64 });
    expect(estimate.basis).toBe('interpolated');
    expect(estimate.readEnergyPj).toBeCloseTo(1.01578883, 8);
    expect(estimate.writeEnergyPj).toBeCloseTo(1.65241002, 8);
    expect(estimate.leakageMw).toBeCloseTo(1.4425564, 8);
    expect(estimate.areaMm2).toBeCloseTo(5.77924868e-3, 11);
    expect(estimate.accessTimeNs).toBeCloseTo(0.122180875, 9);
    expect(estimate.cycleTimeNs).toBeCloseTo(0.101587435, 9);
    expect(estimate.accuracy?.readEnergy).toEqual({
      medianPercent: 1.1,
      percentile90: 10.3,
      percentile95: 12.8,
      maximumPercent: 22.5,
    });
  });

  test.each([
    [3000, 80, 22, { read: 1, write: 1, readWrite: 0 }, 1.22909893, 1.89377521, 6.26414822e-3],
    [4096, 64, 28, { read: 1, write: 1, readWrite: 0 }, 1.76577484, 3.15762586, 1.21815146e-2],
    [4096, 64, 22, { read: 1, write: 1, readWrite: 1 }, 1.41574905, 2.49342547, 1.3090838e-2],
    [102400, 40, 22, { read: 0, write: 0, readWrite: 1 }, 5.5118577, 4.00419934, 9.14014145e-2],
  ])('%d bytes, %d bits, %d nm', (capacityBytes, widthBits, nodeNm, ports, read, write, area) => {
    const point = {
      memoryClass: 'sram',
      nodeNm,
      capacityBytes,
      widthBits,
      ports,
      banks: 1,
      temperatureK: 360,
    } as const;
    const { figures } = interpolatedAt(shippedTable(), point);
    expect(figures.readEnergyNj * 1000).toBeCloseTo(read, 8);
    expect(figures.writeEnergyNj * 1000).toBeCloseTo(write, 8);
    expect(figures.areaMm2).toBeCloseTo(area, 10);
  });

  test('31 rows cost what 32 rows cost', () => {
    const cost = (rows: number) => estimateMemoryCost({ sizeBits: rows * 64, readWidthBits: 64 });
    expect(cost(31)).toEqual(cost(32));
    expect(codesOf({ sizeBits: 30 * 64, readWidthBits: 64 })).toEqual(['ZZ2703 readWidthBits']);
  });

  test('writes cost what their own width costs', () => {
    const wide = estimateMemoryCost({ sizeBits: 64 * KIB, readWidthBits: 256 });
    const narrow = estimateMemoryCost({ sizeBits: 64 * KIB, readWidthBits: 64 });
    const both = estimateMemoryCost({ sizeBits: 64 * KIB, readWidthBits: 64, writeWidthBits: 256 });
    expect(both).toMatchObject({
      readEnergyPj: narrow.readEnergyPj,
      writeEnergyPj: wide.writeEnergyPj,
      areaMm2: narrow.areaMm2,
    });
    const parity = estimateMemoryCost({ sizeBits: 64 * KIB, readWidthBits: 64, writeWidthBits: 256, parity: true });
    expect(parity.writeEnergyPj).toBe(narrow.writeEnergyPj);
  });

  test('leakage is not interpolated where it jumps from node to node', () => {
    const leakage = (technologyNodeNm: number) =>
      estimateMemoryCost({ sizeBits: 64 * KIB, readWidthBits: 64, technologyNodeNm }).leakageMw;
    expect([22, 28, 40, 45, 65, 90].map(leakage)).not.toContain(undefined);
    expect([50, 70].map(leakage)).toEqual([undefined, undefined]);
  });

  test('banks: leakage of all of them, measured where they were', () => {
    const bank = (banks: number, kib: number) => estimateMemoryCost({ sizeBits: kib * KIB, readWidthBits: 128, banks });
    expect(bank(4, 100).leakageMw).toBeCloseTo(bank(1, 100).leakageMw ?? 0, 9);
    expect(bank(4, 100).areaMm2).toBe(bank(1, 100).areaMm2);
    expect(bank(4, 128).basis).toBe('exact');
  });
});

describe('far from the table', () => {
  test('a warning beyond a factor of two, and a refusal beyond four', () => {
    const at = (mib: number) => ({ sizeBits: mib * 1024 * KIB, readWidthBits: 32 });
    expect(codesOf(at(64))).toEqual([]);
    expect(codesOf(at(100))).toEqual([]);
    expect(estimateMemoryCost(at(100)).basis).toBe('extrapolated');
    expect(estimateMemoryCost(at(100)).accuracy?.readEnergy.percentile95).toBe(17);
    // Accesses of 64 bits were measured up to 1.25 GB.
    expect(codesOf(at(600))).toEqual([]);
    expect(codesOf(at(4000))).toEqual(['ZZ2705 sizeBits']);
    expect(codesOf(at(5000))).toEqual(['ZZ2707 sizeBits']);
    // Extrapolations to smaller memories were not compared with measurements.
    expect(estimateMemoryCost({ sizeBits: 40 * 8, readWidthBits: 8 })).toMatchObject({
      basis: 'extrapolated',
      accuracy: undefined,
    });
    expect(codesOf({ sizeBits: 64 * 1024 * KIB, readWidthBits: 100_000 })).toEqual(['ZZ2705 readWidthBits']);
    expect(codesOf({ sizeBits: 64 * 1024 * KIB, readWidthBits: 200_000 })).toEqual(['ZZ2707 readWidthBits']);
  });

  test('registers follow the trend of small memories, with a warning', () => {
    const register = (bits: number) => ({ technology: 'rf', sizeBits: bits, readWidthBits: bits });
    expect(codesOf(register(8))).toEqual(['ZZ2706 sizeBits']);
    const energies = [8, 16, 32, 64].map((bits) => estimateMemoryCost(register(bits)).readEnergyPj);
    expect(energies.toSorted((x, y) => x - y)).toEqual(energies);
    expect(energies[0]).toBeCloseTo(0.0739625 * (1 / 128) ** 0.57, 8);
    // Large register files cost what an SRAM of their size costs.
    const large = { sizeBits: 8 * KIB, readWidthBits: 64 };
    expect(estimateMemoryCost({ ...large, technology: 'rf' })).toEqual(estimateMemoryCost(large));
  });
});

describe('limits', () => {
  const sound = { sizeBits: 64 * KIB, readWidthBits: 64 };
  const oneShared = { read: 0, write: 0, readWrite: 1 };
  test.each<[Partial<MemoryCostQuery>, readonly string[]]>([
    [{ sizeBits: 0 }, ['ZZ2701 sizeBits']],
    [
      { sizeBits: 100.5, readWidthBits: Number.NaN, writeWidthBits: -1 },
      ['ZZ2701 sizeBits', 'ZZ2701 readWidthBits', 'ZZ2701 writeWidthBits'],
    ],
    [{ sizeBits: 64 * KIB + 1 }, ['ZZ2103 sizeBits']],
    [{ technologyNodeNm: 16 }, ['ZZ2704 technologyNodeNm']],
    [{ technologyNodeNm: 130, banks: 3 }, ['ZZ2704 technologyNodeNm', 'ZZ2704 banks']],
    [{ technologyNodeNm: Number.NaN }, ['ZZ2704 technologyNodeNm']],
    [{ ports: { read: 5, write: 4, readWrite: 0 } }, ['ZZ2704 ports']],
    [{ ports: { read: 0, write: 0, readWrite: 0 } }, ['ZZ2704 ports']],
    [{ writeWidthBits: 32768 }, ['ZZ2703 writeWidthBits']],
    [{ technology: 'edram' }, ['ZZ2704 technologyNodeNm', 'ZZ2704 ports']],
    [
      { technology: 'commodity_dram', ports: oneShared, readWidthBits: 128 },
      ['ZZ2704 readWidthBits', 'ZZ2704 sizeBits'],
    ],
    [
      { technology: 'commodity_dram', ports: oneShared, sizeBits: 1024 * 1024 * KIB, readWidthBits: 8 },
      ['ZZ2704 readWidthBits'],
    ],
    [{ technology: 'dram', ports: { read: 2, write: 1, readWrite: 0 } }, ['ZZ2704 ports']],
    [{ technology: 'SRAM' }, ['ZZ2702 technology']],
  ])('%j', (change, codes) => {
    expect(codesOf({ ...sound, ...change })).toEqual(codes);
  });

  test('messages name memory, value, limit and remedy', () => {
    expect(() => estimateMemoryCost({ name: 'l1', sizeBits: 512, readWidthBits: 512 })).toThrow(
      'readWidthBits: error ZZ2703: memory "l1": 512 bits in accesses of 512 bits give 1 row; at least 31 are needed to estimate ' +
        'the cost of an SRAM\n  fix: make the port at most 16 bits wide, use memory type rf for registers, or give r_cost, w_cost and area',
    );
  });
});

test('every feasible memory has positive, finite costs', () => {
  const technology = fc.constantFrom('sram', 'rf', 'dram', 'edram', 'commodity_dram');
  const ports = fc.record({ read: fc.nat(3), write: fc.nat(3), readWrite: fc.nat(2) });
  const query = fc.record({
    technology,
    sizeBits: fc.integer({ min: 1, max: 2 ** 28 }).map((bytes) => bytes * 8),
    readWidthBits: fc.integer({ min: 1, max: 4096 }),
    writeWidthBits: fc.integer({ min: 1, max: 4096 }),
    ports,
    technologyNodeNm: fc.integer({ min: 15, max: 100 }),
    banks: fc.integer({ min: 0, max: 9 }),
    parity: fc.boolean(),
  });
  fc.assert(
    fc.property(query, (candidate) => {
      if (codesOf(candidate).some((code) => !/^ZZ270[56]/.test(code))) return;
      const { readEnergyPj, writeEnergyPj, areaMm2, accessTimeNs, cycleTimeNs } = estimateMemoryCost(candidate);
      for (const value of [readEnergyPj, writeEnergyPj, areaMm2, accessTimeNs, cycleTimeNs]) {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(Number.POSITIVE_INFINITY);
      }
    }),
  );
});

describe('cell arrays of in-memory computing', () => {
  // Columns, word lines, columns per group, bits per weight.
  test.each([
    [128, 128, 8, 8, 0.11387142, 0.0548099, 11.09510784, 22.60195488],
    [64, 256, 8, 8, 0.1221399, 0.0500964, 8.77867632, 13.1743584],
    [4, 32, 8, 8, 0.08819199, 0.0006033, 0.24780816, 0.32358285],
    [4, 256, 32, 4, 0.13949658, 0.0129098, 1.5352497, 1.0800945],
  ])(
    '%d × %d, %d bits of storage, %d of precision',
    (columns, wordLines, storage, precision, time, area, read, write) => {
      const widthBits = columns * precision;
      const rows = wordLines * (storage / precision);
      const cost = estimateCellArrayCost({ nodeNm: 28, capacityBytes: (rows * widthBits) / 8, widthBits });
      expect(cost?.accessTimeNs).toBeCloseTo(time, 10);
      expect(cost?.areaMm2).toBe(area);
      expect(cost?.readEnergyPj).toBeCloseTo(read, 10);
      expect(cost?.writeEnergyPj).toBeCloseTo(write, 10);
    },
  );

  test('needs 31 rows and a node of the table', () => {
    expect(estimateCellArrayCost({ nodeNm: 28, capacityBytes: 120, widthBits: 32 })).toBeUndefined();
    expect(estimateCellArrayCost({ nodeNm: 28, capacityBytes: 124, widthBits: 32 })).toBeDefined();
    expect(estimateCellArrayCost({ nodeNm: 16, capacityBytes: 512, widthBits: 32 })).toBeUndefined();
  });
});

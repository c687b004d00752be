import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapOntoArray } from '../../src/engine/problem/in-memory-computing/mapped-array.ts';
import { operationalEnergyPj } from '../../src/engine/problem/in-memory-computing/operational-energy.ts';
import { treeActivity, treeAdders } from '../../src/model/in-memory-computing/adders.ts';
import { arrayAreaMm2, clockPeriodNs, peakPerformance, totalOf } from '../../src/model/in-memory-computing/index.ts';
import { hashOrder } from '../../src/search/spatial/hash-order.ts';
import { convolution } from '../support.ts';
import { AIMC, type ArrayUnderTest, structure } from './support.ts';

/* What holds for every array, whatever the formulas say. */

const powerOfTwo = (largest: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: largest }).map((exponent) => 2 ** exponent);

const anyArray: fc.Arbitrary<ArrayUnderTest> = fc
  .record({
    type: fc.constantFrom('analog', 'digital'),
    precision: fc.tuple(powerOfTwo(4), powerOfTwo(4)),
    serial: fc.integer({ min: 0, max: 4 }),
    resolution: fc.integer({ min: 1, max: 24 }).map((halves) => halves / 2),
    sizes: fc.tuple(fc.integer({ min: 1, max: 256 }), powerOfTwo(10), fc.integer({ min: 1, max: 8 })),
  })
  .map(({ type, precision, serial, resolution, sizes }) => ({
    type,
    precision,
    serialBits: Math.min(precision[0], 2 ** serial),
    converterBits: type === 'analog' ? resolution : 0,
    sizes,
  }));

test('a layer that fills the array costs the peak energy in every cycle', () => {
  fc.assert(
    fc.property(anyArray, (given) => {
      const array = structure(given);
      const full = { rows: array.rows, columns: array.columns, activations: array.macros };
      const layer = operationalEnergyPj(array, full);
      const { energyPerCyclePj } = peakPerformance(array);
      for (const [part, energy] of Object.entries(energyPerCyclePj)) {
        const expected = energy * array.cyclesPerOperation;
        const actual = Object.entries(layer).find(([name]) => name === part)?.[1] ?? Number.NaN;
        expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
      }
    }),
  );
});

test('peak figures belong together', () => {
  fc.assert(
    fc.property(anyArray, (given) => {
      const array = structure(given);
      const peak = peakPerformance(array);
      const cyclesPerSecond = 1e9 / totalOf(clockPeriodNs(array));
      const watts = totalOf(peak.energyPerCyclePj) * 1e-12 * cyclesPerSecond;
      expect(peak.topPerSecond / watts / peak.topPerSecondPerWatt).toBeCloseTo(1, 9);
      expect(peak.topPerSecondPerMm2 * totalOf(arrayAreaMm2(array))).toBeCloseTo(peak.topPerSecond, 9);
    }),
  );
});

test('adders of a tree are all accounted for, and never work more with fewer live inputs', () => {
  fc.assert(
    fc.property(powerOfTwo(8), fc.integer({ min: 1, max: 16 }), fc.nat(256), (inputs, bits, live) => {
      const fewer = treeActivity(inputs, bits, live);
      const more = treeActivity(inputs, bits, live + 1);
      const work = (activity: typeof fewer): number => 2 * activity.bothInputs + activity.oneInput;
      expect(fewer.bothInputs + fewer.oneInput).toBeLessThanOrEqual(treeAdders(inputs, bits));
      expect(work(fewer)).toBeLessThanOrEqual(work(more));
    }),
  );
});

test('I2: the order of loops is the hash order of the search', () => {
  const layer = { ...convolution({ B: 2, C: 3, FX: 5, FY: 7, OX: 3, OY: 2, K: 4 }), constantOperands: ['W'] };
  const pixels: Readonly<Record<string, number>> = { FX: 3, FY: 2 };
  const factors = { B: 2, C: 3, FX: 5, FY: 7 };
  const unrollings = Object.entries(factors).map(([dimension, factor]) => ({ dimension, factor }));
  fc.assert(
    fc.property(fc.shuffledSubarray(unrollings, { minLength: 1 }), (bitline) => {
      const mapping = [
        {
          arrayDimension: 'D1',
          unrollings: [
            { dimension: 'OX', factor: 3 },
            { dimension: 'OY', factor: 2 },
          ],
        },
        { arrayDimension: 'D2', unrollings: bitline },
      ];
      const names = hashOrder(
        'loopDimension',
        bitline.map(({ dimension }) => dimension),
      );
      const rows = bitline.reduce(
        (product, { factor }, index) => product * (factor + (pixels[names[index] ?? ''] ?? 1) - 1),
        1,
      );
      expect(mapOntoArray(layer, mapping, AIMC).rows).toBe(rows);
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { operationalEnergyPj } from '../../src/engine/problem/in-memory-computing/operational-energy.ts';
import { treeActivity, treeAdders, treeDelayNs } from '../../src/model/in-memory-computing/adders.ts';
import {
  analogToDigitalAreaMm2,
  analogToDigitalDelayNs,
  analogToDigitalEnergyPj,
  digitalToAnalogEnergyPj,
} from '../../src/model/in-memory-computing/converters.ts';
import {
  arrayAreaMm2,
  arrayStructure,
  clockPeriodNs,
  peakPerformance,
  totalOf,
} from '../../src/model/in-memory-computing/index.ts';
import { FULL_ADDER, MULTIPLIER, REGISTER } from '../../src/model/in-memory-computing/technology.ts';
import { AIMC, DIMC, expectParts, SMALL_DIMC, structure } from './support.ts';

/* The worked examples of docs/in-memory-computing.md. */

test('costs of single bits', () => {
  expect(MULTIPLIER.energyPj).toBeCloseTo(0.0002835, 15);
  expect(FULL_ADDER.energyPj).toBeCloseTo(0.003402, 15);
  expect(FULL_ADDER.oneInputEnergyPj).toBeCloseTo(0.001701, 15);
  expect(FULL_ADDER.areaMm2).toBeCloseTo(4.7892e-6, 15);
  expect(REGISTER.energyPj).toBeCloseTo(0.001701, 15);
  expect(REGISTER.areaMm2).toBeCloseTo(3.684e-6, 15);
  expect([FULL_ADDER.inputToSumNs, FULL_ADDER.inputToCarryNs, FULL_ADDER.carryToCarryNs]).toEqual([
    expect.closeTo(0.22944, 12),
    expect.closeTo(0.21032, 12),
    expect.closeTo(0.0956, 12),
  ]);
});

describe('converters', () => {
  test('of the shipped analog array', () => {
    expect(analogToDigitalAreaMm2(8)).toBeCloseTo(2.0846827e-3, 10);
    expect(analogToDigitalDelayNs(8, 128)).toBeCloseTo(11.80672, 12);
    expect(analogToDigitalEnergyPj(8)).toBeCloseTo(0.70108416, 12);
  });

  test('of one bit', () => {
    expect(analogToDigitalAreaMm2(1)).toBe(0);
    expect(analogToDigitalDelayNs(1, 128)).toBeGreaterThan(0);
    expect(analogToDigitalEnergyPj(1)).toBeGreaterThan(0);
    expect(digitalToAnalogEnergyPj(1)).toBe(0);
    expect(digitalToAnalogEnergyPj(2)).toBeCloseTo(0.081, 12);
  });

  test('of a fraction of a bit', () => expect(analogToDigitalEnergyPj(6.5)).toBeCloseTo(0.53313552, 8));
});

describe('adder trees', () => {
  test.each([
    [1, 0, 15],
    [3, 9, 10],
    [4, 13, 6],
    [5, 19, 9],
    [7, 28, 4],
    [8, 32, 0],
    [12, 32, 0],
    [0, 0, 0],
  ])('%d live inputs of 8, 4 bits each', (live, bothInputs, oneInput) => {
    expect(treeActivity(8, 4, live)).toEqual({ bothInputs, oneInput });
  });

  test('one-bit adders', () => {
    expect(treeAdders(128, 8)).toBe(1136);
    expect(treeAdders(8, 4)).toBe(32);
    expect(AIMC.placeValueAdders).toBe(76);
    expect(SMALL_DIMC.placeValueAdders).toBe(8);
    expect([AIMC.accumulatorBits, DIMC.accumulatorBits, SMALL_DIMC.accumulatorBits]).toEqual([24, 23, 11]);
  });

  test('I8: a tree over one row has a delay, even a negative one', () => {
    expect(treeDelayNs(1, 1)).toBeCloseTo(-0.22944 + 0.21032 - 0.0956, 12);
  });
});

describe('the shipped analog array', () => {
  test('area', () => {
    const area = arrayAreaMm2(AIMC);
    expectParts(area, {
      adcs: 2.1347150992749224,
      mults: 0.080478208,
      adders_pv: 0.0465893376,
      accumulators: 0.0260296704,
    });
    expect(totalOf(area)).toBeCloseTo(2.2878123152749223, 12);
  });

  test('clock period', () => {
    const clock = clockPeriodNs(AIMC);
    expectParts(clock, { adcs: 11.80672, mults: 0.0478, adders_pv: 1.3384, accumulators: 0.87952 });
    expect(totalOf(clock)).toBeCloseTo(14.07244, 12);
  });

  test('peak figures', () => {
    const peak = peakPerformance(AIMC);
    expectParts(peak.energyPerCyclePj, {
      dacs: 10.368,
      adcs: 717.91017984,
      mults: 37.158912,
      analog_bl_addition: 37.158912,
      adders_pv: 33.094656,
      accumulators: 15.676416,
    });
    expect(peak.topPerSecond).toBeCloseTo(0.5821307463382, 12);
    expect(peak.topPerSecondPerWatt).toBeCloseTo(9.622171484512, 10);
    expect(peak.topPerSecondPerMm2).toBeCloseTo(0.25444864618113, 12);
  });

  test('energy of a layer', () => {
    const parts = operationalEnergyPj(AIMC, { rows: 72, columns: 128, activations: 6272 });
    expectParts(parts, {
      dacs: 146313.216,
      adcs: 18010930.59182592,
      mults: 524386.566144,
      analog_bl_addition: 932242.784256,
      adders_pv: 830278.729728,
      accumulators: 393289.924608,
    });
    expect(totalOf(parts)).toBeCloseTo(20837441.81256192, 6);
  });
});

describe('the shipped digital array', () => {
  test('area', () => {
    expectParts(arrayAreaMm2(DIMC), {
      mults: 0.080478208,
      adders_regular: 0.6963879936,
      accumulators: 0.0249451008,
    });
  });

  test('clock period', () => {
    expectParts(clockPeriodNs(DIMC), { mults: 0.0478, adders_regular: 2.82976, accumulators: 0.87952 });
  });

  test('peak figures', () => {
    const peak = peakPerformance(DIMC);
    expectParts(peak.energyPerCyclePj, { mults: 37.158912, adders_regular: 494.678016, accumulators: 15.023232 });
    expect(peak.topPerSecond).toBeCloseTo(1.0902083532956, 12);
    expect(peak.topPerSecondPerWatt).toBeCloseTo(7.4900318209321, 11);
    expect(peak.topPerSecondPerMm2).toBeCloseTo(1.3596819476508, 12);
  });
});

describe('a digital array of two macros', () => {
  test('area, clock period, peak energy', () => {
    expectParts(arrayAreaMm2(SMALL_DIMC), {
      mults: 1.57184e-4,
      adders_regular: 1.2260352e-3,
      adders_pv: 1.532544e-4,
      accumulators: 3.728208e-4,
    });
    const clock = clockPeriodNs(SMALL_DIMC);
    expectParts(clock, { mults: 0.0478, adders_regular: 1.1472, adders_pv: 0.30592, accumulators: 0.30592 });
    expect(totalOf(clock)).toBeCloseTo(1.80684, 12);
    expect(totalOf(peakPerformance(SMALL_DIMC).energyPerCyclePj)).toBeCloseTo(1.276884, 12);
  });

  test('energy of a layer', () => {
    const parts = operationalEnergyPj(SMALL_DIMC, { rows: 5, columns: 2, activations: 100 });
    expectParts(parts, { mults: 7.2576, adders_regular: 63.9576, adders_pv: 10.8864, accumulators: 22.4532 });
    expect(totalOf(parts)).toBeCloseTo(104.5548, 10);
  });
});

describe('structure', () => {
  test('roles follow from the names of the dimensions, not from their order', () => {
    const computing = {
      type: 'digital',
      inputPrecision: [4, 4],
      adcResolutionBits: 0,
      bitSerialPrecisionBits: 2,
      cells: { sizeBits: 4, areaMm2: 0 },
    } as const;
    const dimensions = [
      { name: 'D3', size: 2 },
      { name: 'D2', size: 8 },
      { name: 'D1', size: 2 },
    ];
    expect(arrayStructure(dimensions, computing)).toEqual(SMALL_DIMC);
    expect(() => arrayStructure(dimensions.slice(0, 1), computing)).toThrow('a wordline and a bitline dimension');
  });

  test('activations fed at once need no accumulator', () => {
    const parallel = structure({ type: 'digital', precision: [4, 4], serialBits: 4, sizes: [2, 8] });
    expect(arrayAreaMm2(parallel).accumulators).toBe(0);
    expect(clockPeriodNs(parallel).accumulators).toBe(0);
    expect(peakPerformance(parallel).energyPerCyclePj.accumulators).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  columnText,
  countText,
  exactText,
  percentText,
  plainText,
  quantityText,
  roughDuration,
  scaleFor,
  shortText,
  signedPercentText,
  signedText,
  totalText,
  UNITS,
  type Unit,
  unscaledText,
} from './number-text.ts';

describe('a quantity', () => {
  test.each([
    [0, 'pJ', '0 pJ'],
    [0.04, 'pJ', '0.04 pJ'],
    [999.9, 'pJ', '999.9 pJ'],
    [999.96, 'pJ', '1 nJ'],
    [528_936.96, 'pJ', '528.9 nJ'],
    [1_918_103_755.667, 'pJ', '1.918 mJ'],
    [-20_000, 'pJ', '-20 nJ'],
    [1, 'cycles', '1 cycle'],
    [0, 'cycles', '0 cycles'],
    [1000, 'cycles', '1 kcycle'],
    [3_703_960.5, 'cycles', '3.704 Mcycles'],
    [5e9, 'cycles', '5 Gcycles'],
    [1, 'ns', '1 ns'],
    [1_500_000, 'ns', '1.5 ms'],
    [1, 'bit', '1 bit'],
    [1024, 'bit', '1024 bit'],
    [8192, 'bit', '1 KiB'],
    [12_288, 'bit', '1.5 KiB'],
    [16_777_216, 'bit', '2 MiB'],
    [1e10, 'bit', '1.164 GiB'],
    [2_000_000, 'MAC', '2 MMAC'],
    [12_345_678, 'words', '12 345 678 words'],
    [1024, 'MAC/cycle', '1024 MAC/cycle'],
    [1, 'TOP/s', '1 TOP/s'],
    [2, 'mm2', '2 mm²'],
    [0.4783, 'share', '47.8 %'],
    [12.3456, '', '12.35'],
    [Number.NaN, 'share', 'none'],
    [Number.POSITIVE_INFINITY, 'MAC/bit', 'none'],
  ] as const)('%d %s is written %s', (value, unit, text) => {
    expect(quantityText(value, unit).replaceAll('\u202f', ' ')).toBe(text);
  });

  const prefixed: readonly Unit[] = ['pJ', 'cycles', 'bit', 'MAC', 'ns'];

  test('says the number to four digits, in a unit that leaves at most three before the point', () => {
    fc.assert(
      fc.property(fc.constantFrom(...prefixed), fc.double({ min: 1, max: 1e11, noNaN: true }), (unit, value) => {
        const text = quantityText(value, unit).replaceAll('\u202f', '');
        const [number = '', symbol = ''] = text.split(' ');
        const scale = UNITS[unit].find((candidate) => candidate.symbol.replace(/s$/, '') === symbol.replace(/s$/, ''));
        expect(Math.abs((Number(number) * (scale?.factor ?? 0)) / value - 1)).toBeLessThanOrEqual(5.01e-4);
        expect(Math.abs(Number(number))).toBeLessThan(unit === 'bit' ? 8192 : 1000);
      }),
    );
  });

  test('of a column has the unit that suits the largest', () => {
    expect(scaleFor(66_996_000, 'pJ')).toEqual({ factor: 1e6, symbol: 'µJ' });
    expect(scaleFor(0, 'pJ').symbol).toBe('pJ');
    expect(scaleFor(12, 'cycles')).toEqual({ factor: 1, symbol: 'cycles' });
    expect(scaleFor(Number.NEGATIVE_INFINITY, 'pJ').symbol).toBe('kJ');
  });
});

describe('numbers for copying', () => {
  test('are written exactly, without groups of digits', () => {
    expect(plainText(1871436380.656)).toBe('1871436380.656');
    expect(plainText(3703960.5)).toBe('3703960.5');
    expect(plainText(-1e-9)).toBe('0');
    expect(exactText(0.1 + 0.2)).toBe('0.3');
    expect(shortText(12.3456)).toBe('12.35');
  });

  test('of a column have equal decimals, and are never written as none', () => {
    expect(columnText(1.5, 3)).toBe('1.500');
    expect(columnText(0.0001, 3)).toBe('<0.001');
    expect(columnText(0, 0)).toBe('0');
    expect(columnText(Number.NaN, 1)).toBe('none');
  });

  test('have the unit of their formula', () => {
    expect(unscaledText(1, 'cycles')).toBe('1 cycle');
    expect(unscaledText(1, 'copies')).toBe('1 copy');
    expect(unscaledText(1, 'bits per cycle')).toBe('1 bit per cycle');
    expect(unscaledText(1, 'ns')).toBe('1 ns');
    expect(unscaledText(4608, 'iterations')).toBe('4608 iterations');
  });
});

test('changes have a sign, and are never written as none', () => {
  expect([0, 2.5, -3].map(signedText)).toEqual(['0', '+2.5', '-3']);
  expect(signedText(4e-7)).toBe('+4e-7');
  expect(signedPercentText(0)).toBe('0 %');
  expect(signedPercentText(0.1234)).toBe('+12.3 %');
  expect(signedPercentText(-0.0001)).toBe('-0.01 %');
  expect(signedPercentText(1e-9)).toBe('+<0.001 %');
});

test('shares are written in per cent', () => {
  expect([0.4783, 0, 0.0001, 1].map(percentText)).toEqual(['47.8 %', '0.0 %', '<0.1 %', '100.0 %']);
  expect(percentText(Number.NaN)).toBe('none');
});

test('things are counted in the singular and the plural', () => {
  expect([0, 1, 2].map((count) => countText(count, 'layer'))).toEqual(['0 layers', '1 layer', '2 layers']);
  expect(countText(2, 'copy', 'copies')).toBe('2 copies');
});

describe('a total', () => {
  test.each([
    [3_703_960.5, 'cycles', '3.704 Mcycles = 3703960.5 cycles'],
    [528_936.96, 'pJ', '528.9 nJ = 528936.96 pJ'],
    [285, 'cycles', '285 cycles'],
    [1, 'cycles', '1 cycle'],
    [12.34567, 'pJ', '12.35 pJ = 12.346 pJ'],
  ] as const)('%d %s', (value, unit, text) => {
    expect(totalText(value, unit)).toBe(text);
  });
});

test.each([
  [400, '1 second'],
  [12_300, '13 seconds'],
  [60_000, '1 minute'],
  [89.5 * 60_000, '90 minutes'],
  [90 * 60_000, '2 hours'],
])('%d ms are roughly %s', (milliseconds, text) => {
  expect(roughDuration(milliseconds)).toBe(text);
});

import { describe, expect, test } from 'vitest';
import { hashOrder, nameHash } from './hash-order.ts';

describe('name hash', () => {
  test('equals the published check values', () => {
    expect(nameHash('loopDimension', 'K')).toBe(808955158820251385n);
    expect(nameHash('loopDimension', 'C')).toBe(1154411953581605750n);
    expect(nameHash('loopDimension', 'OX')).toBe(1754239838488883382n);
    expect(nameHash('arrayDimension', 'D1')).toBe(2048910558639910025n);
    expect(nameHash('arrayDimension', 'D3')).toBe(286093410687053097n);
  });
});

describe('hash order', () => {
  test.each([
    ['B K G OX OY C FX FY', 'FY FX B G OX C K OY'],
    ['B K C OY OX FY FX', 'FY FX B OX C K OY'],
    ['B G OY OX', 'G OY B OX'],
    ['C D K', 'K D C'],
    ['B K C', 'K B C'],
    ['C FX FY', 'FX C FY'],
    ['OX OY', 'OY OX'],
    ['OY OX', 'OY OX'],
    ['K OX', 'K OX'],
    ['D0 D1 D2', 'D0 D2 D1'],
  ])('of loop dimensions %s is %s', (inserted, expected) => {
    expect(hashOrder('loopDimension', inserted.split(' ')).join(' ')).toBe(expected);
  });

  test.each([
    ['D1 D2', 'D1 D2'],
    ['D1 D2 D3', 'D1 D2 D3'],
    ['D1 D2 D3 D4', 'D1 D2 D4 D3'],
    ['D2 D3', 'D3 D2'],
    ['D3 D4', 'D3 D4'],
  ])('of array dimensions %s is %s', (inserted, expected) => {
    expect(hashOrder('arrayDimension', inserted.split(' ')).join(' ')).toBe(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExpressionError, parseExpression } from '../../../src/design-space/expression.ts';
import { factorOfUnit, KNOWN_UNITS, sizeInBits } from '../../../src/design-space/unit-text.ts';

type Names = Readonly<Record<string, unknown>>;

const resultOf = (text: string, names: Names = {}): unknown => parseExpression(text).evaluate((name) => names[name]);

const faultOf = (text: string, names: Names = {}): string => {
  try {
    return `value ${JSON.stringify(resultOf(text, names))}`;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
};

/** An expression and its value. */
interface Computed {
  readonly text: string;
  readonly value: number;
}

const NAMES = { a: 3, b: -2.5, array: 64 };

const number: fc.Arbitrary<Computed> = fc.oneof(
  fc.integer({ min: 0, max: 1000 }).map((value) => ({ text: String(value), value })),
  fc.integer({ min: 0, max: 1000 }).map((value) => ({ text: `${value / 8}`, value: value / 8 })),
  fc.constantFrom(...Object.entries(NAMES)).map(([text, value]) => ({ text, value })),
);

const FUNCTIONS = { min: Math.min, max: Math.max, abs: Math.abs, ceil: Math.ceil, floor: Math.floor } as const;

const { tree } = fc.letrec<{ tree: Computed }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    number,
    fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/', '%'), tie('tree')).map(([x, operator, y]) => ({
      text: `(${x.text}) ${operator} (${y.text})`,
      value:
        new Map([
          ['+', x.value + y.value],
          ['-', x.value - y.value],
          ['*', x.value * y.value],
          ['/', x.value / y.value],
          ['%', x.value % y.value],
        ]).get(operator) ?? 0,
    })),
    fc.tuple(fc.constantFrom('min', 'max'), tie('tree'), tie('tree')).map(([name, x, y]) => ({
      text: `${name}(${x.text}, ${y.text})`,
      value: name === 'min' ? FUNCTIONS.min(x.value, y.value) : FUNCTIONS.max(x.value, y.value),
    })),
    fc.tuple(fc.constantFrom('abs', 'ceil', 'floor'), tie('tree')).map(([name, x]) => ({
      text: `${name}(${x.text})`,
      value:
        name === 'abs' ? FUNCTIONS.abs(x.value) : name === 'ceil' ? FUNCTIONS.ceil(x.value) : FUNCTIONS.floor(x.value),
    })),
  ),
}));

describe('an expression', () => {
  test('computes what JavaScript computes', () => {
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        expect(resultOf(text, NAMES)).toBe(value);
      }),
    );
  });

  test('decides conditions like JavaScript', () => {
    const condition = fc
      .tuple(tree, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tree)
      .map(([x, operator, y]) => ({
        text: `(${x.text}) ${operator} (${y.text})`,
        value: new Map([
          ['<', x.value < y.value],
          ['<=', x.value <= y.value],
          ['>', x.value > y.value],
          ['>=', x.value >= y.value],
          ['==', x.value === y.value],
          ['!=', x.value !== y.value],
        ]).get(operator),
      }));
    fc.assert(
      fc.property(condition, condition, condition, (x, y, z) => {
        const text = `not (${x.text}) and ${y.text} or (${z.text} ? ${x.text} : ${y.text})`;
        const value = (!x.value && y.value) || (z.value ? x.value : y.value);
        expect(resultOf(text, NAMES)).toBe(value);
      }),
    );
  });

  test('has numbers in every unit, with or without a space', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(...KNOWN_UNITS), (value, unit) => {
        const wanted = value * (factorOfUnit(unit) ?? Number.NaN);
        expect(resultOf(`${value}${unit} + 0`)).toBe(wanted);
        expect(resultOf(`x - ${value} ${unit}`, { x: 0 })).toBe(0 - wanted);
      }),
    );
  });

  test.each([
    ['2.5 mJ', 2.5e9],
    ['.5 KiB', 4096],
    ['1e3 mm2 * 2', 2000],
    ['64*array', 4096],
    ['2 ** 3 ** 2', 512],
    ['array and_ok', undefined],
    ["'4 KiB and 3 KB'", '4 KiB and 3 KB'],
    ['sram.size >= 4 * rf.size', true],
    ['ports[1].width', 32],
    ['ports[which].width', 32],
    ['[1, 2] == pair', true],
    ['not (mode == "fast")', false],
  ])('%s is %j', (text, value) => {
    const names = { array: 64, sram: { size: 64 }, rf: { size: 16 }, ports: [{ width: 16 }, { width: 32 }], which: 1 };
    const all = { ...names, pair: [1, 2], mode: 'fast' };
    if (value === undefined) expect(faultOf(text, all)).toMatch('an operator is missing');
    else expect(resultOf(text, all)).toBe(value);
  });

  test('knows the names that it begins paths with, and where they are', () => {
    const { names } = parseExpression('4 KiB * rf.size <= sram.ports[which].width and sram.size > max(rf.size, 3)');
    expect(names).toEqual([
      { name: 'rf', character: 8 },
      { name: 'sram', character: 19 },
      { name: 'which', character: 30 },
    ]);
  });

  test.each([
    ['4 mm3', 'mm3 is no unit; did you mean "mm2"?', 2],
    ['a >= 32 KB', 'KB is no unit; did you mean "kB"?', 8],
    ['a * * b', 'expected expression after *', 4],
  ])('%s: %s at character %i', (text, message, character) => {
    expect.assertions(2);
    try {
      parseExpression(text);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      expect(error.message).toMatch(message);
      expect(error.character).toBe(character);
    }
  });

  test.each([
    ['', 'the expression is empty'],
    ['a ^ 2', 'there is no operator ^; write **'],
    ['a & b', 'there is no operator &; write and'],
    ['sqr(a)', 'there is no function sqr; did you mean "sqrt"?'],
    ['abs()', 'abs takes one number, but got 0'],
    ['abs(a, b)', 'abs takes one number, but got 2'],
    ['min()', 'min takes numbers, but got 0'],
    ['a.size', '1 has no field size'],
    ['memory.sise', 'there is no field sise; did you mean "size"?'],
    ['memory.constructor', 'there is no field constructor'],
    ['list[7]', 'there is no entry 7: the list has 2, counted from 0'],
    ['text * 2', '* needs a number, but got "fast"'],
    ['not a', 'a condition is 1; expected true or false'],
    ['a and b', 'a condition is 1; expected true or false'],
    ['a ? 1 : 2', 'a condition is 1; expected true or false'],
    ['this.a', 'this is no expression'],
    ['a = 2', 'unexpected "="'],
  ])('%s: %s', (text, message) => {
    expect(faultOf(text, { a: 1, b: 2, memory: { size: 8 }, list: [1, 2], text: 'fast' })).toContain(message);
  });
});

describe('a quantity that is not known', () => {
  test.each([
    ['area', null],
    ['area + 1', null],
    ['max(area, 4)', null],
    ['area <= 4', null],
    ['not (area > 4)', null],
    ['area <= 4 and energy < 1', false],
    ['energy < 1 and area <= 4', false],
    ['area <= 4 and energy > 1', null],
    ['area <= 4 or energy > 1', true],
    ['area <= 4 or energy < 1', null],
    ['area > 4 ? true : false', null],
  ])('%s is %j', (text, value) => {
    expect(resultOf(text, { area: null, energy: 2 })).toBe(value);
  });
});

test('sizes may have blanks before the unit, and no other unit', () => {
  expect(sizeInBits('32KiB')).toBe(262144);
  expect(sizeInBits('32  KiB')).toBe(262144);
  expect(sizeInBits('1.5 kB')).toBe(12000);
  for (const text of ['32', '32 KB', 'KiB', '32 toString', '4 mm2']) expect(sizeInBits(text)).toBeUndefined();
});

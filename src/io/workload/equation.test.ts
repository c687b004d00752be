import { expect, test } from 'vitest';
import { parseDimensionRelation } from './dimension-relation.ts';
import { parseEquation } from './equation.ts';

test.each([
  ['O[b][k]+=W[k][c]*I[b][c]', 'O[b][k] = W[k][c] * I[b][c]'],
  ['O[b][k]=W[k][c]*I[b][c]', 'O[b][k] = W[k][c] * I[b][c]'],
  ['O[b][g]=W[b][g]+I[b][g]', 'O[b][g] = W[b][g] + I[b][g]'],
  [' O[ b ][k] + = I[b][c]  * W [k][c] ', 'O[b][k] = I[b][c] * W[k][c]'],
  ['O[b]+=I[b]*W[]', 'O[b] = I[b] * W[]'],
  ['O[d0][D1]+=I[d0][2x]*W[2x][D1]', 'O[d0][D1] = I[d0][2x] * W[2x][D1]'],
])('%s', (text, normalised) => expect(parseEquation(text).normalised).toBe(normalised));

test('operands come in the order of the equation, indices with their places', () => {
  const { operands } = parseEquation('O[b][k]+=I[b][c]*W[k][c]');
  expect(operands.map((operand) => operand.name)).toEqual(['O', 'I', 'W']);
  expect(operands[2].indices).toEqual([
    { text: 'k', character: 19 },
    { text: 'c', character: 22 },
  ]);
});

test.each([
  ['ix=2*ox+1*fx', 2, 1],
  ['ix = ox + 3 * fx', 1, 3],
  [' ix=ox+fx ', 1, 1],
])('%s', (text, first, second) => {
  expect(parseDimensionRelation(text)).toMatchObject({
    target: { text: 'ix' },
    a: { coefficient: first, dimension: { text: 'ox' } },
    b: { coefficient: second, dimension: { text: 'fx' } },
  });
});

test.each([
  'ix',
  'ix=',
  '=ox+fx',
  'ix=ox+fx+b',
  'ix=1*2+ox',
  'ix=ox*2+fx',
  'ix=-1*ox+fx',
  'i_x=ox+fx',
  'ix=99999999999999999999*ox+fx',
])('refused: %s', (text) => expect(() => parseDimensionRelation(text)).toThrow(/expected/));

test.each([
  '',
  'O',
  'O[b]',
  'O[b]=W[b]',
  'O[b]=W[b]*',
  'O[b]=W[b]-I[b]',
  'O[]=W[b]*I[b]',
  'O[b]==W[b]*I[b]',
  'O[b]=W[b]*I',
  'O[b=W[b]*I[b]',
])('refused: %s', (text) => expect(() => parseEquation(text)).toThrow(/expected/));

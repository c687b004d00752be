import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operatorsPage } from '../../scripts/onnx-page.ts';
import { COSTED_OPERATORS, OPERATOR_FAMILIES } from '../../src/io/onnx/operators/registry.ts';

test('the tables of docs/onnx.md are up to date: npm run operators', () => {
  expect(readFileSync(new URL('../../docs/onnx.md', import.meta.url), 'utf8')).toBe(operatorsPage());
});

test('every operator that becomes layers has a row that says how', () => {
  const described = OPERATOR_FAMILIES.flatMap(({ rows = [] }) => rows.flatMap(({ operators }) => operators));
  const names = new Set(described.map((key) => key.slice(key.lastIndexOf(':') + 1)));
  expect([...names].sort()).toEqual([...COSTED_OPERATORS].sort());
});

test('no operator is in two families', () => {
  const keys = OPERATOR_FAMILIES.flatMap(({ operators }) => Object.keys(operators));
  expect(keys.length).toBe(new Set(keys).size);
});

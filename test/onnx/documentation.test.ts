import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COSTED_OPERATORS } from '../../src/io/onnx/read-onnx-workload.ts';
import { INFERRED_OPERATORS } from '../../src/io/onnx/shapes/infer-shapes.ts';

const page = readFileSync(new URL('../../docs/onnx.md', import.meta.url), 'utf8');

/** Words in backticks, each once, sorted. */
function code(text: string): string[] {
  return [...new Set([...text.matchAll(/`(\w+)`/g)].map(([, word]) => word ?? ''))].sort();
}

test('docs/onnx.md lists the operators whose shapes are inferred', () => {
  const [, list = ''] = /<!-- inferred operators -->([\s\S]*?)<!-- end -->/.exec(page) ?? [];
  expect(code(list)).toEqual(INFERRED_OPERATORS);
});

test('docs/onnx.md describes the operators that become layers', () => {
  const rows = page.split('\n').filter((line) => /^\| `(Conv|MatMul)`/.test(line));
  expect(code(rows.map((row) => row.split('|')[1]).join(' '))).toEqual([...COSTED_OPERATORS].sort());
});

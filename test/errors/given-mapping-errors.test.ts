import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { evaluateGivenDocument } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { readGivenMapping } from '../../src/io/given-mapping/read-given-mapping.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';

const page = readFileSync(new URL('../../docs/evaluate.md', import.meta.url), 'utf8');
const [, example = ''] = /^```yaml given mapping\n([\s\S]*?)^```/m.exec(page) ?? [];

/** Findings of the example with one text replaced by another. */
function findings(text: string, other: string): string[] {
  expect(example).toContain(text);
  try {
    readGivenMapping(parseYaml(example.replace(text, other), 'mapped.yaml'));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
  }
}

describe('given mappings that cannot be used', () => {
  test('the example of the documentation can', () => {
    const { warnings, costModel, latency } = evaluateGivenDocument(parseYaml(example, 'mapped.yaml'));
    expect(warnings).toEqual([]);
    expect(costModel).toBe('corrected');
    expect(latency.temporal).toBe(96);
  });

  test.each([
    ['[C, IX]', '[C, IY]', 'ZZ8101 3:'],
    ['A: OX', 'A: OZ', 'ZZ8102'],
    ['[C, 4], [OX', '[K, 4], [OX', 'ZZ8103'],
    [', I: [C, IX]', '', 'ZZ8201'],
    [', W: [K, C, FX], I: [C, IX]', '', 'ZZ8104'],
    ['W: 8, I: 8', 'W: 8', 'ZZ8105'],
    ['[K, 8], [C, 4], [OX', '[K, 9007199254740991], [C, 4], [OX', 'ZZ8106'],
    ['O_final: 8', 'O_finall: 8', 'ZZ8107'],
    ['O: [1, 3]', 'O: [1, 3], Z: [3]', 'ZZ8107'],
    ['W: I2, I: I1', 'W: I2, I: I2', 'ZZ8201'],
    ['operands: [I1, I2, O]', 'operands: [I1, O]', 'ZZ2'],
    ['[D2, [[C', '[D3, [[C', 'ZZ8203'],
    ['[[OX, 4]]', '[[OX, 5]]', 'ZZ8204'],
    [
      '[FX, 3], [OX, 4], [K, 8]',
      '[FX, 3], [OX, 5], [K, 8]',
      'ZZ8205 33:10 the temporal loops of OX multiply to 5; expected 4',
    ],
    ['O: [1, 3]', 'O: [2, 1]', 'ZZ8206'],
    ['temporal:', 'temporary:', 'ZZ8003'],
    ['costModel: corrected', 'costModel: best', 'ZZ8006'],
    ['loops: [[FX, 3]', 'loops: [[FX, 3.5]', 'ZZ8004'],
  ])('%s → %s', (text, other, expected) => {
    expect(findings(text, other).some((finding) => finding.startsWith(expected))).toBe(true);
  });

  test('a memory that is too small is said, and costed', () => {
    const small = parseYaml(example.replace('size: 65536', 'size: 100'), 'mapped.yaml');
    expect(evaluateGivenDocument(small).warnings.map(({ code, line }) => `${code} ${line}`)).toEqual(['ZZ8301 20']);
  });

  test('an input below the key "input" is read, and --cost-model wins', () => {
    const nested = JSON.stringify({ id: 'a case', input: parseYaml(example, 'x').data });
    expect(evaluateGivenDocument(parseYaml(nested, 'case.json'), 'reference').costModel).toBe('reference');
  });
});

import { describe, expect, test } from 'vitest';
import { type Diagnostic, firstFindings, InputError } from '../../src/base/diagnostic.ts';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { Findings } from '../../src/io/text/findings.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { ACCELERATOR } from './base-inputs.ts';
import { findingsOf } from './findings-of.ts';

const layer = (fields: Readonly<Record<string, unknown>>) => ({
  id: 0,
  name: 'l',
  operator_type: 'Conv',
  equation: 'O[d][k]+=I[d]*W[k]',
  dimension_relations: [],
  loop_dims: ['D', 'K'],
  loop_sizes: [2, 2],
  operand_precision: { O: 8, O_final: 8, W: 8, I: 8 },
  operand_source: { I: 0, W: 0 },
  ...fields,
});
const workload = (...layers: readonly unknown[]) => findingsOf(() => readWorkload(documentFromObject(layers)));
const codes = (findings: readonly Diagnostic[]) => findings.map(({ code }) => code);

describe('texts of very many values are refused before they are read', () => {
  test.each([
    ['a list on one line', `[${'1,'.repeat(101_000)}]`],
    ['a list of lines', '- 1\n'.repeat(51_000)],
    ['empty items', '-\n'.repeat(101_000)],
    ['keys', Array.from({ length: 50_100 }, (_, index) => `k${index}: 1`).join('\n')],
    ['blank lines', '\n'.repeat(801_000)],
    ['colons', `a${': '.repeat(401_000)}`],
  ])('%s', (_, text) => {
    const [finding, ...others] = findingsOf(() => parseYaml(text, 'x.yaml'));
    expect([finding?.code, others.length]).toEqual(['ZZ1007', 0]);
    expect(finding?.line).toBeGreaterThan(0);
  });

  test('of many faults of syntax or many documents, the first counts', () => {
    expect(codes(findingsOf(() => parseYaml(']'.repeat(300_000))))).toEqual(['ZZ1001']);
    expect(codes(findingsOf(() => parseYaml('---\n'.repeat(300_000))))).toEqual(['ZZ1004']);
  });
});

describe('findings are bounded', () => {
  test('130 000 repeated indexes are one finding', () => {
    const findings = workload(layer({ equation: `O${'[d]'.repeat(130_000)}+=I[d]*W[k]` }));
    expect(codes(findings)).toEqual(['ZZ3106']);
  });

  test('of many unknown indexes the first hundred are kept, twenty shown, all counted', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `[x${index}]`).join('');
    const read = () => readWorkload(documentFromObject([layer({ equation: `O${names}+=I[d]*W[k]` })]));
    const findings = findingsOf(read);
    expect(findings.length).toBe(101);
    expect(findings.at(-1)).toMatchObject({ code: 'ZZ1014', severity: 'error', count: 19_900 });
    const text = new InputError(findings).message.split('\n');
    expect(text.filter((line) => line.includes('ZZ3105')).length).toBe(20);
    expect(text.at(-1)).toBe('and 19980 more errors');
  });

  test('of wrong shapes too', () => {
    const findings = findingsOf(() => readMapping(documentFromObject(Array(50_000).fill(1))));
    expect(findings.length).toBe(101);
    expect(findings.at(-1)?.count).toBe(49_900);
    const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, 1]));
    expect(findingsOf(() => readAccelerator(documentFromObject(keys))).length).toBe(101);
  });

  test('more faults than the schema library can list', () => {
    const memories = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`m${index}`, {}]));
    const findings = findingsOf(() =>
      readAccelerator(documentFromObject({ memories: { all: { ports: Array(90_000).fill({}) }, ...memories } })),
    );
    expect(codes(findings)).toEqual(['ZZ1014']);
  });

  test('repeated loops, relations and entries', () => {
    const repeated = (count: number) => layer({ loop_dims: Array(count).fill('D'), loop_sizes: Array(count).fill(1) });
    expect(workload(repeated(900)).length).toBe(101);
    expect(codes(workload(repeated(20_000)))).toEqual(['ZZ3109']);
    expect(workload(layer({ dimension_relations: Array(20_000).fill('ix=1*d+1*k') })).length).toBe(101);
    const entries = Array(20_000).fill({ name: 'default' });
    expect(findingsOf(() => readMapping(documentFromObject(entries))).length).toBe(101);
  });

  test('repeated keys are warnings, of which a hundred are kept', () => {
    const { warnings } = parseYaml(`{${'a: 1,'.repeat(20_000)}}`);
    expect(warnings.length).toBe(101);
    expect(warnings.at(-1)).toMatchObject({ severity: 'warning', count: 19_899 });
  });

  test('a message of any length is cut in texts', () => {
    const findings = workload(layer({ name: 'n'.repeat(100_000), loop_sizes: [2] }));
    expect(findings[0]?.message.length).toBeGreaterThan(100_000);
    expect(new InputError(findings).message.length).toBeLessThan(10_000);
  });
});

test('an accelerator of very many memories or ports is refused', () => {
  const { value } = readAccelerator(parseYaml(ACCELERATOR));
  expect(value.memoryHierarchy.memories.length).toBe(2);
  const memory = (name: string) =>
    `  ${name}: {size: 8, r_cost: 1, w_cost: 1, area: 0, latency: 1, operands: [I1], served_dimensions: [], ports: []}\n`;
  const many = Array.from({ length: 600 }, (_, index) => memory(`m${index}`)).join('');
  expect(
    codes(findingsOf(() => readAccelerator(parseYaml(ACCELERATOR.replace('memories:\n', `memories:\n${many}`))))),
  ).toEqual(['ZZ2113']);
});

test('errors and warnings are counted apart', () => {
  const finding = (severity: 'error' | 'warning'): Diagnostic => ({
    code: 'ZZ0000',
    severity,
    message: 'm',
    hint: 'h',
  });
  const findings = new Findings([...Array(150).fill(finding('warning')), ...Array(25).fill(finding('error'))]);
  expect(findings.hasErrors).toBe(true);
  const { shown, others } = firstFindings([...findings]);
  expect(shown.length).toBe(40);
  expect(others).toBe('and 5 more errors and 130 more warnings');
});

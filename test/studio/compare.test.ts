import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { withFields, withFilledUnrollings } from '../../studio/text/fields.ts';
import { countChanges, lineChanges, pairedLines } from '../../studio/text/line-changes.ts';
import { changedOperand, memoryLoops } from '../../studio/views/compare/words/nest-lines.ts';

const TPU = readFileSync('examples/accelerators/tpu_like.yaml', 'utf8');
const MAPPING = readFileSync('examples/mappings/tpu_like.yaml', 'utf8');

describe('lines of two texts', () => {
  const text = fc
    .array(fc.constantFrom('a: 1', 'b: 2', '  c: [1, 2]', '', '# d', '- e'), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));

  test('tell how one becomes the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const groups = lineChanges(before, after);
        const [old, now] = [before.split('\n'), after.split('\n')];
        for (const { lines } of groups) {
          for (const { kind, number, text: shown } of lines) {
            expect((kind === 'before' ? old : now)[number - 1]).toBe(shown);
          }
        }
        // What is left without the changed lines is the same text.
        const changed = groups.flatMap(({ lines }) => lines);
        const without = (all: readonly string[], side: 'before' | 'after'): string[] => {
          const gone = new Set(changed.filter(({ kind }) => kind === side).map(({ number }) => number));
          return all.filter((_, index) => !gone.has(index + 1));
        };
        expect(without(old, 'before')).toEqual(without(now, 'after'));
        expect(countChanges(groups) === 0).toBe(before === after);
      }),
    );
  });

  test('stand beside each other once, equal ones in one row', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const { lines } of lineChanges(before, after)) {
          const pairs = pairedLines(lines);
          expect(pairs.flatMap(([a]) => (a === undefined ? [] : [a]))).toEqual(
            lines.filter(({ kind }) => kind !== 'after'),
          );
          expect(pairs.flatMap(([, b]) => (b === undefined ? [] : [b]))).toEqual(
            lines.filter(({ kind }) => kind !== 'before'),
          );
        }
      }),
    );
  });

  test('name the entry that they are in', () => {
    const [group] = lineChanges(TPU, TPU.replace('size: 16777216', 'size: 4194304'));
    expect(group?.path).toEqual(['memories', 'sram_2MB']);
  });
});

describe('fields of a text', () => {
  const dataOf = (text: string): unknown => parseYaml(text, 'file.yaml').data;

  test('get values, and the rest of the text stays', () => {
    const text = withFields(TPU, [
      { path: ['memories', 'sram_2MB', 'size'], value: 4194304 },
      { path: ['memories', 'sram_2MB', 'ports', 0, 'bandwidth_max'], value: 512 },
    ]);
    expect(text).toBe(
      TPU.replace('size: 16777216 # 2 MiB', 'size: 4194304 # 512 KiB').replace(
        'bandwidth_min: 64, bandwidth_max: 2048',
        'bandwidth_min: 64, bandwidth_max: 512',
      ),
    );
  });

  test.each([
    ['a block', 'm:\n  x:\n    size: 1 # one\n'],
    ['a flow', 'm: {x: {size: 1}}\n'],
    ['a list', 'm:\n  x:\n    size: 1\nl:\n  - k: 1\n'],
  ])('are put into %s where they are new', (_, text) => {
    const changed = withFields(text, [{ path: ['m', 'x', 'is_new'], value: true }]);
    expect(dataOf(changed)).toMatchObject({ m: { x: { is_new: true, size: 1 } } });
  });

  test('of automatic costs take the place of the costs', () => {
    const text = withFields(TPU, [{ path: ['memories', 'sram_2MB', 'auto_cost_extraction'], value: true }]);
    expect(dataOf(text)).toMatchObject({ memories: { sram_2MB: { auto_cost_extraction: true, size: 16777216 } } });
  });

  test('of unrollings are filled by their first loop', () => {
    const data = dataOf(withFilledUnrollings(MAPPING, new Map([['D1', 48]])));
    expect(data).toMatchObject([
      { name: 'default', spatial_mapping: { D1: ['K, 48'], D2: ['C, 32'] } },
      { name: 'Add', spatial_mapping: { D1: ['G, 48'], D2: ['C, 1'] } },
      {},
      {},
    ]);
    expect(withFilledUnrollings(MAPPING, new Map())).toBe(MAPPING);
  });
});

test('loops of a nest stand in the memories that hold them, outermost first', () => {
  const loops = [
    { dimension: 'FX', size: 7 },
    { dimension: 'OY', size: 16 },
    { dimension: 'K', size: 2 },
  ];
  const memories = { O: ['rf', 'sram', 'dram'], W: ['rf', 'dram'] };
  const before = { loops, memories, boundaries: { O: [1, 3, 3], W: [2, 3] } };
  const after = { loops, memories, boundaries: { O: [1, 2, 3], W: [2, 3] } };
  expect(memoryLoops(before, 'O')).toEqual([
    { memory: 'dram', loops: [] },
    { memory: 'sram', loops: ['K 2', 'OY 16'] },
    { memory: 'rf', loops: ['FX 7'] },
  ]);
  expect(changedOperand(before, after)).toBe('O');
  expect(changedOperand(before, before)).toBe('O');
  expect(changedOperand(before, { ...before, boundaries: { O: [1, 3, 3], W: [1, 3] } })).toBe('W');
});

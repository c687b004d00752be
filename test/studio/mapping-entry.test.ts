import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { withEntry } from '../../studio/text/mapping-entry.ts';

const FILE = `# What the file is for.
- name: default # the usual
  memory_operand_links: {O: O, W: I2, I: I1}

# Convolutions
- name: Conv
  spatial_mapping:
    D1: ["K, 32"]
  memory_operand_links: {O: O, W: I2, I: I1}
# The last
- name: conv1
  temporal_ordering: [[K, 2]]
  memory_operand_links: {O: O, W: I2, I: I1}
`;

const entryOf = (name: string, loops: number): string =>
  [
    `- name: ${JSON.stringify(name)}`,
    '  temporal_ordering: # innermost first',
    ...Array.from({ length: loops }, (_, index) => `    - [K, ${index + 2}]`),
    '  memory_operand_links: { O: O, W: I2, I: I1 }',
  ].join('\n');

const entriesOf = (text: string) => readMapping(parseYaml(text)).value.entries;

describe('an entry in a mapping file', () => {
  test.each(['default', 'Conv', 'conv1', 'layer/new'])('%s is read back, others stay, and so do comments', (name) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom('', '  '), (loops, margin) => {
        const file = FILE.replaceAll(/^(?=.)/gm, margin);
        const written = withEntry(file, name, entryOf(name, loops));
        const entries = entriesOf(written?.text ?? '');
        const found = entries.find(({ entryName }) => entryName === name);
        expect(found?.temporalOrdering.map(({ size }) => size)).toEqual(
          Array.from({ length: loops }, (_, index) => index + 2),
        );
        const plain = ({ entryName, temporalOrdering, spatialMapping }: (typeof entries)[number]) =>
          JSON.stringify([entryName, temporalOrdering, spatialMapping]);
        const others = (all: typeof entries) => all.filter(({ entryName }) => entryName !== name).map(plain);
        expect(others(entries)).toEqual(others(entriesOf(file)));
        for (const comment of ['# What the file is for.', '# Convolutions', '# The last']) {
          expect(written?.text).toContain(comment);
        }
        const lines = written?.text.split('\n').slice((written?.firstLine ?? 0) - 1, written?.lastLine);
        expect(lines?.map((line) => line.slice(margin.length)).join('\n')).toBe(entryOf(name, loops));
      }),
      { numRuns: 20 },
    );
  });

  test('is written into a list in brackets, and never into what is no list', () => {
    const written = withEntry('[{name: default, memory_operand_links: {O: O, W: I2, I: I1}}]', 'a', entryOf('a', 2));
    expect(entriesOf(written?.text ?? '').map(({ entryName }) => entryName)).toEqual(['default', 'a']);
    expect(withEntry('name: default', 'a', entryOf('a', 2))).toBeUndefined();
    expect(withEntry('- [', 'a', entryOf('a', 2))).toBeUndefined();
    expect(withEntry('', 'a', entryOf('a', 2))).toBeUndefined();
  });
});

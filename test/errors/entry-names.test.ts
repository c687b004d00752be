import { describe, expect, test } from 'vitest';
import { assembleWorkload } from '../../src/io/assemble-workload.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { findingsOf } from './findings-of.ts';

/* What is said of entries and layers whose names do not meet. */

const LAYERS = ['/conv1/Conv', '/layer1/conv1/Conv', '/layer2/conv1/Conv', '/layer2/conv2/Conv', '/fc/Gemm'];

const workload = readWorkload(
  parseYaml(
    LAYERS.map(
      (name, id) => `- id: ${id}
  name: ${name}
  operator_type: ${name.split('/').at(-1)}
  equation: O[b][k]+=W[k][c]*I[b][c]
  loop_dims: [B, K, C]
  loop_sizes: [4, 4, 4]
  operand_precision: {W: 8, I: 8, O: 16, O_final: 8}
  operand_source: {I: ${id}, W: ${id}}
`,
    ).join(''),
    'network.yaml',
  ),
).value;

function findings(mapping: string) {
  return findingsOf(() => assembleWorkload(workload, readMapping(parseYaml(mapping, 'map.yaml')).value));
}

describe('an entry that applies to no layer', () => {
  const hintFor = (name: string) => findings(`- name: default\n- name: ${name}\n`).map(({ hint }) => hint);

  test.each([
    ['its short name', 'conv1', '"/conv1/Conv"'],
    ['a longer short name', 'layer1/conv1', '"/layer1/conv1/Conv"'],
    ['its name without the first slash', 'layer2/conv2/Conv', '"/layer2/conv2/Conv"'],
    ['a part that two layers have', 'layer2', '"/layer2/conv1/Conv" or "/layer2/conv2/Conv"'],
    ['a short name in capitals', 'FC', '"/fc/Gemm"'],
    ['a slip in a short name, as far from an operator type', 'convl', '"/conv1/Conv"'],
    ['a slip in an operator type', 'Gem', '"Gemm"'],
  ])('is told the name of the layer that it names by %s', (_, written, meant) => {
    expect(hintFor(written)).toEqual([`did you mean ${meant}? Rename the entry, or remove it`]);
  });

  test('is told nothing where no name is near', () => {
    expect(hintFor('something')).toEqual(['correct the name, or remove the entry']);
  });
});

describe('layers that no entry applies to', () => {
  test.each(['Default', 'DEFAULT', 'defualt'])('are one finding at the entry %s', (name) => {
    const [finding, another] = findings(`- name: Gemm\n- name: ${name}\n`);
    expect(another).toBeUndefined();
    expect(finding).toMatchObject({
      code: 'ZZ4201',
      file: 'map.yaml',
      line: 2,
      column: 9,
      message:
        'no mapping entry applies to layers "/conv1/Conv", "/layer1/conv1/Conv" and 2 others of type Conv; expected an entry called "Conv" or "default"',
      hint: `did you mean "default"? Write the name of entry "${name}" as default, in lower case`,
    });
  });

  test('are one finding at the beginning where no entry is meant', () => {
    expect(findings('- name: Pooling\n')).toMatchObject([
      {
        code: 'ZZ4201',
        line: 1,
        column: 1,
        message:
          'no mapping entry applies to layers "/conv1/Conv", "/layer1/conv1/Conv" and 3 others; expected an entry called "Conv", "Gemm" or "default"',
      },
    ]);
  });
});

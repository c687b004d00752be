import { describe, expect, test } from 'vitest';
import { WORKLOAD } from '../../../test/errors/base-inputs.ts';
import { documentFromObject } from '../text/source-document.ts';
import { parseYaml } from '../text/yaml.ts';
import { readWorkload } from './read-workload.ts';

const read = (text: string) => readWorkload(parseYaml(text, 'wl.yaml')).value.nodes;

function layerOf(text: string, index = 0) {
  const node = read(text)[index];
  if (node?.kind !== 'layer') throw new Error('no such layer');
  return node.layer;
}

test('a convolution', () => {
  expect(layerOf(WORKLOAD)).toEqual({
    id: 0,
    name: 'first',
    operatorType: 'Conv',
    equation: 'O[b][k][oy][ox] = W[k][c][fy][fx] * I[b][c][iy][ix]',
    dimensions: [
      { name: 'B', size: 1 },
      { name: 'K', size: 64 },
      { name: 'C', size: 3 },
      { name: 'OY', size: 112 },
      { name: 'OX', size: 112 },
      { name: 'FY', size: 7 },
      { name: 'FX', size: 7 },
    ],
    relations: [
      { target: 'IX', a: { coefficient: 2, dimension: 'OX' }, b: { coefficient: 1, dimension: 'FX' }, limit: 223 },
      { target: 'IY', a: { coefficient: 2, dimension: 'OY' }, b: { coefficient: 1, dimension: 'FY' }, limit: 224 },
    ],
    operands: [
      { name: 'O', indices: ['B', 'K', 'OY', 'OX'], precisionBits: 16 },
      { name: 'W', indices: ['K', 'C', 'FY', 'FX'], precisionBits: 8 },
      { name: 'I', indices: ['B', 'C', 'IY', 'IX'], precisionBits: 8 },
    ],
    finalOutputPrecisionBits: 8,
    operandPrecision: new Map([
      ['W', 8],
      ['I', 8],
      ['O', 16],
      ['O_final', 8],
    ]),
    constantOperands: ['I', 'W'],
    operandSources: new Map(),
    origin: { file: 'wl.yaml', line: 1, column: 3, path: '[0]' },
  });
});

test('a matrix product fed by the convolution', () => {
  const [, node] = read(WORKLOAD);
  expect(node).toMatchObject({ kind: 'layer', id: 1, name: 'Layer1', sources: [0] });
  const layer = layerOf(WORKLOAD, 1);
  expect(layer.operands.map((operand) => operand.name)).toEqual(['O', 'I', 'W']);
  expect(layer.constantOperands).toEqual(['W']);
  expect([...layer.operandSources]).toEqual([['I', 0]]);
});

describe('limits of dependent dimensions', () => {
  const limits = (find: string | RegExp, replacement: string) =>
    layerOf(WORKLOAD.replace(find, replacement)).relations.map((relation) => relation.limit);

  test('without padding: the span of the loops', () => {
    expect(limits(/ {2}pr_loop_dims.*\n.*\n/, '')).toEqual([229, 229]);
  });

  test('given sizes win over padding', () => {
    expect(limits('padding:', 'pr_loop_sizes: [224, 220]\n  padding:')).toEqual([224, 220]);
  });

  test('padding belongs to the dimension named, in any case and order; others have none', () => {
    expect(limits(/pr_loop_dims.*\n.*\n/, 'pr_loop_dims: [iy]\n  padding: [[1, 2]]\n')).toEqual([229, 226]);
  });

  test('even stride and dilation leave gaps', () => {
    const text = WORKLOAD.replace('ix=2*ox+1*fx', 'ix=2*ox+2*fx').replace(/ {2}pr_loop_dims.*\n.*\n/, '');
    expect(layerOf(text).relations[0]?.limit).toBe(112 + 7 - 1);
  });
});

test('names of dimensions do not depend on case', () => {
  const text = WORKLOAD.replace('loop_dims: [B, K, C, OY, OX, FY, FX]', 'loop_dims: [b, K, c, oy, OX, fY, fx]');
  expect(layerOf(text)).toEqual(layerOf(WORKLOAD));
});

test('a pooling layer without weights: an operand of one element and precision 0', () => {
  const text = `- {id: 3, operator_type: MaxPool, equation: "O[b][g]+=I[b][g]*W[]", loop_dims: [B, G], loop_sizes: [1, 8],
    operand_precision: {O: 16, O_final: 8, I: 8, W: 0}, operand_source: {W: 3}}`;
  const layer = layerOf(text);
  expect(layer.operands[2]).toEqual({ name: 'W', indices: [], precisionBits: 0 });
  expect(layer.constantOperands).toEqual(['W']);
});

test('sources and precisions keep the order of the file', () => {
  const swapped = WORKLOAD.replace('{I: 0, W: 0}', '{W: 0, I: 0}').replace(
    '{W: 8, I: 8, O: 16, O_final: 8}',
    '{O_final: 8, O: 16, I: 8, W: 8}',
  );
  expect(layerOf(swapped).constantOperands).toEqual(['W', 'I']);
  expect([...layerOf(swapped).operandPrecision.keys()]).toEqual(['O_final', 'O', 'I', 'W']);
});

test('objects are read like files, without lines', () => {
  const { nodes } = readWorkload(documentFromObject(parseYaml(WORKLOAD).data)).value;
  const [node] = nodes;
  expect(node?.kind === 'layer' ? node.layer : undefined).toEqual({ ...layerOf(WORKLOAD), origin: { path: '[0]' } });
});

test('any identifier is an operator type, and an empty workload is one', () => {
  expect(layerOf(WORKLOAD.replace('Conv', 'MatMul')).operatorType).toBe('MatMul');
  expect(read('[]')).toEqual([]);
});

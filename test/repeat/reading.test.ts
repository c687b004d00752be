import { describe, expect, test } from 'vitest';
import { assembleWorkload } from '../../src/io/assemble-workload.ts';
import { expandRepeats } from '../../src/io/expand-repeats.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { findingsOf } from '../errors/findings-of.ts';
import { layerNodes, messagesOf, read, type TestGraph, value } from '../onnx/support.ts';
import { FREE_MAPPING, matrixProduct } from '../small-inputs.ts';
import { REPEATED } from './inputs.ts';

/* How often a layer is repeated, as workload files and ONNX models say it, and as it is written out. */

function readLayers(layers: readonly object[]) {
  return readWorkload(documentFromObject(layers));
}

describe('workload files', () => {
  test('repeat layers once unless told', () => {
    const { layers } = assembleWorkload(
      readLayers(REPEATED).value,
      readMapping(documentFromObject([FREE_MAPPING])).value,
    ).value;
    expect(layers.map(({ repeat }) => repeat)).toEqual([1, 3, 3]);
  });

  test.each([0, -2, 1.5, 'three', true])('refuse %s repetitions', (repeat) => {
    const [found] = findingsOf(() => readLayers([{ ...matrixProduct(0, 'only', [1, 2, 3]), repeat }]));
    expect(found?.message).toContain('expected an integer of at least 1');
    expect(found?.path).toContain('repeat');
  });

  test('refuse more operations than can be counted', () => {
    const [found] = findingsOf(() =>
      readLayers([{ ...matrixProduct(0, 'only', [1024, 1024, 1024]), repeat: 2 ** 24 }]),
    );
    expect(found?.code).toBe('ZZ3108');
  });
});

describe('layers written out', () => {
  test('stand block after block, and read from the same repetition', () => {
    const layers = expandRepeats([...REPEATED, matrixProduct(3, 'last', [4, 6, 6], 2)]);
    expect(layers.map(({ name }) => name)).toEqual(['first', 'up', 'down', 'up', 'down', 'up', 'down', 'last']);
    expect(layers.map(({ id, operand_source: { I } }) => [id, I])).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [4, 0],
      [6, 4],
      [5, 0],
      [7, 5],
      [3, 7],
    ]);
    expect(layers.some((layer) => 'repeat' in layer)).toBe(false);
    expect(readLayers(layers).value.nodes.length).toBe(8);
  });

  test('keep their own constants', () => {
    for (const { id, operand_source: sources } of expandRepeats(REPEATED)) expect(sources.W).toBe(id);
  });

  test('are not too many', () => {
    expect(() => expandRepeats([{ id: 0, repeat: 1e9 }])).toThrow(RangeError);
  });
});

describe('ONNX models', () => {
  const graph = (repeat: string, after?: string): TestGraph => ({
    inputs: [value('x', 4, 8)],
    outputs: [value('z', 4, 6)],
    initializers: [{ name: 'w', dimensions: [8, 6] }],
    nodes: [
      { operatorType: 'MatMul', name: 'product', inputs: ['x', 'w'], outputs: ['y'], metadata: { other: '9', repeat } },
      {
        operatorType: 'Softmax',
        name: 'softmax',
        inputs: ['y'],
        outputs: ['z'],
        ...(after === undefined ? {} : { metadata: { repeat: after } }),
      },
    ],
  });

  test('say it in the metadata of nodes', () => {
    const { value: workload } = read(graph('12', '12'));
    const [product] = layerNodes(workload);
    expect(product?.layer.repeat).toBe(12);
    const once = read(graph('1')).value.nodes.find(({ name }) => name === 'softmax');
    const softmax = workload.nodes.find(({ name }) => name === 'softmax');
    if (softmax?.kind !== 'passThrough' || once?.kind !== 'passThrough') throw new Error('softmax is no layer');
    expect(softmax.repeat).toBe(12);
    expect(softmax.elementsMoved).toBe(once.elementsMoved);
    expect(softmax.traffic?.vectorOperations).toBe(12 * (once.traffic?.vectorOperations ?? 0));
  });

  test('count operators without cost in every repetition', () => {
    const mapping = readMapping(documentFromObject([FREE_MAPPING])).value;
    const uncostedOf = (after: string) => assembleWorkload(read(graph('1', after)).value, mapping).value.uncosted[0];
    expect(uncostedOf('12')?.count).toBe(12);
    expect(uncostedOf('12')?.elementsMoved).toBe(12 * (uncostedOf('1')?.elementsMoved ?? 0));
  });

  test('repeat what is inside a function that is repeated', () => {
    const body = {
      name: 'Block',
      inputs: ['a', 'b'],
      outputs: ['c'],
      nodes: [{ operatorType: 'MatMul', name: 'inner', inputs: ['a', 'b'], outputs: ['c'], metadata: { repeat: '2' } }],
    };
    const { value: workload } = read({
      inputs: [value('x', 4, 8)],
      outputs: [value('y', 4, 6)],
      initializers: [{ name: 'w', dimensions: [8, 6] }],
      functions: [body],
      nodes: [
        {
          operatorType: 'Block',
          domain: 'local',
          name: 'block',
          inputs: ['x', 'w'],
          outputs: ['y'],
          metadata: { repeat: '5' },
        },
      ],
    });
    expect(layerNodes(workload).map(({ layer }) => layer.repeat)).toEqual([10]);
  });

  test.each(['0', '-1', '2.5', 'many', '', '1e3', '99999999999999999999'])('refuse "%s" repetitions', (repeat) => {
    expect(messagesOf(graph(repeat))[0]).toContain(`ZZ5113 the metadata entry repeat is "${repeat}"`);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layerNames } from '../../src/quantities/layer-names.ts';

const conv = (name: string) => ({ name, operatorType: 'Conv' });

describe('short names of layers', () => {
  test('of an exported network are cut to what is unique, without the operator', () => {
    const layers = [
      conv('/conv1/Conv'),
      conv('/layer1/layer1.0/conv1/Conv'),
      conv('/layer4/layer4.1/conv2/Conv'),
      conv('/layer4/layer4.0/conv2/Conv'),
      conv('/layer4/layer4.0/downsample/downsample.0/Conv'),
      { name: '/fc/Gemm', operatorType: 'Gemm' },
    ];
    const { short, numbered } = layerNames(layers);
    expect(layers.map(short)).toEqual([
      'conv1',
      'layer1.0/conv1',
      'layer4.1/conv2',
      'layer4.0/conv2',
      'downsample.0',
      'fc',
    ]);
    expect(numbered({ ...conv('/layer4/layer4.1/conv2/Conv'), id: 18 })).toBe('18: layer4.1/conv2');
  });

  test('keep the operator where it tells layers apart', () => {
    const layers = [conv('/a/Conv'), { name: '/a/Gemm', operatorType: 'Gemm' }];
    expect(layers.map(layerNames(layers).short)).toEqual(['Conv', 'Gemm']);
  });

  test('are those that are given where names are no paths, or strange ones', () => {
    const layers = [conv('conv1'), conv('conv1'), conv(''), conv('/'), conv('Conv')];
    expect(layers.map(layerNames(layers).short)).toEqual(['conv1', 'conv1', '', '/', 'Conv']);
  });

  test('of layers with different names differ, unless the names differ in slashes only', () => {
    const part = fc.constantFrom('a', 'b', 'Conv', 'x.1');
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 8 }), (names) => {
        const layers = names.map(conv);
        const { short } = layerNames(layers);
        expect(new Set(layers.map(short)).size).toBe(names.length);
      }),
    );
  });
});

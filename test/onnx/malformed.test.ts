import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type WrittenGraph, type WrittenNode, writeModel } from '../../scripts/onnx-writer.ts';
import { InputError } from '../../src/base/diagnostic.ts';
import { readOnnxWorkload } from '../../src/io/onnx/read-onnx-workload.ts';
import { findingsOf } from '../errors/findings-of.ts';
import { integers, node, read, value, weights } from './support.ts';

/** A sound model with every kind of field the reader looks at. */
const GRAPH: WrittenGraph = {
  name: 'g',
  nodes: [
    node('Conv', ['x', 'w', 'bias'], 'a', { kernel_shape: [3, 3], group: 2, auto_pad: { text: 'SAME_UPPER' } }),
    node('Constant', [], 's', { value: { tensor: integers('', 0, -1) } }),
    node('Reshape', ['a', 's'], 'b'),
    node('Slice', ['b', 'from', 'to', 'axes'], 'c'),
    node('Upsample', ['x'], 'u', { scales: { float: 2 } }),
    node('If', ['x'], 'd', { then_branch: { graph: { name: 't', nodes: [node('Relu', ['x'], 'e')] } } }),
    node('Gemm', ['c', 'v', ''], 'y', { transB: 1, act_size: 4 }),
  ],
  inputs: [value('x', 'N', 4, 6, 6)],
  outputs: [value('y', 'N', 10)],
  values: [value('a', 'N', 8, 6, 6)],
  initializers: [
    weights('w', 8, 2, 3, 3),
    integers('from', 0),
    integers('to', 100),
    integers('axes', 1),
    weights('v', 10, 100),
  ],
};
const MODEL = writeModel(GRAPH);

/** Whatever the bytes are: layers, or `InputError` with a code and a remedy. */
function expectOnlyInputErrors(bytes: Uint8Array): void {
  try {
    for (const { kind, ...node } of readOnnxWorkload(bytes).value.nodes) {
      if (kind !== 'layer' || !('layer' in node)) continue;
      for (const { size } of node.layer.dimensions) expect(Number.isSafeInteger(size) && size >= 1).toBe(true);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    if (!(error instanceof InputError)) return;
    for (const finding of error.diagnostics) {
      expect(finding.code).toMatch(/^ZZ5\d{3}$/);
      expect(finding.hint).toBeTruthy();
    }
  }
}

test('the model itself is sound', () => {
  expect(readOnnxWorkload(MODEL).value.nodes.filter(({ kind }) => kind === 'layer')).toHaveLength(2);
});

test('cut off at any byte', () => {
  for (let length = 0; length < MODEL.length; length++) expectOnlyInputErrors(MODEL.subarray(0, length));
});

test('any byte changed', () => {
  const change = fc.tuple(fc.nat(MODEL.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 127, 128, 255)));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const bytes = MODEL.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      expectOnlyInputErrors(bytes);
    }),
    { numRuns: 1000 },
  );
});

test('bytes put in or taken out', () => {
  const change = fc.tuple(fc.nat(MODEL.length), fc.nat(6), fc.uint8Array({ maxLength: 10 }));
  fc.assert(
    fc.property(change, ([at, taken, put]) => {
      expectOnlyInputErrors(Uint8Array.from([...MODEL.slice(0, at), ...put, ...MODEL.slice(at + taken)]));
    }),
    { numRuns: 500 },
  );
});

test('any bytes at all', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), expectOnlyInputErrors), { numRuns: 500 });
});

test('odd values in sound structures', () => {
  const size = fc.constantFrom<number | string>(1, 2, 3, 6, 0, -1, -7, 2 ** 31, 2 ** 53, '', 'N');
  const number = fc.constantFrom(0, 1, 2, 3, -1, -2, 5, 64, 2 ** 31, -(2 ** 31), 2 ** 53, -(2 ** 53));
  const list = fc.array(number, { maxLength: 5 });
  const names = fc.constantFrom('x', 'y', 'z', 'k', 'l', '');
  const attributes = fc.dictionary(
    fc.constantFrom(
      'axis',
      'axes',
      'perm',
      'starts',
      'ends',
      'split',
      'kernel_shape',
      'strides',
      'pads',
      'dilations',
      'group',
      'shape',
      'blocksize',
      'value_ints',
      'keepdims',
    ),
    fc.oneof(number, list),
    { maxKeys: 4 },
  );
  const operators = [
    'Conv',
    'MatMul',
    'Gemm',
    'Reshape',
    'Slice',
    'Split',
    'Gather',
    'Concat',
    'Transpose',
    'Squeeze',
    'Unsqueeze',
    'Expand',
    'Tile',
    'Pad',
    'Resize',
    'DepthToSpace',
    'SpaceToDepth',
    'Shape',
    'Constant',
    'ConstantOfShape',
    'Range',
    'ReduceSum',
    'ArgMax',
    'MaxPool',
    'ConvTranspose',
    'Flatten',
    'Mul',
    'Div',
    'Sub',
  ];
  const operator = fc.constantFrom(...operators);
  const nodes = fc.array(fc.tuple(operator, fc.array(names, { maxLength: 4 }), attributes), { maxLength: 8 });
  fc.assert(
    fc.property(nodes, fc.array(size, { maxLength: 5 }), list, list, (drawn, shape, first, second) => {
      const written = drawn.map(([type, inputs, given], index): WrittenNode => {
        const output = ['y', 'z'][index] ?? `t${index}`;
        return { operatorType: type, inputs, outputs: [output, `${output}2`], attributes: given };
      });
      const graph = {
        name: 'g',
        nodes: written,
        inputs: [value('x', ...shape)],
        initializers: [integers('k', ...first), integers('l', ...second)],
      };
      expectOnlyInputErrors(writeModel(graph));
    }),
    { numRuns: 1500 },
  );
});

/** A protocol-buffer field with a length. */
function field(number: number, ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length + 8);
  let at = 0;
  bytes[at++] = number * 8 + 2;
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    bytes[at++] = rest < 128 ? rest : (rest % 128) + 128;
    if (rest < 128) break;
  }
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.slice(0, at);
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('claims that would take much memory or time', () => {
  test('a constant of 2^40 elements', () => {
    const nodes = [node('Reshape', ['x', 's'], 'y')];
    const initializers = [{ name: 's', dimensions: [2 ** 20, 2 ** 20], integers: [1] }, weights('w', 2 ** 40)];
    expect(read({ nodes, inputs: [value('x', 4)], initializers }).warnings).toEqual([]);
  });

  test('lengths beyond the file', () => {
    const bytes = [...field(7, [0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f])];
    expect(findingsOf(() => readOnnxWorkload(Uint8Array.from(bytes))).map(({ message }) => message)).toEqual([
      expect.stringContaining('the message ends early'),
    ]);
  });

  test('integers and lengths of more than 64 bits', () => {
    const tooLong = new Uint8Array(11).fill(0xff);
    expect(findingsOf(() => readOnnxWorkload(tooLong)).map(({ message }) => message)).toEqual([
      expect.stringContaining('an integer is too long'),
    ]);
    expectOnlyInputErrors(Uint8Array.from([0x3a, ...new Array<number>(9).fill(0xff), 0x01]));
  });

  test.each([
    ['sizes of a constant', field(5, field(1, new Uint8Array(500_000).fill(1)), field(8, text('w')))],
    ['values of a constant', field(5, field(7, new Uint8Array(500_000).fill(1)), [0x10, 7], field(8, text('w')))],
    [
      'integers of an attribute',
      field(1, field(4, text('Conv')), field(5, field(1, text('pads')), field(8, new Uint8Array(500_000)))),
    ],
    [
      'floats of an attribute',
      field(1, field(4, text('Upsample')), field(5, field(1, text('scales')), field(7, new Uint8Array(2_000_000)))),
    ],
  ])('a list of 500000 %s', (_, part) => {
    expectOnlyInputErrors(field(7, part));
  });

  test('inputs of 200000 axes and as many reduced ones', () => {
    const shape = new Array<number>(200_000).fill(1);
    const nodes = [
      node('ReduceSum', ['x'], 'y', { axes: shape.map((_, axis) => axis) }),
      node('Transpose', ['x'], 'z'),
    ];
    read({ nodes, inputs: [{ name: 'x', shape }] });
  });

  test('200000 inputs that come later', () => {
    const inputs = new Array<string>(200_000).fill('late');
    const nodes = [node('Concat', inputs, 'y'), node('Relu', ['x'], 'late')];
    expect(read({ nodes }).value.nodes).toHaveLength(2);
  });

  test('graphs in graphs', () => {
    const nested = (depth: number): WrittenGraph => ({
      name: 'g',
      nodes: depth === 0 ? [] : [node('If', [], 'y', { then_branch: { graph: nested(depth - 1) } })],
    });
    expect(read(nested(10)).value.nodes).toHaveLength(1);
    expect(findingsOf(() => read(nested(200))).map(({ message }) => message)).toEqual([
      expect.stringContaining('graphs are nested too deeply'),
    ]);
  });

  test('shapes that double with every node', () => {
    const nodes = Array.from({ length: 60 }, (_, index) => {
      const input = index === 0 ? 'x' : `t${index - 1}`;
      return node('Gather', [input, input], `t${index}`);
    });
    read({ nodes, inputs: [value('x', 2, 2)] });
  });

  test('lists that double with every node', () => {
    const nodes = Array.from({ length: 60 }, (_, index) => {
      const input = index === 0 ? 'k' : `t${index - 1}`;
      return node('Concat', [input, input], `t${index}`, { axis: 0 });
    });
    read({ nodes, initializers: [integers('k', 1)] });
  });

  test('30000 nodes that produce one tensor', () => {
    const nodes = Array.from({ length: 30_000 }, () => ({ operatorType: 'Relu', inputs: ['x'], outputs: ['a'] }));
    const findings = findingsOf(() => read({ nodes }));
    expect(findings.map(({ code }) => code)).toContain('ZZ5109');
    expect(findings.length).toBeLessThan(110);
  });
});

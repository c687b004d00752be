import { integers, node, value, weights } from '../support.ts';
import { type Case, named } from './case.ts';

const floats = (name: string, ...list: readonly number[]) => ({ name, dimensions: [list.length], floats: list });

const convolution = named('conv', node('Conv', ['moved', 'w'], 'y'));
const branch = (name: string, width: number) => ({
  graph: {
    name,
    nodes: [
      named(name, node('MatMul', ['a', `w${width}`], 'm')),
      node('Slice', ['m'], 'z', { starts: [0], ends: [4], axes: [1] }),
    ],
    outputs: [value('z', 4, 4)],
  },
});

/** One for each pattern that exporters write. */
export const PATTERN_CASES: Readonly<Record<string, Case>> = {
  'a slice to the end': {
    graph: {
      nodes: [
        node('Constant', [], 'end', { value: { tensor: integers('', '9223372036854775807') } }),
        node('Slice', ['x', 'start', 'end', 'start'], 'moved'),
        convolution,
      ],
      inputs: [value('x', 1, 4, 8, 8)],
      initializers: [integers('start', 1), weights('w', 8, 3, 3, 3)],
    },
    operations: { conv: 8 * 36 * 27 },
  },
  'a resize by scales': {
    graph: {
      nodes: [node('Resize', ['x', '', 'scales'], 'moved'), convolution],
      inputs: [value('x', 1, 8, 10, 10)],
      initializers: [floats('scales', 1, 1, 2, 2), weights('w', 16, 8, 1, 1)],
    },
    operations: { conv: 400 * 128 },
  },
  'padding as PyTorch writes it': {
    graph: {
      nodes: [
        node('ConstantOfShape', ['rest'], 'zeros', { value: { tensor: integers('', 0) } }),
        node('Concat', ['given', 'zeros'], 'all', { axis: 0 }),
        node('Reshape', ['all', 'pairs'], 'rows'),
        node('Slice', ['rows', 'last', 'first', 'axis', 'last'], 'turned'),
        node('Transpose', ['turned'], 'columns', { perm: [1, 0] }),
        node('Reshape', ['columns', 'flat'], 'list'),
        node('Cast', ['list'], 'pads', { to: 7 }),
        node('Pad', ['x', 'pads'], 'moved'),
        convolution,
      ],
      inputs: [value('x', 1, 3, 8, 10)],
      initializers: [
        integers('given', 2, 1, 3, 0),
        integers('rest', 4),
        integers('pairs', -1, 2),
        integers('last', -1),
        integers('first', '-9223372036854775807'),
        integers('axis', 0),
        integers('flat', -1),
        weights('w', 4, 3, 3, 3),
      ],
    },
    operations: { conv: 4 * 9 * 11 * 27 },
  },
  'a shape by a choice': {
    graph: {
      nodes: [
        node('Equal', ['wanted', 'minus'], 'open'),
        node('Where', ['open', 'ones', 'wanted'], 'sizes'),
        node('Expand', ['x', 'sizes'], 'moved'),
        named('mm', node('MatMul', ['moved', 'w'], 'y')),
      ],
      inputs: [value('x', 5, 6)],
      initializers: [
        integers('wanted', 4, 5, -1),
        integers('minus', -1),
        integers('ones', 1, 1, 1),
        weights('w', 6, 7),
      ],
    },
    operations: { mm: 840 },
    weights: 42,
  },
  'quantised as QONNX does': {
    graph: {
      nodes: [
        { ...node('Quant', ['x', 's', 'z', 'b'], 'moved'), domain: 'qonnx.custom_op.general' },
        { ...node('Quant', ['v', 's', 'z', 'b'], 'w'), domain: 'qonnx.custom_op.general' },
        convolution,
      ],
      inputs: [value('x', 1, 3, 8, 8)],
      initializers: [weights('v', 4, 3, 3, 3), ...['s', 'z', 'b'].map((name) => weights(name))],
    },
    operations: { conv: 4 * 36 * 27 },
    isConstant: true,
  },
  'behind an LSTM': {
    graph: {
      nodes: [
        named('lstm', node('LSTM', ['x', 'w', 'r'], 'y', { hidden_size: 8 })),
        node('Squeeze', ['y', 'axis'], 'q'),
        named('dense', node('MatMul', ['q', 'd'], 'out')),
      ],
      inputs: [value('x', 5, 2, 10)],
      initializers: [weights('w', 1, 32, 10), weights('r', 1, 32, 8), integers('axis', 1), weights('d', 8, 4)],
    },
    operations: { lstm: 5760, dense: 320 },
  },
  'an If: the larger branch': {
    graph: {
      nodes: [
        node('Relu', ['x'], 'a'),
        named(
          'choice',
          node('If', ['flag'], 'm', { then_branch: branch('small', 4), else_branch: branch('large', 16) }),
        ),
        named('last', node('MatMul', ['m', 'w4'], 'y')),
      ],
      inputs: [value('x', 4, 4), value('flag')],
      initializers: [weights('w4', 4, 4), weights('w16', 4, 16)],
    },
    operations: { large: 256, last: 64 },
    warnings: ['ZZ5206'],
  },
  'a Loop of known length': {
    graph: {
      nodes: [
        named(
          'loop',
          node('Loop', ['count', 'flag', 'x'], 'y', {
            body: {
              graph: {
                name: 'body',
                nodes: [named('step', node('MatMul', ['state', 'w'], 'next')), node('Identity', ['go'], 'on')],
                inputs: [value('i'), value('go'), value('state', 4, 4)],
                outputs: [value('on'), value('next', 4, 4)],
              },
            },
          }),
        ),
      ],
      inputs: [value('x', 4, 4)],
      initializers: [{ name: 'count', dimensions: [], integers: [5] }, weights('flag'), weights('w', 4, 4)],
    },
    operations: { step: 320 },
    weights: 16,
    isConstant: true,
    warnings: ['ZZ5207'],
  },
  'a Scan': {
    graph: {
      nodes: [
        {
          ...named(
            'scan',
            node('Scan', ['h', 'x'], 'hs', {
              num_scan_inputs: 1,
              body: {
                graph: {
                  name: 'body',
                  nodes: [
                    named('inside', node('MatMul', ['slice', 'w'], 'p')),
                    node('Add', ['p', 'before'], 'after'),
                    node('Identity', ['after'], 'out'),
                  ],
                  inputs: [value('before', 2, 8), value('slice', 2, 4)],
                  outputs: [value('after', 2, 8), value('out', 2, 8)],
                },
              },
            }),
          ),
          outputs: ['h2', 'all'],
        },
        named('behind', node('MatMul', ['all', 'v'], 'y')),
      ],
      inputs: [value('x', 7, 2, 4), value('h', 2, 8)],
      initializers: [weights('w', 4, 8), weights('v', 8, 3)],
    },
    operations: { inside: 7 * 2 * 4 * 8, behind: 7 * 2 * 8 * 3 },
    weights: 32,
  },
  'local functions': {
    graph: {
      nodes: [
        { ...named('fc1', node('Linear', ['x', 'w1', 'b1'], 'h', { wide: 1 })), domain: 'local' },
        { ...named('fc2', node('Linear', ['h', 'w2', 'b2'], 'y')), domain: 'local' },
      ],
      inputs: [value('x', 3, 5)],
      initializers: [weights('w1', 5, 6), weights('b1', 6), weights('w2', 6, 2), weights('b2', 2)],
      functions: [
        {
          name: 'Linear',
          inputs: ['x', 'w', 'b'],
          outputs: ['y'],
          nodes: [
            named('mm', node('MatMul', ['x', 'w'], 'm', { keep: { reference: 'wide' } })),
            node('Add', ['m', 'b'], 'y'),
          ],
        },
      ],
    },
    operations: { 'fc1/mm': 90, 'fc2/mm': 36 },
    isConstant: true,
  },
};

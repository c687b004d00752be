import { contraction, type DraftSource, type LayerDraft } from '../layers/layer-parts.ts';
import type { NodeReader } from '../layers/node-reader.ts';
import { badAttribute } from '../onnx-errors.ts';
import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import { attribute, isNumber, mapDimension, type NodeContext, type ShapeRule } from '../shapes/shape-rule.ts';
import { forEach, type Lowering, type OperatorFamily } from './operator.ts';

/** Sizes of an attention: for each of the batch and each head, rows of queries meet rows of keys. */
interface Heads {
  readonly batch: OnnxDimension;
  /** Heads of keys and values. */
  readonly heads: OnnxDimension;
  /** Heads of queries for each of them. */
  readonly queriesPerHead: OnnxDimension;
  readonly queries: OnnxDimension;
  /** Keys in all, past ones included. */
  readonly keys: OnnxDimension;
  readonly depth: OnnxDimension;
  readonly valueDepth: OnnxDimension;
}

/** What shape rules and layers can both ask. */
interface Node {
  readonly shape: (input: number) => OnnxShape | undefined;
  readonly integer: (name: string) => number | undefined;
  readonly integers: (name: string) => readonly number[];
}

function nodeOf(context: NodeContext): Node {
  return {
    shape: context.shape,
    integer: (name) => attribute(context, name)?.integer,
    integers: (name) => attribute(context, name)?.integers ?? [],
  };
}

function nodeOfReader(reader: NodeReader): Node {
  return {
    shape: (input) => reader.knownShape(reader.input(input)),
    integer: (name) => reader.node.attributes.get(name)?.integer,
    integers: (name) => reader.integers(name, []),
  };
}

function divided(size: OnnxDimension, by: OnnxDimension): OnnxDimension {
  return isNumber(size) && isNumber(by) && by > 0 ? size / by : '';
}

function sum(x: OnnxDimension, y: OnnxDimension): OnnxDimension {
  if (y === 0) return x;
  return isNumber(x) && isNumber(y) ? x + y : '';
}

/** Past keys: axis 2 of `[batch, heads, past, depth]`; none without the input. */
function pastKeys(node: Node, input: number): OnnxDimension {
  return node.shape(input)?.[2] ?? 0;
}

/** Inputs of attention whose queries, keys and values come separately, and the attributes with the numbers of heads. */
interface Separate {
  readonly past: number;
  readonly heads: string;
  readonly keyHeads: string;
}

/** Queries `[batch, queries, heads · depth]` or `[batch, heads, queries, depth]`; keys and values alike, or packed with the queries. */
function separateHeads(node: Node, form: Separate): Heads | undefined {
  const [query, key = query, value = key] = [node.shape(0), node.shape(1), node.shape(2)];
  if (query === undefined || key === undefined || value === undefined) return undefined;
  const isPacked = node.shape(1) === undefined;
  const heads = node.integer(form.heads) ?? (query.length === 4 ? query[1] : undefined) ?? '';
  const keyHeads = node.integer(form.keyHeads) ?? (key.length === 4 ? key[1] : undefined) ?? heads;
  const parts = isPacked && isNumber(heads) && isNumber(keyHeads) ? heads + 2 * keyHeads : heads;
  const depth = query.length === 3 ? divided(query[2] ?? '', parts) : (query[query.length - 1] ?? '');
  const ofValue = value.length === 3 && !isPacked ? divided(value[2] ?? '', keyHeads) : undefined;
  const current = key.length === 4 ? (key[2] ?? '') : (key[1] ?? '');
  return {
    batch: query[0] ?? '',
    heads: keyHeads,
    queriesPerHead: divided(heads, keyHeads),
    queries: query.length === 4 ? (query[2] ?? '') : (query[1] ?? ''),
    keys: sum(current, pastKeys(node, form.past)),
    depth,
    valueDepth: ofValue ?? (value.length === 4 ? (value[3] ?? '') : depth),
  };
}

/** Attention with the projection inside: input `[batch, sequence, width]`, weights `[width, q + k + v]`. */
function projectedHeads(
  node: Node,
  pastInput: number,
): (Heads & { readonly width: OnnxDimension; readonly columns: OnnxDimension }) | undefined {
  const [input, weights] = [node.shape(0), node.shape(1)];
  if (input === undefined || weights === undefined) return undefined;
  const columns = weights[1] ?? '';
  const [ofQuery, , ofValue] = node.integers('qkv_hidden_sizes');
  const third = divided(columns, 3);
  const heads = node.integer('num_heads') ?? '';
  const past = node.shape(pastInput)?.[3] ?? 0;
  return {
    batch: input[0] ?? '',
    heads,
    queriesPerHead: 1,
    queries: input[1] ?? '',
    keys: sum(input[1] ?? '', past),
    depth: divided(ofQuery ?? third, heads),
    valueDepth: divided(ofValue ?? third, heads),
    width: input[2] ?? '',
    columns,
  };
}

/** Output and present keys and values; the output as the queries are: with three or four axes. */
function outputShapes(found: Heads | undefined, hasHeadAxis: boolean): readonly (OnnxShape | undefined)[] {
  if (found === undefined) return [undefined];
  const { batch, heads, queriesPerHead, queries, keys, depth, valueDepth } = found;
  const allHeads = mapDimension(heads, (count) => (isNumber(queriesPerHead) ? count * queriesPerHead : Number.NaN));
  const width = isNumber(allHeads) && isNumber(valueDepth) ? allHeads * valueDepth : '';
  return [
    hasHeadAxis ? [batch, allHeads, queries, valueDepth] : [batch, queries, width],
    [batch, heads, keys, depth],
    [batch, heads, keys, valueDepth],
    [batch, allHeads, queries, keys],
  ];
}

function separateShape(form: Separate): ShapeRule {
  return (context) => outputShapes(separateHeads(nodeOf(context), form), context.shape(0)?.length === 4);
}

function projectedShape(pastInput: number): ShapeRule {
  return (context) => {
    const found = projectedHeads(nodeOf(context), pastInput);
    const [output] = outputShapes(found, false);
    if (found === undefined) return [output];
    return [output, [2, found.batch, found.heads, found.keys, found.depth]];
  };
}

/** Scores of queries and keys, then the weighted sums of values. Softmax has no operations here. */
function attentionLayers(
  reader: NodeReader,
  heads: Heads | undefined,
  from: { readonly query: DraftSource; readonly key: DraftSource; readonly value: DraftSource },
): readonly LayerDraft[] {
  const input = reader.input(0);
  if (heads === undefined)
    return reader.fail(badAttribute(reader.place, 'num_heads', 'missing', 'inputs of known shape'));
  const whole = (size: OnnxDimension, axis: number): number => reader.whole(size, input, axis);
  const [queries, keys] = [whole(heads.queries, 1), whole(heads.keys, 1)];
  const [depth, valueDepth] = [whole(heads.depth, 2), whole(heads.valueDepth, 2)];
  const queriesPerHead = whole(heads.queriesPerHead, 2);
  const outer = [
    { name: 'B', size: reader.batch([heads.batch], input), of: 'IWO' },
    { name: 'H', size: whole(heads.heads, 2), of: 'IWO' },
    ...(queriesPerHead === 1 ? [] : [{ name: 'G', size: queriesPerHead, of: 'IO' }]),
  ];
  const part = (name: string, inner: number, columns: number, source: LayerDraft['from']): LayerDraft => ({
    part: name,
    from: source,
    ...contraction(
      [
        { name: 'C', size: inner, of: 'IW' },
        { name: 'D', size: queries, of: 'IO' },
        { name: 'K', size: columns, of: 'WO' },
        ...outer,
      ],
      reader.precision(false),
      [...outer.map(({ name }) => name), 'D', 'C', 'K'],
    ),
  });
  return [
    part('scores', depth, keys, { I: from.query, W: from.key }),
    part('context', keys, valueDepth, { I: 'scores', W: from.value }),
  ];
}

function separateLayers(form: Separate): Lowering {
  return (reader) => {
    reader.shape(reader.input(0));
    const [key, value] = [reader.input(1) === '' ? 0 : 1, reader.input(2) === '' ? 0 : 2];
    return attentionLayers(reader, separateHeads(nodeOfReader(reader), form), { query: 0, key, value });
  };
}

function projectedLayers(pastInput: number): Lowering {
  return (reader) => {
    const [input, weights] = [reader.input(0), reader.input(1)];
    reader.shape(input);
    reader.shape(weights);
    const found = projectedHeads(nodeOfReader(reader), pastInput);
    const projection: LayerDraft = {
      part: 'projection',
      from: { I: 0, W: 1 },
      ...contraction(
        [
          { name: 'C', size: reader.size(input, 2), of: 'IW' },
          { name: 'D', size: reader.size(input, 1), of: 'IO' },
          { name: 'K', size: reader.size(weights, 1), of: 'WO' },
          { name: 'B', size: reader.batch([found?.batch], input), of: 'IO' },
        ],
        reader.precision(),
        ['B', 'D', 'C', 'K'],
      ),
    };
    const inside = { query: 'projection', key: 'projection', value: 'projection' };
    return [projection, ...attentionLayers(reader, found, inside)];
  };
}

const STANDARD: Separate = { past: 4, heads: 'q_num_heads', keyHeads: 'kv_num_heads' };
const MULTI_HEAD: Separate = { past: 6, heads: 'num_heads', keyHeads: 'num_heads' };
const GROUPED: Separate = { past: 3, heads: 'num_heads', keyHeads: 'kv_num_heads' };

const separate = (form: Separate) => ({ shape: separateShape(form), layers: separateLayers(form) });
const projected = (past: number) => ({ shape: projectedShape(past), layers: projectedLayers(past) });

const SEPARATE = ['Attention', 'MultiHeadAttention', 'GroupQueryAttention'];

/** Attention in one operator. */
export const ATTENTION: OperatorFamily = {
  title: 'Attention',
  operators: {
    Attention: separate(STANDARD),
    ...forEach(['MultiHeadAttention'], separate(MULTI_HEAD)),
    GroupQueryAttention: separate(GROUPED),
    'com.microsoft:Attention': projected(4),
    'com.microsoft:QAttention': projected(8),
  },
  rows: [
    {
      operators: SEPARATE,
      form: '`scores`',
      equation: 'O[b][h][g][d][k] = I[b][h][g][d][c] * W[b][h][c][k]',
      loops:
        'C = depth of a head, D = queries, K = keys, past ones included, B = in[0], H = heads of keys, G = heads of queries for each',
    },
    {
      operators: SEPARATE,
      form: '`context`',
      equation: 'the same',
      loops: 'as above with C = keys, K = depth of a value',
    },
    {
      operators: ['com.microsoft:Attention', 'com.microsoft:QAttention'],
      form: '`projection`, then as above',
      equation: 'O[b][d][k] = I[b][d][c] * W[c][k]',
      loops: 'C = in[2], D = in[1], K = columns of the weights, B = in[0]',
    },
  ],
};

import { elementsIn, integerOf, type NodeSizes } from './node-sizes.ts';
import type { OperationRule } from './products.ts';

/*
 * Attention: scores of every query with every key, then their product with the values. Masks are not looked at: the full square counts.
 * Earlier keys and values (`past`) count as keys and values.
 */

/** What the two products of attention depend on. */
interface AttentionSizes {
  readonly batch: number;
  readonly queries: number;
  readonly keys: number;
  /** Elements of a query over all heads. */
  readonly queryWidth: number;
  /** Elements of a result over all query heads. */
  readonly valueWidth: number;
}

function scoresAndContext({ batch, queries, keys, queryWidth, valueWidth }: AttentionSizes): number {
  return batch * queries * keys * (queryWidth + valueWidth);
}

/** Length of an optional tensor of earlier keys: 0 if there is none, undefined if it is not known. */
function pastLength(sizes: NodeSizes, input: number, axis: number): number | undefined {
  return isGiven(sizes, input) ? sizes.input(input)?.at(axis) : 0;
}

function isGiven({ node }: NodeSizes, input: number): boolean {
  return (node.inputs[input] ?? '') !== '';
}

/** `Attention` of the standard, whose inputs are queries, keys and values; that of onnxruntime projects them first. */
const attention: OperationRule = (sizes) =>
  sizes.input(1)?.length === 2 ? projectingAttention(4)(sizes) : standardAttention(sizes);

const standardAttention: OperationRule = (sizes) => {
  const [query, key, value] = [sizes.input(0), sizes.input(1), sizes.input(2)];
  const past = pastLength(sizes, 4, 2);
  if (query === undefined || key === undefined || value === undefined || past === undefined) return undefined;
  const [batch = 1] = query;
  const keys = (key.at(-2) ?? 0) + past;
  const width = value.at(-1) ?? 0;
  if (query.length === 4) {
    const [, heads = 1, queries = 1, depth = 1] = query;
    return scoresAndContext({ batch, queries, keys, queryWidth: heads * depth, valueWidth: heads * width });
  }
  const heads = integerOf(sizes, 'q_num_heads');
  const valueHeads = integerOf(sizes, 'kv_num_heads');
  if (query.length !== 3 || heads === undefined || valueHeads === undefined || valueHeads < 1) return undefined;
  const [, queries = 1, queryWidth = 1] = query;
  return scoresAndContext({ batch, queries, keys, queryWidth, valueWidth: (heads * width) / valueHeads });
};

/** `Attention` and `QAttention` of onnxruntime: one product makes queries, keys and values of the input. */
const projectingAttention =
  (pastInput: number): OperationRule =>
  (sizes) => {
    const [input, weights] = [sizes.input(0), sizes.input(1)];
    const past = pastLength(sizes, pastInput, 3);
    if (input?.length !== 3 || weights?.length !== 2 || past === undefined) return undefined;
    const [batch = 1, queries = 1] = input;
    const [, all = 0] = weights;
    const widths = sizes.node.attributes.get('qkv_hidden_sizes')?.integers ?? [];
    const [queryWidth = all / 3, , valueWidth = all / 3] = widths;
    const products = scoresAndContext({ batch, queries, keys: queries + past, queryWidth, valueWidth });
    return batch * queries * elementsIn(weights) + products;
  };

/** `MultiHeadAttention`: queries, keys and values apart, keys and values in one, or all three in one tensor. */
const multiHeadAttention: OperationRule = (sizes) => {
  const query = sizes.input(0);
  const past = pastLength(sizes, 6, 2);
  if (query === undefined || past === undefined) return undefined;
  const [batch = 1, queries = 1] = query;
  if (query.length === 5) {
    const [, , heads = 1, , depth = 1] = query;
    const width = heads * depth;
    return scoresAndContext({ batch, queries, keys: queries + past, queryWidth: width, valueWidth: width });
  }
  const [key, value] = [sizes.input(1), sizes.input(2)];
  const queryWidth = query.at(-1) ?? 1;
  if (query.length !== 3 || key === undefined) return undefined;
  if (key.length === 5) {
    return scoresAndContext({ batch, queries, keys: (key[1] ?? 0) + past, queryWidth, valueWidth: queryWidth });
  }
  if (value === undefined) return undefined;
  // Keys of rank 4 have their heads apart: [batch, heads, keys, depth].
  const keys = (key.at(-2) ?? 0) + past;
  const valueWidth = value.length === 4 ? (value[1] ?? 1) * (value[3] ?? 1) : (value.at(-1) ?? 1);
  return scoresAndContext({ batch, queries, keys, queryWidth, valueWidth });
};

/** `GroupQueryAttention`: several heads of queries share one of keys and values. Without keys, the queries hold all three. */
const groupedAttention: OperationRule = (sizes) => {
  const query = sizes.input(0);
  const [heads, sharedHeads] = [integerOf(sizes, 'num_heads'), integerOf(sizes, 'kv_num_heads')];
  const past = pastLength(sizes, 3, 2);
  if (query?.length !== 3 || heads === undefined || sharedHeads === undefined || past === undefined) return undefined;
  const [batch = 1, queries = 1, width = 1] = query;
  const isPacked = !isGiven(sizes, 1);
  const queryWidth = isPacked ? (width * heads) / (heads + 2 * sharedHeads) : width;
  const ownKeys = isPacked ? queries : sizes.input(1)?.at(1);
  if (ownKeys === undefined) return undefined;
  return scoresAndContext({ batch, queries, keys: ownKeys + past, queryWidth, valueWidth: queryWidth });
};

export const ATTENTION_OPERATIONS: Readonly<Record<string, OperationRule>> = {
  Attention: attention,
  QAttention: projectingAttention(8),
  MultiHeadAttention: multiHeadAttention,
  GroupQueryAttention: groupedAttention,
};

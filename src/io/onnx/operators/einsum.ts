import { product } from '../../../base/integers.ts';
import { contraction, type DraftSource, type LayerDraft, type Loop } from '../layers/layer-parts.ts';
import type { NodeReader } from '../layers/node-reader.ts';
import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import { attribute, broadcast, type ShapeRule } from '../shapes/shape-rule.ts';
import type { Lowering, OperatorFamily } from './operator.ts';

/** Labels of the axes of every term and of the output. */
interface Equation {
  readonly terms: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/** Labels of one term; the axes that an ellipsis stands for are called by their distance from its end. */
function labelsOf(term: string, rank: number | undefined): readonly string[] | undefined {
  const [before = '', after] = term.split('...');
  const named = [...before, ...(after ?? '')];
  if (after === undefined) return rank === undefined || rank === named.length ? named : undefined;
  if (rank === undefined || rank < named.length) return undefined;
  const hidden = Array.from({ length: rank - named.length }, (_, index) => `…${rank - named.length - index}`);
  return [...before, ...hidden, ...after];
}

function parse(text: string, ranks: readonly (number | undefined)[]): Equation | undefined {
  const [left = '', right] = text.replaceAll(' ', '').split('->');
  const terms = left.split(',').map((term, index) => labelsOf(term, ranks[index]));
  const known = terms.filter((term) => term !== undefined);
  if (known.length !== terms.length || terms.length !== ranks.length) return undefined;
  const all = known.flat();
  const hidden = [...new Set(all.filter((label) => label.startsWith('…')))].sort((x, y) => (x < y ? 1 : -1));
  if (right === undefined) {
    // Without an output: the labels that occur once, in alphabetical order.
    const once = [...new Set(all)].filter(
      (label) => !label.startsWith('…') && all.filter((one) => one === label).length === 1,
    );
    return { terms: known, output: [...hidden, ...once.sort()] };
  }
  const [before = '', after] = right.split('...');
  return { terms: known, output: after === undefined ? [...before] : [...before, ...hidden, ...after] };
}

function sizesOf({ terms }: Equation, shapes: readonly (OnnxShape | undefined)[]): ReadonlyMap<string, OnnxDimension> {
  const sizes = new Map<string, OnnxDimension>();
  terms.forEach((labels, term) => {
    labels.forEach((label, axis) => {
      const size = shapes[term]?.[axis] ?? '';
      sizes.set(label, broadcast([sizes.get(label) ?? 1], [size])[0] ?? '');
    });
  });
  return sizes;
}

const shape: ShapeRule = (context) => {
  const shapes = context.node.inputs.map((_, input) => context.shape(input));
  const equation = parse(
    attribute(context, 'equation')?.text ?? '',
    shapes.map((one) => one?.length),
  );
  if (equation === undefined || shapes.includes(undefined)) return [undefined];
  const sizes = sizesOf(equation, shapes);
  return [equation.output.map((label) => sizes.get(label) ?? '')];
};

/** A term that is still to be multiplied. */
interface Term {
  readonly labels: readonly string[];
  readonly from: DraftSource;
  readonly isConstant: boolean;
}

/**
 * Sums of products as matrix products, two operands after the other from the left. Labels of both operands and the output are one
 * batch loop B, those of one operand and the output are rows D or columns K, and those that are summed are C (docs/onnx.md).
 */
const layers: Lowering = (reader) => {
  const shapes = reader.node.inputs.map((tensor) => reader.shape(tensor));
  const equation = parse(
    reader.node.attributes.get('equation')?.text ?? '',
    shapes.map(({ length }) => length),
  );
  // One operand is only moved or summed; a label twice in one term picks a diagonal.
  if (equation === undefined || equation.terms.some((labels) => new Set(labels).size < labels.length)) return [];
  const sizes = wholeSizes(reader, equation, sizesOf(equation, shapes));
  const [first, ...others] = equation.terms.map(
    (labels, input): Term => ({ labels, from: input, isConstant: reader.isConstant(input) }),
  );
  const drafts: LayerDraft[] = [];
  let present = first;
  others.forEach((term, index) => {
    if (present === undefined) return;
    const needed = new Set([...equation.output, ...others.slice(index + 1).flatMap(({ labels }) => labels)]);
    const part = others.length === 1 ? '' : `product_${index + 1}`;
    drafts.push(pairLayer(reader, part, present, term, needed, sizes));
    const labels = [...new Set([...present.labels, ...term.labels])].filter((label) => needed.has(label));
    present = { labels, from: part, isConstant: present.isConstant && term.isConstant };
  });
  return drafts;
};

/** The first axis of the first operand may be an open batch. */
function wholeSizes(
  reader: NodeReader,
  { terms }: Equation,
  sizes: ReadonlyMap<string, OnnxDimension>,
): ReadonlyMap<string, number> {
  const batch = terms[0]?.[0];
  return new Map(
    [...sizes].map(([label, size]): [string, number] => {
      const term = terms.findIndex((labels) => labels.includes(label));
      const tensor = reader.input(term);
      if (label === batch) return [label, reader.batch([size], tensor)];
      return [label, reader.whole(size, tensor, terms[term]?.indexOf(label) ?? 0)];
    }),
  );
}

function pairLayer(
  reader: NodeReader,
  part: string,
  left: Term,
  right: Term,
  needed: ReadonlySet<string>,
  sizes: ReadonlyMap<string, number>,
): LayerDraft {
  const [activations, weights] = left.isConstant && !right.isConstant ? [right, left] : [left, right];
  const labels = [...new Set([...activations.labels, ...weights.labels])];
  const roleOf = (label: string): string =>
    [
      activations.labels.includes(label) ? 'I' : '',
      weights.labels.includes(label) ? 'W' : '',
      needed.has(label) ? 'O' : '',
    ].join('');
  const loop = (name: string, of: string): Loop => ({
    name,
    size: product(labels.filter((label) => roleOf(label) === of).map((label) => sizes.get(label) ?? 1)),
    of,
  });
  const extra = [loop('B', 'IWO'), loop('R', 'I'), loop('S', 'W')].filter(({ size }) => size > 1);
  const loops = [loop('C', 'IW'), loop('D', 'IO'), loop('K', 'WO'), ...extra];
  const isProduced = typeof weights.from === 'string' || reader.isProduced(weights.from);
  return {
    part,
    from: { I: activations.from, W: weights.from },
    ...contraction(loops, reader.precision(!isProduced), ['B', 'D', 'R', 'S', 'C', 'K']),
  };
}

/** Sums of products. */
export const EINSUM: OperatorFamily = {
  title: 'Sums of products',
  operators: { Einsum: { shape, layers } },
  rows: [
    {
      operators: ['Einsum'],
      form: 'two operands; more, pair after pair',
      equation: 'O[b][d][k] = I[b][d][c] * W[b][c][k]',
      loops:
        'B, D, C, K = products of the labels of both and the output, of the first and the output, of both, of the second and the output',
    },
  ],
};

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WrittenNode } from '../../scripts/onnx-writer.ts';
import { product } from '../../src/base/integers.ts';
import { OPERATOR_CASES } from './cases/operator-cases.ts';
import { PATTERN_CASES } from './cases/pattern-cases.ts';
import { elementsOf, layerNodes, node, read, type TestGraph } from './support.ts';

describe.each([
  ['operators', OPERATOR_CASES],
  ['patterns', PATTERN_CASES],
])('%s', (_, cases) => {
  test.each(Object.entries(cases))('%s', (__, { graph, opset = 17, operations, warnings = [], ...expected }) => {
    const { value: description, warnings: found } = read(graph, { opset });
    const layers = layerNodes(description);
    const counted: Record<string, number> = {};
    for (const { name, layer } of layers) {
      const owner = Object.keys(operations).find((one) => name === one || name.startsWith(`${one}/`)) ?? name;
      counted[owner] = (counted[owner] ?? 0) + product(layer.dimensions.map(({ size }) => size));
    }
    expect(counted).toEqual(operations);
    expect(found.map(({ code }) => code)).toEqual(warnings);
    const [first] = layers;
    if (first === undefined) throw new Error('no layers');
    if (expected.weights !== undefined) expect(elementsOf(first.layer).get('W')).toBe(expected.weights);
    if (expected.isConstant !== undefined) {
      expect(first.layer.constantOperands.includes('W')).toBe(expected.isConstant);
    }
    const ids = description.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Operations of all layers, in any order. */
function operationsOf(graph: TestGraph, opset: number): string[] {
  return layerNodes(read(graph, { opset }).value)
    .map(({ layer }) => `${layer.operatorType} ${product(layer.dimensions.map(({ size }) => size))}`)
    .sort();
}

/** Other names for all tensors and nodes of the outermost graph. */
function renamed(graph: TestGraph): TestGraph {
  const other = (name: string): string => (name === '' ? '' : `other ${name}`);
  const rename = <T extends { readonly name: string }>(list: readonly T[] = []): T[] =>
    list.map((one) => ({ ...one, name: other(one.name) }));
  return {
    ...graph,
    nodes: graph.nodes.map((one) => ({
      ...one,
      name: `node ${one.name}`,
      inputs: one.inputs.map(other),
      outputs: one.outputs.map(other),
    })),
    inputs: rename(graph.inputs),
    outputs: rename(graph.outputs),
    values: rename(graph.values),
    initializers: rename(graph.initializers),
  };
}

/** The graph with nodes between the graph input `x` and what reads it, which leave it as it is. */
function detoured(graph: TestGraph, detour: (rank: number) => readonly WrittenNode[]): TestGraph {
  const rank = graph.inputs?.find(({ name }) => name === 'x')?.shape.length ?? 0;
  const nodes = graph.nodes.map((one) => ({
    ...one,
    inputs: one.inputs.map((name) => (name === 'x' ? 'detoured' : name)),
  }));
  return { ...graph, nodes: [...detour(rank), ...nodes] };
}

const DETOURS: readonly ((rank: number) => readonly WrittenNode[])[] = [
  () => [node('Identity', ['x'], 'detoured')],
  () => [node('Cast', ['x'], 'detour', { to: 10 }), node('Cast', ['detour'], 'detoured', { to: 1 })],
  (rank) => {
    const reverse = { perm: Array.from({ length: rank }, (_, axis) => rank - 1 - axis) };
    return [node('Transpose', ['x'], 'detour', reverse), node('Transpose', ['detour'], 'detoured', reverse)];
  },
];

/** Inner graphs read tensors of the outer one by name, so these are not renamed. */
const isFlat = ({ nodes }: TestGraph): boolean =>
  nodes.every(({ attributes = {} }) =>
    Object.values(attributes).every((one) => typeof one !== 'object' || !('graph' in one)),
  );

test.each(Object.entries({ ...OPERATOR_CASES, ...PATTERN_CASES }))(
  'operations do not depend on names, order and detours: %s',
  (_, { graph, opset = 17 }) => {
    const expected = operationsOf(graph, opset);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...graph.nodes], { minLength: graph.nodes.length }),
        fc.constantFrom(...DETOURS),
        fc.boolean(),
        (nodes, detour, hasOtherNames) => {
          const changed = detoured({ ...graph, nodes }, detour);
          expect(operationsOf(hasOtherNames && isFlat(graph) ? renamed(changed) : changed, opset)).toEqual(expected);
        },
      ),
      { numRuns: 12 },
    );
  },
);

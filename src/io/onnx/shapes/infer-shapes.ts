import type { OnnxModel, OnnxNode, OnnxShape } from '../onnx-model.ts';
import { inferValues } from './constant-values.ts';
import { ELEMENTWISE_RULES } from './elementwise.ts';
import { GENERATING_RULES } from './generating.ts';
import { MATRIX_RULES } from './matrix.ts';
import { RESHAPING_RULES } from './reshaping.ts';
import { type NodeContext, productOf, type ShapeRules } from './shape-rule.ts';
import { WINDOWED_RULES } from './windowed.ts';

const MOST_AXES = 64;

const RULES: ShapeRules = {
  ...ELEMENTWISE_RULES,
  ...WINDOWED_RULES,
  ...MATRIX_RULES,
  ...RESHAPING_RULES,
  ...GENERATING_RULES,
};

/** Operators whose output shapes can be inferred. */
export const INFERRED_OPERATORS: readonly string[] = Object.keys(RULES).sort();

/**
 * Shapes of all tensors of a model, as far as they are declared or can be inferred. What the file declares counts first (graph
 * inputs, outputs, inner values, initialisers); symbolic sizes take the values given for them, or what inference finds.
 */
export function tensorShapes(
  { graph, opset }: OnnxModel,
  dimensionValues: ReadonlyMap<string, number>,
): ReadonlyMap<string, OnnxShape> {
  const shapes = new Map<string, OnnxShape>();
  const values = new Map<string, OnnxShape>();
  for (const { name, shape } of [...graph.inputs, ...graph.outputs, ...graph.values]) {
    if (shape === undefined || name === '' || shapes.has(name)) continue;
    shapes.set(
      name,
      shape.map((size) => (typeof size === 'string' ? (dimensionValues.get(size) ?? size) : size)),
    );
  }
  for (const { name, dimensions, integers } of graph.initializers) {
    if (name === '') continue;
    if (!shapes.has(name)) shapes.set(name, dimensions);
    if (integers !== undefined) values.set(name, integers);
  }
  for (const node of graph.nodes) inferNode(node, opset, shapes, values);
  return shapes;
}

function inferNode(
  node: OnnxNode,
  opset: number,
  shapes: Map<string, OnnxShape>,
  values: Map<string, OnnxShape>,
): void {
  const inputName = (input: number): string => node.inputs[input] ?? '';
  const context: NodeContext = {
    node,
    opset,
    shape: (input) => withFewAxes(shapes.get(inputName(input))),
    values: (input) => values.get(inputName(input)),
  };
  const inferred = Object.hasOwn(RULES, node.operatorType) ? (RULES[node.operatorType]?.(context) ?? []) : [];
  node.outputs.forEach((name, output) => {
    const shape = withFewAxes(inferred[output]);
    if (name !== '' && shape !== undefined) shapes.set(name, completed(shapes.get(name), shape));
  });
  const [first] = node.outputs;
  const known = inferValues(context);
  if (first === undefined || first === '' || known === undefined) return;
  // A list that does not fill the tensor was computed for other axes than the rule thought.
  const shape = shapes.get(first);
  if (shape !== undefined && productOf(shape) === known.length) values.set(first, known);
}

/** Shapes can grow without bound in damaged models (Gather doubles the rank); no real tensor has that many axes. */
function withFewAxes(shape: OnnxShape | undefined): OnnxShape | undefined {
  return shape === undefined || shape.length > MOST_AXES ? undefined : shape;
}

/** The declared shape with its open sizes filled in. What does not come out whole is open. */
function completed(declared: OnnxShape | undefined, computed: OnnxShape): OnnxShape {
  const inferred = computed.map((size) => (typeof size === 'number' && !Number.isSafeInteger(size) ? '' : size));
  if (declared === undefined || declared.length !== inferred.length) return declared ?? inferred;
  return declared.map((size, axis) => (typeof size === 'number' ? size : (inferred[axis] ?? size)));
}

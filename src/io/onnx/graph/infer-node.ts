import type { OnnxDimension, OnnxNode, OnnxShape } from '../onnx-model.ts';
import { operatorOf } from '../operators/registry.ts';
import { type NodeContext, productOf } from '../shapes/shape-rule.ts';
import { evaluate } from '../values/evaluate.ts';
import { isQuantised, outputType } from './output-type.ts';
import type { TensorFacts, TensorTable } from './tensor-table.ts';

const MOST_AXES = 64;

/** Operators whose outputs hold no data of their inputs. */
const READS_SHAPES_ONLY = ['Shape', 'Size'];

/** A tensor whose declared shape is not what its operator gives. */
export interface Contradiction {
  readonly node: OnnxNode;
  readonly tensor: string;
  readonly declared: OnnxShape;
  readonly inferred: OnnxShape;
}

/**
 * Adds shapes and values of a node's outputs to what is known. What is inferred counts before what is declared; returns the outputs
 * where the two differ.
 */
export function inferNode(node: OnnxNode, opset: number, tensors: TensorTable): readonly Contradiction[] {
  const input = (index: number): string => node.inputs[index] ?? '';
  let inferred: readonly (OnnxShape | undefined)[] = [];
  const context: NodeContext = {
    node,
    opset,
    shape: (index) => withFewAxes(tensors.of(input(index)).shape),
    value: (index) => tensors.valueOf(input(index)),
    values: (index) => {
      const value = tensors.valueOf(input(index));
      return value?.isFloat === false ? value.data : undefined;
    },
    inferred: (output) => inferred[output],
  };
  const operator = operatorOf(node.domain, node.operatorType);
  const isConstant = READS_SHAPES_ONLY.includes(node.operatorType) || dependsOnConstants(node, tensors);
  // Custom operators mostly keep the shape; what is declared counts before this assumption.
  const isAssumed = operator === undefined && tensors.of(node.outputs[0] ?? '').declared === undefined;
  inferred = operator === undefined ? (isAssumed ? [context.shape(0)] : []) : (operator.shape?.(context) ?? []);
  let assumedBy = isAssumed ? node : undefined;
  let loops = 0;
  for (const name of node.inputs) {
    const facts = tensors.of(name);
    assumedBy ??= facts.assumedBy;
    if (facts.loops !== undefined && facts.loops > loops) loops = facts.loops;
  }
  const values = evaluate(context);
  const type = outputType(node, tensors);
  const quantised = isQuantised(node, tensors);
  const contradictions: Contradiction[] = [];
  node.outputs.forEach((tensor, output) => {
    if (tensor === '') return;
    const { declared, elementType } = tensors.of(tensor);
    const found = wholeSizes(withFewAxes(inferred[output]));
    const facts: TensorFacts = { producer: node, isConstant };
    const shape = completed(declared, found);
    const value = values[output];
    if (shape !== undefined) facts.shape = shape;
    if (assumedBy !== undefined) facts.assumedBy = assumedBy;
    if (loops > 0) facts.loops = loops;
    // The file declares floats for what is quantised.
    if (type !== undefined && (quantised || elementType === undefined)) facts.elementType = type;
    if (quantised) facts.isQuantised = true;
    // Values that do not fill the tensor were computed for other axes than the rule thought.
    if (value !== undefined && (shape === undefined || productOf(shape) === value.data.length)) facts.value = value;
    tensors.add(tensor, facts);
    if (declared !== undefined && found !== undefined && contradict(declared, found)) {
      contradictions.push({ node, tensor, declared, inferred: found });
    }
  });
  return contradictions;
}

function dependsOnConstants({ inputs, operatorType }: OnnxNode, tensors: TensorTable): boolean {
  let isGiven = false;
  for (const name of inputs) {
    if (name === '') continue;
    if (tensors.of(name).isConstant !== true) return false;
    isGiven = true;
  }
  return isGiven || operatorType === 'Constant';
}

/** Shapes can grow without bound in damaged models (Gather doubles the rank); no real tensor has that many axes. */
function withFewAxes(shape: OnnxShape | undefined): OnnxShape | undefined {
  return shape === undefined || shape.length > MOST_AXES ? undefined : shape;
}

/** What does not come out whole is open. */
function wholeSizes(shape: OnnxShape | undefined): OnnxShape | undefined {
  const isWhole = (size: OnnxDimension): boolean => typeof size === 'string' || Number.isSafeInteger(size);
  return shape?.every(isWhole) === true ? shape : shape?.map((size) => (isWhole(size) ? size : ''));
}

/** The inferred shape; sizes that it leaves open are those that are declared. */
function completed(declared: OnnxShape | undefined, inferred: OnnxShape | undefined): OnnxShape | undefined {
  if (declared === undefined || inferred === undefined) return inferred ?? declared;
  if (declared.length !== inferred.length) return inferred;
  return inferred.map((size, axis) => {
    const given = declared[axis];
    return typeof size === 'number' || given === undefined || given === '' ? size : given;
  });
}

function contradict(declared: OnnxShape, inferred: OnnxShape): boolean {
  if (declared.length !== inferred.length) return true;
  return declared.some((size, axis) => {
    const other = inferred[axis];
    return typeof size === 'number' && typeof other === 'number' && size !== other;
  });
}

import type { OnnxShape } from '../onnx-model.ts';
import { broadcast, type NodeContext, type ShapeRule, type ShapeRules } from './shape-rule.ts';

/** Operators whose outputs have the shape of their first input. */
const SAME_SHAPE = [
  'Relu',
  'LeakyRelu',
  'PRelu',
  'Elu',
  'Selu',
  'Celu',
  'ThresholdedRelu',
  'Sigmoid',
  'HardSigmoid',
  'HardSwish',
  'Tanh',
  'Gelu',
  'Mish',
  'Softplus',
  'Softsign',
  'Softmax',
  'LogSoftmax',
  'Hardmax',
  'Erf',
  'Exp',
  'Log',
  'Sqrt',
  'Reciprocal',
  'Neg',
  'Abs',
  'Ceil',
  'Floor',
  'Round',
  'Sign',
  'Sin',
  'Cos',
  'Not',
  'IsNaN',
  'IsInf',
  'Clip',
  'Cast',
  'Identity',
  'Dropout',
  'LRN',
  'BatchNormalization',
  'InstanceNormalization',
  'LayerNormalization',
  'GroupNormalization',
  'SimplifiedLayerNormalization',
  'RMSNormalization',
  'LpNormalization',
  'MeanVarianceNormalization',
  'QuantizeLinear',
  'DequantizeLinear',
  'CumSum',
  'Trilu',
  'FastGelu',
  'BiasGelu',
  'QuickGelu',
  'Bernoulli',
  'ScatterND',
  'ScatterElements',
  'ReverseSequence',
] as const;

/** Operators that combine all their inputs element by element. */
const BROADCASTING = [
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Pow',
  'Mod',
  'Min',
  'Max',
  'Mean',
  'Sum',
  'Where',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'And',
  'Or',
  'Xor',
  'BitShift',
  'BitwiseAnd',
  'BitwiseOr',
  'BitwiseXor',
] as const;

const sameShape: ShapeRule = (context) => [context.shape(0)];

const broadcastAll: ShapeRule = (context) => [broadcastInputs(context)];

function broadcastInputs(context: NodeContext): OnnxShape | undefined {
  let result: OnnxShape = [];
  for (const input of context.node.inputs.keys()) {
    const shape = context.shape(input);
    if (shape === undefined) return undefined;
    result = broadcast(result, shape);
  }
  return result;
}

export const ELEMENTWISE_RULES: ShapeRules = Object.fromEntries([
  ...SAME_SHAPE.map((operator) => [operator, sameShape] as const),
  ...BROADCASTING.map((operator) => [operator, broadcastAll] as const),
]);

import type { OnnxShape } from '../onnx-model.ts';
import { broadcast, type NodeContext, type ShapeRule } from '../shapes/shape-rule.ts';
import { forEach, type OperatorFamily } from './operator.ts';

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
  'Swish',
  'Silu',
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
  'Tan',
  'Asin',
  'Acos',
  'Atan',
  'Sinh',
  'Cosh',
  'Asinh',
  'Acosh',
  'Atanh',
  'Not',
  'BitwiseNot',
  'IsNaN',
  'IsInf',
  'Clip',
  'Cast',
  'CastLike',
  'Identity',
  'Dropout',
  'Shrink',
  'LRN',
  'BatchNormalization',
  'InstanceNormalization',
  'LayerNormalization',
  'GroupNormalization',
  'SimplifiedLayerNormalization',
  'RMSNormalization',
  'LpNormalization',
  'MeanVarianceNormalization',
  'CumSum',
  'CumProd',
  'Trilu',
  'FastGelu',
  'BiasGelu',
  'QuickGelu',
  'Bernoulli',
  'RandomNormalLike',
  'RandomUniformLike',
  'EyeLike',
  'ScatterND',
  'ScatterElements',
  'Scatter',
  'TensorScatter',
  'ReverseSequence',
  'RotaryEmbedding',
  'ScaledTanh',
  'ParametricSoftplus',
  'Affine',
  'GroupNorm',
  'QLinearSigmoid',
  'QLinearLeakyRelu',
  'QLinearSoftmax',
  'Scaler',
  'Normalizer',
  'Binarizer',
  'Imputer',
  'LabelEncoder',
] as const;

/** Operators that change the precision only: of ONNX, of QONNX and of deployment tools. */
const QUANTISING = [
  'QuantizeLinear',
  'DequantizeLinear',
  'Quant',
  'IntQuant',
  'FloatQuant',
  'BipolarQuant',
  'Trunc',
  'MultiThreshold',
  'RequantShift',
  'iRMSNorm',
  'iSoftmax',
  'iGELU',
  'iLayerNorm',
  'iHardswish',
  'TrueIntegerDiv',
  'IntegerDiv',
  'IntegerMean',
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

/** A sum and a normalisation; the fourth output is the sum, the others are statistics. */
const skipNormalisation: ShapeRule = (context) => {
  const input = context.shape(0);
  return [input, undefined, undefined, input];
};

/** Inputs 0 and 3: between them are scale and zero point. */
const quantisedPair: ShapeRule = (context) => {
  const [a, b] = [context.shape(0), context.shape(3)];
  return [a === undefined || b === undefined ? undefined : broadcast(a, b)];
};

/** `y, scale, zero point`: one scale for the whole tensor. */
const dynamicQuantisation: ShapeRule = (context) => [context.shape(0), [], []];

/** The statistics of training are as long as the channels. */
const normalisation: ShapeRule = (context) => {
  const [input, channels] = [context.shape(0), context.shape(1)];
  return [input, channels, channels, channels, channels];
};

/** Operators that work on each element by itself, or keep the shape of their first input. */
export const ELEMENTWISE: OperatorFamily = {
  title: 'Elementwise',
  operators: {
    ...forEach(SAME_SHAPE, { shape: sameShape }),
    ...forEach(QUANTISING, { shape: sameShape }),
    ...forEach(BROADCASTING, { shape: broadcastAll }),
    ...forEach(['SkipLayerNormalization', 'SkipSimplifiedLayerNormalization'], { shape: skipNormalisation }),
    ...forEach(['QLinearAdd', 'QLinearMul'], { shape: quantisedPair }),
    BatchNormalization: { shape: normalisation },
    DynamicQuantizeLinear: { shape: dynamicQuantisation },
    Dropout: { shape: (context) => [context.shape(0), context.shape(0)] },
  },
};

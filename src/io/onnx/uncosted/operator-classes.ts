/**
 * How operators without multiply-accumulates move data:
 * - `elementwise`, `pooling`, `other`: read the computed inputs once and write the outputs once
 * - `normalisation`, `softmax`: read the first input twice, once for the sums
 * - `movement`: read and write the elements that they pick, at most all of the inputs
 * - `addressing`: change shapes and addresses only
 * - `control`: run graphs of their own
 */
const CLASS_NAMES = [
  'elementwise',
  'pooling',
  'other',
  'normalisation',
  'softmax',
  'movement',
  'addressing',
  'control',
] as const;

export type OperatorClass = (typeof CLASS_NAMES)[number];

/** Operators of ONNX, onnxruntime and quantisation tools that have no multiply-accumulates, by class. */
const OPERATORS: Readonly<Record<OperatorClass, string>> = {
  elementwise: `
    Abs Acos Acosh Add Affine And Asin Asinh Atan Atanh BatchNormalization Bernoulli BiasAdd BiasDropout BiasGelu BiasSplitGelu
    Binarizer BipolarQuant BitCast BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Cast CastLike Ceil Celu Clip Cos Cosh
    DequantizeLinear Div DynamicQuantizeLinear Elu Equal Erf Exp FastGelu FloatQuant Floor Gelu Greater GreaterOrEqual HardSigmoid
    HardSwish ImageScaler Imputer IntQuant Inverse IsAllFinite IsInf IsNaN LeakyRelu Less LessOrEqual Log Max Mean Min Mish Mod Mul
    MultiThreshold Neg Not Or PRelu ParametricSoftplus Pow QLinearAdd QLinearLeakyRelu QLinearMul QLinearSigmoid QLinearSoftmax
    QLinearWhere Quant QuantizeLinear QuickGelu Reciprocal Relu RequantShift RotaryEmbedding Round Scale ScaledTanh Scaler Selu
    Shrink Sigmoid Sign SiLU Silu Sin Sinh Softplus Softsign Sqrt Sub Sum Swish Tan Tanh ThresholdedRelu TrueIntegerDiv Trunc Where
    Xor iGELU`,
  pooling: `
    AveragePool GlobalAveragePool GlobalLpPool GlobalMaxPool LpPool MaxPool MaxRoiPool NhwcMaxPool QLinearAveragePool
    QLinearGlobalAveragePool`,
  other: `
    ArgMax ArgMin ArrayFeatureExtractor CategoryMapper CDist CumProd CumSum DictVectorizer Det EmbedLayerNormalization EyeLike
    FeatureVectorizer GridSample HammingWindow HannWindow BlackmanWindow ImageDecoder LabelEncoder LRN MaxUnpool MelWeightMatrix
    Multinomial NegativeLogLikelihoodLoss NonMaxSuppression NonZero OneHot OneHotEncoder QLinearReduceMean RandomNormal
    RandomNormalLike RandomUniform RandomUniformLike Range ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean
    ReduceMin ReduceProd ReduceSum ReduceSumInteger ReduceSumSquare RegexFullMatch RoiAlign Sampling SoftmaxCrossEntropyLoss
    StringConcat StringNormalizer StringSplit TfIdfVectorizer Tokenizer TopK TreeEnsemble TreeEnsembleClassifier
    TreeEnsembleRegressor Unique ZipMap`,
  normalisation: `
    GroupNorm GroupNormalization InstanceNormalization LayerNormalization LpNormalization MeanVarianceNormalization Normalizer
    RMSNormalization SimplifiedLayerNormalization SkipGroupNorm SkipLayerNormalization SkipSimplifiedLayerNormalization iLayerNorm
    iRMSNorm`,
  softmax: 'BiasSoftmax Hardmax LogSoftmax Softmax iSoftmax',
  movement: `
    AffineGrid CenterCropPad Col2Im Compress Crop CropAndResize DepthToSpace DynamicSlice Expand Gather GatherElements GatherND Pad
    Resize ReverseSequence Scatter ScatterElements ScatterND Slice SpaceToDepth TensorScatter Tile Transpose Trilu Upsample`,
  addressing: `
    CastMap Concat ConcatFromSequence Constant ConstantFill ConstantOfShape Dropout Flatten GivenTensorFill Identity Optional
    OptionalGetElement OptionalHasElement QLinearConcat Reshape SequenceAt SequenceConstruct SequenceEmpty SequenceErase
    SequenceInsert SequenceLength Shape Size Split SplitToSequence Squeeze Unsqueeze`,
  control: 'If Loop Scan SequenceMap',
};

const CLASSES: ReadonlyMap<string, OperatorClass> = new Map(
  CLASS_NAMES.flatMap((name) =>
    OPERATORS[name]
      .trim()
      .split(/\s+/)
      .map((operatorType) => [operatorType, name] as const),
  ),
);

/** The class of an operator type that has no multiply-accumulates; undefined for those that have some, and for unknown ones. */
export function classOf(operatorType: string): OperatorClass | undefined {
  return CLASSES.get(operatorType);
}

import { contraction, type LayerDraft } from '../layers/layer-parts.ts';
import type { OnnxDimension } from '../onnx-model.ts';
import { attribute, integerAttribute, isNumber, type ShapeRule } from '../shapes/shape-rule.ts';
import type { Lowering, OperatorFamily } from './operator.ts';

const BIDIRECTIONAL = 'bidirectional';

const shape: ShapeRule = (context) => {
  const input = context.shape(0);
  if (input === undefined || input.length !== 3) return [];
  const isBatchFirst = integerAttribute(context, 'layout', 0) === 1;
  const directions = attribute(context, 'direction')?.text === BIDIRECTIONAL ? 2 : 1;
  const recurrence = context.shape(2);
  const hidden = attribute(context, 'hidden_size')?.integer ?? recurrence?.[recurrence.length - 1] ?? '';
  const [steps = '', batch = ''] = isBatchFirst ? [input[1], input[0]] : input;
  const state = isBatchFirst ? [batch, directions, hidden] : [directions, batch, hidden];
  return [isBatchFirst ? [batch, steps, directions, hidden] : [steps, directions, batch, hidden], state, state];
};

/**
 * A recurrent layer as two products for each direction: of all inputs, and of the hidden states, one step T after the other
 * (docs/onnx.md). `gates` matrices lie side by side in the weights.
 */
function lowering(gates: number): Lowering {
  return (reader) => {
    const [input, recurrence] = [reader.input(0), reader.input(2)];
    const isBatchFirst = reader.integer('layout', 0) === 1;
    const [stepAxis, batchAxis] = isBatchFirst ? [1, 0] : [0, 1];
    const steps = reader.size(input, stepAxis);
    const batch = reader.batch([reader.shape(input)[batchAxis]], input);
    const inputSize = reader.size(input, 2);
    const given: OnnxDimension | undefined = reader.node.attributes.get('hidden_size')?.integer;
    const hidden = isNumber(given) && given > 0 ? given : reader.size(recurrence, reader.shape(recurrence).length - 1);
    const direction = reader.node.attributes.get('direction')?.text ?? 'forward';
    const directions = direction === BIDIRECTIONAL ? ['_forward', '_reverse'] : [''];
    const precision = reader.precision();
    return directions.flatMap((suffix): LayerDraft[] => [
      {
        part: `input${suffix}`,
        from: { I: 0, W: 1 },
        ...contraction(
          [
            { name: 'C', size: inputSize, of: 'IW' },
            { name: 'D', size: steps * batch, of: 'IO' },
            { name: 'K', size: gates * hidden, of: 'WO' },
          ],
          precision,
          ['D', 'C', 'K'],
        ),
      },
      {
        part: `recurrent${suffix}`,
        from: { I: `input${suffix}`, W: 2 },
        ...contraction(
          [
            { name: 'C', size: hidden, of: 'IW' },
            { name: 'D', size: batch, of: 'IO' },
            { name: 'K', size: gates * hidden, of: 'WO' },
            { name: 'T', size: steps, of: 'IO' },
          ],
          precision,
          ['T', 'D', 'C', 'K'],
        ),
      },
    ]);
  };
}

const NAMES = ['LSTM', 'GRU', 'RNN', 'DynamicQuantizeLSTM'];

/** Recurrent layers. */
export const RECURRENT: OperatorFamily = {
  title: 'Recurrent layers',
  operators: {
    LSTM: { shape, layers: lowering(4) },
    GRU: { shape, layers: lowering(3) },
    RNN: { shape, layers: lowering(1) },
    DynamicQuantizeLSTM: { shape, layers: lowering(4) },
  },
  rows: [
    {
      operators: NAMES,
      form: '`input`, per direction',
      equation: 'O[d][k] = I[d][c] * W[c][k]',
      loops: 'C = in[2], D = steps · batch, K = `hidden_size` · 4 (LSTM), 3 (GRU) or 1 (RNN)',
    },
    {
      operators: NAMES,
      form: '`recurrent`, per direction',
      equation: 'O[t][d][k] = I[t][d][c] * W[c][k]',
      loops: 'C = `hidden_size`, D = batch, K as above, T = steps',
    },
  ],
};

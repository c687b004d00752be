import { greatestCommonDivisor } from '../../../base/integers.ts';
import { finishedPrecision, indexText, type LayerDraft } from '../layers/layer-parts.ts';
import { unsupportedRank } from '../onnx-errors.ts';
import type { OnnxDimension } from '../onnx-model.ts';
import { attribute, integerAttribute, mapDimension, type ShapeRule } from '../shapes/shape-rule.ts';
import { isSame, kernelOf, windowOf } from '../shapes/window.ts';
import { kernelSizes, steps } from './convolution.ts';
import type { Lowering, OperatorFamily } from './operator.ts';

const shape: ShapeRule = (context) => {
  const input = context.shape(0);
  const weights = context.shape(1);
  if (input === undefined || weights === undefined || input.length < 3) return [undefined];
  const window = windowOf(context, kernelOf(context, weights));
  const given = attribute(context, 'output_shape')?.integers ?? [];
  const extra = attribute(context, 'output_padding')?.integers ?? [];
  const spatial = input.slice(2).map((size, axis): OnnxDimension => {
    const kernel = window.kernel[axis];
    if (given[axis] !== undefined) return given[axis];
    if (isSame(context)) return mapDimension(size, (value) => value * (window.strides[axis] ?? 1));
    if (typeof kernel !== 'number') return '';
    const [before, after] = window.pads[axis] ?? [0, 0];
    const extent = (kernel - 1) * (window.dilations[axis] ?? 1) + 1;
    return mapDimension(
      size,
      (value) => (window.strides[axis] ?? 1) * (value - 1) + (extra[axis] ?? 0) + extent - before - after,
    );
  });
  const groups = integerAttribute(context, 'group', 1);
  return [[input[0] ?? '', mapDimension(weights[1] ?? '', (channels) => channels * groups), ...spatial]];
};

/** Output positions of one axis that use equally many filter positions. */
interface Phases {
  /** How many of the `stride` phases these are. */
  readonly count: number;
  /** Filter positions of each. */
  readonly taps: number;
}

/** Phases of one axis by their number of filter positions; those without any compute nothing. */
function phasesOf(kernel: number, stride: number, dilation: number): readonly Phases[] {
  const taps = new Map<number, number>();
  for (let position = 0; position < kernel; position++) {
    const phase = (position * dilation) % stride;
    taps.set(phase, (taps.get(phase) ?? 0) + 1);
  }
  const counts = new Map<number, number>();
  for (const count of taps.values()) counts.set(count, (counts.get(count) ?? 0) + 1);
  return [...counts].map(([count, phases]) => ({ taps: count, count: phases }));
}

/** Every choice of one entry per list. */
function combinations<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (chosen, list) => chosen.flatMap((before) => list.map((entry) => [...before, entry])),
    [[]],
  );
}

const AXES = ['X', 'Y', 'Z'];

/**
 * A transposed convolution of stride s as s · s ordinary convolutions: output positions of the same phase (the remainder by the
 * stride) use the same filter positions. Phases with equally many filter positions are one layer, with the loop P over them. Nothing
 * is multiplied by inserted zeros; every input position meets every filter position once (docs/onnx.md).
 */
const layers: Lowering = (reader) => {
  const input = reader.input(0);
  const rank = reader.shape(input).length;
  if (rank < 3 || rank > 5) {
    reader.fail(unsupportedRank(reader.place, rank, 'convolutions over one to three axes are supported'));
  }
  const axes = rank - 2;
  const weights = reader.knownShape(reader.input(1));
  const kernel = kernelSizes(reader, { weights }, axes);
  const [strides, dilations] = [steps(reader, 'strides', axes), steps(reader, 'dilations', axes)];
  const groups = reader.positiveInteger('group', 1);
  const [inputChannels, outputChannels] = [reader.size(input, 1), reader.size(reader.output, 1)];
  const batch = reader.batch([reader.shape(reader.output)[0], reader.shape(input)[0]], reader.output);
  const spatial = Array.from({ length: axes }, (_, axis) => reader.size(input, axis + 2));
  const precision = reader.precision();
  const choices = combinations(kernel.map((size, axis) => phasesOf(size, strides[axis] ?? 1, dilations[axis] ?? 1)));
  const names = AXES.slice(0, Math.max(axes, 2));
  const along = <T>(list: readonly T[], name: string): T | undefined => list[axes - 1 - AXES.indexOf(name)];
  const spatialIndices = (letter: string): readonly string[] => names.map((name) => `${letter}${name}`).reverse();
  const indices = {
    O: ['B', 'G', 'K', 'P', ...spatialIndices('O')],
    W: ['G', 'K', 'C', 'P', ...spatialIndices('F')],
    I: ['B', 'G', 'C', ...spatialIndices('I')],
  };
  return choices.map(
    (phases): LayerDraft => ({
      part: choices.length === 1 ? '' : `taps_${phases.map(({ taps }) => taps).join('x')}`,
      from: { I: 0, W: 1 },
      equation: `O${indexText(indices.O)} = W${indexText(indices.W)} * I${indexText(indices.I)}`,
      dimensions: [
        { name: 'B', size: batch },
        { name: 'K', size: outputChannels / groups },
        { name: 'G', size: groups },
        ...names.map((name) => ({ name: `O${name}`, size: along(spatial, name) ?? 1 })),
        { name: 'C', size: inputChannels / groups },
        ...names.map((name) => ({ name: `F${name}`, size: along(phases, name)?.taps ?? 1 })),
        { name: 'P', size: phases.reduce((count, phase) => count * phase.count, 1) },
      ],
      relations: names.map((name) => {
        const dilation = along(dilations, name) ?? 1;
        const step = dilation / greatestCommonDivisor(dilation, along(strides, name) ?? 1);
        return {
          target: `I${name}`,
          a: { coefficient: 1, dimension: `O${name}` },
          b: { coefficient: step, dimension: `F${name}` },
          limit: along(spatial, name) ?? 1,
        };
      }),
      operands: [
        { name: 'O', indices: indices.O, precisionBits: precision.outputBits },
        { name: 'W', indices: indices.W, precisionBits: precision.weightBits },
        { name: 'I', indices: indices.I, precisionBits: precision.activationBits },
      ],
      ...finishedPrecision(precision),
    }),
  );
};

/** Transposed convolutions. */
export const TRANSPOSED_CONVOLUTIONS: OperatorFamily = {
  title: 'Transposed convolutions',
  operators: { ConvTranspose: { shape, layers } },
  rows: [
    {
      operators: ['ConvTranspose'],
      form: 'rank 3 to 5',
      equation: 'O[b][g][k][p][oy][ox] = W[g][k][c][p][fy][fx] * I[b][g][c][iy][ix]',
      loops: 'as `Conv`, with OX = in[3], OY = in[2]; FX, FY filter positions of a phase; P phases',
    },
  ],
};

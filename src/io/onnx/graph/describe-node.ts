import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { LayerDescription } from '../../../model/workload/layer.ts';
import { inexactCount } from '../../workload/inexact-counts.ts';
import type { DescribedLayerNode } from '../../workload/workload-description.ts';
import { indexText, type LayerDraft, type LayerParts } from '../layers/layer-parts.ts';
import { NodeProblem, NodeReader } from '../layers/node-reader.ts';
import { contradictedAssumption, tooLargeToCount } from '../onnx-errors.ts';
import type { OnnxNode } from '../onnx-model.ts';
import type { Lowering } from '../operators/operator.ts';
import { type OtherType, operandTypes, otherTypes, withBits } from './operand-bits.ts';
import type { TensorTable } from './tensor-table.ts';

/** What the layers of a node are made with. */
export interface Surroundings {
  readonly file: string | undefined;
  readonly tensors: TensorTable;
  /** Iterations of the loops around the node, from the outermost. */
  readonly loops: readonly number[];
  /** How often the network has the node. */
  readonly repeat: number;
  /** Whether the bits of operands are those of the file. */
  readonly takesBits: boolean;
  /** A number that no node has yet. */
  readonly newId: () => number;
}

/** Layers of a node in the order in which they run; the last one has the id of the node. */
export interface DescribedNode {
  readonly layers: readonly DescribedLayerNode[];
  readonly warnings: readonly Diagnostic[];
  /** Unknown operators whose outputs the layers read. */
  readonly assumedBy: readonly OnnxNode[];
  /** Operands with other bits than those of the file. */
  readonly otherTypes: readonly OtherType[];
}

/** @throws NodeProblem if something that the layers need is missing or wrong. */
export function describeNode(node: OnnxNode, lowering: Lowering, around: Surroundings): DescribedNode {
  const { tensors, file } = around;
  const reader = new NodeReader(node, {
    file,
    shape: (tensor) => tensors.of(tensor).shape,
    value: (tensor) => tensors.valueOf(tensor),
    blame: (tensor, isOpen) => tensors.blame(tensor, isOpen),
    isConstant: (tensor) => tensors.of(tensor).isConstant === true,
    isProduced: (tensor) => sourceOf(tensors, tensor) !== undefined,
  });
  const unknown = node.inputs.map((tensor) => tensors.of(tensor).assumedBy).filter((one) => one !== undefined);
  const [assumed] = unknown;
  try {
    const drafts = lowering(reader);
    const others: OtherType[] = [];
    const layers = drafts.length === 0 ? [] : describeDrafts(reader, drafts, around, others);
    return { layers, warnings: reader.warnings, assumedBy: layers.length === 0 ? [] : unknown, otherTypes: others };
  } catch (error) {
    if (!(error instanceof NodeProblem) || assumed === undefined) throw error;
    // What does not fit is the assumption, not the layer.
    const cause = `shape of ${assumed.outputs[0]}`;
    throw new NodeProblem(contradictedAssumption(reader.place, assumed, error.diagnostic.message), cause);
  }
}

/** Id of the layer or other node that makes a tensor from more than constants. */
function sourceOf(tensors: TensorTable, tensor: string): number | undefined {
  const { source, isConstant } = tensors.of(tensor);
  return isConstant === true ? undefined : source;
}

function describeDrafts(
  reader: NodeReader,
  drafts: readonly LayerDraft[],
  { tensors, loops, repeat, newId, file, takesBits }: Surroundings,
  others: OtherType[],
): readonly DescribedLayerNode[] {
  const { node } = reader;
  const ids = new Map(drafts.map(({ part }, index) => [part, index === drafts.length - 1 ? node.id : newId()]));
  const read = new Set(drafts.flatMap(({ from }) => [from.I, from.W]).filter((source) => typeof source === 'number'));
  // What a node reads besides its operands, such as a bias, comes from a node too.
  const otherSources = node.inputs.flatMap((tensor, input) =>
    read.has(input) ? [] : (sourceOf(tensors, tensor) ?? []),
  );
  return drafts.map((draft, index) => {
    const { part, from } = draft;
    const idOf = (source: number | string): number | undefined =>
      typeof source === 'string' ? ids.get(source) : sourceOf(tensors, node.inputs[source] ?? '');
    const operandSources = new Map<string, number>();
    for (const operand of ['W', 'I'] as const) {
      const source = idOf(from[operand]);
      if (source !== undefined) operandSources.set(operand, source);
    }
    const id = ids.get(part) ?? node.id;
    const name = part === '' ? node.name : `${node.name}/${part}`;
    const loopsOf = (source: number | string): number =>
      typeof source === 'string' ? loops.length : (tensors.of(node.inputs[source] ?? '').loops ?? 0);
    const types = operandTypes(draft, reader, tensors);
    if (!takesBits) others.push(...otherTypes(id, draft, types));
    const once = takesBits ? withBits(draft, types, reader) : draft;
    const parts = loops.length === 0 ? once : repeated(once, loops, { I: loopsOf(from.I), W: loopsOf(from.W) });
    const layer: LayerDescription = {
      equation: parts.equation,
      dimensions: parts.dimensions,
      relations: parts.relations,
      operands: parts.operands,
      finalOutputPrecisionBits: parts.finalOutputPrecisionBits,
      operandPrecision: parts.operandPrecision,
      id,
      name,
      operatorType: node.operatorType,
      constantOperands: ['W', 'I'].filter((operand) => !operandSources.has(operand)),
      operandSources,
      ...(repeat === 1 ? {} : { repeat }),
      origin: { ...(file === undefined ? {} : { file }), path: `node[${node.id}] "${node.name}"` },
    };
    const count = inexactCount(layer);
    if (count !== undefined) reader.fail(tooLargeToCount(reader.place, count));
    const sources = [...new Set([...operandSources.values(), ...(index === drafts.length - 1 ? otherSources : [])])];
    return { kind: 'layer', id, name, sources, layer };
  });
}

const LOOP_NAMES = ['T', 'U', 'V'];

/**
 * A layer in the body of loops: one more dimension for each of them. It indexes the operands that the body makes or takes anew in
 * every iteration; `levels` says for each operand how many loops are around the tensor.
 */
function repeated(
  parts: LayerParts,
  loops: readonly number[],
  levels: { readonly I: number; readonly W: number },
): LayerParts {
  let repeatedParts = parts;
  loops.forEach((size, index) => {
    const level = index + 1;
    const { dimensions } = repeatedParts;
    const name = LOOP_NAMES.find((candidate) => dimensions.every((one) => one.name !== candidate)) ?? `T${level}`;
    const varies = (operand: string): boolean =>
      operand === 'O' || (operand === 'I' && levels.I >= level) || (operand === 'W' && levels.W >= level);
    const operands = repeatedParts.operands.map((operand) =>
      varies(operand.name) ? { ...operand, indices: [name, ...operand.indices] } : operand,
    );
    const [output = '', ...inputs] = operands.map((operand) => `${operand.name}${indexText(operand.indices)}`);
    const equation = `${output} = ${inputs.join(' * ')}`;
    repeatedParts = { ...repeatedParts, dimensions: [...dimensions, { name, size }], operands, equation };
  });
  return repeatedParts;
}

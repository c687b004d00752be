import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { Findings as TextFindings, type WithWarnings } from '../text/findings.ts';
import type { WorkloadDescription } from '../workload/workload-description.ts';
import { readOnnxModel } from './file/read-onnx-model.ts';
import { type Findings, summary } from './graph/findings.ts';
import { GraphReader } from './graph/graph-reader.ts';
import { otherBitsWarnings } from './graph/other-bits-warning.ts';
import { rootsOf } from './graph/problems.ts';
import { Scope } from './graph/scope.ts';
import type { TensorTable } from './graph/tensor-table.ts';
import { otherRank, unknownInput, unknownSymbol } from './onnx-errors.ts';
import type { OnnxGraph, OnnxModel, OnnxShape } from './onnx-model.ts';
import { fuseBehindLayers } from './uncosted/fused-operators.ts';
import { uncostedWarnings } from './uncosted/uncosted-warnings.ts';

export interface OnnxOptions {
  /** Name for messages. */
  readonly file?: string;
  /** Sizes of symbolic dimensions, by name. */
  readonly dimensionValues?: ReadonlyMap<string, number>;
  /** Shapes of graph inputs, by name: they count before the declared ones. */
  readonly inputShapes?: ReadonlyMap<string, readonly number[]>;
  /** Leaves out nodes that cannot be read, each with a warning, instead of refusing the model. */
  readonly skipUnreadable?: boolean;
  /**
   * `file`: bits of operands from the types and quantisation of the file; otherwise 8, and 16 for partial sums. Left out: as `default`, with a
   * warning where the file says otherwise.
   */
  readonly precision?: OnnxPrecision | undefined;
}

/** Where the bits of operands come from. */
export type OnnxPrecision = 'default' | 'file';

/**
 * Reads an ONNX model as a network: convolutions, products, recurrent and attention operators become layers, every other operator a
 * pass-through node (docs/onnx.md). Weights and external data are not needed.
 * @throws InputError with every cause for which nodes cannot be read.
 */
export function readOnnxWorkload(bytes: Uint8Array, options: OnnxOptions = {}): WithWarnings<WorkloadDescription> {
  const { file, dimensionValues = new Map(), inputShapes = new Map(), skipUnreadable = false } = options;
  const takesBits = options.precision === 'file';
  const model = readOnnxModel(bytes, file);
  const findings = new TextFindings([
    ...unknownSymbols(model.graph, dimensionValues, file),
    ...unfitShapes(model.graph, inputShapes, file),
  ]);
  const { findings: read } = readGraph(model, { file, dimensionValues, inputShapes, takesBits });
  findings.add(read.faults);
  findings.add(rootsOf(read.problems, skipUnreadable));
  findings.add(summary(read, file));
  if (findings.hasErrors) throw new InputError([...findings]);
  findings.add(uncostedWarnings(read.nodes, file));
  if (options.precision === undefined) findings.add(otherBitsWarnings(read.otherTypes, read.layerCount, file));
  const graph = { nodes: read.placed, outputs: model.graph.outputs };
  return { value: { nodes: fuseBehindLayers(graph, read.nodes) }, warnings: [...findings] };
}

interface GraphOptions extends Pick<OnnxOptions, 'inputShapes'> {
  readonly file: string | undefined;
  readonly dimensionValues: ReadonlyMap<string, number>;
  readonly takesBits?: boolean;
}

/** What is known of the tensors of a model, and what became of its nodes. Symbolic sizes take the values given for them. */
export function readGraph(
  model: OnnxModel,
  { file, dimensionValues, inputShapes = new Map(), takesBits = false }: GraphOptions,
): { readonly tensors: TensorTable; readonly findings: Findings } {
  const { graph } = model;
  const reader = new GraphReader(model, file, takesBits);
  const scope = new Scope();
  for (const { name } of graph.inputs) {
    const shape = inputShapes.get(name);
    if (shape !== undefined) reader.tensors.add(name, { declared: shape, shape });
  }
  const sized = (shape: OnnxShape): OnnxShape =>
    shape.map((size) => (typeof size === 'string' ? (dimensionValues.get(size) ?? size) : size));
  reader.declare(graph, scope, sized);
  const findings = reader.read(graph.nodes, { scope, loops: [], repeat: 1, namePrefix: '', depth: 0, calls: [] });
  return { tensors: reader.tensors, findings };
}

/** Names that sizes are given for, but that no tensor of the model has as a size. */
function unknownSymbols(graph: OnnxGraph, given: ReadonlyMap<string, number>, file: string | undefined): Diagnostic[] {
  const sizes = [...graph.inputs, ...graph.outputs, ...graph.values].flatMap(({ shape = [] }) => shape);
  const symbols = new Set(sizes.filter((size) => typeof size === 'string' && size !== ''));
  return [...given.keys()]
    .filter((name) => !symbols.has(name))
    .map((name) => unknownSymbol({ file }, name, [...symbols].map(String)));
}

/** Shapes that are given for what is no input, or has another number of dimensions. */
function unfitShapes(
  { inputs, initializers }: OnnxGraph,
  given: ReadonlyMap<string, readonly number[]>,
  file: string | undefined,
): Diagnostic[] {
  const constants = new Set(initializers.map(({ name }) => name));
  const names = inputs.map(({ name }) => name).filter((name) => !constants.has(name));
  return [...given].flatMap(([name, shape]) => {
    if (!names.includes(name)) return [unknownInput({ file }, name, names)];
    const declared = inputs.find((input) => input.name === name)?.shape;
    return declared === undefined || declared.length === shape.length
      ? []
      : [otherRank({ file }, name, shape, declared)];
  });
}

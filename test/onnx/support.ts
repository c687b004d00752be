import { type WrittenGraph, type WrittenNode, type WrittenValue, writeModel } from '../../scripts/onnx-writer.ts';
import { readOnnxModel } from '../../src/io/onnx/file/read-onnx-model.ts';
import { type OnnxOptions, readGraph, readOnnxWorkload } from '../../src/io/onnx/read-onnx-workload.ts';
import type { WithWarnings } from '../../src/io/text/findings.ts';
import type { DescribedLayerNode, WorkloadDescription } from '../../src/io/workload/workload-description.ts';
import { createLayer, type LayerDescription } from '../../src/model/workload/layer.ts';
import { operandElements } from '../../src/model/workload/relevance.ts';
import { findingsOf } from '../errors/findings-of.ts';

/** A graph under test; the name does not matter. */
export type TestGraph = Omit<WrittenGraph, 'name'>;

export interface ReadOptions extends OnnxOptions {
  readonly opset?: number;
}

/** Reads a graph after writing it as a model; with 8 bits, without a warning of that, unless told. */
export function read(graph: TestGraph, options: ReadOptions = {}): WithWarnings<WorkloadDescription> {
  const model = writeModel({ name: 'graph under test', ...graph }, options.opset);
  return readOnnxWorkload(model, { precision: 'default', ...options });
}

export function layerNodes(description: WorkloadDescription): DescribedLayerNode[] {
  return description.nodes.filter((node) => node.kind === 'layer');
}

/** The only layer of a graph. */
export function onlyLayer(graph: TestGraph, options: ReadOptions = {}): LayerDescription {
  const nodes = layerNodes(read(graph, options).value);
  const [node] = nodes;
  if (node === undefined || nodes.length !== 1) throw new Error(`${nodes.length} layers instead of 1`);
  return node.layer;
}

/** Shapes of tensors of a graph, as far as they are known. */
export function shapesOf(
  graph: WrittenGraph,
  dimensionValues: ReadonlyMap<string, number> = new Map(),
  opset?: number,
) {
  const model = readOnnxModel(writeModel(graph, opset), undefined);
  const { tensors } = readGraph(model, { file: undefined, dimensionValues });
  return { get: (name: string) => tensors.of(name).shape };
}

/** Number of elements of each operand, in the order of the layer. */
export function elementsOf(layer: LayerDescription): ReadonlyMap<string, number> {
  const mapping = {
    entryName: '',
    spatialMapping: [],
    spatialMappingHint: new Map(),
    temporalOrdering: [],
    memoryOperandLinks: new Map(),
  };
  const unmapped = createLayer({ ...layer, mapping });
  return new Map(layer.operands.map((operand) => [operand.name, operandElements(unmapped, operand)]));
}

/** `B1 K8 …`, in the order of the layer. */
export function sizesOf({ dimensions }: LayerDescription): string {
  return dimensions.map(({ name, size }) => `${name}${size}`).join(' ');
}

/** `IX = 2·OX + 1·FX < 20`, one per relation. */
export function relationsOf({ relations }: LayerDescription): string[] {
  return relations.map(
    ({ target, a, b, limit }) =>
      `${target} = ${a.coefficient}·${a.dimension} + ${b.coefficient}·${b.dimension} < ${limit}`,
  );
}

/** `code message`, for every finding. */
export function messagesOf(graph: TestGraph, options: ReadOptions = {}): string[] {
  return findingsOf(() => read(graph, options)).map(({ code, message }) => `${code} ${message}`);
}

export function value(name: string, ...shape: readonly (number | string)[]): WrittenValue {
  return { name, shape };
}

export function node(
  operatorType: string,
  inputs: readonly string[],
  output: string,
  attributes: WrittenNode['attributes'] = {},
): WrittenNode {
  return { operatorType, inputs, outputs: [output], name: `make ${output}`, attributes };
}

/** A constant of shape values. */
export function integers(name: string, ...values: readonly (number | string)[]) {
  return { name, dimensions: [values.length], integers: values };
}

/** A constant whose values are not in the file. */
export function weights(name: string, ...dimensions: readonly number[]) {
  return { name, dimensions };
}

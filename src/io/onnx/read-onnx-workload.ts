import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import type { LayerDescription } from '../../model/workload/layer.ts';
import type { PassThroughNode } from '../../model/workload/workload.ts';
import { Findings, type WithWarnings } from '../text/findings.ts';
import { inexactCount } from '../workload/inexact-counts.ts';
import type { DescribedLayerNode, WorkloadDescription } from '../workload/workload-description.ts';
import { convolutionLayer } from './layers/convolution.ts';
import type { LayerParts } from './layers/layer-parts.ts';
import { matrixProductLayer } from './layers/matrix-product.ts';
import { type LayerContext, NodeProblem, NodeReader } from './layers/node-reader.ts';
import {
  controlFlow,
  lateProducer,
  manyProducers,
  manySources,
  tooLargeToCount,
  unknownSymbol,
} from './onnx-errors.ts';
import type { OnnxGraph, OnnxNode } from './onnx-model.ts';
import { readOnnxModel } from './read-onnx-model.ts';
import { tensorShapes } from './shapes/infer-shapes.ts';
import { fuseBehindLayers } from './uncosted/fused-operators.ts';
import { UncostedCounter } from './uncosted/uncosted-node.ts';
import { uncostedWarnings } from './uncosted/uncosted-warnings.ts';

export interface OnnxOptions {
  /** Name for messages. */
  readonly file?: string;
  /** Sizes of symbolic dimensions, by name. */
  readonly dimensionValues?: ReadonlyMap<string, number>;
}

/** How an operator becomes a layer; `weightInput` is the position of its weights among the inputs. */
interface LayerOperator {
  readonly weightInput: number;
  readonly describe: (reader: NodeReader, hasConstantWeights: boolean) => LayerParts;
}

const LAYER_OPERATORS: Readonly<Record<string, LayerOperator>> = {
  Conv: { weightInput: 1, describe: (reader) => convolutionLayer(reader, 1) },
  QLinearConv: { weightInput: 3, describe: (reader) => convolutionLayer(reader, 3) },
  MatMul: { weightInput: 1, describe: matrixProductLayer },
  Gemm: { weightInput: 1, describe: matrixProductLayer },
};

/** Operators that become layers; all others only connect them. */
export const COSTED_OPERATORS: readonly string[] = Object.keys(LAYER_OPERATORS);

/**
 * Reads an ONNX model as a network: convolutions and matrix products become layers, every other operator a pass-through node
 * (docs/onnx.md). Weights and external data are not needed.
 * @throws InputError with every node that cannot be read.
 */
export function readOnnxWorkload(bytes: Uint8Array, options: OnnxOptions = {}): WithWarnings<WorkloadDescription> {
  const { file, dimensionValues = new Map() } = options;
  const model = readOnnxModel(bytes, file);
  const { graph } = model;
  const findings = new Findings(unknownSymbols(graph, dimensionValues, file));
  const producers = new ProducerTable(graph);
  const context: LayerContext = {
    file,
    shapes: tensorShapes(model, dimensionValues),
    producerOf: producers.byTensor,
  };
  const uncosted = new UncostedCounter(graph, context.shapes);
  const nodes = graph.nodes.flatMap((node): (DescribedLayerNode | PassThroughNode)[] => {
    findings.add(producers.faults(node, file));
    const operator = Object.hasOwn(LAYER_OPERATORS, node.operatorType) ? LAYER_OPERATORS[node.operatorType] : undefined;
    if (operator === undefined) {
      const inner = layersInBranches(node);
      if (inner > 0) findings.add([controlFlow({ file, node }, inner)]);
      const sources = producers.of(node).slice(0, 2);
      const { operations, elementsMoved, traffic } = uncosted.count(node);
      const { id, name, operatorType } = node;
      return [{ kind: 'passThrough', id, name, operatorType, sources, operations, elementsMoved, traffic }];
    }
    try {
      const { described, warnings } = describeLayer(node, operator, context, producers);
      findings.add(warnings);
      return [described];
    } catch (error) {
      if (!(error instanceof NodeProblem)) throw error;
      findings.add([error.diagnostic]);
      return [];
    }
  });
  if (findings.hasErrors) throw new InputError([...findings]);
  findings.add(uncostedWarnings(nodes, file));
  return { value: { nodes: fuseBehindLayers(graph, nodes) }, warnings: [...findings] };
}

function describeLayer(
  node: OnnxNode,
  operator: LayerOperator,
  context: LayerContext,
  producers: ProducerTable,
): { readonly described: DescribedLayerNode; readonly warnings: readonly Diagnostic[] } {
  const reader = new NodeReader(node, context);
  const produced = producers.of(node);
  if (produced.length > 2) reader.warnings.push(manySources(reader.place, produced.length));
  const operandSources = layerSources(node, operator, produced, producers);
  const parts = operator.describe(reader, !operandSources.has('W'));
  const layer: LayerDescription = {
    ...parts,
    id: node.id,
    name: node.name,
    operatorType: node.operatorType,
    constantOperands: ['W', 'I'].filter((operand) => !operandSources.has(operand)),
    operandSources,
    origin: {
      ...(context.file === undefined ? {} : { file: context.file }),
      path: `node[${node.id}] "${node.name}"`,
    },
  };
  const count = inexactCount(layer);
  if (count !== undefined) reader.fail(tooLargeToCount(reader.place, count));
  const sources = [...new Set(operandSources.values())];
  return { described: { kind: 'layer', id: node.id, name: node.name, sources, layer }, warnings: reader.warnings };
}

/**
 * Producing node of each operand. With up to two producers they are counted, not looked at by position: a single one feeds the
 * activations, a second one the weights (parity quirks R10, R13, docs/parity-quirks.md). With more, positions decide.
 */
function layerSources(
  node: OnnxNode,
  { weightInput }: LayerOperator,
  produced: readonly number[],
  producers: ProducerTable,
): ReadonlyMap<string, number> {
  const byPosition = produced.length > 2;
  const activations = byPosition ? producers.ofInput(node, 0) : produced[0];
  const weights = byPosition ? producers.ofInput(node, weightInput) : produced[1];
  const sources = new Map<string, number>();
  if (weights !== undefined) sources.set('W', weights);
  if (activations !== undefined) sources.set('I', activations);
  return sources;
}

/** Which node produces which tensor. */
class ProducerTable {
  /** The first producer of every tensor; a sound model has no other. */
  readonly byTensor: ReadonlyMap<string, OnnxNode>;

  constructor({ nodes }: OnnxGraph) {
    const byTensor = new Map<string, OnnxNode>();
    for (const node of nodes) {
      for (const output of node.outputs) {
        if (output !== '' && !byTensor.has(output)) byTensor.set(output, node);
      }
    }
    this.byTensor = byTensor;
  }

  /** Ids of the earlier nodes that produce each input, in input order, with repetitions. */
  of(node: OnnxNode): number[] {
    return [...node.inputs.keys()].flatMap((input) => this.ofInput(node, input) ?? []);
  }

  /** Id of the earlier node that produces the n-th input. */
  ofInput(node: OnnxNode, input: number): number | undefined {
    const producer = this.byTensor.get(node.inputs[input] ?? '');
    return producer !== undefined && producer.id < node.id ? producer.id : undefined;
  }

  /** Faults of a node's connections: inputs that no earlier node produces, but a later one does; outputs that others have too. */
  faults(node: OnnxNode, file: string | undefined): Diagnostic[] {
    const place = { file, node };
    const late = node.inputs.flatMap((tensor) => {
      const producer = this.byTensor.get(tensor);
      return producer === undefined || producer.id < node.id ? [] : [lateProducer(place, tensor, producer)];
    });
    const taken = node.outputs.flatMap((tensor) => {
      const producer = this.byTensor.get(tensor);
      return producer === undefined || producer === node ? [] : [manyProducers(place, tensor, producer)];
    });
    return [...late, ...taken];
  }
}

/** Layers inside the graphs a control-flow node carries. */
function layersInBranches({ attributes }: OnnxNode): number {
  let count = 0;
  for (const { graph } of attributes.values()) {
    for (const node of graph?.nodes ?? []) {
      count += COSTED_OPERATORS.includes(node.operatorType) ? 1 : layersInBranches(node);
    }
  }
  return count;
}

/** Names that sizes are given for, but that no tensor of the model has as a size. */
function unknownSymbols(graph: OnnxGraph, given: ReadonlyMap<string, number>, file: string | undefined): Diagnostic[] {
  const sizes = [...graph.inputs, ...graph.outputs, ...graph.values].flatMap(({ shape = [] }) => shape);
  const symbols = new Set(sizes.filter((size) => typeof size === 'string' && size !== ''));
  return [...given.keys()]
    .filter((name) => !symbols.has(name))
    .map((name) => unknownSymbol({ file }, name, [...symbols].map(String)));
}

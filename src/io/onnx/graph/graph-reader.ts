import { elementTypeOf } from '../element-type.ts';
import { NodeProblem } from '../layers/node-reader.ts';
import { badRepeat, circularNodes, manyProducers } from '../onnx-errors.ts';
import type { OnnxFunction, OnnxGraph, OnnxModel, OnnxNode, OnnxShape, OnnxTensor } from '../onnx-model.ts';
import type { Lowering } from '../operators/operator.ts';
import { operatorOf } from '../operators/registry.ts';
import { UncostedCounter } from '../uncosted/uncosted-node.ts';
import { describeNode } from './describe-node.ts';
import { Findings, type Place } from './findings.ts';
import { inferNode } from './infer-node.ts';
import { INNER_GRAPHS, type InnerReader, putInPlace } from './inner-graphs.ts';
import type { Scope } from './scope.ts';
import { readsOf, sortNodes } from './sort-nodes.ts';
import { TensorTable } from './tensor-table.ts';

/** Reads graphs node by node, in an order in which producers come first: shapes, then layers. */
export class GraphReader implements InnerReader {
  readonly tensors = new TensorTable();
  private readonly uncosted = new UncostedCounter(
    { get: (tensor) => this.tensors.of(tensor).shape },
    { has: (tensor) => this.tensors.of(tensor).isConstant === true },
    (tensor) => (this.takesBits ? this.tensors.of(tensor).elementType?.bits : undefined),
  );
  private readonly functions: ReadonlyMap<string, OnnxFunction>;
  readonly file: string | undefined;
  readonly opset: number;
  private readonly takesBits: boolean;
  private readonly firstInnerId: number;
  private lastId: number;
  /** How often inner graphs of a name have been read. */
  private readonly prefixes = new Map<string, number>();

  /** `takesBits`: whether the bits of operands are those of the file. */
  constructor(model: OnnxModel, file: string | undefined, takesBits: boolean) {
    this.functions = new Map(model.functions.map((one) => [`${one.domain}:${one.name}`, one]));
    this.opset = model.opset;
    this.file = file;
    this.takesBits = takesBits;
    this.firstInnerId = model.graph.nodes.length;
    this.lastId = this.firstInnerId - 1;
  }

  get innerCount(): number {
    return this.lastId - this.firstInnerId + 1;
  }

  newId(): number {
    this.lastId++;
    return this.lastId;
  }

  /** What goes before the names of the tensors of an inner graph. */
  newPrefix(name: string): string {
    const count = (this.prefixes.get(name) ?? 0) + 1;
    this.prefixes.set(name, count);
    return count === 1 ? `${name}/` : `${name}#${count}/`;
  }

  /** Constants and declared shapes of a graph. `shapeOf` gives the shape that counts for a declared one. */
  declare(graph: OnnxGraph, scope: Scope, shapeOf: (shape: OnnxShape) => OnnxShape = (shape) => shape): void {
    for (const { name, shape, dataType } of [...graph.inputs, ...graph.outputs, ...graph.values]) {
      const elementType = elementTypeOf(dataType);
      if (shape === undefined && (elementType === undefined || !scope.isPlain)) continue;
      const tensor = scope.declare(name);
      if (elementType !== undefined) this.tensors.add(tensor, { elementType });
      if (shape === undefined) continue;
      if (this.tensors.of(tensor).declared !== undefined) continue;
      const declared = shapeOf(shape);
      this.tensors.add(tensor, { declared, shape: declared });
    }
    for (const tensor of graph.initializers) this.declareConstant(tensor, scope);
  }

  private declareConstant(tensor: OnnxTensor, scope: Scope): void {
    const name = scope.declare(tensor.name);
    const { declared } = this.tensors.of(name);
    const elementType = elementTypeOf(tensor.dataType);
    this.tensors.add(name, {
      isConstant: true,
      ...(declared === undefined ? { shape: tensor.dimensions } : {}),
      constant: tensor,
      ...(elementType === undefined ? {} : { elementType }),
    });
  }

  /** Reads the nodes of a graph whose inputs are known. */
  read(nodes: readonly OnnxNode[], place: Place): Findings {
    const findings = new Findings();
    const sorted = sortNodes(nodes);
    for (const { node, tensor } of sorted.circular)
      findings.faults.push(circularNodes({ file: this.file, node }, tensor));
    if (sorted.circular.length > 0) return findings;
    if (!place.scope.isPlain)
      for (const { outputs } of nodes) for (const output of outputs) place.scope.declare(output);
    for (const node of sorted.nodes) this.readNode(node, place, findings);
    return findings;
  }

  private readNode(given: OnnxNode, outer: Place, findings: Findings): void {
    const { scope } = outer;
    const node = scope.isPlain ? given : renamed(given, outer);
    const repeat = outer.repeat * repeatOf(node);
    if (!Number.isSafeInteger(repeat)) {
      findings.faults.push(badRepeat({ file: this.file, node }, node.repeat ?? ''));
      return;
    }
    const place = { ...outer, repeat };
    for (const tensor of node.outputs) {
      const { producer } = this.tensors.of(tensor);
      if (tensor !== '' && producer !== undefined) {
        findings.faults.push(manyProducers({ file: this.file, node }, tensor, producer));
      }
    }
    const called = this.functions.get(`${node.domain}:${node.operatorType}`);
    if (called !== undefined || INNER_GRAPHS.includes(node.operatorType)) {
      const inner = putInPlace(this, { given, node, place }, called);
      // Of branches and loops without layers the node alone is told.
      const isInPlace = called !== undefined || inner.layerCount > 0;
      findings.add(isInPlace ? inner : inner.withoutNodes());
      if (!isInPlace) {
        const reads = readsOf(given).map((name) => scope.resolve(name));
        this.passThrough(node, reads, place, findings);
      }
      return;
    }
    const contradictions = inferNode(node, this.opset, this.tensors);
    const lowering = operatorOf(node.domain, node.operatorType)?.layers;
    const problems = findings.problems.length;
    const isLayer = lowering !== undefined && this.addLayers(node, lowering, place, findings);
    // What is wrong with a node is said once.
    if (findings.problems.length === problems) findings.contradictions.push(...contradictions);
    if (!isLayer) this.passThrough(node, node.inputs, place, findings);
  }

  /** Whether the node became layers. */
  private addLayers(node: OnnxNode, lowering: Lowering, { loops, repeat }: Place, findings: Findings): boolean {
    const { file, tensors, takesBits } = this;
    const around = { file, tensors, takesBits, loops, repeat, newId: () => this.newId() };
    try {
      const { layers, warnings, assumedBy, otherTypes } = describeNode(node, lowering, around);
      findings.warnings.push(...warnings);
      for (const unknown of assumedBy) findings.assumed.add(unknown);
      if (layers.length === 0) return false;
      findings.nodes.push(...layers);
      findings.otherTypes.push(...otherTypes);
      findings.placed.push(node);
      for (const tensor of node.outputs) this.tensors.add(tensor, { source: node.id });
      return true;
    } catch (error) {
      if (!(error instanceof NodeProblem)) throw error;
      findings.problems.push({ diagnostic: error.diagnostic, rootCause: error.rootCause });
      return false;
    }
  }

  private passThrough(node: OnnxNode, reads: readonly string[], { loops, repeat }: Place, findings: Findings): void {
    const { id, name, operatorType } = node;
    const sources = reads.flatMap((tensor) => (tensor === '' ? [] : (this.tensors.of(tensor).source ?? [])));
    const counted = this.uncosted.count(node, loops, repeat);
    findings.nodes.push({ ...counted, kind: 'passThrough', id, name, operatorType, sources });
    findings.placed.push(node);
    for (const tensor of node.outputs) this.tensors.add(tensor, { source: id, producer: node });
  }
}

/** NaN for what is no whole number of at least 1. */
function repeatOf({ repeat }: OnnxNode): number {
  if (repeat === undefined) return 1;
  return /^0*[1-9]\d*$/.test(repeat) ? Number(repeat) : Number.NaN;
}

/** The node with the unique names of what it reads and makes. */
function renamed(node: OnnxNode, { scope, namePrefix }: Place): OnnxNode {
  return {
    ...node,
    name: `${namePrefix}${node.name}`,
    inputs: node.inputs.map((name) => scope.resolve(name)),
    outputs: node.outputs.map((name) => scope.resolve(name)),
  };
}

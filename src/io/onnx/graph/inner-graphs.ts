import { controlFlow, nestedTooDeeply } from '../onnx-errors.ts';
import type { OnnxAttribute, OnnxDimension, OnnxFunction, OnnxGraph, OnnxNode, OnnxShape } from '../onnx-model.ts';
import { chosenBranch, countedLoop } from '../onnx-warnings.ts';
import { fromFront, isNumber } from '../shapes/shape-rule.ts';
import { Findings, type Place } from './findings.ts';
import { Scope } from './scope.ts';
import type { TensorFacts, TensorTable } from './tensor-table.ts';

/** Operators whose inner graphs are put in place. */
export const INNER_GRAPHS: readonly string[] = ['If', 'Loop', 'Scan', 'SequenceMap'];

/** Calls in calls, and nodes that they make: no real model has more. */
const [MOST_DEPTH, MOST_NODES] = [16, 100_000];

/** Reads the graphs and functions that are put in place. */
export interface InnerReader {
  readonly file: string | undefined;
  readonly opset: number;
  readonly tensors: TensorTable;
  /** Numbers given to inner nodes so far. */
  readonly innerCount: number;
  newId(): number;
  newPrefix(name: string): string;
  declare(graph: OnnxGraph, scope: Scope): void;
  read(nodes: readonly OnnxNode[], place: Place): Findings;
}

const MOST_ITERATIONS = 2 ** 31 - 2;

/** A node with its names as the graph has them, and with the unique ones. */
export interface Call {
  readonly given: OnnxNode;
  readonly node: OnnxNode;
  readonly place: Place;
}

/**
 * Reads what is inside a node: the body of a local function, the branch of an `If` with more operations, the body of a `Loop` or
 * `Scan` of known length. The outputs of the node then are those of the inner graph.
 */
export function putInPlace(reader: InnerReader, call: Call, called: OnnxFunction | undefined): Findings {
  const { node, place } = call;
  const name = called === undefined ? '' : `${called.domain}:${called.name}`;
  if (place.depth >= MOST_DEPTH || reader.innerCount > MOST_NODES || place.calls.includes(name)) {
    const findings = new Findings();
    findings.faults.push(nestedTooDeeply({ file: reader.file, node }));
    return findings;
  }
  if (called !== undefined) return readFunction(reader, call, called);
  if (node.operatorType === 'If') return readBranches(reader, call);
  if (node.operatorType === 'Loop') return readLoop(reader, call);
  if (node.operatorType === 'Scan') return readScan(reader, call);
  return refuseLayers(
    reader,
    call,
    readBody(reader, call, graphOf(node, 'body'), { loops: place.loops, inputs: [] }).findings,
  );
}

function graphOf(node: OnnxNode, attribute: string): OnnxGraph {
  const empty: OnnxGraph = { nodes: [], inputs: [], outputs: [], values: [], initializers: [] };
  return node.attributes.get(attribute)?.graph ?? empty;
}

/** Nodes of an inner graph, with numbers of their own. */
function numbered(reader: InnerReader, nodes: readonly OnnxNode[]): readonly OnnxNode[] {
  return nodes.map((node) => ({ ...node, id: reader.newId() }));
}

function readFunction(reader: InnerReader, { node, place }: Call, called: OnnxFunction): Findings {
  const scope = new Scope(reader.newPrefix(node.name));
  called.inputs.forEach((name, input) => {
    scope.bind(name, node.inputs[input] ?? '');
  });
  const attributes = new Map([...called.defaults, ...node.attributes]);
  const nodes = numbered(reader, called.nodes).map((inner) => withAttributes(inner, attributes));
  const findings = reader.read(nodes, {
    ...place,
    scope,
    namePrefix: `${node.name}/`,
    depth: place.depth + 1,
    calls: [...place.calls, `${called.domain}:${called.name}`],
  });
  called.outputs.forEach((name, output) => {
    adopt(reader, node.outputs[output], reader.tensors.of(scope.resolve(name)));
  });
  return findings;
}

/** A node of a function with the attributes that the caller gives. */
function withAttributes(node: OnnxNode, given: ReadonlyMap<string, OnnxAttribute>): OnnxNode {
  const attributes = new Map<string, OnnxAttribute>();
  for (const [name, attribute] of node.attributes) {
    const value = attribute.reference === undefined ? attribute : given.get(attribute.reference);
    if (value === undefined) continue;
    const { graph } = value;
    const inner = graph && { ...graph, nodes: graph.nodes.map((one) => withAttributes(one, given)) };
    attributes.set(name, inner === undefined ? value : { ...value, graph: inner });
  }
  return { ...node, attributes };
}

/** Facts of an output of the inner graph become those of the node's output. */
function adopt(
  reader: InnerReader,
  output: string | undefined,
  { declared: _, ...facts }: Readonly<TensorFacts>,
): void {
  if (output !== undefined) reader.tensors.add(output, facts);
}

/** What the inputs of a body are known to be, by position, and the loops around it. */
interface BodyInputs {
  readonly loops: readonly number[];
  readonly inputs: readonly TensorFacts[];
}

function readBody(reader: InnerReader, { node, place }: Call, graph: OnnxGraph, { loops, inputs }: BodyInputs) {
  const scope = new Scope(reader.newPrefix(node.name), place.scope);
  for (const { name } of graph.inputs) scope.declare(name);
  reader.declare(graph, scope);
  inputs.forEach((facts, input) => {
    const name = scope.resolve(graph.inputs[input]?.name ?? '');
    const { declared } = reader.tensors.of(name);
    const isFixed = declared?.every(isNumber) === true;
    reader.tensors.add(name, isFixed ? { ...facts, shape: declared } : facts);
  });
  const findings = reader.read(numbered(reader, graph.nodes), { ...place, scope, loops, depth: place.depth + 1 });
  const outputs = graph.outputs.map(({ name }) => reader.tensors.of(scope.resolve(name)));
  return { findings, outputs };
}

function readBranches(reader: InnerReader, call: Call): Findings {
  const { node, place } = call;
  const condition = reader.tensors.valueOf(node.inputs[0] ?? '')?.data[0];
  const branches = ['then_branch', 'else_branch'].map((name) => ({
    name,
    ...readBody(reader, call, graphOf(node, name), { loops: place.loops, inputs: [] }),
  }));
  const isKnown = typeof condition === 'number';
  const [whenTrue, whenFalse] = branches;
  const chosen = isKnown ? (condition === 0 ? whenFalse : whenTrue) : largest(branches);
  if (chosen === undefined) return new Findings();
  chosen.outputs.forEach(({ value, ...facts }, output) => {
    // Without a known condition the values are those of one of two.
    adopt(reader, node.outputs[output], isKnown && value !== undefined ? { ...facts, value } : facts);
  });
  if (!isKnown && branches.some(({ findings }) => findings.layerCount > 0)) {
    chosen.findings.warnings.push(chosenBranch({ file: reader.file, node }, chosen.name, chosen.findings.operations));
  }
  return chosen.findings;
}

/** The branch with most operations among those that can be read; the first of equal ones. */
function largest<T extends { readonly findings: Findings }>(branches: readonly T[]): T | undefined {
  const readable = branches.filter(({ findings }) => findings.problems.length === 0 && findings.faults.length === 0);
  const candidates = readable.length > 0 ? readable : branches;
  return candidates.reduce<T | undefined>(
    (best, one) => (best === undefined || one.findings.operations > best.findings.operations ? one : best),
    undefined,
  );
}

/** Layers whose number of runs is not known cannot be costed. */
function refuseLayers(reader: InnerReader, { node }: Call, findings: Findings): Findings {
  const refused = new Findings();
  refused.faults.push(...findings.faults);
  const count = findings.layerCount + findings.problems.length;
  if (count > 0) {
    refused.problems.push({ diagnostic: controlFlow({ file: reader.file, node }, count), rootCause: undefined });
  }
  return refused;
}

/** A tensor that the body gets anew in every iteration. */
function varying(
  { value: _value, constant: _constant, declared: _declared, ...facts }: TensorFacts,
  loops: number,
  shape = facts.shape,
): TensorFacts {
  return { ...facts, loops, isConstant: false, ...(shape === undefined ? {} : { shape }) };
}

/** Facts of a tensor behind a loop: nothing is known of its values, and it varies with the outer loops only. */
function behindLoop({ value: _, loops = 0, ...facts }: TensorFacts, outer: number, shape = facts.shape): TensorFacts {
  return { ...facts, loops: Math.min(loops, outer), ...(shape === undefined ? {} : { shape }) };
}

/** Inputs of `Loop`: iterations, condition, carried tensors. Outputs: carried tensors, then one slice per iteration of others. */
function readLoop(reader: InnerReader, call: Call): Findings {
  const { node, place } = call;
  const given = reader.tensors.valueOf(node.inputs[0] ?? '')?.data[0];
  // Exporters write the largest integer for a loop that only its condition ends.
  const count = isNumber(given) && given <= MOST_ITERATIONS ? given : '';
  const graph = graphOf(node, 'body');
  const loops = [...place.loops, isNumber(count) ? count : 1];
  const carried = node.inputs.slice(2).map((name) => varying(reader.tensors.of(name), loops.length));
  const scalar: TensorFacts = { shape: [], isConstant: true, loops: loops.length };
  const { findings, outputs } = readBody(reader, call, graph, { loops, inputs: [scalar, scalar, ...carried] });
  outputs.slice(1).forEach((facts, index) => {
    const shape = index < carried.length ? facts.shape : stacked(facts.shape, isNumber(count) ? count : '', 0);
    adopt(reader, node.outputs[index], behindLoop(facts, place.loops.length, shape));
  });
  if (!isNumber(count) || count < 1) return refuseLayers(reader, call, count === 0 ? new Findings() : findings);
  if (findings.layerCount > 0) findings.warnings.push(countedLoop({ file: reader.file, node }, count));
  return findings;
}

/** Inputs of `Scan`: states, then tensors that are read slice by slice. Outputs: states, then stacked slices. */
function readScan(reader: InnerReader, call: Call): Findings {
  const { node, place } = call;
  const graph = graphOf(node, 'body');
  const scanned = node.attributes.get('num_scan_inputs')?.integer ?? 0;
  const states = node.inputs.length - scanned;
  const axes = node.attributes.get('scan_input_axes')?.integers ?? [];
  const depth = place.loops.length + 1;
  let count: OnnxDimension | undefined;
  const inputs = node.inputs.map((name, input) => {
    const facts = reader.tensors.of(name);
    if (input < states || facts.shape === undefined) return varying(facts, depth);
    const axis = fromFront(axes[input - states] ?? 0, facts.shape.length);
    count ??= facts.shape[axis];
    return varying(
      facts,
      depth,
      facts.shape.filter((_, place) => place !== axis),
    );
  });
  const isKnown = isNumber(count) && count >= 1 && reader.opset > 8;
  const loops = [...place.loops, isKnown && isNumber(count) ? count : 1];
  const { findings, outputs } = readBody(reader, call, graph, { loops, inputs });
  const outputAxes = node.attributes.get('scan_output_axes')?.integers ?? [];
  outputs.forEach((facts, index) => {
    const shape = index < states ? facts.shape : stacked(facts.shape, count ?? '', outputAxes[index - states] ?? 0);
    adopt(reader, node.outputs[index], behindLoop(facts, place.loops.length, shape));
  });
  return isKnown ? findings : refuseLayers(reader, call, findings);
}

function stacked(shape: OnnxShape | undefined, count: OnnxDimension, axis: number): OnnxShape | undefined {
  if (shape === undefined) return undefined;
  const place = fromFront(axis, shape.length + 1);
  return [...shape.slice(0, place), count, ...shape.slice(place)];
}

import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevel, MemoryOperand } from '../../model/accelerator/memory.ts';
import { type Layer, outputOperand } from '../../model/workload/layer.ts';
import { type LayerGraph, layerGraph } from '../../model/workload/layer-graph.ts';
import { operandRoles } from '../../model/workload/operand-roles.ts';
import { operandBits } from '../../model/workload/relevance.ts';
import type { Workload } from '../../model/workload/workload.ts';

/** The highest memory that each operand of a layer uses, by its position in the file. */
export interface LayerLocality {
  readonly activation: number;
  readonly output: number;
}

/** The memories in which the data of a network stays (docs/mapping-search.md#data-locality). */
export interface DataLocality {
  readonly layers: ReadonlyMap<Layer, LayerLocality>;
  /** Highest memory for weights, the same for all layers. */
  readonly weight: number;
}

export interface LocalityOptions {
  /** Whether the network's input and output use the top memory. */
  readonly workloadDataAlwaysFromTopMem: boolean;
}

/**
 * Finds the lowest memory that holds the activations of every layer, and the lowest memory that holds the weights of all layers. This
 * data never uses the memories above. Activations stay low between layers that are repeated equally often. All others go through the top
 * memory, and so do those from one repetition to the next. Weights count once per repetition.
 */
export function searchDataLocality(
  workload: Workload,
  accelerator: Accelerator,
  options: LocalityOptions,
): DataLocality {
  const graph = layerGraph(workload);
  const search = new LocalitySearch(graph, accelerator);
  for (const layer of graph.order) search.visit(layer);
  return search.result(options);
}

/** Memory operands of a layer by role. */
interface LinkedRoles {
  readonly activation: MemoryOperand | undefined;
  readonly weight: MemoryOperand | undefined;
  readonly output: MemoryOperand | undefined;
}

interface Targets {
  activation: number;
  output: number;
}

class LocalitySearch {
  private readonly graph: LayerGraph;
  private readonly memories: readonly MemoryLevel[];
  private readonly arrayDimensions: number;
  private readonly targets: ReadonlyMap<Layer, Targets>;
  private readonly weightBits: number;
  private readonly top: { readonly activation: number; readonly weight: number; readonly output: number };
  private weightTarget: number;

  constructor(graph: LayerGraph, accelerator: Accelerator) {
    this.graph = graph;
    this.memories = accelerator.memoryHierarchy.memories;
    this.arrayDimensions = accelerator.operationalArray.dimensions.length;
    this.targets = new Map(
      graph.layers.map((layer) => [layer, { activation: Number.POSITIVE_INFINITY, output: Number.POSITIVE_INFINITY }]),
    );
    this.weightBits = graph.layers
      .filter(({ constantOperands }) => constantOperands.length > 0)
      .reduce((sum, layer) => sum + roleBits(layer, operandRoles(layer).weight?.name) * layer.repeat, 0);
    const [firstLayer] = graph.layers;
    const roles = firstLayer === undefined ? undefined : linkedRoles(firstLayer);
    this.top = {
      activation: this.topMemory(roles?.activation),
      weight: this.topMemory(roles?.weight),
      output: this.topMemory(roles?.output),
    };
    this.weightTarget = this.top.weight;
  }

  visit(layer: Layer): void {
    const { graph, top } = this;
    const isFirst = layer === graph.order[0];
    const [predecessor] = graph.predecessors.get(layer) ?? [];
    const following = graph.successors.get(layer) ?? [];
    if (!isFirst) {
      const produced = predecessor === undefined ? undefined : this.targets.get(predecessor)?.output;
      this.lower(layer, 'activation', produced ?? top.activation);
    }
    const [successor] = following;
    const branches =
      following.length > 1 || (successor !== undefined && (graph.predecessors.get(successor) ?? []).length > 1);
    if (branches) {
      this.lower(layer, 'output', top.output);
      if (isFirst) this.lower(layer, 'activation', top.activation);
      return;
    }
    for (let index = this.memories.length - 1; index >= 0; index--) {
      this.tryMemory(layer, isFirst, successor, index);
    }
    // If no layer uses the output, or no memory can hold it, the data stays in the top memory.
    this.lower(layer, 'output', top.output);
    this.lower(layer, 'activation', top.activation);
  }

  result({ workloadDataAlwaysFromTopMem }: LocalityOptions): DataLocality {
    const { order } = this.graph;
    const layers = new Map<Layer, LayerLocality>();
    for (const layer of order) {
      const target = this.targets.get(layer);
      if (target === undefined) continue;
      const atTop = workloadDataAlwaysFromTopMem;
      layers.set(layer, {
        activation: atTop && layer === order[0] ? this.top.activation : target.activation,
        output: atTop && layer === order[order.length - 1] ? this.top.output : target.output,
      });
    }
    return { layers, weight: this.weightTarget };
  }

  /** Lowers the targets to memory `index` if the memory can hold the data of this layer. */
  private tryMemory(layer: Layer, isFirst: boolean, successor: Layer | undefined, index: number): void {
    const memory = this.memories[index];
    const { weight, output } = linkedRoles(layer);
    const consumed = linkedRoles(successor ?? layer).activation;
    const holds = (operand: MemoryOperand | undefined): boolean =>
      operand !== undefined && memory.operands.includes(operand);
    const holdsActivations = holds(output) && holds(consumed);
    const holdsWeights = holds(weight);
    if (!holdsActivations && !holdsWeights) return;
    if (this.neededBits(layer, memory, holdsActivations) > memory.sizeBits * memory.copies) return;
    if (holdsActivations) {
      if (staysWithin(layer, successor)) this.lower(layer, 'output', index);
      if (isFirst && layer.repeat === 1) this.lower(layer, 'activation', index);
    }
    if (holdsWeights && index < this.weightTarget && memory.servedDimensions.length === this.arrayDimensions) {
      this.weightTarget = index;
    }
  }

  /** Bits that the memory must hold: the layer's activations, and the weights of the whole network. */
  private neededBits(layer: Layer, memory: MemoryLevel, holdsActivations: boolean): number {
    const { activation, weight, output } = linkedRoles(layer);
    const isConstantFree = layer.constantOperands.length === 0;
    const counted: readonly (MemoryOperand | undefined)[] =
      isConstantFree && holdsActivations ? [output, activation] : memory.operands;
    let bits = 0;
    for (const operand of counted) {
      if (operand === weight) bits += this.weightBits;
      else if (operand === output) bits += operandBits(layer, outputOperand(layer));
      else if (operand === activation) bits += inputBits(layer);
    }
    return bits;
  }

  private lower(layer: Layer, role: keyof Targets, index: number): void {
    const target = this.targets.get(layer);
    if (target !== undefined && index < target[role]) target[role] = index;
  }

  private topMemory(operand: MemoryOperand | undefined): number {
    return operand === undefined ? 0 : this.memories.findLastIndex(({ operands }) => operands.includes(operand));
  }
}

/**
 * Whether the repetitions of a layer hand their outputs to those of the next layer, one by one. Where the next layer is repeated more or
 * less often, or there is none, other repetitions read or follow the outputs.
 */
function staysWithin({ repeat }: Layer, successor: Layer | undefined): boolean {
  return successor === undefined ? repeat === 1 : repeat === successor.repeat;
}

function linkedRoles(layer: Layer): LinkedRoles {
  const { activation, weight } = operandRoles(layer);
  const links = layer.mapping.memoryOperandLinks;
  return {
    activation: activation && links.get(activation.name),
    weight: weight && links.get(weight.name),
    output: links.get(outputOperand(layer).name),
  };
}

/** Bits of the activations that a layer reads. A layer without constant operands reads all its inputs as activations. */
function inputBits(layer: Layer): number {
  if (layer.constantOperands.length > 0) return roleBits(layer, operandRoles(layer).activation?.name);
  return layer.operands.slice(1).reduce((sum, operand) => sum + operandBits(layer, operand), 0);
}

function roleBits(layer: Layer, name: string | undefined): number {
  const operand = layer.operands.find((candidate) => candidate.name === name);
  return operand === undefined ? 0 : operandBits(layer, operand);
}

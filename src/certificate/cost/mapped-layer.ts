import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { DataDirection } from '../../model/accelerator/data-direction.ts';
import type { MemoryLevel, MemoryPort } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { operandRelevance, type Relevance } from '../../model/workload/relevance.ts';
import { NotCovered } from '../not-covered.ts';
import { type LoopKind, loopKinds } from './loop-kinds.ts';

/**
 * The four transfers at an interface, by position: at the memory above it and at the one below it, each towards the top of the
 * formulas (`MAIN`: inputs downwards, the output upwards) and back (`BACK`: partial sums that the output reads again).
 */
export const UPPER_MAIN = 0;
export const UPPER_BACK = 1;
export const LOWER_MAIN = 2;
export const LOWER_BACK = 3;

/** A transfer of one operand, at one interface and on one side of it. */
export interface Transfer {
  /** `4 · interface + position`. */
  readonly slot: number;
  readonly operand: number;
  /** Interface of the operand: 0 above the array, a above memory a − 1. */
  readonly level: number;
  readonly isBack: boolean;
}

export interface Port {
  /** `memory.port`. */
  readonly name: string;
  /** Bits per cycle. */
  readonly width: number;
  /** In the order that decides ties. */
  readonly transfers: readonly Transfer[];
}

/** A tensor dimension that two loop dimensions step through together. */
export interface Relation {
  readonly a: number;
  readonly b: number;
  readonly strideA: number;
  readonly strideB: number;
  readonly limit: number;
}

export interface MappedOperand {
  readonly name: string;
  readonly isOutput: boolean;
  /** Index of its interface 0 among all interfaces. */
  readonly base: number;
  readonly memories: readonly MemoryLevel[];
  readonly partialBits: number;
  readonly finalBits: number;
  /** By loop dimension. */
  readonly classOf: readonly Relevance[];
  readonly relevant: readonly number[];
  readonly relations: readonly Relation[];
}

/** A layer on an accelerator with one spatial mapping, as far as both cost models see the same. */
export interface MappedLayer {
  readonly layer: Layer;
  readonly dimensions: readonly string[];
  readonly operands: readonly MappedOperand[];
  readonly interfaceCount: number;
  readonly memories: readonly MemoryLevel[];
  /** All temporal loops, by dimension name and size. */
  readonly kinds: readonly LoopKind[];
  /** Product of all temporal loops. */
  readonly iterations: number;
  readonly arrayEnergy: number;
}

/**
 * The operands of a layer, output first.
 * @throws NotCovered for what the checker can't judge.
 */
export function mapOperands(layer: Layer, accelerator: Accelerator, costModel: CostModelName): MappedOperand[] {
  if (accelerator.operationalArray.inMemoryComputing !== undefined)
    throw new NotCovered('arrays that compute in memory');
  if (accelerator.operationalArray.cyclesPerOperation !== 1) throw new NotCovered('operations of several cycles');
  if (layer.operands.length > 3) throw new NotCovered('more than two inputs');
  const dimensions = layer.dimensions.map(({ name }) => name);
  let base = 0;
  return layer.operands.map((operand, index): MappedOperand => {
    const isOutput = index === 0;
    const relevance = operandRelevance(layer, operand, costModel);
    if (isOutput && relevance.partiallyRelevant.length > 0) throw new NotCovered('an output with dimension relations');
    const memories = memoriesOf(layer, accelerator, operand.name);
    if (memories.length === 0) throw new NotCovered(`no memory for ${operand.name}`);
    const mapped = {
      name: operand.name,
      isOutput,
      base,
      memories,
      partialBits: operand.precisionBits,
      finalBits: isOutput ? layer.finalOutputPrecisionBits : operand.precisionBits,
      classOf: dimensions.map((name) => relevance.classOf.get(name) ?? 'neutral'),
      relevant: relevance.relevant.map((name) => dimensions.indexOf(name)).filter((dimension) => dimension >= 0),
      relations: relevance.partiallyRelevant.map(({ a, b, limit }) => ({
        a: dimensions.indexOf(a.dimension),
        b: dimensions.indexOf(b.dimension),
        strideA: a.coefficient,
        strideB: b.coefficient,
        limit,
      })),
    };
    if (mapped.finalBits > mapped.partialBits) throw new NotCovered('results wider than partial sums');
    base += memories.length + 1;
    return mapped;
  });
}

function memoriesOf(layer: Layer, { memoryHierarchy }: Accelerator, operand: string): readonly MemoryLevel[] {
  const memoryOperand = layer.mapping.memoryOperandLinks.get(operand);
  return memoryOperand === undefined ? [] : memoryLevelsOf(memoryHierarchy, memoryOperand);
}

/** @param roundsOf loop iterations that the unrollings leave of a dimension. */
export function mappedLayer<Operand extends MappedOperand>(
  layer: Layer,
  { operationalArray, memoryHierarchy }: Accelerator,
  operands: readonly Operand[],
  roundsOf: (dimension: number) => number,
): MappedLayer & { readonly operands: readonly Operand[] } {
  const kinds = loopKinds(layer, roundsOf);
  const last = operands[operands.length - 1];
  return {
    layer,
    dimensions: layer.dimensions.map(({ name }) => name),
    operands,
    interfaceCount: last.base + last.memories.length + 1,
    memories: memoryHierarchy.memoryOrder,
    kinds,
    iterations: kinds.reduce((product, { size, count }) => product * size ** count, 1),
    arrayEnergy: operationalArray.unitEnergyPj * layer.operationCount,
  };
}

/** By position of the transfer: what it is called at its memory. */
const INPUT_DIRECTIONS: readonly (DataDirection | undefined)[] = [
  'rd_out_to_low',
  undefined,
  'wr_in_by_high',
  undefined,
];
const OUTPUT_DIRECTIONS: readonly DataDirection[] = [
  'wr_in_by_low',
  'rd_out_to_low',
  'rd_out_to_high',
  'wr_in_by_high',
];

/** What the transfers of an operand are called at their memories, by position. */
export function directionsOf({ isOutput }: Pick<MappedOperand, 'isOutput'>): readonly (DataDirection | undefined)[] {
  return isOutput ? OUTPUT_DIRECTIONS : INPUT_DIRECTIONS;
}

/** @param listed those of the ports of a memory that the cost model sees. */
export function portsOf(
  layer: Layer,
  memory: MemoryLevel,
  listed: readonly MemoryPort[],
  operands: readonly MappedOperand[],
): Port[] {
  return listed.map(({ name, bandwidthMax, services }) => ({
    name: `${memory.name}.${name}`,
    width: bandwidthMax,
    transfers: services.flatMap(({ memoryOperand, direction }): Transfer[] => {
      const operand = operands.findIndex((other) => layer.mapping.memoryOperandLinks.get(other.name) === memoryOperand);
      if (operand < 0) return [];
      const { base, memories } = operands[operand];
      const position = directionsOf(operands[operand]).indexOf(direction);
      const level = memories.indexOf(memory) + (position >= LOWER_MAIN ? 1 : 0);
      // The top memory exchanges nothing with the outside.
      if (position < 0 || level >= memories.length) return [];
      return [{ slot: 4 * (base + level) + position, operand, level, isBack: (position & 1) === 1 }];
    }),
  }));
}

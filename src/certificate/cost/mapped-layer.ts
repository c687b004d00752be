import { primeFactors } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { DataDirection } from '../../model/accelerator/data-direction.ts';
import { type MemoryLevel, portServing, servesBothInputs } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { Unrolling } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { operandElements, operandRelevance, type Relevance } from '../../model/workload/relevance.ts';
import { NotCovered } from '../not-covered.ts';
import type { LevelUnrollings } from '../spatial/memory-levels.ts';
import { type Relation, type Share, sharesOf } from './unit-shares.ts';

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

/** How one transfer accesses its memory. */
export interface Access {
  /** Bits per cycle; 0 where no port serves. */
  readonly step: number;
  readonly width: number;
  /** pJ of a word of the full width. */
  readonly energy: number;
  readonly servesBothInputs: boolean;
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
  /** What follows from fractional, and from whole unrollings. */
  readonly shares: readonly [fractional: Share, integer: Share];
  /** By `4 · level + position`. */
  readonly accesses: readonly Access[];
}

/** A loop of prime size that occurs `count` times. */
export interface LoopKind {
  readonly dimension: number;
  readonly size: number;
  readonly count: number;
}

/** A layer on an accelerator with one spatial mapping, as the formulas of docs/cost-model.md name things. */
export interface MappedLayer {
  readonly layer: Layer;
  readonly dimensions: readonly string[];
  readonly operands: readonly MappedOperand[];
  readonly interfaceCount: number;
  readonly memories: readonly MemoryLevel[];
  readonly ports: readonly Port[];
  /** All temporal loops, by dimension name and size. */
  readonly kinds: readonly LoopKind[];
  /** Product of all temporal loops. */
  readonly iterations: number;
  readonly arrayEnergy: number;
  readonly outputElements: number;
  readonly hasFractions: boolean;
}

/**
 * @returns undefined where no mapping can be costed, because a memory has no port for traffic that every mapping has.
 * @throws NotCovered for what the checker can't judge.
 */
export function mapLayer(layer: Layer, accelerator: Accelerator, unrollings: LevelUnrollings): MappedLayer | undefined {
  const { operationalArray, memoryHierarchy } = accelerator;
  if (operationalArray.inMemoryComputing !== undefined) throw new NotCovered('arrays that compute in memory');
  if (layer.mapping.temporalOrdering.length > 0) throw new NotCovered('a temporal ordering of the mapping file');
  if (layer.operands.length > 3) throw new NotCovered('more than two inputs');
  const dimensions = layer.dimensions.map(({ name }) => name);
  let base = 0;
  const operands = layer.operands.map((operand, index): MappedOperand => {
    const isOutput = index === 0;
    const relevance = operandRelevance(layer, operand);
    if (isOutput && relevance.partiallyRelevant.length > 0) throw new NotCovered('an output with dimension relations');
    const memoryOperand = layer.mapping.memoryOperandLinks.get(operand.name);
    const memories = memoryOperand === undefined ? [] : memoryLevelsOf(memoryHierarchy, memoryOperand);
    if (memoryOperand === undefined || memories.length === 0) throw new NotCovered(`no memory for ${operand.name}`);
    const part = {
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
    if (part.finalBits > part.partialBits) throw new NotCovered('results wider than partial sums');
    base += memories.length + 1;
    const loops = unrollings.get(operand.name) ?? { fractional: [], integer: [] };
    return {
      ...part,
      shares: [
        sharesOf(part, dimensions, loops.fractional, memories.length),
        sharesOf(part, dimensions, loops.integer, memories.length),
      ],
      accesses: memories.flatMap((memory) =>
        (isOutput ? OUTPUT_DIRECTIONS : INPUT_DIRECTIONS).map((direction): Access => {
          const port = direction === undefined ? undefined : portServing(memory, memoryOperand, direction);
          const isRead = direction === 'rd_out_to_low' || direction === 'rd_out_to_high';
          return {
            step: port?.bandwidthMin ?? 0,
            width: port?.bandwidthMax ?? 0,
            energy: isRead ? memory.readEnergyPj : memory.writeEnergyPj,
            servesBothInputs: port !== undefined && servesBothInputs(port),
          };
        }),
      ),
    };
  });
  if (operands.some(lacksPort)) return undefined;
  const kinds = loopKinds(layer, unrollings.get(operands[1]?.name ?? '')?.fractional ?? []);
  return {
    layer,
    dimensions,
    operands,
    interfaceCount: base,
    memories: memoryHierarchy.memoryOrder,
    ports: memoryHierarchy.memories.flatMap((memory) => portsOf(layer, memory, operands)),
    kinds,
    iterations: kinds.reduce((product, { size, count }) => product * size ** count, 1),
    arrayEnergy: operationalArray.unitEnergyPj * layer.operationCount,
    outputElements: operandElements(layer, layer.operands[0]),
    hasFractions: operands.some(({ shares: [fractional, integer] }) =>
      fractional.loops.some((level, at) => level.some(({ factor }, k) => factor !== integer.loops[at][k].factor)),
    ),
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

/** The access of a transfer at an interface. */
export function accessOf({ accesses }: MappedOperand, level: number, position: number): Access {
  return accesses[4 * (position >= LOWER_MAIN ? level - 1 : level) + position];
}

function lacksPort(operand: MappedOperand): boolean {
  return operand.memories.some(
    (_, level) =>
      accessOf(operand, level, UPPER_MAIN).width === 0 ||
      (level > 0 && accessOf(operand, level, LOWER_MAIN).width === 0),
  );
}

function portsOf(layer: Layer, memory: MemoryLevel, operands: readonly MappedOperand[]): Port[] {
  return memory.ports.map(({ name, bandwidthMax, services }) => ({
    name: `${memory.name}.${name}`,
    width: bandwidthMax,
    transfers: services.flatMap(({ memoryOperand, direction }): Transfer[] => {
      const operand = operands.findIndex((other) => layer.mapping.memoryOperandLinks.get(other.name) === memoryOperand);
      if (operand < 0) return [];
      const { isOutput, base, memories } = operands[operand];
      const position = (isOutput ? OUTPUT_DIRECTIONS : INPUT_DIRECTIONS).indexOf(direction);
      const level = memories.indexOf(memory) + (position >= LOWER_MAIN ? 1 : 0);
      // The top memory exchanges nothing with the outside.
      if (position < 0 || level >= memories.length) return [];
      return [{ slot: 4 * (base + level) + position, operand, level, isBack: (position & 1) === 1 }];
    }),
  }));
}

/** The prime factors of what the unrollings leave of every loop dimension. Without any loop, the first dimension has one of size 1. */
function loopKinds(layer: Layer, unrollings: readonly (readonly Unrolling[])[]): LoopKind[] {
  const left = new Map(layer.dimensions.map(({ name, size }) => [name, size]));
  for (const { dimension, factor } of unrollings.flat()) {
    const size = left.get(dimension);
    if (size === undefined) continue;
    const rounds = Math.ceil(size / factor);
    if (rounds === 1) left.delete(dimension);
    else left.set(dimension, rounds);
  }
  const kinds: { name: string; dimension: number; size: number; count: number }[] = [];
  layer.dimensions.forEach(({ name }, dimension) => {
    for (const size of primeFactors(left.get(name) ?? 1)) {
      const known = kinds.find((kind) => kind.dimension === dimension && kind.size === size);
      if (known === undefined) kinds.push({ name, dimension, size, count: 1 });
      else known.count++;
    }
  });
  if (kinds.length === 0) return [{ dimension: 0, size: 1, count: 1 }];
  return kinds.sort((x, y) => (x.name < y.name ? -1 : x.name > y.name ? 1 : x.size - y.size));
}

import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { DataDirection } from '../../model/accelerator/data-direction.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { lacksPort } from '../cost/accesses.ts';
import {
  directionsOf,
  type MappedLayer,
  type MappedOperand,
  mapOperands,
  mappedLayer,
  type Port,
  portsOf,
} from '../cost/mapped-layer.ts';
import type { FittedUnrolling } from './fitted-unrollings.ts';

/** How one transfer accesses its memory. */
export interface Access {
  /** Bits per cycle of the port whose words count; 0 where no port serves. */
  readonly step: number;
  readonly width: number;
  /** Bits per cycle of all ports together. */
  readonly totalWidth: number;
  /** pJ of a word of the full width. */
  readonly energy: number;
}

/** An unrolling, and how many memories of an operand lie below its units: those of one copy per unit. */
export interface PlacedUnrolling {
  readonly dimension: number;
  readonly factor: number;
  readonly level: number;
}

export interface CorrectedOperand extends MappedOperand {
  /** In the order of the array dimensions. */
  readonly unrollings: readonly PlacedUnrolling[];
  /** By `4 · memory + position`. */
  readonly accesses: readonly Access[];
}

/** A layer on an accelerator with one spatial mapping, as docs/cost-model-corrected.md names things. */
export interface CorrectedLayer extends MappedLayer {
  readonly operands: readonly CorrectedOperand[];
  /** All ports that the file lists. */
  readonly ports: readonly Port[];
  /** By dimension: indices, and temporal iterations. */
  readonly sizes: readonly number[];
  readonly rounds: readonly number[];
  /** Whether some dimension ends with a smaller round. */
  readonly hasRemainder: boolean;
}

/**
 * @returns undefined where no mapping can be costed, because a memory has no port for traffic that every mapping has.
 * @throws NotCovered for what the checker can't judge.
 */
export function mapLayer(
  layer: Layer,
  accelerator: Accelerator,
  unrollings: readonly FittedUnrolling[],
): CorrectedLayer | undefined {
  const operands = mapOperands(layer, accelerator, 'corrected').map(
    (operand): CorrectedOperand => ({
      ...operand,
      unrollings: unrollings.map(({ arrayDimension, dimension, factor }) => ({
        dimension,
        factor,
        level: levelOf(operand.memories, arrayDimension),
      })),
      accesses: accessesOf(layer, operand),
    }),
  );
  if (operands.some(lacksPort)) return undefined;
  const sizes = layer.dimensions.map(({ size }) => size);
  const units = sizes.map((_, dimension) =>
    unrollings.reduce((all, unrolling) => (unrolling.dimension === dimension ? all * unrolling.factor : all), 1),
  );
  const rounds = sizes.map((size, dimension) => Math.ceil(size / units[dimension]));
  return {
    ...mappedLayer(layer, accelerator, operands, (dimension) => rounds[dimension]),
    ports: accelerator.memoryHierarchy.memories.flatMap((memory) =>
      portsOf(layer, memory, memory.listedPorts, operands),
    ),
    sizes,
    rounds,
    hasRemainder: sizes.some((size, dimension) => rounds[dimension] * units[dimension] !== size),
  };
}

/** The first memory of which the units along an array dimension share one copy; behind the last one if they share none. */
export function levelOf(memories: readonly MemoryLevel[], arrayDimension: string): number {
  const level = memories.findIndex(({ servedDimensions }) => servedDimensions.includes(arrayDimension));
  return level < 0 ? memories.length : level;
}

function accessesOf(layer: Layer, operand: MappedOperand): Access[] {
  return operand.memories.flatMap((memory) =>
    directionsOf(operand).map((direction) => accessAt(layer, operand, memory, direction)),
  );
}

function accessAt(
  layer: Layer,
  operand: MappedOperand,
  memory: MemoryLevel,
  direction: DataDirection | undefined,
): Access {
  const memoryOperand = layer.mapping.memoryOperandLinks.get(operand.name);
  const ports = memory.listedPorts.filter(({ services }) =>
    services.some((service) => service.memoryOperand === memoryOperand && service.direction === direction),
  );
  const width = ports.reduce((widest, { bandwidthMax }) => Math.max(widest, bandwidthMax), 0);
  const widest = ports.filter(({ bandwidthMax }) => bandwidthMax === width);
  const isRead = direction === 'rd_out_to_low' || direction === 'rd_out_to_high';
  return {
    step: ports.length === 0 ? 0 : Math.min(...widest.map(({ bandwidthMin }) => bandwidthMin)),
    width,
    totalWidth: ports.reduce((sum, { bandwidthMax }) => sum + bandwidthMax, 0),
    energy: isRead ? memory.readEnergyPj : memory.writeEnergyPj,
  };
}

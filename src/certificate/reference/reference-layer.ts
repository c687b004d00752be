import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { portServing, servesBothInputs } from '../../model/accelerator/memory.ts';
import type { Unrolling } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { operandElements } from '../../model/workload/relevance.ts';
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
import type { LevelUnrollings } from './level-unrollings.ts';
import { type Share, sharesOf } from './unit-shares.ts';

/** How one transfer accesses its memory. */
export interface Access {
  /** Bits per cycle; 0 where no port serves. */
  readonly step: number;
  readonly width: number;
  /** pJ of a word of the full width. */
  readonly energy: number;
  readonly servesBothInputs: boolean;
}

export interface ReferenceOperand extends MappedOperand {
  /** What follows from fractional, and from whole unrollings. */
  readonly shares: readonly [fractional: Share, integer: Share];
  /** By `4 · memory + position`. */
  readonly accesses: readonly Access[];
}

/** A layer on an accelerator with one spatial mapping, as the formulas of docs/cost-model.md name things. */
export interface ReferenceLayer extends MappedLayer {
  readonly operands: readonly ReferenceOperand[];
  readonly ports: readonly Port[];
  readonly outputElements: number;
  readonly hasFractions: boolean;
}

/**
 * @returns undefined where no mapping can be costed, because a memory has no port for traffic that every mapping has.
 * @throws NotCovered for what the checker can't judge.
 */
export function mapLayer(
  layer: Layer,
  accelerator: Accelerator,
  unrollings: LevelUnrollings,
): ReferenceLayer | undefined {
  const dimensions = layer.dimensions.map(({ name }) => name);
  const operands = mapOperands(layer, accelerator, 'reference').map((operand): ReferenceOperand => {
    const { name, memories } = operand;
    const loops = unrollings.get(name) ?? { fractional: [], integer: [] };
    return {
      ...operand,
      shares: [
        sharesOf(operand, dimensions, loops.fractional, memories.length),
        sharesOf(operand, dimensions, loops.integer, memories.length),
      ],
      accesses: accessesOf(layer, operand),
    };
  });
  if (operands.some(lacksPort)) return undefined;
  const fractional = unrollings.get(operands[1]?.name ?? '')?.fractional ?? [];
  return {
    ...mappedLayer(layer, accelerator, operands, (dimension) => roundsOf(layer, dimension, fractional)),
    ports: accelerator.memoryHierarchy.memories.flatMap((memory) => portsOf(layer, memory, memory.ports, operands)),
    outputElements: operandElements(layer, layer.operands[0]),
    hasFractions: operands.some(({ shares: [whole, integer] }) =>
      whole.loops.some((level, at) => level.some(({ factor }, k) => factor !== integer.loops[at][k].factor)),
    ),
  };
}

function accessesOf(layer: Layer, operand: MappedOperand): Access[] {
  const memoryOperand = layer.mapping.memoryOperandLinks.get(operand.name);
  return operand.memories.flatMap((memory) =>
    directionsOf(operand).map((direction): Access => {
      const port =
        direction === undefined || memoryOperand === undefined
          ? undefined
          : portServing(memory, memoryOperand, direction);
      const isRead = direction === 'rd_out_to_low' || direction === 'rd_out_to_high';
      return {
        step: port?.bandwidthMin ?? 0,
        width: port?.bandwidthMax ?? 0,
        energy: isRead ? memory.readEnergyPj : memory.writeEnergyPj,
        servesBothInputs: port !== undefined && servesBothInputs(port),
      };
    }),
  );
}

function roundsOf({ dimensions }: Layer, dimension: number, unrollings: readonly (readonly Unrolling[])[]): number {
  const { name, size } = dimensions[dimension];
  return unrollings
    .flat()
    .reduce(
      (rounds, unrolling) => (unrolling.dimension === name ? Math.ceil(rounds / unrolling.factor) : rounds),
      size,
    );
}

import { createAccelerator } from '../../src/model/accelerator/accelerator.ts';
import type { DataDirection } from '../../src/model/accelerator/data-direction.ts';
import { DATA_DIRECTIONS } from '../../src/model/accelerator/data-direction.ts';
import type { MemoryOperand, MemorySource, PortSource } from '../../src/model/accelerator/memory.ts';

/* Hardware in a few words, for examples of the search: a row of units below memories whose accesses all cost 1 pJ. */

export const ALL: readonly MemoryOperand[] = ['I1', 'I2', 'O'];

export type Ports = (operands: readonly MemoryOperand[], width: Width) => readonly PortSource[];

/** Bits per cycle of the ports of a memory: of all, or of each operand. */
type Width = number | Readonly<Record<MemoryOperand, number>>;

function port(name: string, width: number, allocation: PortSource['allocation']): PortSource {
  return { name, type: 'read_write', bandwidthMin: 8, bandwidthMax: width, allocation };
}

/** One port for all traffic of the memory. */
export const onePort: Ports = (operands, width) => [
  port(
    'all',
    typeof width === 'number' ? width : Math.min(...Object.values(width)),
    operands.flatMap((memoryOperand) => DATA_DIRECTIONS.map((direction) => ({ memoryOperand, direction }))),
  ),
];

/** One port for each operand and direction. */
export const separatePorts: Ports = (operands, width) =>
  operands.flatMap((memoryOperand) =>
    DATA_DIRECTIONS.map((direction: DataDirection) =>
      port(`${memoryOperand} ${direction}`, typeof width === 'number' ? width : (width[memoryOperand] ?? 0), [
        { memoryOperand, direction },
      ]),
    ),
  );

/** A memory whose name begins with `doubled` has `force_double_buffering`; every unit has a `register` of its own. */
export type Memory = readonly [name: string, bits: number, operands: readonly MemoryOperand[], width: Width];

export function accelerator(units: number, ports: Ports, memories: readonly Memory[]) {
  return createAccelerator({
    name: 'small',
    operationalArray: { dimensions: [{ name: 'D1', size: units }], unitEnergyPj: 1, unitArea: 0 },
    memories: memories.map(
      ([name, sizeBits, operands, width]): MemorySource => ({
        name,
        sizeBits,
        readEnergyPj: 1,
        writeEnergyPj: 1,
        area: 0,
        latencyCycles: 1,
        memoryType: 'sram',
        autoCostExtraction: false,
        forceDoubleBuffering: name.startsWith('doubled'),
        operands,
        servedDimensions: name === 'register' ? [] : ['D1'],
        ports: ports(operands, width),
      }),
    ),
  });
}

import type { NumberRange } from './accelerator-number.ts';
import type { MemorySource } from './memory.ts';
import { createMemoryHierarchy, type MemoryHierarchy } from './memory-hierarchy.ts';
import { createOperationalArray, type OperationalArray, type OperationalArraySource } from './operational-array.ts';

/** The unit that works on elements one by one, beside the array: for operators without multiply-accumulates. */
export interface VectorUnit {
  /** Energy of one element operation in pJ. */
  readonly energyPj: number;
  /** Elements per cycle. */
  readonly lanes: number;
}

/** A hardware design: an array of multiply-accumulate units fed by a hierarchy of memories. Immutable; a changed design is a new object. */
export interface Accelerator {
  readonly name: string;
  readonly operationalArray: OperationalArray;
  readonly memoryHierarchy: MemoryHierarchy;
  /** Absent unless the file describes one. */
  readonly vectorUnit?: VectorUnit | undefined;
  /** MHz. Absent unless the file gives it; cycles then have no length. */
  readonly clockFrequencyMhz?: number | undefined;
  /** Numbers that the file knows within bounds only. No cost depends on them. Absent where it knows all exactly. */
  readonly ranges?: readonly NumberRange[] | undefined;
}

export interface AcceleratorSource {
  readonly name: string;
  readonly operationalArray: OperationalArraySource;
  /** Innermost memory first, for every operand. */
  readonly memories: readonly MemorySource[];
  readonly vectorUnit?: VectorUnit | undefined;
  readonly clockFrequencyMhz?: number | undefined;
  /** Numbers that the file knows within bounds only. No cost depends on them. Absent where it knows all exactly. */
  readonly ranges?: readonly NumberRange[] | undefined;
}

/** Derives levels, copies, ports and orders from the description of an accelerator. */
export function createAccelerator(source: AcceleratorSource): Accelerator {
  const operationalArray = createOperationalArray(source.operationalArray);
  return {
    name: source.name,
    operationalArray,
    memoryHierarchy: createMemoryHierarchy(source.memories, operationalArray.dimensions),
    ...(source.vectorUnit === undefined ? {} : { vectorUnit: source.vectorUnit }),
    ...(source.clockFrequencyMhz === undefined ? {} : { clockFrequencyMhz: source.clockFrequencyMhz }),
    ...(source.ranges === undefined || source.ranges.length === 0 ? {} : { ranges: source.ranges }),
  };
}

import type { MemoryFigures } from './figures.ts';

/** Kinds of memory that the table has figures for. */
export type TableClass = 'sram' | 'edram' | 'main-memory-hp' | 'main-memory-comm-dram';

export const TABLE_CLASSES: readonly TableClass[] = ['sram', 'edram', 'main-memory-hp', 'main-memory-comm-dram'];

/** Ports of a memory by what they can do. */
export interface PortCounts {
  /** Ports that only read. */
  readonly read: number;
  /** Ports that only write. */
  readonly write: number;
  /** Ports that read or write. */
  readonly readWrite: number;
}

/** A memory as the table identifies it. */
export interface TablePoint {
  readonly memoryClass: TableClass;
  /** Technology node in nm. */
  readonly nodeNm: number;
  readonly capacityBytes: number;
  /** Bits moved by one access. */
  readonly widthBits: number;
  readonly ports: PortCounts;
  readonly banks: number;
  /** Temperature in K. */
  readonly temperatureK: number;
}

/** A measured memory. */
export interface TableRow extends TablePoint, MemoryFigures {
  /** Interpolation may start from this row; the others answer only the very question they were measured for. */
  readonly isKnot: boolean;
}

/** Number of ports of any type. */
export function totalPorts({ read, write, readWrite }: PortCounts): number {
  return read + write + readWrite;
}

/** `1r1w`, `2r2w`, `1rw`, `1r1w1rw`. */
export function formatPorts({ read, write, readWrite }: PortCounts): string {
  const part = (count: number, suffix: string) => (count === 0 ? '' : `${count}${suffix}`);
  return part(read, 'r') + part(write, 'w') + part(readWrite, 'rw');
}

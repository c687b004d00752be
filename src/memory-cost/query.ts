import type { PortCounts } from './table/table-rows.ts';

/**
 * How a memory is built: `sram`; `rf`, a register file of flip-flops; `dram`, a main memory as in the reference; `edram`, DRAM
 * cells in a logic process; `commodity_dram`, a DRAM chip.
 */
export type MemoryTechnology = 'sram' | 'rf' | 'dram' | 'edram' | 'commodity_dram';

export const MEMORY_TECHNOLOGIES: readonly MemoryTechnology[] = ['sram', 'rf', 'dram', 'edram', 'commodity_dram'];

/** A memory whose costs are to be estimated. */
export interface MemoryCostQuery {
  /** Name for messages. */
  readonly name?: string;
  /** Default `sram`. Another text is refused. */
  readonly technology?: string;
  /** Capacity in bits; a multiple of 8. */
  readonly sizeBits: number;
  /** Bits of one read access: the full width of a port that reads. */
  readonly readWidthBits: number;
  /** Bits of one write access; `readWidthBits` if absent. */
  readonly writeWidthBits?: number;
  /** Default: one port that reads and one that writes. */
  readonly ports?: PortCounts;
  /** Technology node in nm; default 22. */
  readonly technologyNodeNm?: number;
  /** Equal parts that the capacity is divided into: 1, 2, 4 or 8; default 1. */
  readonly banks?: number;
  /**
   * Estimate like ZigZag 3.8.5, odd behaviour included (docs/parity-quirks.md#memory-cost-estimation): always one read and one write port,
   * 22 nm and one bank, the read width for writes, and register files as SRAM of 128 times the size. Default false.
   */
  readonly parity?: boolean;
}

/** The fields of a query that a finding can be about. */
export type MemoryCostField =
  | 'technology'
  | 'sizeBits'
  | 'readWidthBits'
  | 'writeWidthBits'
  | 'ports'
  | 'technologyNodeNm'
  | 'banks';

/** One memory, or the same memory twice where reads and writes move different numbers of bits. */
export interface ResolvedQuery {
  readonly technology: MemoryTechnology;
  readonly capacityBytes: number;
  readonly readWidthBits: number;
  readonly writeWidthBits: number;
  readonly ports: PortCounts;
  readonly technologyNodeNm: number;
  readonly banks: number;
}

export const DEFAULT_NODE_NM = 22;
export const DEFAULT_PORTS: PortCounts = { read: 1, write: 1, readWrite: 0 };
const DEFAULT_TECHNOLOGY = 'sram';

/** Register files are estimated as SRAM of this many times their size, in the reference. */
const REFERENCE_REGISTER_FILE_FACTOR = 128;

/** The query with defaults filled in, or undefined if its technology is unknown. */
export function resolveQuery(query: MemoryCostQuery): ResolvedQuery | undefined {
  const name = query.technology ?? DEFAULT_TECHNOLOGY;
  const technology = MEMORY_TECHNOLOGIES.find((candidate) => candidate === name);
  if (technology === undefined) return undefined;
  if (query.parity === true) return asInReference(query, technology);
  return {
    technology,
    capacityBytes: Math.floor(query.sizeBits / 8),
    readWidthBits: query.readWidthBits,
    writeWidthBits: query.writeWidthBits ?? query.readWidthBits,
    ports: query.ports ?? DEFAULT_PORTS,
    technologyNodeNm: query.technologyNodeNm ?? DEFAULT_NODE_NM,
    banks: query.banks ?? 1,
  };
}

/** What the reference asks its memory tool, whatever ports, node and write width the memory has. */
function asInReference({ sizeBits, readWidthBits }: MemoryCostQuery, technology: MemoryTechnology): ResolvedQuery {
  const isRegisterFile = technology === 'rf';
  return {
    technology: isRegisterFile ? 'sram' : technology,
    capacityBytes: Math.floor((sizeBits * (isRegisterFile ? REFERENCE_REGISTER_FILE_FACTOR : 1)) / 8),
    readWidthBits,
    writeWidthBits: readWidthBits,
    ports: DEFAULT_PORTS,
    technologyNodeNm: DEFAULT_NODE_NM,
    banks: 1,
  };
}

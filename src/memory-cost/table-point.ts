import type { MemoryTechnology, ResolvedQuery } from './query.ts';
import { nearestSramBytes } from './register-file.ts';
import type { TableClass, TablePoint } from './table/table-rows.ts';

const TABLE_CLASS: Readonly<Record<MemoryTechnology, TableClass>> = {
  sram: 'sram',
  rf: 'sram',
  dram: 'main-memory-hp',
  edram: 'edram',
  commodity_dram: 'main-memory-comm-dram',
};

/** Temperature of the measured memories, in K. */
const TEMPERATURE_K = 360;

/** What the table is asked for accesses of a width. Small register files follow from a larger SRAM. */
export function tablePointOf(query: ResolvedQuery, widthBits: number): TablePoint {
  const { technology, capacityBytes, ports, technologyNodeNm, banks } = query;
  return {
    memoryClass: TABLE_CLASS[technology],
    nodeNm: technologyNodeNm,
    capacityBytes: technology === 'rf' ? nearestSramBytes(capacityBytes, widthBits) : capacityBytes,
    widthBits,
    ports,
    banks,
    temperatureK: TEMPERATURE_K,
  };
}

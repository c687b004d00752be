import type { TableClass } from '../table/table-rows.ts';

/*
 * Area of the storage cells alone, in squares of the node's side. Every measured area times its share of cells gives these
 * figures (test/memory-cost/cell-area.test.ts), so no memory of these kinds can be smaller.
 */

/** A static memory cell with one port. */
const SRAM_CELL = { width: 14.6, height: 10 };
/** Room for the wires of a further port, in both directions. */
const PORT_PITCH = 5;
/** Cells of DRAM have one port; these are the smallest of all nodes. */
const EDRAM_CELL = 20.7;
const COMMODITY_DRAM_CELL = 4;

/** Eight check bits for 64 bits of data. */
const ERROR_CORRECTION = 9 / 8;
const MM2_PER_NM2 = 1e-12;

/** Area in mm² of the cells of a memory with `ports` ports, error correction included. */
export function bareCellArea(memoryClass: TableClass, nodeNm: number, bits: number, ports: number): number {
  return bits * ERROR_CORRECTION * squaresOf(memoryClass, ports) * nodeNm ** 2 * MM2_PER_NM2;
}

/** How much longer the wires along a cell get with `more` ports instead of `fewer`: the ratio of the roots of the areas. */
export function wireRatio(fewer: number, more: number): number {
  return Math.sqrt(squaresOf('sram', more) / squaresOf('sram', fewer));
}

function squaresOf(memoryClass: TableClass, ports: number): number {
  switch (memoryClass) {
    case 'sram':
    case 'main-memory-hp': {
      const wires = PORT_PITCH * (ports - 1);
      return (SRAM_CELL.width + wires) * (SRAM_CELL.height + wires);
    }
    case 'edram':
      return EDRAM_CELL;
    case 'main-memory-comm-dram':
      return COMMODITY_DRAM_CELL;
  }
}

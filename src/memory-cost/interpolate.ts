import { type MemoryFigures, makeFigures } from './table/figures.ts';
import { blend, bracket, exponentials, type SurfacePoint } from './table/surface.ts';
import type { MemoryCostTable, NodeSurfaces } from './table/table.ts';
import { type TablePoint, totalPorts } from './table/table-rows.ts';

/** Figures of a memory and how they were found. */
export interface TableAnswer {
  readonly figures: MemoryFigures;
  /** The memory is in the table. */
  readonly isExact: boolean;
  /** Ratio of the capacity to the nearest one of the table; 1 inside. */
  readonly capacityFactor: number;
  /** The capacity is smaller than that of the nearest ones of the table. */
  readonly isBelow: boolean;
  /** Ratio of the width to the nearest one of the table; 1 inside. */
  readonly widthFactor: number;
  /** Leakage differs so much between nodes from 45 to 90 nm that nothing can be said in between. */
  readonly leakageIsUnknown: boolean;
}

/** Fewest rows (8 · capacity / width) for which SRAM figures exist. */
export const FEWEST_ROWS = 31;
/** Arrays of fewer rows are built with this many. */
const BUILT_ROWS = 32;

/** Numbers of ports for which there are surfaces; others lie between or beyond them. */
const MEASURED_PORTS: readonly number[] = [1, 2, 4];

/** Looks a memory up, or interpolates. The memory must be feasible (`feasibility.ts`). */
export function figuresAt(table: MemoryCostTable, point: TablePoint): TableAnswer {
  const figures = table.exact(point) ?? table.exact(asBuilt(point));
  if (figures !== undefined) {
    return { figures, isExact: true, capacityFactor: 1, isBelow: false, widthFactor: 1, leakageIsUnknown: false };
  }
  return interpolatedAt(table, point);
}

/** The same without looking for the memory itself: what the table says about a memory it does not hold. */
export function interpolatedAt(table: MemoryCostTable, point: TablePoint): TableAnswer {
  const { logarithms, capacityFactor, isBelow, widthFactor } = betweenPorts(table, asBuilt(point));
  const figures = exponentials(logarithms);
  return {
    figures: makeFigures((figure) => figures[figure] / (figure === 'leakageMwPerBank' ? point.banks : 1)),
    isExact: false,
    capacityFactor,
    isBelow,
    widthFactor,
    leakageIsUnknown: point.nodeNm > 45 && point.nodeNm < 90 && point.nodeNm !== 65,
  };
}

/** The memory that is measured in place of one with a fraction of a row too few. */
function asBuilt(point: TablePoint): TablePoint {
  const rows = (8 * point.capacityBytes) / point.widthBits;
  return point.memoryClass === 'sram' && rows >= FEWEST_ROWS && rows < BUILT_ROWS
    ? { ...point, capacityBytes: (BUILT_ROWS * point.widthBits) / 8 }
    : point;
}

/** Only the number of ports matters. Linear in log2 of it, between two measured numbers or beyond the last two. */
function betweenPorts(table: MemoryCostTable, point: TablePoint): SurfacePoint {
  const ports = totalPorts(point.ports);
  const available = MEASURED_PORTS.filter(
    (count) => table.surfaces(point.memoryClass, point.temperatureK, count).length > 0,
  );
  const at = (count: number) => betweenNodes(table.surfaces(point.memoryClass, point.temperatureK, count), point);
  if (available.includes(ports)) return at(ports);
  const [fewer, more] = bracket(available, ports, (count) => count);
  return mix(at(fewer), at(more), Math.log2(ports / fewer) / Math.log2(more / fewer));
}

/** Linear in the logarithm of the node. */
function betweenNodes(surfaces: NodeSurfaces, { nodeNm, capacityBytes, widthBits }: TablePoint): SurfacePoint {
  const [smaller, larger] = bracket(surfaces, nodeNm, ([node]) => node);
  const known = [smaller, larger].find(([node]) => node === nodeNm);
  if (known !== undefined) return known[1].at(capacityBytes, widthBits);
  const [first, second] = [smaller[1].at(capacityBytes, widthBits), larger[1].at(capacityBytes, widthBits)];
  return mix(first, second, Math.log(nodeNm / smaller[0]) / Math.log(larger[0] / smaller[0]));
}

function mix(first: SurfacePoint, second: SurfacePoint, fraction: number): SurfacePoint {
  return {
    logarithms: blend(first.logarithms, second.logarithms, fraction),
    capacityFactor: Math.max(first.capacityFactor, second.capacityFactor),
    isBelow: first.isBelow || second.isBelow,
    widthFactor: Math.max(first.widthFactor, second.widthFactor),
  };
}

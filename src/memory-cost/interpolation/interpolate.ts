import { type MemoryFigures, makeFigures } from '../table/figures.ts';
import { exponentials, type Place, type Surface } from '../table/surface.ts';
import type { MemoryCostTable, NodeSurfaces } from '../table/table.ts';
import { type TablePoint, totalPorts } from '../table/table-rows.ts';
import { bareCellArea } from './cell-area.ts';
import { figuresBeyond } from './extrapolate.ts';
import { betweenNodes, nodesAround } from './nodes.ts';
import { figuresForPorts, MEASURED_PORTS, portLoadOf, portsAround, portsFor } from './ports.ts';

/** Figures of a memory and how they were found. */
export interface TableAnswer {
  readonly figures: MemoryFigures;
  /** The memory is in the table. */
  readonly isExact: boolean;
  /** Where it lies with respect to the memories that its figures follow from. */
  readonly place: Place;
  /** Leakage differs so much between nodes from 45 to 90 nm that nothing can be said in between. */
  readonly leakageIsUnknown: boolean;
}

/** Fewest rows (8 · capacity / width) for which SRAM figures exist. */
export const FEWEST_ROWS = 31;
/** Arrays of fewer rows are built with this many. */
const BUILT_ROWS = 32;

const INSIDE: Place = { capacityFactor: 1, widthFactor: 1, isSmaller: false, isNarrower: false };

/** Looks a memory up, or estimates. The memory must be feasible (`feasibility.ts`). */
export function figuresAt(table: MemoryCostTable, point: TablePoint): TableAnswer {
  const figures = measuredAt(table, point);
  if (figures !== undefined) return { figures, isExact: true, place: INSIDE, leakageIsUnknown: false };
  return interpolatedAt(table, point);
}

/** The same without looking for the memory itself: what the table says about a memory it does not hold. */
export function interpolatedAt(table: MemoryCostTable, point: TablePoint): TableAnswer {
  const { memoryClass, nodeNm, capacityBytes, ports, banks } = point;
  const built = asBuilt(point);
  const figures = exponentials(logarithmsAt(table, built));
  const cells = bareCellArea(memoryClass, nodeNm, 8 * capacityBytes, totalPorts(ports));
  return {
    figures: makeFigures((figure) => {
      if (figure === 'areaMm2') return Math.max(figures.areaMm2, cells);
      return figure === 'leakageMwPerBank' ? figures.leakageMwPerBank / banks : figures[figure];
    }),
    isExact: false,
    place: farthestOf(table, built).place,
    leakageIsUnknown: nodeNm > 45 && nodeNm < 90 && nodeNm !== 65,
  };
}

/** Where a memory lies with respect to the measured ones that its figures follow from. */
export function placeIn(table: MemoryCostTable, point: TablePoint): Place {
  return measuredAt(table, point) === undefined ? farthestOf(table, asBuilt(point)).place : INSIDE;
}

/** The nearest of the measured memories that the figures of a memory follow from. */
export function nearestMeasured(table: MemoryCostTable, point: TablePoint): TablePoint {
  const built = asBuilt(point);
  return farthestOf(table, built).surface.nearest(Math.log2(built.capacityBytes), Math.log2(built.widthBits));
}

/** The larger of the two ratios to the measured memories; 1 inside. */
export function farness({ capacityFactor, widthFactor }: Place): number {
  return Math.max(capacityFactor, widthFactor);
}

function measuredAt(table: MemoryCostTable, point: TablePoint): MemoryFigures | undefined {
  return table.exact(point) ?? table.exact(asBuilt(point));
}

/** The memory that is measured in place of one with a fraction of a row too few. */
function asBuilt(point: TablePoint): TablePoint {
  const rows = (8 * point.capacityBytes) / point.widthBits;
  return point.memoryClass === 'sram' && rows >= FEWEST_ROWS && rows < BUILT_ROWS
    ? { ...point, capacityBytes: (BUILT_ROWS * point.widthBits) / 8 }
    : point;
}

function logarithmsAt(table: MemoryCostTable, point: TablePoint): MemoryFigures {
  const available = availablePorts(table, point);
  const load = portLoadOf(point.ports);
  const [logCapacity, logWidth] = [Math.log2(point.capacityBytes), Math.log2(point.widthBits)];
  const inside = new Map<Surface, MemoryFigures>();
  for (const [, surface] of portsFor(load, available).flatMap((count) => surfacesAt(table, point, count))) {
    const figures = surface.at(logCapacity, logWidth);
    if (figures === undefined) return figuresBeyond(table, point, load, available);
    inside.set(surface, figures);
  }
  const figuresOf = (surface: Surface) => inside.get(surface) ?? fail();
  return figuresForPorts(load, available, (count) =>
    betweenNodes(surfacesAt(table, point, count), point.nodeNm, figuresOf),
  );
}

/** Of the surfaces that the figures of a memory follow from, the one it lies farthest from. */
function farthestOf(table: MemoryCostTable, point: TablePoint): { readonly surface: Surface; readonly place: Place } {
  const [logCapacity, logWidth] = [Math.log2(point.capacityBytes), Math.log2(point.widthBits)];
  const [first, ...others] = portsAround(totalPorts(point.ports), availablePorts(table, point))
    .flatMap((count) => surfacesAt(table, point, count))
    .map(([, surface]) => ({ surface, place: surface.placeOf(logCapacity, logWidth) }));
  return others.reduce(
    (worst, other) => (farness(other.place) > farness(worst.place) ? other : worst),
    first ?? fail(),
  );
}

function availablePorts(table: MemoryCostTable, { memoryClass, temperatureK }: TablePoint): readonly number[] {
  return MEASURED_PORTS.filter((count) => table.surfaces(memoryClass, temperatureK, count).length > 0);
}

function surfacesAt(table: MemoryCostTable, point: TablePoint, count: number): NodeSurfaces {
  return nodesAround(table.surfaces(point.memoryClass, point.temperatureK, count), point.nodeNm);
}

function fail(): never {
  throw new RangeError('nothing was measured for this kind of memory');
}

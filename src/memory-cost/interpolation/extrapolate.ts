import type { MemoryFigures } from '../table/figures.ts';
import type { MemoryCostTable } from '../table/table.ts';
import type { TablePoint } from '../table/table-rows.ts';
import { anywhere } from './growth.ts';
import { type Axes, atPlace, axesOf, type LatticeFigures, onLattice, overAxes, raise } from './lattice.ts';
import { betweenNodes, nodesAround } from './nodes.ts';
import { figuresForPorts, type PortLoad } from './ports.ts';

/** How far a lattice reaches beyond the surfaces, in octaves of capacity and width: farther than anything is estimated. */
const MARGIN = 3;

/** Lattices of a kind of memory at one node. They are large and asked for many times in a sweep, so they are kept. */
interface Family {
  readonly axes: Axes;
  /** Large main memories of 8 bits cost more than wider ones, as measured. */
  readonly risesInWidth: boolean;
  /** Figures of a measured number of ports. */
  measured(count: number): LatticeFigures;
  /** Rising figures by ports and readers. */
  readonly risen: Map<string, LatticeFigures>;
}

const FAMILIES = new WeakMap<MemoryCostTable, Map<string, Family>>();
/** Nodes are real numbers, so a sweep over them could ask for any number of families. */
const MOST_FAMILIES = 32;

/**
 * Logarithms of figures of a memory outside the measured ones: never below those of an SRAM that is smaller or equal in capacity,
 * width, ports and readers. Times are not bounded.
 */
export function figuresBeyond(
  table: MemoryCostTable,
  point: TablePoint,
  load: PortLoad,
  available: readonly number[],
): MemoryFigures {
  const family = familyOf(table, point, available);
  const lattice = { axes: family.axes, figures: risenFor(family, load, available) };
  return onLattice(lattice, Math.log2(point.capacityBytes), Math.log2(point.widthBits));
}

function risenFor(family: Family, load: PortLoad, available: readonly number[]): LatticeFigures {
  const { total, readers } = load;
  const key = `${total} ${readers}`;
  const known = family.risen.get(key);
  if (known !== undefined) return known;
  const fewer = [
    ...(readers < total ? [{ total: total - 1, readers }] : []),
    ...(readers > 1 ? [{ total: total - 1, readers: readers - 1 }] : []),
  ];
  const figures = overAxes(family.axes, (_, __, place) =>
    figuresForPorts(load, available, (count) => atPlace(family.measured(count), place)),
  );
  const lower = fewer.map((ports) => risenFor(family, ports, available));
  raise(figures, family.axes.logWidths.length, lower, family.risesInWidth);
  family.risen.set(key, figures);
  return figures;
}

function familyOf(table: MemoryCostTable, point: TablePoint, available: readonly number[]): Family {
  const families = FAMILIES.get(table) ?? new Map<string, Family>();
  FAMILIES.set(table, families);
  const key = `${point.memoryClass} ${point.temperatureK} ${point.nodeNm}`;
  const known = families.get(key);
  if (known !== undefined) return known;
  const family = makeFamily(table, point, available);
  if (families.size >= MOST_FAMILIES) families.clear();
  families.set(key, family);
  return family;
}

function makeFamily(table: MemoryCostTable, point: TablePoint, available: readonly number[]): Family {
  const surfacesOf = (count: number) => table.surfaces(point.memoryClass, point.temperatureK, count);
  const axes = axesOf(
    available.flatMap((count) => surfacesOf(count).map(([, surface]) => surface)),
    MARGIN,
  );
  const figuresOf = (count: number) => {
    const surfaces = surfacesOf(count);
    const farthest = surfaces[0]?.[1];
    const around = nodesAround(surfaces, point.nodeNm);
    return overAxes(axes, (logCapacity, logWidth) =>
      betweenNodes(around, point.nodeNm, (surface) =>
        anywhere(surface, surface === farthest ? undefined : farthest, logCapacity, logWidth),
      ),
    );
  };
  const known = new Map<number, LatticeFigures>();
  return {
    axes,
    risesInWidth: point.memoryClass === 'sram',
    measured: (count) => {
      const figures = known.get(count) ?? figuresOf(count);
      known.set(count, figures);
      return figures;
    },
    risen: new Map(),
  };
}

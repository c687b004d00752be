import { type MemoryFigures, makeFigures } from './figures.ts';
import { groupBy } from './group-by.ts';
import { makeSurface, type Surface } from './surface.ts';
import { TABLE_LINES } from './table-data.ts';
import { decodeRows } from './table-encoding.ts';
import { formatPorts, type TableClass, type TablePoint, type TableRow, totalPorts } from './table-rows.ts';

/** Surfaces of one class at one temperature and number of ports, by node in ascending order. The smallest node reaches farthest. */
export type NodeSurfaces = readonly (readonly [nodeNm: number, surface: Surface])[];

/** Measured memories, prepared for questions. */
export interface MemoryCostTable {
  /** The figures measured for exactly this memory, if it was measured. */
  exact(point: TablePoint): MemoryFigures | undefined;
  /** What can be interpolated for memories with `ports` ports in all; empty if nothing. */
  surfaces(memoryClass: TableClass, temperatureK: number, ports: number): NodeSurfaces;
}

/** Prepares rows for questions. Knots with several banks are not used. */
export function makeTable(rows: readonly TableRow[]): MemoryCostTable {
  const measured = new Map(rows.map((row) => [keyOf(row), row]));
  const knots = rows.filter(({ isKnot, banks }) => isKnot && banks === 1);
  const families = new Map([...groupBy(knots, familyOf)].map(([family, members]) => [family, surfacesByNode(members)]));
  return {
    exact: (point) => {
      const row = measured.get(keyOf(point));
      return row === undefined ? undefined : makeFigures((figure) => row[figure]);
    },
    surfaces: (memoryClass, temperatureK, ports) => families.get(familyKey(memoryClass, temperatureK, ports)) ?? [],
  };
}

let shipped: MemoryCostTable | undefined;

/** The table of this package. Decoded when first asked for. */
export function shippedTable(): MemoryCostTable {
  shipped ??= makeTable(decodeRows(TABLE_LINES));
  return shipped;
}

function surfacesByNode(rows: readonly TableRow[]): NodeSurfaces {
  return [...groupBy(rows, ({ nodeNm }) => nodeNm)]
    .toSorted(([x], [y]) => x - y)
    .flatMap(([nodeNm, members]): [number, Surface][] => {
      const surface = makeSurface(members);
      return surface === undefined ? [] : [[nodeNm, surface]];
    });
}

function keyOf({ memoryClass, nodeNm, capacityBytes, widthBits, ports, banks, temperatureK }: TablePoint): string {
  return [memoryClass, nodeNm, capacityBytes, widthBits, formatPorts(ports), banks, temperatureK].join(' ');
}

function familyOf({ memoryClass, temperatureK, ports }: TableRow): string {
  return familyKey(memoryClass, temperatureK, totalPorts(ports));
}

function familyKey(memoryClass: TableClass, temperatureK: number, ports: number): string {
  return `${memoryClass} ${temperatureK} ${ports}`;
}

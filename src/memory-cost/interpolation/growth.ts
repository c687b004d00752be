import { type MemoryFigures, makeFigures } from '../table/figures.ts';
import { alongColumn, blend, type Column, columnsAround, type Knot, rangeOf, type Surface } from '../table/surface.ts';

/* How figures grow outside the measured memories, before they are kept from falling (lattice.ts). */

/** Growth of the logarithm of a figure of SRAM per logarithm of capacity: medians of the measured ones from 16 to 256 MiB, by factors of 4. */
export const PER_CAPACITY: MemoryFigures = {
  readEnergyNj: 0.49,
  writeEnergyNj: 0.49,
  leakageMwPerBank: 1,
  areaMm2: 0.95,
  accessTimeNs: 0.43,
  cycleTimeNs: 0,
};

/** The same per logarithm of width, below the narrowest measured: medians from 8 to 32 bits. */
export const PER_NARROW_WIDTH: MemoryFigures = {
  readEnergyNj: 0.22,
  writeEnergyNj: 0.44,
  leakageMwPerBank: 0,
  areaMm2: 0.01,
  accessTimeNs: 0,
  cycleTimeNs: 0,
};

/** No figure grows faster than the cells of a memory; beyond the largest width its wires grow in both directions. */
const STEEPEST_PER_CAPACITY = 1;
const STEEPEST_PER_WIDTH = 2;

/**
 * The figures of a surface anywhere. Wider than measured, the growth between the two widest goes on. Larger than measured, figures
 * grow like those of `guide`, a surface that reaches farther, or else as they generally do.
 */
export function anywhere(
  surface: Surface,
  guide: Surface | undefined,
  logCapacity: number,
  logWidth: number,
): MemoryFigures {
  const inside = surface.at(logCapacity, logWidth);
  if (inside !== undefined) return inside;
  const { columns } = surface;
  const [first, last, beforeLast] = [columns[0], columns.at(-1), columns.at(-2)];
  if (first === undefined || last === undefined || beforeLast === undefined)
    throw new RangeError('a surface has two widths');
  const atWidthOf = (column: Column) => anywhere(surface, guide, logCapacity, column.logWidth);
  if (logWidth < first.logWidth) return grown(atWidthOf(first), PER_NARROW_WIDTH, logWidth - first.logWidth);
  if (logWidth > last.logWidth) {
    const [from, to] = [atWidthOf(beforeLast), atWidthOf(last)];
    const slope = slopes(from, to, last.logWidth - beforeLast.logWidth, STEEPEST_PER_WIDTH);
    return grown(to, slope, logWidth - last.logWidth);
  }
  const around = columnsAround(columns, logWidth);
  const largest = Math.min(...around.map((column) => rangeOf(column)[1]));
  if (guide === undefined || logCapacity <= largest) return beyondColumns(surface, around, logCapacity, logWidth);
  const near = anywhere(surface, undefined, largest, logWidth);
  const [from, to] = [anywhere(guide, undefined, largest, logWidth), anywhere(guide, undefined, logCapacity, logWidth)];
  return makeFigures((figure) => near[figure] + to[figure] - from[figure]);
}

function beyondColumns(
  { memoryClass }: Surface,
  [lower, upper]: readonly [Column, Column],
  logCapacity: number,
  logWidth: number,
): MemoryFigures {
  const isStatic = memoryClass === 'sram';
  const below = beyondColumn(lower, logCapacity, isStatic);
  if (lower === upper) return below;
  const fraction = (logWidth - lower.logWidth) / (upper.logWidth - lower.logWidth);
  return blend(below, beyondColumn(upper, logCapacity, isStatic), fraction);
}

function beyondColumn(column: Column, logCapacity: number, isStatic: boolean): MemoryFigures {
  const [first, last] = rangeOf(column);
  if (logCapacity > last) {
    const end = alongColumn(column, last);
    const growth = isStatic ? PER_CAPACITY : growthBetween(column.knots.at(-2), column.knots.at(-1));
    return grown(end, growth, logCapacity - last);
  }
  if (logCapacity >= first) return alongColumn(column, logCapacity);
  return grown(alongColumn(column, first), growthBetween(column.knots[0], column.knots[1]), logCapacity - first);
}

function growthBetween(from: Knot | undefined, to: Knot | undefined): MemoryFigures {
  if (from === undefined || to === undefined) throw new RangeError('a column has two knots or more');
  return slopes(from.logarithms, to.logarithms, to.logCapacity - from.logCapacity, STEEPEST_PER_CAPACITY);
}

/** Figures `octaves` farther, given their growth per logarithm. */
export function grown(from: MemoryFigures, growth: MemoryFigures, octaves: number): MemoryFigures {
  return makeFigures((figure) => from[figure] + growth[figure] * octaves * Math.LN2);
}

/** Growth per logarithm between two places `octaves` apart; not falling, and no steeper than `steepest`. */
function slopes(from: MemoryFigures, to: MemoryFigures, octaves: number, steepest: number): MemoryFigures {
  return makeFigures((figure) => clamp((to[figure] - from[figure]) / (octaves * Math.LN2), 0, steepest));
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest);
}

import { FIGURES, type MemoryFigures, makeFigures } from '../table/figures.ts';
import { blend, bracket, type Surface } from '../table/surface.ts';
import { grown, PER_CAPACITY } from './growth.ts';

/*
 * Figures outside the measured memories, at places of a lattice of capacities and widths. Where necessary they are raised to those
 * of all smaller and narrower memories: measurements of neighbours jump, extrapolations never fall.
 */

/** A lattice of places, as base-2 logarithms of bytes and bits in ascending order. */
export interface Axes {
  readonly logCapacities: readonly number[];
  readonly logWidths: readonly number[];
}

/** Logarithms of figures, in the order of `FIGURES`, place by place: all widths of the first capacity, then of the second, … */
export type LatticeFigures = Float64Array;

export interface Lattice {
  readonly axes: Axes;
  readonly figures: LatticeFigures;
}

const COUNT = FIGURES.length;
/** Energies, leakage and area rise; times may fall. */
const RISES: readonly boolean[] = FIGURES.map((figure) => figure !== 'accessTimeNs' && figure !== 'cycleTimeNs');

/** Every capacity and width at which one of the surfaces bends, and `octaves` more at each end. */
export function axesOf(surfaces: readonly Surface[], octaves: number): Axes {
  const columns = surfaces.flatMap((surface) => surface.columns);
  return {
    logCapacities: extended(
      columns.flatMap(({ knots }) => knots.map(({ logCapacity }) => logCapacity)),
      octaves,
    ),
    logWidths: extended(
      columns.map(({ logWidth }) => logWidth),
      octaves,
    ),
  };
}

/** Figures at every place; `figuresOf` gets base-2 logarithms of capacity and width, and the number of the place. */
export function overAxes(
  { logCapacities, logWidths }: Axes,
  figuresOf: (logCapacity: number, logWidth: number, place: number) => MemoryFigures,
): LatticeFigures {
  const all = new Float64Array(logCapacities.length * logWidths.length * COUNT);
  let place = 0;
  for (const logCapacity of logCapacities) {
    for (const logWidth of logWidths) {
      const figures = figuresOf(logCapacity, logWidth, place);
      for (const [index, figure] of FIGURES.entries()) all[place * COUNT + index] = figures[figure];
      place++;
    }
  }
  return all;
}

/** Figures at one place. */
export function atPlace(all: LatticeFigures, place: number): MemoryFigures {
  return makeFigures((figure) => valueAt(all, place * COUNT + FIGURES.indexOf(figure)));
}

/** Raises figures to the largest at smaller or equal capacities, and in `lower`; with `inWidth` at smaller or equal widths too. */
export function raise(all: LatticeFigures, widths: number, lower: readonly LatticeFigures[], inWidth: boolean): void {
  const row = widths * COUNT;
  for (let index = 0; index < all.length; index++) {
    if (RISES[index % COUNT] !== true) continue;
    let most = valueAt(all, index);
    if (index >= row) most = Math.max(most, valueAt(all, index - row));
    if (inWidth && index % row >= COUNT) most = Math.max(most, valueAt(all, index - COUNT));
    for (const other of lower) most = Math.max(most, valueAt(other, index));
    all[index] = most;
  }
}

/** Figures between the places of a lattice. Above it capacities add what they generally do; at its other ends it goes on level. */
export function onLattice({ axes, figures }: Lattice, logCapacity: number, logWidth: number): MemoryFigures {
  const [row, rowFraction] = positionIn(axes.logCapacities, logCapacity);
  const [column, columnFraction] = positionIn(axes.logWidths, logWidth);
  const along = (index: number) => {
    const place = index * axes.logWidths.length + column;
    return blend(atPlace(figures, place), atPlace(figures, place + 1), columnFraction);
  };
  const beyond = Math.max(0, logCapacity - (axes.logCapacities.at(-1) ?? logCapacity));
  return grown(blend(along(row), along(row + 1), rowFraction), PER_CAPACITY, beyond);
}

function valueAt(all: LatticeFigures, index: number): number {
  return all[index] ?? Number.NaN;
}

/** Index of the interval a position lies in, and how far along it is, from 0 to 1. */
function positionIn(axis: readonly number[], position: number): readonly [index: number, fraction: number] {
  const [from, to] = bracket(axis, position, (value) => value);
  return [axis.indexOf(from), Math.min(Math.max((position - from) / (to - from), 0), 1)];
}

function extended(positions: readonly number[], octaves: number): number[] {
  const [lowest, highest] = [Math.min(...positions), Math.max(...positions)];
  const margins = Array.from({ length: octaves }, (_, index) => [lowest - index - 1, highest + index + 1]).flat();
  return [...new Set([...positions, ...margins])].toSorted((x, y) => x - y);
}

import { type Figure, type MemoryFigures, makeFigures } from '../table/figures.ts';
import { blend, bracket } from '../table/surface.ts';
import { type PortCounts, totalPorts } from '../table/table-rows.ts';
import { wireRatio } from './cell-area.ts';

/** Numbers of ports for which there are surfaces: one for both directions, one of each, two of each. */
export const MEASURED_PORTS: readonly number[] = [1, 2, 4];

/** What the figures depend on. */
export interface PortLoad {
  readonly total: number;
  /** Ports that can read; one at least. */
  readonly readers: number;
}

export function portLoadOf(ports: PortCounts): PortLoad {
  return { total: totalPorts(ports), readers: Math.max(1, ports.read + ports.readWrite) };
}

/** The measured numbers of ports around a number: itself, or two to interpolate between. */
export function portsAround(total: number, available: readonly number[]): readonly number[] {
  if (available.includes(total)) return [total];
  return bracket(available, total, (count) => count);
}

/** All measured numbers of ports that figures for a load follow from. */
export function portsFor(load: PortLoad, available: readonly number[]): readonly number[] {
  const around = portsAround(load.total, available);
  return isCorrected(load, available) ? [...new Set([...around, 2, 4])] : around;
}

/**
 * Logarithms of figures for any ports, from those for measured numbers of ports: linear in log2(ports) in between, continued beyond
 * four and never falling there. The trees of wires that bring data to the ports exist once per reader, so where they dominate,
 * energies follow the number of readers.
 */
export function figuresForPorts(
  load: PortLoad,
  available: readonly number[],
  at: (count: number) => MemoryFigures,
): MemoryFigures {
  const [fewer = 1, more = fewer] = portsAround(load.total, available);
  const base = fewer === more ? at(fewer) : betweenCounts(at(fewer), at(more), [fewer, more], load.total);
  return isCorrected(load, available) ? perReader(base, load, at(2), at(4)) : base;
}

/** The surfaces of two and four ports have half as many readers as ports, that of one port is alone. */
function isCorrected({ total, readers }: PortLoad, available: readonly number[]): boolean {
  return total >= 2 && readers * 2 !== total && available.includes(2) && available.includes(4);
}

function betweenCounts(
  first: MemoryFigures,
  second: MemoryFigures,
  [fewer, more]: readonly [number, number],
  total: number,
): MemoryFigures {
  const mixed = blend(first, second, Math.log2(total / fewer) / Math.log2(more / fewer));
  return total <= more ? mixed : makeFigures((figure) => Math.max(mixed[figure], second[figure]));
}

const LOG_WIRE_RATIO = Math.log(wireRatio(2, 4));

/**
 * From one port of each direction to two, the wires along the cells get longer by a known ratio. What energies grow beyond that is
 * the share of the trees, which double: from nothing to all. Readers beyond half of the ports do not make writes dearer.
 */
function perReader(
  base: MemoryFigures,
  { total, readers }: PortLoad,
  one: MemoryFigures,
  two: MemoryFigures,
): MemoryFigures {
  const shareOfTrees = (figure: Figure) =>
    Math.min(1, Math.max(0, (two[figure] - one[figure] - LOG_WIRE_RATIO) / Math.LN2));
  const logTrees = Math.log((2 * readers) / total);
  return {
    ...base,
    readEnergyNj: base.readEnergyNj + shareOfTrees('readEnergyNj') * logTrees,
    writeEnergyNj: base.writeEnergyNj + shareOfTrees('writeEnergyNj') * Math.min(0, logTrees),
  };
}

import { readMeasuredMemories } from '../../scripts/measured-memories.ts';
import type { AccuracyCase, ErrorBand } from '../../src/memory-cost/accuracy.ts';
import { interpolatedAt } from '../../src/memory-cost/interpolation/interpolate.ts';
import type { Figure } from '../../src/memory-cost/table/figures.ts';
import { type MemoryCostTable, makeTable } from '../../src/memory-cost/table/table.ts';
import { formatPorts, type TableClass, type TableRow } from '../../src/memory-cost/table/table-rows.ts';

/* Comparisons of estimates with measurements that the estimate does not know. */

export const measured = readMeasuredMemories(
  ['measured-memories', 'large-memories'].map(
    (name) => new URL(`../fixtures/memory-cost/${name}.csv.gz`, import.meta.url),
  ),
);
const working = measured.filter(({ failed }) => !failed);

/** Rows to predict, and the table to predict them from. */
export interface Comparison {
  readonly rows: readonly TableRow[];
  readonly table: MemoryCostTable;
}

const MIB = 2 ** 20;
const ofSet = (name: string) => working.filter(({ set }) => set === name);
const isReferenceConvention = ({ nodeNm, ports }: TableRow) => nodeNm === 22 && formatPorts(ports) === '1r1w';
const hasByteWidth = ({ widthBits }: TableRow) => widthBits % 8 === 0;

const allKnots = makeTable(working);
/** The measurements that the comparisons of the specification were made with. */
const withoutLarge = makeTable(working.filter(({ set }) => !set.endsWith('-large')));
const grid = ofSet('grid');
const offGrid = ofSet('offgrid');

const sramKnots = working.filter(
  ({ isKnot, memoryClass, temperatureK }) => isKnot && memoryClass === 'sram' && temperatureK === 360,
);

/** Knots of some memories predicted from those that stay below a limit, and from all other memories. */
function extrapolation(isOf: (row: TableRow) => boolean, isKept: (row: TableRow) => boolean): Comparison {
  return {
    rows: sramKnots.filter((row) => isOf(row) && !isKept(row)),
    table: makeTable(sramKnots.filter((row) => !isOf(row) || isKept(row))),
  };
}

const isAt22 = ({ nodeNm }: TableRow) => nodeNm === 22;
const isElsewhere = (row: TableRow) => !isAt22(row);

/** Every second capacity predicted from the others; `first` is 0 or 1. */
function everySecondCapacity(rows: readonly TableRow[], first: 0 | 1): Comparison {
  const capacities = [...new Set(rows.map(({ capacityBytes }) => capacityBytes))].sort((x, y) => x - y);
  const kept = capacities.filter((_, index) => index % 2 === first);
  const isInside = (bytes: number) => bytes > Math.min(...kept) && bytes < Math.max(...kept);
  return {
    rows: rows.filter(({ capacityBytes }) => !kept.includes(capacityBytes) && isInside(capacityBytes)),
    table: makeTable(rows.filter(({ capacityBytes }) => kept.includes(capacityBytes))),
  };
}

const ofClass = (memoryClass: TableClass) => grid.filter((row) => row.memoryClass === memoryClass);
const mainMemory = ofClass('main-memory-hp').filter((row) => isReferenceConvention(row) && row.widthBits <= 1024);

/** The cases of `accuracy.ts`. Some join several comparisons. */
export const CASES: Readonly<Record<AccuracyCase, readonly Comparison[]>> = {
  referenceConvention: [
    { rows: offGrid.filter((row) => isReferenceConvention(row) && hasByteWidth(row)), table: allKnots },
  ],
  otherNodeOrPorts: [
    { rows: offGrid.filter((row) => !isReferenceConvention(row) && hasByteWidth(row)), table: allKnots },
  ],
  oddWidth: [{ rows: offGrid.filter((row) => !hasByteWidth(row)), table: allKnots }],
  betweenNodes: [{ rows: ofSet('node'), table: allKnots }],
  otherPorts: [{ rows: ofSet('ports'), table: allKnots }],
  severalBanks: [{ rows: ofSet('multibank'), table: allKnots }],
  largeOrWide: [{ rows: ofSet('offgrid-large'), table: allKnots }],
  // At 22 nm more was measured, and at 1.25 GB less; there the last two octaves are predicted, elsewhere the last two as well.
  extrapolatedBy4: [
    extrapolation(
      (row) => isAt22(row) && row.capacityBytes <= 256 * MIB,
      ({ capacityBytes }) => capacityBytes <= 64 * MIB,
    ),
    extrapolation(isElsewhere, ({ capacityBytes }) => capacityBytes <= 16 * MIB),
  ],
  widthExtrapolatedBy4: [
    extrapolation(isAt22, ({ widthBits }) => widthBits <= 8192),
    extrapolation(isElsewhere, ({ widthBits }) => widthBits <= 1024),
  ],
  mainMemory: [everySecondCapacity(mainMemory, 0)],
  mainMemoryExtrapolatedBy2: [
    {
      rows: mainMemory.filter(({ capacityBytes }) => capacityBytes === 1024 * MIB),
      table: makeTable(mainMemory.filter(({ capacityBytes }) => capacityBytes < 1024 * MIB)),
    },
  ],
  embeddedDram: [everySecondCapacity(ofClass('edram'), 0), everySecondCapacity(ofClass('edram'), 1)],
  commodityDram: [
    everySecondCapacity(ofClass('main-memory-comm-dram'), 0),
    everySecondCapacity(ofClass('main-memory-comm-dram'), 1),
  ],
};

/** More comparisons of the specification, which no estimate refers to. */
export const FURTHER: Readonly<Record<string, Comparison>> = {
  'without the half-octave knots': {
    rows: offGrid.filter((row) => isReferenceConvention(row) && hasByteWidth(row)),
    table: makeTable(grid),
  },
  'half-octave points from powers of two': { rows: ofSet('half-octave'), table: makeTable(grid) },
  '28 nm': { rows: ofSet('node').filter(({ nodeNm }) => nodeNm === 28), table: withoutLarge },
  '40 nm': { rows: ofSet('node').filter(({ nodeNm }) => nodeNm === 40), table: withoutLarge },
};

/** Deviations of all rows in per cent, ascending. */
export function deviations(comparisons: readonly Comparison[], figure: Figure): number[] {
  return comparisons
    .flatMap(({ rows, table }) =>
      rows.map((row) => Math.abs(interpolatedAt(table, row).figures[figure] / row[figure] - 1) * 100),
    )
    .sort((x, y) => x - y);
}

/** Percentiles, linear between neighbours. */
export function bandOf(ascending: readonly number[]): ErrorBand {
  const percentile = (fraction: number) => {
    const position = (ascending.length - 1) * fraction;
    const [lower = 0, upper = lower] = [ascending[Math.floor(position)], ascending[Math.ceil(position)]];
    return lower + (upper - lower) * (position % 1);
  };
  return {
    medianPercent: percentile(0.5),
    percentile90: percentile(0.9),
    percentile95: percentile(0.95),
    maximumPercent: percentile(1),
  };
}

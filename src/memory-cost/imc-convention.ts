import { FEWEST_ROWS, figuresAt } from './interpolation/interpolate.ts';
import { shippedTable } from './table/table.ts';

/** An array of in-memory-computing cells as the memory tool sees it. */
export interface CellArrayQuery {
  /** Technology node in nm: 22, 32, 45, 65 or 90, anything in between, or 28 (scaled from 32). */
  readonly nodeNm: number;
  readonly capacityBytes: number;
  /** Bits of one row, all columns. */
  readonly widthBits: number;
}

/** Costs of a cell array. */
export interface CellArrayCost {
  /** ns */
  readonly accessTimeNs: number;
  /** mm², rounded to seven decimals. */
  readonly areaMm2: number;
  /** Energy in pJ of reading one row. */
  readonly readEnergyPj: number;
  /** Energy in pJ of writing one row. */
  readonly writeEnergyPj: number;
}

/** Arrays with wider rows are made of slices of this width. */
const SLICE_BITS = 32;
const TEMPERATURE_K = 300;
/** 28 nm is 32 nm scaled down twice by 0.9, for every figure. */
const SCALE_OF_28_NM = 0.81;
/** In-memory computing doubles the area of the cells. */
const AREA_FACTOR = 2;

/**
 * Costs of the SRAM cells of an in-memory-computing array: one read-write port, 300 K, in slices of 32 bits. Energy in pJ per
 * row, area in mm², access time in ns; undefined with fewer than 31 rows or outside 22 to 90 nm. The convention of ZigZag 3.8.5.
 */
export function estimateCellArrayCost({ nodeNm, capacityBytes, widthBits }: CellArrayQuery): CellArrayCost | undefined {
  const rows = (8 * capacityBytes) / widthBits;
  const isInRange = nodeNm >= 22 && nodeNm <= 90 && widthBits > 1;
  if (!(isInRange && rows >= FEWEST_ROWS)) return undefined;
  const scale = nodeNm === 28 ? SCALE_OF_28_NM : 1;
  const slices = widthBits > SLICE_BITS ? widthBits / SLICE_BITS : 1;
  const { figures } = figuresAt(shippedTable(), {
    memoryClass: 'sram',
    nodeNm: nodeNm === 28 ? 32 : nodeNm,
    capacityBytes: widthBits > SLICE_BITS ? (SLICE_BITS / 8) * rows : capacityBytes,
    widthBits: Math.min(widthBits, SLICE_BITS),
    ports: { read: 0, write: 0, readWrite: 1 },
    banks: 1,
    temperatureK: TEMPERATURE_K,
  });
  return {
    accessTimeNs: scale * figures.accessTimeNs,
    areaMm2: roundedToSevenDecimals(scale * figures.areaMm2 * AREA_FACTOR * slices),
    readEnergyPj: scale * figures.readEnergyNj * slices * 1000,
    writeEnergyPj: scale * figures.writeEnergyNj * slices * 1000,
  };
}

/** Nearest decimal with seven places to the binary value; halves, which are exact in binary, to the even neighbour. */
function roundedToSevenDecimals(value: number): number {
  const rounded = value.toFixed(7);
  const isHalf = /\.\d{7}50*$/.test(value.toFixed(40));
  if (!isHalf || Number(rounded.at(-1)) % 2 === 0) return Number(rounded);
  return Number(value.toFixed(40).replace(/(\.\d{7}).*/, '$1'));
}

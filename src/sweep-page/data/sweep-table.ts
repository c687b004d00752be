import type { Unit, UnitScale } from '../../base/number-text.ts';

/** A parameter of the sweep as the page shows it. */
export interface PageParameter {
  readonly name: string;
  readonly title: string;
  /** Its values for readers: `512 KiB`. Ascending if they are numbers, else in the order of the file. */
  readonly texts: readonly string[];
  /** Its values as numbers; undefined where one is none. */
  readonly numbers: readonly number[] | undefined;
  readonly unit: 'bit' | '';
  /** Whether designs differ in it where they agree in all others; not so if another parameter decides it. */
  readonly isFree: boolean;
  /** Whether its values say what they are without its title. */
  readonly standsAlone: boolean;
}

/** A quantity of the designs as the page shows it. */
export interface PageQuantity {
  readonly name: string;
  readonly title: string;
  /** Shorter where the title is long: `product`. */
  readonly short: string;
  readonly unit: Unit;
  /** The scale of its columns and axes. */
  readonly scale: UnitScale;
  /** Digits behind the point in columns. */
  readonly decimals: number;
  /** 1 if less is better, −1 if more is. */
  readonly sign: 1 | -1;
}

/** A limit of the sweep on one quantity. */
export interface PageLimit {
  /** As the file writes it. */
  readonly text: string;
  /** Position of its quantity; −1 where the text names none. */
  readonly quantity: number;
  readonly kind: 'at most' | 'at least';
  /** In the unit of the quantity. */
  readonly value: number;
}

/** What became of a design. */
export const WITHIN = 0;
export const EXCEEDING = 1;
export const REFUSED = 2;
export const SKIPPED = 3;

/** How many designs a square of the plane of the scatter holds, where not all are drawn. */
export interface CellCount {
  /** From 0 to 1 in the direction of the axis. */
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

/** Where not all designs are in the page. */
export interface Thinning {
  /** Designs with figures, of which the page has only some. */
  readonly costed: number;
  /** Number of cells in a row. */
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly CellCount[];
}

/** The designs of a sweep in columns. A row is a design; numbers that are not known are NaN. */
export interface SweepTable {
  readonly parameters: readonly PageParameter[];
  readonly quantities: readonly PageQuantity[];
  /** Positions of quantities; the first decides what is best. */
  readonly objectives: readonly number[];
  /** What a better design usually costs: the area, else a second quantity; undefined if there is none. */
  readonly price: number | undefined;
  readonly limits: readonly PageLimit[];
  /** Numbers of the designs. */
  readonly points: Float64Array;
  readonly status: Uint8Array;
  /** By parameter, the place of the value in its list. */
  readonly positions: readonly Int32Array[];
  /** By quantity. Of skipped designs they are lower bounds. */
  readonly values: readonly Float64Array[];
  /** 1 for designs on the front. */
  readonly front: Uint8Array;
  /** Row of the best design within the limits; −1 if there is none. */
  readonly best: number;
  /** First objective of each workload, where there are several. */
  readonly workloads: readonly { readonly name: string; readonly values: Float64Array }[];
  /** Where the results lie, as a command names it. */
  readonly folder: string;
  readonly thinning: Thinning | undefined;
}

export function valueAt({ values }: SweepTable, quantity: number, row: number): number {
  return values[quantity]?.[row] ?? Number.NaN;
}

export function positionAt({ positions }: SweepTable, parameter: number, row: number): number {
  return positions[parameter]?.[row] ?? 0;
}

export function pointAt({ points }: SweepTable, row: number): number {
  return points[row] ?? -1;
}

export function statusAt({ status }: SweepTable, row: number): number {
  return status[row] ?? REFUSED;
}

/** Whether a design has figures of its own. */
export function isCosted(table: SweepTable, row: number): boolean {
  return statusAt(table, row) <= EXCEEDING;
}

/** Rows that fulfil a condition, in the order of the table. */
export function rowsWhere({ points }: SweepTable, condition: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < points.length; row++) if (condition(row)) rows.push(row);
  return rows;
}

/** Places of the parameters in which designs differ freely. */
export function freeParameters({ parameters }: SweepTable): number[] {
  return parameters.flatMap(({ isFree }, place) => (isFree ? [place] : []));
}

/** The quantity that designs are first drawn over: the second objective, else the price. */
export function secondQuantity({ objectives, price }: SweepTable): number | undefined {
  return objectives[1] ?? price;
}

/** The quantity that decides what is best. */
export function mainQuantity({ objectives, quantities }: SweepTable): PageQuantity & { readonly place: number } {
  const place = objectives[0] ?? 0;
  const quantity = quantities[place];
  if (quantity === undefined) throw new Error('a sweep has no quantities');
  return { ...quantity, place };
}

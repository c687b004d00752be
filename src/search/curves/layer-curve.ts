import type { MappingError } from '../../base/diagnostic.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { type SpatialCandidateOptions, spatialCandidates } from '../exact/index.ts';
import { hasFractionalUnrollings, TileCosts } from '../exact/tiles/tile-costs.ts';
import { contradictionOf, hidesOrdering, overlapsUnevenly, TileSpace } from '../exact/tiles/tile-space.ts';
import { noTemporalMapping } from '../search-errors.ts';
import {
  type Crossing,
  type CrossingTiles,
  crossesAlways,
  crossingsOf,
  crossingTiles,
  pricedProblem,
} from './crossing-tiles.ts';
import { nestedTiles } from './nested-tiles.ts';
import type { StairPoint } from './staircase.ts';

/** A capacity from which on less traffic is possible than with any smaller one. */
export interface CurvePoint {
  /** Bits of the memory below. */
  readonly capacityBits: number;
  /** The least bits that any mapping reads from and writes to the memory. */
  readonly trafficBits: number;
  /** pJ of this traffic at the memory. */
  readonly energyPj: number;
  /** The traffic by operand, by its name in the layer's equation. */
  readonly operands: readonly OperandTraffic[];
}

export interface OperandTraffic {
  readonly operand: string;
  /** Bits that it takes in the memory below, and bits of its traffic. */
  readonly heldBits: number;
  readonly trafficBits: number;
}

/** The least traffic of a layer to a memory by the capacity below it (docs/curves.md). */
export interface LayerCurve {
  readonly layer: Layer;
  /**
   * Ascending in capacity, descending in traffic; smaller capacities than the first hold no mapping. None where the curve covers no spatial
   * mapping; `reservations` say why.
   */
  readonly points: readonly CurvePoint[];
  /** Bits while every operand crosses once. Only the rounding of fractional unrollings lets points go below it. */
  readonly compulsoryBits: number;
  /** How many spatial mappings the curve covers. */
  readonly spatialMappings: number;
  /** Codes of cases in which less is proven (docs/curves.md#reservations). */
  readonly reservations: readonly CurveReservation[];
}

/**
 * - `tooManyTiles`: a spatial mapping leaves too many loops of different sizes, so the curve leaves it out.
 * - `overlappingResults`: results overlap, and a spatial mapping leaves a remainder (corrected model), so the curve leaves it out: what is read
 *   back depends on more than the tile.
 * - `fractionalUnrollings`: products of fractional unrollings may round differently in another order of loops.
 * - `widerResults`: finished results are wider than partial sums, and capacity is reckoned with the narrower ones.
 * - `repeatedOpenSizes`: the temporal ordering has entries of one dimension, one of them with an open size. The curve takes all orders from the
 *   first open size on.
 */
export type CurveReservation =
  | 'tooManyTiles'
  | 'overlappingResults'
  | 'fractionalUnrollings'
  | 'widerResults'
  | 'repeatedOpenSizes';

/** A share by which sums may exceed a capacity that they fill. */
const ROUNDING = 1e-12;

/**
 * The curve of a layer over its first spatial mappings, by the cost model of the options.
 * @param memory name of the memory whose traffic counts.
 * @returns undefined if the memory holds no operand of the layer.
 * @throws MappingError when there is no spatial mapping, or no order of loops for any of them.
 */
export function* layerCurve(
  layer: Layer,
  accelerator: Accelerator,
  memory: string,
  options: SpatialCandidateOptions = {},
): Generator<undefined, LayerCurve | undefined> {
  const reservations = new Set<CurveReservation>();
  const points: CurvePoint[] = [];
  let compulsoryBits = Number.POSITIVE_INFINITY;
  let spatialMappings = 0;
  let isHeld = false;
  let contradiction: MappingError | undefined;
  for (const { compile } of spatialCandidates(layer, accelerator, options)) {
    const problem = compile();
    if (typeof problem === 'string') continue;
    yield;
    const found = contradictionOf(problem);
    contradiction ??= found;
    if (found !== undefined) continue;
    const curve = problemCurve(problem, memory);
    // The same for all spatial mappings.
    if (curve === undefined) return undefined;
    isHeld = true;
    for (const reservation of curve.reservations) reservations.add(reservation);
    if (curve.points.length === 0) continue;
    spatialMappings++;
    points.push(...curve.points);
    compulsoryBits = Math.min(compulsoryBits, curve.compulsoryBits);
  }
  if (!isHeld) {
    if (contradiction !== undefined) throw contradiction;
    return undefined;
  }
  if (points.length === 0 && reservations.size === 0) throw noOrder(layer, accelerator);
  return { layer, points: staircase(points), compulsoryBits, spatialMappings, reservations: [...reservations] };
}

function noOrder(layer: Layer, { name }: Accelerator): MappingError {
  return layer.mapping.temporalOrdering.length > 0
    ? noTemporalMapping(
        layer,
        name,
        'no order of its loops satisfies temporal_ordering',
        'remove or correct the entries of temporal_ordering',
      )
    : noTemporalMapping(
        layer,
        name,
        'partial sums move through a memory that has no port for them',
        'give the memory a port in this direction',
      );
}

/** The curve of one spatial mapping. */
export interface ProblemCurve {
  /** None where the tiles are too many, or don't tell what is moved; `reservations` say so. None, too, where no order is allowed. */
  readonly points: readonly CurvePoint[];
  readonly compulsoryBits: number;
  readonly reservations: readonly CurveReservation[];
}

/**
 * The curve of a problem: over all orders of its loops and all tiles below the memory.
 * @returns undefined if the memory holds no operand of the layer.
 * @throws MappingError when the user's temporal ordering contradicts the layer.
 */
export function problemCurve(given: CompiledProblem, memory: string): ProblemCurve | undefined {
  const problem = hidesOrdering(given) ? withSizedOrdering(given) : given;
  const crossings = crossingsOf(problem, memory);
  if (crossings.length === 0) return undefined;
  const { bandwidthMax, wordEnergy } = problem;
  const space = TileSpace.of(pricedProblem(problem, crossings, (slot) => bandwidthMax[slot]));
  const priced = TileSpace.of(pricedProblem(problem, crossings, (slot) => wordEnergy[slot]));
  if (space === undefined || priced === undefined) {
    return noCurve([overlapsUnevenly(problem) ? 'overlappingResults' : 'tooManyTiles']);
  }
  const tables = crossingTiles(space, crossings);
  const stairs = nestedTiles(space, tables);
  if (stairs.length === 0) return noCurve([]);
  const energies = new TileCosts(priced, false, true);
  const filled = new Set<number>();
  const energyOf = (crossing: Crossing, tile: number): number => {
    const known = crossesAlways(problem, crossing) ? space.full : tile;
    if (!filled.has(known)) energies.fill(known);
    filled.add(known);
    const { interfaceBase } = problem.operands[crossing.operand];
    return energies.energy[(interfaceBase + crossing.level) * space.tileCount + known];
  };
  const [output] = problem.operands;
  const reservations: CurveReservation[] = problem === given ? [] : ['repeatedOpenSizes'];
  if (hasFractionalUnrollings(problem)) reservations.push('fractionalUnrollings');
  if (output.finalPrecision > output.partialPrecision) reservations.push('widerResults');
  const compulsoryBits = tables.reduce((sum, table) => sum + compulsoryOf(table, space.full), 0);
  const points = stairs.map((point) => curvePoint(problem, tables, point, energyOf));
  return { points: staircase(points), compulsoryBits, reservations };
}

function noCurve(reservations: readonly CurveReservation[]): ProblemCurve {
  return { points: [], compulsoryBits: Number.POSITIVE_INFINITY, reservations };
}

/** The problem with the user's ordering up to its first open size: all orders that the whole ordering allows, and others. */
function withSizedOrdering(problem: CompiledProblem): CompiledProblem {
  const { layer } = problem;
  const open = layer.mapping.temporalOrdering.findIndex(({ size }) => size === '*');
  if (open < 0) return problem;
  const temporalOrdering = layer.mapping.temporalOrdering.slice(0, open);
  return { ...problem, layer: { ...layer, mapping: { ...layer.mapping, temporalOrdering } } };
}

function curvePoint(
  { operands }: CompiledProblem,
  tables: readonly CrossingTiles[],
  { held, traffic, tiles }: StairPoint,
  energyOf: (crossing: Crossing, tile: number) => number,
): CurvePoint {
  return {
    capacityBits: Math.ceil(held * (1 - ROUNDING)),
    trafficBits: traffic,
    energyPj: tables.reduce((sum, table, place) => sum + energyOf(table, tiles[place]), 0),
    operands: tables.map((table, place) => ({
      operand: operands[table.operand].name,
      heldBits: table.held[tiles[place]],
      trafficBits: table.traffic[tiles[place]],
    })),
  };
}

/** Bits of an operand that crosses once, or as seldom as any order allows where nothing lies below the memory. */
function compulsoryOf({ level, traffic }: CrossingTiles, full: number): number {
  return level > 0 ? traffic[full] : traffic.reduce((least, bits) => Math.min(least, bits));
}

/** The points that no other one beats. */
function staircase(points: readonly CurvePoint[]): CurvePoint[] {
  const sorted = points.toSorted((a, b) => a.capacityBits - b.capacityBits || a.trafficBits - b.trafficBits);
  let lowest = Number.POSITIVE_INFINITY;
  return sorted.filter(({ trafficBits }) => {
    if (trafficBits >= lowest * (1 - ROUNDING)) return false;
    lowest = trafficBits;
    return true;
  });
}

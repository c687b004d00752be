import { roundHalfEven } from '../../base/integers.ts';
import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  FROM_HIGH,
  FROM_LOW,
  TO_HIGH,
  TO_LOW,
} from '../problem/compiled-problem.ts';
import type { CompiledTiles } from '../problem/compiled-tiles.ts';
import type { IsCorrected } from './corrections.ts';
import { footprintsAt } from './relation-footprints.ts';

/** What crosses one interface in one direction, on one side. */
export interface Crossing {
  /** Traffic slot, and interface. */
  readonly slot: number;
  readonly at: number;
  /** Elements of a transfer, and bits per element. */
  readonly tile: number;
  readonly bits: number;
  /** Transfers of one unit, and units. */
  readonly transfers: number;
  readonly copies: number;
  readonly isReadBack: boolean;
  /** Average bits per cycle, truncated. */
  readonly averageBits: number;
}

export interface CrossingSources {
  readonly problem: CompiledProblem;
  readonly nest: CompiledMapping;
  /** Loops, elements and precisions of the reference; with C4, clamped elements. */
  readonly scratch: EvaluationScratch;
  readonly tiles: CompiledTiles;
  /** The same mapping by the corrected model. */
  readonly corrected: EvaluationScratch;
  readonly isOn: IsCorrected;
}

/** All transfers by one version of the spatial mapping. */
export function crossingsOf(sources: CrossingSources, version: number): Crossing[] {
  const { problem, scratch } = sources;
  return problem.operands.flatMap((operand, index) =>
    Array.from({ length: operand.levelCount }, (_, a): Crossing[] => {
      const at = operand.interfaceBase + a;
      const tile = tilesAt(sources, version, operand, a);
      const upper = 4 * (operand.levelBase + a);
      const lower = upper - 4;
      const { precision } = scratch.versions[version];
      const crossing = (slot: number, bits: number, average: number, isReadBack: boolean): Crossing => {
        const isLower = slot < upper;
        const size = isLower ? tile.below : tile.above;
        const perCycle = (tile.below * average) / scratch.period[at];
        return {
          slot,
          at,
          tile: size,
          bits,
          transfers: isReadBack ? readBacks(sources, operand, a) : scratch.periodCount[at],
          copies: copiesAt(sources, version, index, a, isLower, isReadBack),
          isReadBack,
          averageBits: Math.trunc(
            isLower ? perCycle : tile.isProduct ? perCycle * tile.boost : (tile.above * average) / scratch.period[at],
          ),
        };
      };
      if (!operand.isOutput) {
        const bits = precision[at];
        const down = [crossing(upper + TO_LOW, bits, bits, false)];
        return a === 0 ? down : [...down, crossing(lower + FROM_HIGH, bits, bits, false)];
      }
      const bits = outputBits(sources, version, operand, a);
      return [
        crossing(upper + FROM_LOW, bits.above, bits.averageAbove, false),
        ...(a === 0 ? [] : [crossing(lower + TO_HIGH, bits.below, bits.averageBelow, false)]),
        ...(bits.comesBack ? [crossing(upper + TO_LOW, bits.down, bits.down, true)] : []),
        ...(bits.comesBack && a > 0 ? [crossing(lower + FROM_HIGH, bits.down, bits.down, true)] : []),
      ];
    }).flat(),
  );
}

/** Tiles of the reference without the negative overlap of dilated ones (C4). */
export function clampElements({ problem, nest, scratch }: CrossingSources, version: number): void {
  const { elements } = scratch.versions[version];
  for (const operand of problem.operands) {
    if (operand.relations.length === 0) continue;
    for (let a = 0; a <= operand.levelCount; a++) {
      const found = footprintsAt(problem, nest, scratch, version, operand, a, false).below;
      const clamped = footprintsAt(problem, nest, scratch, version, operand, a, true).below;
      const at = operand.interfaceBase + a;
      if (clamped !== found) elements[at] = roundHalfEven((elements[at] * clamped) / found);
    }
  }
}

/** Elements of a transfer below and above an interface. */
function tilesAt(
  { problem, nest, scratch, isOn }: CrossingSources,
  version: number,
  operand: CompiledOperand,
  a: number,
) {
  const at = operand.interfaceBase + a;
  const { elements } = scratch.versions[version];
  const { relevantFactor } = problem.versions[version];
  let boost = problem.versions[version].boost[at];
  if (operand.relations.length > 0 && (isOn('C4') || isOn('C24'))) {
    const found = footprintsAt(problem, nest, scratch, version, operand, a, false);
    const clamped = footprintsAt(problem, nest, scratch, version, operand, a, isOn('C4'));
    const fan = found.unionSpatial / found.belowSpatial;
    const clampedFan = clamped.unionSpatial / clamped.belowSpatial;
    if (clampedFan !== fan) boost = roundHalfEven((relevantFactor[at] * clampedFan) / fan);
    // The union of tiles, where units overlap. The reference multiplies a tile by the rounded number of distinct units.
    if (isOn('C24') && clamped.union !== clamped.below) {
      const others = roundHalfEven(relevantFactor[at] / fan);
      const above = roundHalfEven((elements[at] * others * clamped.union) / clamped.below);
      return { below: elements[at], above, boost, isProduct: false };
    }
  }
  return { below: elements[at], above: elements[at] * boost, boost, isProduct: true };
}

/** Bits per element of the output on both sides, upward and back, and whether anything comes back. */
function outputBits(
  { scratch, corrected, isOn }: CrossingSources,
  version: number,
  { interfaceBase, partialPrecision, finalPrecision }: CompiledOperand,
  a: number,
) {
  const at = interfaceBase + a;
  const { precision, partialSum, upwardPrecision, downwardPrecision } = scratch.versions[version];
  const exact = corrected.versions[FRACTIONAL];
  const oneRule = exact.partialSum[at] === 1 ? partialPrecision : finalPrecision;
  const above = isOn('C18') ? oneRule : upwardPrecision[at];
  const spatial = exact.partialSumBelow[at] === 1 ? partialPrecision : finalPrecision;
  const below = isOn('C22') ? spatial : above;
  return {
    above,
    below,
    down: isOn('C18') ? partialPrecision : downwardPrecision[at],
    averageAbove: isOn('C18') ? above : precision[at],
    averageBelow: isOn('C18') ? below : precision[at],
    comesBack: isOn('C20') ? exact.downwardPrecision[at] !== 0 : partialSum[at] === 1,
  };
}

/** Without first visits: those start from zero (C19). */
function readBacks(
  { nest, scratch, tiles, isOn }: CrossingSources,
  { interfaceBase, levelBase }: CompiledOperand,
  a: number,
) {
  const count = scratch.periodCount[interfaceBase + a];
  if (!isOn('C19')) return count;
  const [{ reducing }] = tiles.operands;
  let visits = 1;
  for (let k = a === 0 ? 0 : scratch.boundary[levelBase + a - 1]; k < nest.length; k++) {
    if (reducing[nest.dimension[k]] === 1) visits *= nest.size[k];
  }
  return count - count / visits;
}

/** Units of a side. Of those that an interface adds up, one takes the sum back (C21). */
function copiesAt(
  { problem, tiles, isOn }: CrossingSources,
  version: number,
  index: number,
  a: number,
  isLower: boolean,
  isReadBack: boolean,
): number {
  const at = problem.operands[index].interfaceBase + a;
  const { units, loopStart, loopDimension, loopFactor } = problem.versions[version];
  if (!isLower) return units[at + 1];
  if (!isReadBack || !isOn('C21')) return units[at];
  let added = 1;
  for (let k = loopStart[at]; k < loopStart[at + 1]; k++) {
    if (tiles.operands[index].addsUp[loopDimension[k]] === 1) added *= loopFactor[k];
  }
  return units[at] / added;
}

import { roundHalfEven } from '../../base/integers.ts';
import type { OperandUnrollings } from '../../model/mapping/spatial-mapping.ts';
import type { CompiledOperand, SpatialVersion } from './compiled-problem.ts';
import { LoopDecoupler } from './decoupling.ts';

/** Unit counts and data sharing that follow from the spatial mapping alone (docs/cost-model.md#spatial-units). */
export function compileSpatialVersion(
  operands: readonly CompiledOperand[],
  unrollings: ReadonlyMap<string, OperandUnrollings>,
  dimensionNames: readonly string[],
  interfaceCount: number,
): SpatialVersion {
  const loopStart = new Int32Array(interfaceCount + 1);
  const loopDimension: number[] = [];
  const loopFactor: number[] = [];
  const version = {
    relevantFactor: new Float64Array(interfaceCount),
    irrelevantFactor: new Float64Array(interfaceCount),
    units: new Float64Array(interfaceCount),
    uniqueUnits: new Float64Array(interfaceCount),
    duplicates: new Float64Array(interfaceCount),
    boost: new Float64Array(interfaceCount),
  };
  for (const operand of operands) {
    const levels = unrollings.get(operand.name) ?? [];
    const decoupler = new LoopDecoupler(operand);
    decoupler.start();
    const factors: number[] = [];
    for (let level = 0; level <= operand.levelCount; level++) {
      const index = operand.interfaceBase + level;
      decoupler.startLevel();
      let factor = 1;
      for (const loop of levels[level] ?? []) {
        const dimension = dimensionNames.indexOf(loop.dimension);
        loopDimension.push(dimension);
        loopFactor.push(loop.factor);
        decoupler.loop(dimension, loop.factor);
        factor *= loop.factor;
      }
      loopStart[index + 1] = loopDimension.length;
      factors.push(factor);
      version.relevantFactor[index] = decoupler.relevant;
      version.irrelevantFactor[index] = decoupler.irrelevant;
    }
    countUnits(operand, factors, version);
  }
  return {
    loopStart,
    loopDimension: Int32Array.from(loopDimension),
    loopFactor: Float64Array.from(loopFactor),
    ...version,
  };
}

type MutableCounts = Pick<
  SpatialVersion,
  'relevantFactor' | 'irrelevantFactor' | 'units' | 'uniqueUnits' | 'duplicates' | 'boost'
>;

function countUnits(operand: CompiledOperand, factors: readonly number[], version: MutableCounts): void {
  const { interfaceBase, levelCount } = operand;
  for (let level = 0; level <= levelCount; level++) {
    let units = 1;
    let unique = 1;
    let duplicates = 1;
    for (let above = level; above <= levelCount; above++) {
      units *= factors[above];
      unique *= version.relevantFactor[interfaceBase + above];
      duplicates *= version.irrelevantFactor[interfaceBase + above];
    }
    const index = interfaceBase + level;
    version.units[index] = roundHalfEven(Number(units.toFixed(3)));
    version.uniqueUnits[index] = unique;
    version.duplicates[index] = duplicates;
  }
  for (let level = 0; level < levelCount; level++) {
    const index = interfaceBase + level;
    version.boost[index] = roundHalfEven(version.uniqueUnits[index] / version.uniqueUnits[index + 1]);
  }
  version.boost[interfaceBase + levelCount] = 1;
}

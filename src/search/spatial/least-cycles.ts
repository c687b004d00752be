import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { type SpatialMapping, utilisation } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { type SpatialGeneratorOptions, spatialChoices } from './generate-spatial-mappings.ts';

/** Partial mappings that are visited before a weaker bound is taken. */
const MOST_VISITS = 1000;

/** Cycles of a spatial mapping without any stall: every unit busy in every cycle, as far as the unrollings divide the loops. */
export function leastCyclesOf(layer: Layer, { operationalArray }: Accelerator, mapping: SpatialMapping): number {
  const unrolled = new Map<string, number>();
  for (const { arrayDimension, unrollings } of mapping) {
    const most = operationalArray.dimensions.find(({ name }) => name === arrayDimension)?.size ?? 1;
    for (const { dimension, factor } of unrollings) {
      unrolled.set(dimension, (unrolled.get(dimension) ?? 1) * Math.min(factor, most));
    }
  }
  let rounds = 1;
  for (const { name, size } of layer.dimensions) rounds *= Math.ceil(size / (unrolled.get(name) ?? 1) - 1e-9);
  return rounds * operationalArray.cyclesPerOperation;
}

/**
 * The least of `leastCyclesOf` over all spatial mappings of the generator, or less where it takes too many visits to tell: the cycles
 * if all units of the fullest unrollings were busy. A branch and bound that never lists the mappings.
 * @throws MappingError as `generateSpatialMappings` does.
 */
export function leastCyclesOfAny(
  layer: Layer,
  accelerator: Accelerator,
  options: Omit<SpatialGeneratorOptions, 'nbMappingsGenerated'>,
): number {
  const { fixed, candidates } = spatialChoices(layer, accelerator, { ...options, leavesUnusedOnce: true });
  const { cyclesPerOperation } = accelerator.operationalArray;
  const mostUnits = candidates.map((list) => Math.max(1, ...list.map(utilisation)));
  const mostFrom = candidates.map((_, level) => mostUnits.slice(level).reduce((units, most) => units * most, 1));
  const ideal = layer.operationCount * cyclesPerOperation;
  const fullest = candidates.map((list) => list.toSorted((x, y) => utilisation(y) - utilisation(x)));
  let least = Number.POSITIVE_INFINITY;
  let visits = 0;

  const visit = (level: number, chosen: SpatialMapping, units: number): void => {
    const list = fullest[level];
    if (list === undefined) {
      least = Math.min(least, leastCyclesOf(layer, accelerator, chosen));
      return;
    }
    for (const entry of list) {
      if (ideal / (units * (mostFrom[level + 1] ?? 1) * utilisation(entry)) >= least || ++visits > MOST_VISITS) return;
      visit(level + 1, [...chosen, entry], units * utilisation(entry));
    }
  };

  const fixedUnits = fixed.reduce((units, entry) => units * utilisation(entry), 1);
  visit(0, fixed, fixedUnits);
  return visits > MOST_VISITS ? Math.min(least, ideal / (fixedUnits * (mostFrom[0] ?? 1))) : least;
}

import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import { inputOperands, type Layer, type LoopDimension } from '../../model/workload/layer.ts';

/**
 * Temporal iterations of every loop dimension, in layer order. Dimensions with a single iteration are left out.
 *
 * The division uses floating-point numbers. For sizes that don't divide, it can give one iteration too many (parity quirk Q8,
 * docs/parity-quirks.md).
 */
export function temporalLoopSizes(layer: Layer, spatialMapping: MemoryLevelSpatialMapping): LoopDimension[] {
  const [firstInput] = inputOperands(layer);
  const sizes = new Map(layer.dimensions.map(({ name, size }) => [name, size]));
  const levels = firstInput === undefined ? [] : (spatialMapping.fractional.get(firstInput.name) ?? []);
  for (const { dimension, factor } of levels.flat()) {
    const size = sizes.get(dimension);
    if (size === undefined) continue;
    const iterations = Math.ceil(size / factor);
    if (iterations === 1) sizes.delete(dimension);
    else sizes.set(dimension, iterations);
  }
  return [...sizes].filter(([, size]) => size > 1).map(([name, size]) => ({ name, size }));
}

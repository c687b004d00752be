import { product } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { SpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';

/** A loop dimension, by number, that an array dimension unrolls. */
export interface FittedUnrolling {
  readonly arrayDimension: string;
  readonly dimension: number;
  readonly factor: number;
}

/**
 * The unrollings of a spatial mapping in the order of the array dimensions. The first largest one of every loop dimension is as small as its
 * number of rounds allows (docs/cost-model-corrected.md#rounds).
 * @returns undefined where the layer can't be unrolled so.
 */
export function fittedUnrollings(
  layer: Layer,
  { operationalArray }: Accelerator,
  mapping: SpatialMapping,
): readonly FittedUnrolling[] | undefined {
  const isKnown = (name: string): boolean => operationalArray.dimensions.some((dimension) => dimension.name === name);
  if (mapping.some(({ arrayDimension, unrollings }) => unrollings.length > 0 && !isKnown(arrayDimension))) {
    return undefined;
  }
  const given = operationalArray.dimensions.flatMap(({ name, size }) =>
    mapping
      .filter(({ arrayDimension }) => arrayDimension === name)
      .flatMap(({ unrollings }) => unrollings)
      .map(({ dimension, factor }) => ({
        arrayDimension: name,
        dimension: layer.dimensions.findIndex((other) => other.name === dimension),
        factor: Math.min(factor, size),
      }))
      .filter(({ dimension }) => dimension >= 0),
  );
  if (given.some(({ dimension, factor }) => factor > layer.dimensions[dimension].size)) return undefined;
  const fitted = layer.dimensions.flatMap(({ size }, dimension) => {
    const own = given.filter((unrolling) => unrolling.dimension === dimension);
    const rounds = Math.ceil(size / product(own.map(({ factor }) => factor)));
    const shrunk = own.findIndex(({ factor }) => own.every((other) => other.factor <= factor));
    const others = product(own.filter((_, at) => at !== shrunk).map(({ factor }) => factor));
    return own.map((unrolling, at) =>
      at === shrunk ? { ...unrolling, factor: Math.ceil(size / (rounds * others)) } : unrolling,
    );
  });
  return fitted.filter(({ factor }) => factor > 1);
}

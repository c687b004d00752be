import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import {
  type ArrayUnrolling,
  type SpatialMapping,
  totalUnrolling,
  type Unrolling,
  utilisation,
} from '../../model/mapping/spatial-mapping.ts';
import { type Layer, loopSize } from '../../model/workload/layer.ts';
import { hashOrder } from './hash-order.ts';
import { type MaximalUnrolling, unrollingLimit } from './maximal-unrolling.ts';

/**
 * Makes the user's unrollings valid for a layer (docs/mapping-search.md#user-given-mappings). Loop dimensions that the layer lacks are
 * dropped. Factors are lowered to the maximal unrolling. Whole unrollings are removed while an array dimension or a loop is exceeded.
 * An array dimension that becomes empty stays in the mapping, so that it isn't filled.
 */
export function fitUserMapping(layer: Layer, accelerator: Accelerator, limits: MaximalUnrolling): SpatialMapping {
  const known = new Set(layer.dimensions.map(({ name }) => name));
  const sizes = new Map(accelerator.operationalArray.dimensions.map(({ name, size }) => [name, size]));
  const fitted = layer.mapping.spatialMapping.map(({ arrayDimension, unrollings }): ArrayUnrolling => {
    const lowered = unrollings
      .filter(({ dimension }) => known.has(dimension))
      .map(({ dimension, factor }) => ({
        dimension,
        factor: Math.min(factor, unrollingLimit(limits, arrayDimension, dimension)),
      }));
    return { arrayDimension, unrollings: dropUntilFits(lowered, arrayDimension, sizes.get(arrayDimension) ?? 0) };
  });
  // An array dimension that the accelerator lacks is no error if it has no unrolling of this layer.
  return dropOverUnrolled(
    layer,
    fitted.filter(({ arrayDimension, unrollings }) => sizes.has(arrayDimension) || unrollings.length > 0),
  );
}

/** Removes unrollings, in hash order, until they fit the array dimension. */
function dropUntilFits(unrollings: readonly Unrolling[], arrayDimension: string, size: number): Unrolling[] {
  let kept = [...unrollings];
  while (utilisation({ arrayDimension, unrollings: kept }) > size) {
    const [first] = hashOrder(
      'loopDimension',
      kept.map(({ dimension }) => dimension),
    );
    if (first === undefined) break;
    kept = kept.filter(({ dimension }) => dimension !== first);
  }
  return kept;
}

/** Removes unrollings of loops whose total unrolling exceeds their iterations. */
function dropOverUnrolled(layer: Layer, mapping: SpatialMapping): SpatialMapping {
  let kept = mapping;
  for (const { name } of layer.dimensions) {
    while (totalUnrolling(kept, name) > loopSize(layer, name)) {
      const inHashOrder = hashOrder(
        'arrayDimension',
        kept.map(({ arrayDimension }) => arrayDimension),
      );
      const holding = inHashOrder.filter((arrayDimension) =>
        kept.some(
          (entry) =>
            entry.arrayDimension === arrayDimension &&
            entry.unrollings.some((unrolling) => unrolling.dimension === name),
        ),
      );
      const [victim] = hashOrder('arrayDimension', holding);
      kept = kept.map((entry) =>
        entry.arrayDimension === victim
          ? { ...entry, unrollings: entry.unrollings.filter((unrolling) => unrolling.dimension !== name) }
          : entry,
      );
    }
  }
  return kept;
}

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
 * Receives every unrolling of the mapping file that becomes less than it was.
 * @param given what is left of its factor; 0 where it is dropped.
 */
export type ReportLoss = (
  cause: 'loopMissing' | 'maximum' | 'arrayFull' | 'loopCovered',
  arrayDimension: string,
  asked: Unrolling,
  given: number,
) => void;

/**
 * Makes the user's unrollings valid for a layer (docs/mapping-search.md#user-given-mappings). Loop dimensions that the layer lacks are
 * dropped. Factors are lowered to the maximal unrolling. Whole unrollings are removed while an array dimension or a loop is exceeded.
 * An array dimension that becomes empty stays in the mapping, so that it isn't filled.
 */
export function fitUserMapping(
  layer: Layer,
  accelerator: Accelerator,
  limits: MaximalUnrolling,
  report: ReportLoss = () => undefined,
): SpatialMapping {
  const known = new Set(layer.dimensions.map(({ name }) => name));
  const sizes = new Map(accelerator.operationalArray.dimensions.map(({ name, size }) => [name, size]));
  const fitted = layer.mapping.spatialMapping.map(({ arrayDimension, unrollings }): ArrayUnrolling => {
    const lowered = unrollings.flatMap((asked): Unrolling[] => {
      const { dimension, factor } = asked;
      if (!known.has(dimension)) {
        report('loopMissing', arrayDimension, asked, 0);
        return [];
      }
      const given = Math.min(factor, unrollingLimit(limits, arrayDimension, dimension));
      if (given < factor) report('maximum', arrayDimension, asked, given);
      return [{ dimension, factor: given }];
    });
    const size = sizes.get(arrayDimension) ?? 0;
    return { arrayDimension, unrollings: dropUntilFits(lowered, arrayDimension, size, report) };
  });
  // An array dimension that the accelerator lacks is no error if it has no unrolling of this layer.
  return dropOverUnrolled(
    layer,
    fitted.filter(({ arrayDimension, unrollings }) => sizes.has(arrayDimension) || unrollings.length > 0),
    report,
  );
}

/** Removes unrollings, in hash order, until they fit the array dimension. */
function dropUntilFits(
  unrollings: readonly Unrolling[],
  arrayDimension: string,
  size: number,
  report: ReportLoss,
): Unrolling[] {
  let kept = [...unrollings];
  while (utilisation({ arrayDimension, unrollings: kept }) > size) {
    const [first] = hashOrder(
      'loopDimension',
      kept.map(({ dimension }) => dimension),
    );
    if (first === undefined) break;
    for (const dropped of kept.filter(({ dimension }) => dimension === first)) {
      report('arrayFull', arrayDimension, dropped, 0);
    }
    kept = kept.filter(({ dimension }) => dimension !== first);
  }
  return kept;
}

/** Removes unrollings of loops whose total unrolling exceeds their iterations. */
function dropOverUnrolled(layer: Layer, mapping: SpatialMapping, report: ReportLoss): SpatialMapping {
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
      for (const { arrayDimension, unrollings } of kept) {
        const dropped = arrayDimension === victim ? unrollings.find(({ dimension }) => dimension === name) : undefined;
        if (dropped !== undefined) report('loopCovered', arrayDimension, dropped, 0);
      }
      kept = kept.map((entry) =>
        entry.arrayDimension === victim
          ? { ...entry, unrollings: entry.unrollings.filter((unrolling) => unrolling.dimension !== name) }
          : entry,
      );
    }
  }
  return kept;
}

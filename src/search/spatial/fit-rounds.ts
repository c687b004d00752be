import { product } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { type SpatialMapping, totalUnrolling } from '../../model/mapping/spatial-mapping.ts';
import { type Layer, loopSize } from '../../model/workload/layer.ts';

/**
 * Shrinks the largest unrolling of every loop dimension as far as no round is added (docs/cost-model-corrected.md#rounds). Unrollings of 1
 * are dropped. Fitting again changes nothing.
 *
 * ```text
 *   56 on 32 units: 2 rounds, 28 + 28        14 on 4: 4 + 4 + 4 + 2        96 on 14: 6 · 14 + 12
 * ```
 */
export function fitRounds(layer: Layer, accelerator: Accelerator, mapping: SpatialMapping): SpatialMapping {
  const order = accelerator.operationalArray.dimensions.map(({ name }) => name);
  const shrunk = new Map(
    layer.dimensions.map(({ name }) => [name, shrunkUnrolling(layer, inOrder(mapping, order), name)]),
  );
  return mapping.flatMap(({ arrayDimension, unrollings }) => {
    const fitted = unrollings.flatMap(({ dimension, factor }) => {
      const change = shrunk.get(dimension);
      const units = change?.arrayDimension === arrayDimension ? change.factor : factor;
      return units === 1 ? [] : [{ dimension, factor: units }];
    });
    return fitted.length === 0 ? [] : [{ arrayDimension, unrollings: fitted }];
  });
}

/** Rounds that a loop dimension takes: its temporal iterations. */
export function roundsOf(layer: Layer, mapping: SpatialMapping, dimension: string): number {
  return Math.ceil(loopSize(layer, dimension) / totalUnrolling(mapping, dimension));
}

function inOrder(mapping: SpatialMapping, order: readonly string[]): SpatialMapping {
  return mapping.toSorted((x, y) => order.indexOf(x.arrayDimension) - order.indexOf(y.arrayDimension));
}

/** The first largest unrolling of a dimension, and what it shrinks to. */
function shrunkUnrolling(layer: Layer, mapping: SpatialMapping, dimension: string) {
  const all = mapping.flatMap(({ arrayDimension, unrollings }) =>
    unrollings.flatMap((unrolling) => (unrolling.dimension === dimension ? [{ arrayDimension, ...unrolling }] : [])),
  );
  const largest = all.reduce((most, { factor }) => Math.max(most, factor), 0);
  const first = all.find(({ factor }) => factor === largest);
  if (first === undefined) return undefined;
  const others = product(all.filter((one) => one !== first).map(({ factor }) => factor));
  const factor = Math.ceil(loopSize(layer, dimension) / (roundsOf(layer, mapping, dimension) * others));
  return { arrayDimension: first.arrayDimension, factor };
}

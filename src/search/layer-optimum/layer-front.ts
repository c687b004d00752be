import { liftMapping } from '../../engine/problem/lift-mapping.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { OPTIMISATION_CRITERIA } from '../criteria.ts';
import { exactFront } from '../exact/index.ts';
import { candidatesOf, type LayerMapping, type LayerSpace, layerOptimum } from './layer-optimum.ts';

export interface LayerFrontOptions extends LayerSpace {
  /** Asked now and then; true ends the search with the mappings found so far. */
  readonly shouldStop?: () => boolean;
}

/** A mapping that no other one beats in energy and latency at once. */
export type FrontPoint = LayerMapping;

export interface LayerFront {
  /** Ascending in latency, descending in energy. */
  readonly points: readonly FrontPoint[];
  /** True if no other mapping of the space belongs to the front. */
  readonly isProven: boolean;
  readonly reservations: readonly string[];
}

/**
 * All mappings of a layer that no other mapping of the space beats in energy and latency at once; of equal ones the first. The best
 * mappings by latency, energy and EDP are searched first: they rule out most of the rest.
 * @throws MappingError when no mapping fits, or the user's temporal ordering contradicts the layer.
 */
export function* layerFront(
  layer: Layer,
  accelerator: Accelerator,
  options: LayerFrontOptions,
): Generator<undefined, LayerFront> {
  const { shouldStop = () => false } = options;
  const start: LayerMapping[] = [];
  for (const criterion of OPTIMISATION_CRITERIA) {
    const { best } = yield* layerOptimum(layer, accelerator, { ...options, criterion });
    if (best !== undefined) start.push(best);
  }
  const front = yield* exactFront(candidatesOf(layer, accelerator, options), { start, shouldStop });
  const points = front.points.flatMap(({ energy, latency, mapping }): FrontPoint[] => {
    if (mapping !== undefined) {
      return [{ energy, latency, problem: mapping.problem, mapping: liftMapping(mapping.problem, mapping.nest) }];
    }
    const known = start.find((other) => other.energy === energy && other.latency === latency);
    return known === undefined ? [] : [known];
  });
  return { points, isProven: front.isProven, reservations: front.reservations };
}

import { beforeAll, expect, test } from 'vitest';
import { MappingError } from '../../../src/base/diagnostic.ts';
import { RandomStream } from '../../../src/base/random.ts';
import { compileProblem } from '../../../src/engine/problem/compile.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import { createLayer, type Layer } from '../../../src/model/workload/layer.ts';
import { layerCurve } from '../../../src/search/curves/layer-curve.ts';
import { spatialCandidates } from '../../../src/search/exact/index.ts';
import { layerFront, layerOptimum } from '../../../src/search/layer-optimum/index.ts';
import { OrderingError } from '../../../src/search/orders/ordering-error.ts';
import { convertSpatialMapping } from '../../../src/search/spatial/convert-spatial-mapping.ts';
import { forEveryMapping } from './brute-force.ts';
import { finish } from './compare.ts';
import { exampleAccelerators, type RandomDesign, randomDesign } from './random-designs.ts';

/* A temporal ordering names loops that some spatial mappings leave and others don't. Those that don't have no mapping. */

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

/** The layer with one loop of size 2 prescribed as the innermost. */
function ordered(layer: Layer, dimension: string): Layer {
  return createLayer({ ...layer, mapping: { ...layer.mapping, temporalOrdering: [{ dimension, size: 2 }] } });
}

/** The least latency of all spatial mappings; how many of them contradict the ordering. Undefined where there are too many mappings. */
function bruteForce({ layer, accelerator }: RandomDesign): { least: number; contradicting: number } | undefined {
  let least = Number.POSITIVE_INFINITY;
  let contradicting = 0;
  for (const { mapping } of spatialCandidates(layer, accelerator)) {
    try {
      const problem = compileProblem(layer, accelerator, convertSpatialMapping(layer, accelerator, mapping));
      const count = forEveryMapping(problem, 2000, ({ latency }) => {
        if (latency < least) least = latency;
      });
      if (count === undefined) return undefined;
    } catch (error) {
      if (error instanceof OrderingError) contradicting++;
      else if (!(error instanceof MappingError)) throw error;
    }
  }
  return { least, contradicting };
}

test('the search, the front and curves leave out spatial mappings that contradict the ordering', () => {
  const random = RandomStream.named(1, 'contradicted orderings');
  let compared = 0;
  while (compared < 5) {
    const plain = randomDesign(random, accelerators, 1);
    const dimension = plain.layer.dimensions.find(({ size }) => size % 2 === 0)?.name;
    if (dimension === undefined) continue;
    const design = { ...plain, layer: ordered(plain.layer, dimension) };
    const expected = bruteForce(design);
    if (expected === undefined || expected.contradicting === 0 || expected.least === Number.POSITIVE_INFINITY) continue;
    const { layer, accelerator } = design;
    const { best, isComplete } = finish(layerOptimum(layer, accelerator, { criterion: 'latency' }));
    expect(isComplete).toBe(true);
    expect(best?.latency).toBeCloseTo(expected.least, 6);
    const { points, isProven } = finish(layerFront(layer, accelerator, {}));
    expect(isProven).toBe(true);
    expect(points[0]?.latency).toBeCloseTo(expected.least, 6);
    const [memory] = accelerator.memoryHierarchy.memories.slice(-1);
    const curve = finish(layerCurve(layer, accelerator, memory?.name ?? ''));
    expect(curve?.spatialMappings).toBeGreaterThan(0);
    compared++;
  }
});

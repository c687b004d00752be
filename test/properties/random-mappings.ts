import fc from 'fast-check';
import { expect } from 'vitest';
import { MappingEvaluator } from '../../src/engine/cost/mapping-evaluator.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { CompiledMapping } from '../../src/engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import type { SpatialMapping } from '../../src/model/mapping/spatial-mapping.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { TemporalMappingCandidates } from '../../src/search/loma/temporal-mapping-candidates.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../src/search/spatial/generate-spatial-mappings.ts';
import { convolution, exampleAccelerator } from '../support.ts';

/** Arrays with sizes that are powers of two. */
const NAMES = ['tpu_like', 'edge_tpu_like', 'meta_prototype', 'ascend_like', 'generic_array'];
const accelerators = await Promise.all(NAMES.map((name) => exampleAccelerator(name)));

const power = (most: number) => fc.integer({ min: 0, max: most }).map((exponent) => 2 ** exponent);
const upTo = (max: number) => fc.integer({ min: 1, max });

/** Small convolutions whose loops divide every array, so that no factor is fractional. */
export const dividingLayers: fc.Arbitrary<Layer> = fc
  .record({
    sizes: fc.record({ B: power(1), K: power(7), C: power(7), OY: power(4), OX: power(4) }),
    kernel: power(2),
    stride: fc.constantFrom(1, 2),
  })
  .map(({ sizes, kernel, stride }) => convolution({ ...sizes, FX: kernel, FY: kernel }, stride));

/** Small convolutions of any sizes. */
export const anyLayers: fc.Arbitrary<Layer> = fc
  .record({ B: upTo(2), K: upTo(70), C: upTo(70), OY: upTo(15), OX: upTo(15), FX: upTo(3), FY: upTo(3) })
  .map((sizes) => convolution(sizes));

interface Case {
  readonly layer: Layer;
  readonly accelerator: number;
  readonly type: 'uneven' | 'even';
  readonly skip: number;
}

export interface RandomMapping {
  readonly problem: CompiledProblem;
  readonly evaluator: MappingEvaluator;
  readonly nest: CompiledMapping;
}

/** Some mapping of the case, evaluated; undefined when none fits. */
function draw({ layer, accelerator, type, skip }: Case): RandomMapping | undefined {
  const hardware = accelerators[accelerator];
  if (hardware === undefined) return undefined;
  const [mapping = []] = generateSpatialMappings(layer, hardware, {
    nbMappingsGenerated: 1,
    enableMixSpatialMappingGeneration: false,
  });
  return evaluated(layer, hardware, mapping, type, skip);
}

/** One of the temporal mappings of the layer, evaluated; undefined when none fits. */
export function evaluated(
  layer: Layer,
  accelerator: Accelerator,
  spatialMapping: SpatialMapping,
  type: Case['type'] = 'uneven',
  skip = 0,
): RandomMapping | undefined {
  const problem = compileProblem(layer, accelerator, convertSpatialMapping(layer, accelerator, spatialMapping));
  const candidates = new TemporalMappingCandidates(problem, { lpfLimit: 6, type });
  if (!candidates.next()) return undefined;
  for (let k = 0; k < skip % candidates.total; k++) if (!candidates.next()) return undefined;
  const evaluator = new MappingEvaluator(problem);
  evaluator.evaluate(candidates.nest);
  return { problem, evaluator, nest: candidates.nest };
}

/** Asserts a property over random evaluated mappings and that enough of them were feasible. */
export function forMappings(check: (drawn: RandomMapping) => void, numRuns = 300, layers = dividingLayers): void {
  const cases: fc.Arbitrary<Case> = fc.record({
    layer: layers,
    accelerator: fc.nat({ max: NAMES.length - 1 }),
    type: fc.constantFrom<'uneven' | 'even'>('uneven', 'even'),
    skip: fc.nat({ max: 200 }),
  });
  let checked = 0;
  fc.assert(
    fc.property(cases, (drawnCase) => {
      const drawn = draw(drawnCase);
      if (drawn === undefined) return;
      checked++;
      check(drawn);
    }),
    { numRuns },
  );
  expect(checked).toBeGreaterThan(numRuns / 3);
}

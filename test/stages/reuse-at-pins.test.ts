import { expect, test } from 'vitest';
import { flag } from '../../src/chain/kind.ts';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import {
  CostModelStage,
  iteratorStage,
  LomaStage,
  MainStage,
  type Pass,
  SpatialMappingGeneratorStage,
  type StageClass,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { EVERY_MAPPING, evaluation, GEMM, outline, PARSERS, SEARCH } from './chains.ts';

/* With `accessSameDataConsideredAsNoAccess: false` the array reads an input again in every cycle, even if the word stays the same. */

const NO_REUSE = { ...GEMM, accessSameDataConsideredAsNoAccess: false };

/** Searches with reuse, and costs without. */
class WithoutReuseStage extends iteratorStage('WithoutReuseStage', {
  requires: {},
  provides: { accessSameDataConsideredAsNoAccess: flag },
}) {
  override *passes(): Generator<Pass<{ accessSameDataConsideredAsNoAccess: typeof flag }>> {
    yield { changes: { accessSameDataConsideredAsNoAccess: false } };
  }
}

const CHANGED_BELOW: readonly StageClass[] = [
  ...PARSERS,
  WorkloadStage,
  SpatialMappingGeneratorStage,
  LomaStage,
  WithoutReuseStage,
  CostModelStage,
];

test.each([
  ['given to the chain', EVERY_MAPPING, NO_REUSE],
  ['changed by a stage below the search', CHANGED_BELOW, GEMM],
])('no reuse at the pins, %s: every mapping costs what the cost model says', async (_, stages, args) => {
  const results = await MainStage.from(stages, args).run();
  const withReuse = await MainStage.from(EVERY_MAPPING, GEMM).run();
  expect(results.length).toBe(withReuse.length);
  let dearer = 0;
  results.map(evaluation).forEach((cme, index) => {
    const { layer, accelerator, spatialMapping, temporalMapping } = cme;
    const problem = compileProblem(layer, accelerator, spatialMapping, { accessSameDataConsideredAsNoAccess: false });
    expect(cme.accessSameDataConsideredAsNoAccess).toBe(false);
    expect({ ...cme.headline }).toEqual({ ...evaluateMapping(problem, temporalMapping).headline });
    expect(Object.values(cme.details.macStationaryCycles)).toEqual([1, 1, 1]);
    const known = withReuse[index];
    if (known !== undefined && cme.energy > evaluation(known).energy) dearer++;
  });
  expect(dearer).toBeGreaterThan(0);
});

test('no reuse at the pins: the search as one stage finds what single stages find', async () => {
  const stages = [...PARSERS, WorkloadStage, ...SEARCH];
  const fused = await MainStage.from(stages, NO_REUSE).run();
  const single = await MainStage.from(stages, { ...NO_REUSE, fuse: false }).run();
  expect(outline(fused)).toEqual(outline(single));
  expect(fused.map((result) => evaluation(result).accessSameDataConsideredAsNoAccess)).toEqual([false]);
});

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { MappingError } from '../../src/base/diagnostic.ts';
import { RandomStream } from '../../src/base/random.ts';
import type { CostTables } from '../../src/certificate/cost/cost-tables.ts';
import { kindNest, merged } from '../../src/certificate/cost/merged-mapping.ts';
import { COST_MODELS } from '../../src/certificate/cost-models.ts';
import { NotCovered } from '../../src/certificate/not-covered.ts';
import { spatialList } from '../../src/certificate/spatial/spatial-list.ts';
import { compileProblem, lowerMapping, MappingEvaluator } from '../../src/engine/index.ts';
import { liftMapping } from '../../src/engine/problem/lift-mapping.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import type { CostModelName } from '../../src/model/cost-model.ts';
import { formatSpatialMapping, type SpatialMapping } from '../../src/model/mapping/spatial-mapping.ts';
import { createLayer, type Layer } from '../../src/model/workload/layer.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { spatialCandidates } from '../../src/search/exact/index.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { exampleNameOf } from '../golden/search-fixtures.ts';
import { forEveryMapping } from '../search/exact/brute-force.ts';
import { exampleAccelerators, problemsOf, randomDesign, variedDesign } from '../search/exact/random-designs.ts';
import { hardDesign } from './hard-designs.ts';

/* The checker has formulas of its own. They must come to the numbers of the cost model and of the generator. */

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

function unordered(layer: Layer): Layer {
  return createLayer({ ...layer, mapping: { ...layer.mapping, temporalOrdering: [] } });
}

const Case = z.object({
  id: z.string(),
  accelerator: z.string(),
  workload: z.array(z.record(z.string(), z.unknown())),
  mapping: z.array(z.record(z.string(), z.unknown())),
  options: z.object({ temporal_mapping_type: z.enum(['uneven', 'even']) }),
});

describe('the cost of a mapping', () => {
  test('is that of the cost model for the golden evaluations', async () => {
    const fixture = new URL('../fixtures/golden/single-evaluations.json.gz', import.meta.url);
    const { cases } = z
      .object({ cases: z.array(Case) })
      .parse(JSON.parse(gunzipSync(readFileSync(fixture)).toString()));
    let compared = 0;
    // Every sixth: they take long, and differ little in kind.
    for (const { id, workload, mapping, accelerator, options } of cases.filter((_, index) => index % 6 === 0)) {
      const { evaluations } = await getHardwarePerformance({
        workload,
        mapping,
        accelerator: exampleNameOf(accelerator),
        temporalMappingType: options.temporal_mapping_type,
      });
      for (const found of evaluations) {
        const tables = tablesOf(unordered(found.layer), found.accelerator, found.spatialMapping.source);
        if (tables === undefined) continue;
        const nest = kindNest(tables, found.temporalMapping);
        if (typeof nest === 'string') throw new Error(nest);
        const { energy, latency } = tables.costOf(merged(tables, nest));
        expect(isSame(energy, found.energy) && isSame(latency, found.latency), id).toBe(true);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(55);
  });

  test.each([
    ['reference', 'random', 2000, randomDesign],
    ['corrected', 'varied', 1000, variedDesign],
  ] as const)('is that of the %s model for all mappings of %s small layers', (costModel, _, most, makeDesign) => {
    const random = RandomStream.named(1, 'own formulas');
    let compared = 0;
    for (let run = 0; compared < most; run++) {
      const design = makeDesign(random, accelerators, 5);
      const { layer, accelerator } = design;
      for (const problem of problemsOf(design, 2, { costModel })) {
        const tables = tablesOf(layer, accelerator, problem.spatialMapping.source, costModel);
        if (tables === undefined) continue;
        let seen = 0;
        forEveryMapping(problem, 3000, ({ energy, latency }, nest) => {
          if (seen++ % 17 !== 0) return;
          const own = kindNest(tables, liftMapping(problem, nest));
          if (typeof own === 'string') throw new Error(own);
          const cost = tables.costOf(merged(tables, own));
          // The cost model has no number where a port is missing.
          const isEqual = Number.isNaN(energy)
            ? cost.energy === Number.POSITIVE_INFINITY
            : isSame(cost.energy, energy) && isSame(cost.latency, latency);
          expect(isEqual, `run ${run}: ${cost.energy} pJ for ${energy}, ${cost.latency} cycles for ${latency}`).toBe(
            true,
          );
          compared++;
        });
      }
    }
  });

  test('is that of the corrected model for given mappings on hardware of every kind', () => {
    const random = RandomStream.named(1, 'given mappings');
    let compared = 0;
    for (let run = 0; compared < 1000; run++) {
      const { layer, accelerator, temporalMapping } = hardDesign(random);
      const { spatialMapping } = layer.mapping;
      const tables = tablesOf(layer, accelerator, spatialMapping, 'corrected');
      if (tables === undefined) continue;
      const converted = convertSpatialMapping(layer, accelerator, spatialMapping, 'corrected');
      const problem = compileProblem(layer, accelerator, converted, { costModel: 'corrected' });
      const evaluator = new MappingEvaluator(problem);
      evaluator.evaluate(lowerMapping(problem, temporalMapping));
      const own = kindNest(tables, temporalMapping);
      if (typeof own === 'string') throw new Error(own);
      const { energy, latency } = tables.costOf(merged(tables, own));
      expect([isSame(energy, evaluator.energyTotal), latency], `run ${run}`).toEqual([true, evaluator.latencyTotal2]);
      compared++;
    }
  });
});

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-12 * Math.abs(other);
}

function tablesOf(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
  costModel: CostModelName = 'reference',
): CostTables | undefined {
  try {
    return COST_MODELS[costModel].unroll(layer, accelerator, mapping)?.map()?.tabulate().closings.tables;
  } catch (error) {
    if (error instanceof NotCovered) return undefined;
    throw error;
  }
}

describe('the spatial mappings', () => {
  test('are those of the generator', () => {
    const random = RandomStream.named(2, 'spatial lists');
    for (let run = 0; run < 80; run++) {
      const { layer, accelerator } = randomDesign(random, accelerators, 6);
      for (const most of [undefined, 1, 4]) {
        let expected: string[];
        try {
          const options = most === undefined ? {} : { nbMappingsGenerated: most };
          expected = spatialCandidates(layer, accelerator, options).map(({ mapping }) => formatSpatialMapping(mapping));
        } catch (error) {
          if (!(error instanceof MappingError)) throw error;
          expected = [];
        }
        expect(spatialList(layer, accelerator, most).map(formatSpatialMapping), `run ${run}`).toEqual(expected);
      }
    }
  });
});

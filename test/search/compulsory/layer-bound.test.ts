import { beforeAll, describe, expect, test } from 'vitest';
import { InputError, MappingError } from '../../../src/base/diagnostic.ts';
import { RandomStream } from '../../../src/base/random.ts';
import { compileProblem } from '../../../src/engine/problem/compile.ts';
import { getHardwarePerformance } from '../../../src/index.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import { COST_MODELS, type CostModelName } from '../../../src/model/cost-model.ts';
import { provenGap, totalGapText } from '../../../src/quantities/proven-gap.ts';
import { COMPULSORY_TRAFFIC, layerBound } from '../../../src/search/compulsory/layer-bound.ts';
import { OPTIMISATION_CRITERIA } from '../../../src/search/criteria.ts';
import { spatialCandidates } from '../../../src/search/exact/index.ts';
import { layerOptimum } from '../../../src/search/layer-optimum/index.ts';
import { convertSpatialMapping } from '../../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../../src/search/spatial/generate-spatial-mappings.ts';
import { leastCyclesOf, leastCyclesOfAny } from '../../../src/search/spatial/least-cycles.ts';
import { exampleAccelerator } from '../../support.ts';
import { finish } from '../exact/compare.ts';
import { exampleAccelerators, type RandomDesign, randomDesign } from '../exact/random-designs.ts';

const RUNS = Number(process.env.EXACT_RUNS ?? 60);
const ROUNDING = 2e-9;
const CHOICE = { nbMappingsGenerated: 3, enableMixSpatialMappingGeneration: false };

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

/** Undefined where nothing fits. */
function unlessImpossible<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MappingError || error instanceof InputError) return undefined;
    throw error;
  }
}

function firstMapped({ layer, accelerator }: RandomDesign, costModel: CostModelName) {
  const [mapping] = generateSpatialMappings(layer, accelerator, CHOICE);
  if (mapping === undefined) return undefined;
  const spatialMapping = convertSpatialMapping(layer, accelerator, mapping, costModel);
  compileProblem(layer, accelerator, spatialMapping, { costModel });
  return { layer, accelerator, spatialMapping };
}

describe('bounds without a search', () => {
  test.each(COST_MODELS)('no mapping of the space costs less by the %s model', { timeout: 240_000 }, (costModel) => {
    const random = RandomStream.named(1, 'layer bounds');
    const seen = { all: 0, some: 0 };
    const runs = costModel === 'reference' ? RUNS : RUNS / 2;
    while (seen.all + seen.some < runs) {
      const design = randomDesign(random, accelerators, 4);
      const mapped = unlessImpossible(() => firstMapped(design, costModel));
      if (mapped === undefined) continue;
      for (const criterion of OPTIMISATION_CRITERIA) {
        const found = layerBound(mapped, { ...CHOICE, criterion, costModel });
        if (found === undefined) continue;
        const { spatialMappings } = found;
        const space = spatialMappings === 'all' ? { costModel } : { costModel, nbMappingsGenerated: spatialMappings };
        const { layer, accelerator } = design;
        const optimum = unlessImpossible(() => finish(layerOptimum(layer, accelerator, { ...space, criterion })));
        if (optimum === undefined) continue;
        expect(found.bound).toBeLessThanOrEqual(optimum.proven.bound * (1 + ROUNDING));
        seen[spatialMappings === 'all' ? 'all' : 'some']++;
      }
    }
    expect(Math.min(seen.all, seen.some)).toBeGreaterThan(runs / 10);
  });

  test('the least cycles of any spatial mapping are those of the list', async () => {
    const { evaluations } = await getHardwarePerformance({
      workload: 'alexnet',
      accelerator: 'tpu_like',
      mapping: [{ name: 'default', memory_operand_links: { O: 'O', W: 'I2', I: 'I1' } }],
      lpfLimit: 1,
    });
    const accelerator = await exampleAccelerator('tpu_like');
    for (const { layer } of evaluations) {
      const listed = Math.min(
        ...spatialCandidates(layer, accelerator).map(({ mapping }) => leastCyclesOf(layer, accelerator, mapping)),
      );
      const least = leastCyclesOfAny(layer, accelerator, { enableMixSpatialMappingGeneration: false });
      expect(least).toBeLessThanOrEqual(listed);
      expect(least).toBeGreaterThan(0.9 * listed);
    }
  });

  const runs = COST_MODELS.flatMap((costModel) => OPTIMISATION_CRITERIA.map((opt) => [opt, costModel] as const));

  test.each(runs)('every run proves them, best %s by the %s model', async (opt, costModel) => {
    const { evaluations } = await getHardwarePerformance({
      costModel,
      workload: 'resnet18',
      accelerator: 'edge_tpu_like',
      mapping: 'edge_tpu_like',
      opt,
    });
    for (const { proven } of evaluations) {
      expect(proven).toMatchObject({ criterion: opt, spatialMappings: 'all', reservations: [COMPULSORY_TRAFFIC] });
    }
    expect(evaluations.every((evaluation) => (provenGap(evaluation)?.gap ?? -1) >= 0)).toBe(true);
    expect(totalGapText(evaluations)).toContain('from compulsory traffic alone');
  });

  test('say nothing where negative on-loading takes them to 0 or below (parity quirk C1)', async () => {
    const { evaluations } = await getHardwarePerformance({
      workload: 'gemm',
      accelerator: 'gemm_l1',
      mapping: 'gemm_l1',
    });
    for (const bound of [0, -5]) {
      const shifted = evaluations.map((evaluation) =>
        evaluation.withProof({
          criterion: 'latency',
          bound,
          spatialMappings: 'all',
          reservations: [COMPULSORY_TRAFFIC],
        }),
      );
      expect(shifted.map(provenGap)).toEqual(shifted.map(() => undefined));
      expect(totalGapText(shifted)).toBeUndefined();
    }
  });
});

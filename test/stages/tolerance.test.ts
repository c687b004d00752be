import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { createWorkload } from '../../src/model/workload/workload.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import {
  CostModelStage,
  LomaStage,
  MainStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { convolution, exampleAccelerator } from '../support.ts';

/*
 * The tolerance holds for all that is compared: over orders and over spatial mappings, in the fast search and stage by stage alike.
 */

const NAMES = ['tpu_like', 'edge_tpu_like', 'meta_prototype', 'ascend_like', 'eyeriss_like', 'tesla_npu_like'];
const MINIMAL = { latency: MinimalLatencyStage, energy: MinimalEnergyStage, EDP: MinimalEDPStage } as const;
const accelerators: Accelerator[] = [];

beforeAll(async () => {
  for (const name of NAMES) accelerators.push(await exampleAccelerator(name));
});

type Criterion = keyof typeof MINIMAL;

async function results(stages: readonly StageClass[], args: object): Promise<CostModelEvaluation[]> {
  const found = await MainStage.from(stages, args).run();
  return found.flatMap(({ cme }) => (cme instanceof CostModelEvaluation ? [cme] : []));
}

const outline = ({ energy, latency, spatialMapping, temporalMapping }: CostModelEvaluation): unknown => ({
  energy,
  latency,
  spatial: spatialMapping.source,
  loops: temporalMapping.loops,
});

const objectiveOf = ({ energy, latency }: CostModelEvaluation, criterion: Criterion): number =>
  ({ energy, latency, EDP: latency * energy })[criterion];

/** The choice among everything, written out. */
function chosen(all: readonly CostModelEvaluation[], criterion: Criterion, tolerance: number): CostModelEvaluation[] {
  const best = Math.min(...all.map((cme) => objectiveOf(cme, criterion)));
  const other = ({ energy, latency }: CostModelEvaluation): number => (criterion === 'energy' ? latency : energy);
  return all
    .filter((cme) => objectiveOf(cme, criterion) <= best + tolerance * best)
    .toSorted((a, b) => other(a) - other(b) || objectiveOf(a, criterion) - objectiveOf(b, criterion))
    .slice(0, 1);
}

const size = (most: number) => fc.integer({ min: 1, max: most });
const cases = fc.record({
  sizes: fc.record({ K: size(80), C: size(40), OY: size(15), OX: size(15), FX: size(3), FY: size(3) }),
  accelerator: fc.nat({ max: NAMES.length - 1 }),
  criterion: fc.constantFrom<Criterion>('latency', 'energy', 'EDP'),
  tolerance: fc.constantFrom(0.001, 0.01, 0.1, 0.4),
});

describe('a tolerance', () => {
  test('is the same in the fast search, stage by stage, and written out over all mappings', async () => {
    let differing = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ sizes, accelerator, criterion, tolerance }) => {
        const layer = convolution(sizes, 1);
        const workload = createWorkload([{ kind: 'layer', id: 0, name: layer.name, layer, sources: [] }]);
        const args = { workload, accelerator: accelerators[accelerator], lomaLpfLimit: 4, tolerance };
        const Minimal = MINIMAL[criterion];
        const every = [SpatialMappingGeneratorStage, LomaStage, CostModelStage];
        const nested = [WorkloadStage, Minimal, SpatialMappingGeneratorStage, Minimal, LomaStage, CostModelStage];
        let all: CostModelEvaluation[];
        try {
          all = await results([WorkloadStage, ...every], args);
        } catch {
          // Some accelerators have no mapping of some layers.
          return;
        }
        const expected = chosen(all, criterion, tolerance).map(outline);
        expect((await results(nested, args)).map(outline)).toEqual(expected);
        expect((await results(nested, { ...args, fuse: false })).map(outline)).toEqual(expected);
        expect((await results([WorkloadStage, Minimal, ...every], args)).map(outline)).toEqual(expected);
        const [strict] = await results(nested, { ...args, tolerance: 0 });
        if (strict !== undefined && JSON.stringify([outline(strict)]) !== JSON.stringify(expected)) differing++;
      }),
      { numRuns: Number(process.env.FUSED_RUNS ?? 30) },
    );
    expect(differing).toBeGreaterThan(0);
  });

  test('gives one result per layer to what stands above, also below a Minimal stage of another criterion', async () => {
    const layer = convolution({ K: 32, C: 16, OY: 7, OX: 7, FX: 3, FY: 3 }, 1);
    const workload = createWorkload([{ kind: 'layer', id: 0, name: layer.name, layer, sources: [] }]);
    const args = { workload, accelerator: accelerators[0], lomaLpfLimit: 4, tolerance: 0.3 };
    const below = [SpatialMappingGeneratorStage, MinimalLatencyStage, LomaStage, CostModelStage];
    const perSpatialMapping = await results([WorkloadStage, ...below], args);
    expect(perSpatialMapping).toHaveLength(3);
    const [best] = await results([WorkloadStage, MinimalEnergyStage, ...below], args);
    const least = chosen(perSpatialMapping, 'energy', 0.3);
    expect([best].flatMap((cme) => (cme === undefined ? [] : [outline(cme)]))).toEqual(least.map(outline));
  });

  test('is the same on one thread and on several, and never costs more than it allows', async () => {
    const options = {
      workload: 'alexnet',
      accelerator: 'edge_tpu_like',
      mapping: 'edge_tpu_like',
      lpfLimit: 5,
    } as const;
    const strict = await getHardwarePerformance(options);
    const tolerant = await getHardwarePerformance({ ...options, tolerance: 0.05 });
    const threads = await getHardwarePerformance({ ...options, tolerance: 0.05, workers: 2 });
    expect(threads.evaluations.map(outline)).toEqual(tolerant.evaluations.map(outline));
    tolerant.evaluations.forEach(({ energy, latency }, index) => {
      const best = strict.evaluations[index];
      expect(latency).toBeLessThanOrEqual((best?.latency ?? 0) * 1.05);
      expect(energy).toBeLessThanOrEqual(best?.energy ?? 0);
    });
    expect(tolerant.energy).toBeLessThan(strict.energy);
  });

  test('is a share below 1', async () => {
    const options = { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3' } as const;
    for (const tolerance of [1, -0.1, Number.NaN]) {
      await expect(getHardwarePerformance({ ...options, tolerance })).rejects.toThrow('tolerance');
    }
  });
});

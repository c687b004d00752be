import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { createWorkload } from '../../src/model/workload/workload.ts';
import {
  CostModelStage,
  LomaStage,
  MainStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  SpatialMappingGeneratorStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { convolution, exampleAccelerator } from '../support.ts';

/* The fast search that replaces [Minimal, Loma, CostModel] must give what the three stages give, bit by bit. */

const NAMES = ['tpu_like', 'edge_tpu_like', 'meta_prototype', 'ascend_like', 'eyeriss_like', 'tesla_npu_like'];
const MINIMAL = [MinimalLatencyStage, MinimalEnergyStage, MinimalEDPStage];
const accelerators: Accelerator[] = [];

beforeAll(async () => {
  for (const name of NAMES) accelerators.push(await exampleAccelerator(name));
});

async function run(
  accelerator: Accelerator,
  layer: ReturnType<typeof convolution>,
  minimal: number,
  args: object,
): Promise<unknown> {
  const workload = createWorkload([{ kind: 'layer', id: 0, name: layer.name, layer, sources: [] }]);
  const Minimal = MINIMAL[minimal] ?? MinimalLatencyStage;
  const main = MainStage.from(
    [WorkloadStage, Minimal, SpatialMappingGeneratorStage, Minimal, LomaStage, CostModelStage],
    {
      workload,
      accelerator,
      lomaLpfLimit: 5,
      ...args,
    },
  );
  try {
    const [result] = await main.run();
    const cme = result?.cme;
    if (!(cme instanceof CostModelEvaluation)) return undefined;
    return { energy: cme.energy, latency: cme.latency, mapping: cme.temporalMapping, details: cme.details };
  } catch (error) {
    return String(error);
  }
}

describe('the fused search', () => {
  test('equals the stages it replaces', async () => {
    const size = (most: number) => fc.integer({ min: 1, max: most });
    const cases = fc.record({
      sizes: fc.record({ K: size(80), C: size(40), OY: size(15), OX: size(15), FX: size(3), FY: size(3) }),
      stride: fc.constantFrom(1, 2),
      accelerator: fc.nat({ max: NAMES.length - 1 }),
      minimal: fc.nat({ max: 2 }),
      temporalMappingType: fc.constantFrom('uneven', 'even'),
    });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ sizes, stride, accelerator, minimal, temporalMappingType }) => {
        const hardware = accelerators[accelerator];
        if (hardware === undefined) return;
        const layer = convolution(sizes, stride);
        const fused = await run(hardware, layer, minimal, { temporalMappingType });
        const plain = await run(hardware, layer, minimal, { temporalMappingType, fuse: false });
        if (typeof fused === 'object') found++;
        expect(fused).toEqual(plain);
      }),
      { numRuns: Number(process.env.FUSED_RUNS ?? 60) },
    );
    expect(found).toBeGreaterThan(40);
  });
});

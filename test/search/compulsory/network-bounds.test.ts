import { beforeAll, expect, test } from 'vitest';
import { InputError, MappingError } from '../../../src/base/diagnostic.ts';
import { RandomStream } from '../../../src/base/random.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import { COST_MODELS, type CostModelName } from '../../../src/model/cost-model.ts';
import type { Layer } from '../../../src/model/workload/layer.ts';
import { createWorkload } from '../../../src/model/workload/workload.ts';
import { evaluateNetwork, type NetworkFigures } from '../../../src/run/evaluate-network.ts';
import { networkBounds } from '../../../src/search/compulsory/network-bounds.ts';
import { exampleAccelerators, randomDesign } from '../exact/random-designs.ts';

/* What no run undercuts, against runs over random small networks and hardware. More cases: EXACT_RUNS. */

const RUNS = Number(process.env.EXACT_RUNS ?? 12);
const SEED = Number(process.env.EXACT_SEED ?? 1);

/** Costs of the same mapping summed in another order differ by less. */
const ROUNDING = 1e-9;

const CRITERIA = ['energy', 'latency', 'EDP'] as const;

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

/** Figures of a run; undefined where a layer has no mapping. */
async function figuresOf(
  layers: readonly Layer[],
  accelerator: Accelerator,
  opt: (typeof CRITERIA)[number],
  nbSpatialMappingsGenerated: number,
  costModel: CostModelName,
): Promise<NetworkFigures | undefined> {
  const inputs = { workload: 'network.yaml', accelerator: '', mapping: '' };
  const network = createWorkload(
    layers.map((layer, id) => ({ id, name: layer.name, kind: 'layer' as const, layer, sources: [] })),
  );
  try {
    const figures = await evaluateNetwork(network, accelerator, {
      ...inputs,
      opt,
      nbSpatialMappingsGenerated,
      costModel,
      lpfLimit: 4,
    });
    return figures.infeasible.length === 0 ? figures : undefined;
  } catch (error) {
    if (error instanceof InputError || error instanceof MappingError) return undefined;
    throw error;
  }
}

test.each(COST_MODELS)('no run by the %s model undercuts the bounds', { timeout: 240_000 }, async (costModel) => {
  const random = RandomStream.named(SEED, 'network bounds');
  const seen = { networks: 0, unbounded: 0, close: 0 };
  const runs = costModel === 'reference' ? RUNS : RUNS / 3;
  for (let run = 0; seen.networks < runs; run++) {
    const { layer, accelerator } = randomDesign(random, accelerators, 4);
    const layers = [layer, randomDesign(random, accelerators, 4).layer].map((one, id) => ({
      ...one,
      id,
      name: `layer ${id}`,
    }));
    const nbMappingsGenerated = 1 + random.nextBelow(3);
    const bounds = networkBounds(layers, accelerator, { nbMappingsGenerated, costModel });
    const all = [];
    for (const opt of CRITERIA) all.push(await figuresOf(layers, accelerator, opt, nbMappingsGenerated, costModel));
    const costed = all.flatMap((figures) => figures ?? []);
    if (costed.length === 0) continue;
    seen.networks++;
    if (bounds === undefined) {
      seen.unbounded++;
      continue;
    }
    for (const { total } of costed) {
      const about = `run ${run}, ${accelerator.name}`;
      expect(bounds.energy, `energy, ${about}`).toBeLessThanOrEqual(total.energy * (1 + ROUNDING));
      expect(bounds.latency, `latency, ${about}`).toBeLessThanOrEqual(total.latency * (1 + ROUNDING));
      if (total.energy <= 1.2 * bounds.energy) seen.close++;
    }
  }
  if (process.env.EXACT_RUNS !== undefined) console.log(seen);
  // A layer that has a mapping has bounds.
  expect(seen.unbounded).toBe(0);
  expect(seen.close).toBeGreaterThan(runs / 10);
});

test('a layer without a spatial mapping has no bounds, nor has its network', () => {
  const random = RandomStream.named(SEED, 'network bounds');
  const { layer, accelerator } = randomDesign(random, accelerators, 4);
  const impossible: Layer = {
    ...layer,
    mapping: {
      ...layer.mapping,
      spatialMapping: [{ arrayDimension: 'D9', unrollings: [{ dimension: 'K', factor: 2 }] }],
    },
  };
  const options = { nbMappingsGenerated: 1 };
  expect(networkBounds([layer], accelerator, options)).toBeDefined();
  expect(networkBounds([layer, impossible], accelerator, options)).toBeUndefined();
});

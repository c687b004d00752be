import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { getHardwarePerformance } from '../../src/evaluate.ts';
import { readJson } from '../support.ts';
import { differences } from './compare.ts';
import { exampleNameOf } from './names.ts';

/* Whole runs of the default chain: totals, and the winner of every layer, mapping included. */

const Search = z.object({
  accelerator: z.string(),
  mapping: z.string(),
  workload: z.string(),
  options: z.object({
    opt: z.enum(['latency', 'energy', 'EDP']).optional(),
    lpf_limit: z.number().optional(),
    temporal_mapping_type: z.enum(['uneven', 'even']).optional(),
    exploit_data_locality: z.boolean().optional(),
    enable_mix_spatial_mapping: z.boolean().optional(),
    in_memory_compute: z.boolean().optional(),
  }),
  totals: z.object({
    energy: z.number(),
    latency: z.number(),
    latency0: z.number(),
    latency1: z.number(),
    macEnergy: z.number(),
    memEnergy: z.number(),
  }),
  layers: z.array(z.record(z.string(), z.unknown())),
});

const searches = readdirSync(new URL('../fixtures/golden/searches', import.meta.url)).map((file) => ({
  file,
  search: Search.parse(readJson(`./fixtures/golden/searches/${file}`)),
}));

/** In-memory-computing arrays have no cost model yet. */
const ordinary = searches.filter(({ search }) => search.options.in_memory_compute !== true);

describe('searches equal the reference', () => {
  test('all but the in-memory-computing ones are compared', () => {
    expect(searches.length).toBe(19);
    expect(searches.length - ordinary.length).toBe(2);
  });

  test.each(ordinary)('$file', async ({ search }) => {
    const { options, totals, layers } = search;
    const performance = await getHardwarePerformance({
      workload: exampleNameOf(search.workload),
      accelerator: exampleNameOf(search.accelerator),
      mapping: search.mapping,
      opt: options.opt,
      lpfLimit: options.lpf_limit,
      temporalMappingType: options.temporal_mapping_type,
      exploitDataLocality: options.exploit_data_locality,
      enableMixSpatialMapping: options.enable_mix_spatial_mapping,
    });
    const { total, evaluations } = performance;
    expect(
      differences(totals, {
        energy: performance.energy,
        latency: performance.latency,
        latency0: total.latencyTotal0,
        latency1: total.latencyTotal1,
        macEnergy: total.macEnergy,
        memEnergy: total.memoryEnergy,
      }),
    ).toEqual([]);
    expect(evaluations.map(({ layer }) => layer.id)).toEqual(layers.map(({ layerId }) => layerId));
    expect(evaluations.flatMap(({ details }, index) => differences(layers[index], details, details.layer))).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { getHardwarePerformance, type HardwarePerformanceOptions } from 'zigzag-ts';
import * as z from 'zod';

/** A whole search of the reference: our options for it, and the seconds the reference took on a shared 2-core machine. */
export interface GoldenSearch {
  readonly name: string;
  readonly options: HardwarePerformanceOptions;
  readonly referenceSeconds: number;
}

const Search = z.object({
  accelerator: z.string(),
  mapping: z.string(),
  workload: z.string(),
  referenceSeconds: z.number(),
  options: z.object({
    opt: z.enum(['latency', 'energy', 'EDP']).optional(),
    lpf_limit: z.number().optional(),
    temporal_mapping_type: z.enum(['uneven', 'even']).optional(),
    exploit_data_locality: z.boolean().optional(),
    enable_mix_spatial_mapping: z.boolean().optional(),
    in_memory_compute: z.boolean().optional(),
  }),
});

const folder = new URL('../test/fixtures/golden/searches/', import.meta.url);

/** All golden searches that have a cost model. */
export function goldenSearches(): GoldenSearch[] {
  return readdirSync(folder).flatMap((file) => {
    const search = Search.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    if (search.options.in_memory_compute) return [];
    return [
      {
        name: file.replace('.json', ''),
        referenceSeconds: search.referenceSeconds,
        options: {
          workload: search.workload.replace('gemm_layer', 'gemm'),
          accelerator: search.accelerator,
          mapping: search.mapping,
          opt: search.options.opt,
          lpfLimit: search.options.lpf_limit,
          temporalMappingType: search.options.temporal_mapping_type,
          exploitDataLocality: search.options.exploit_data_locality,
          enableMixSpatialMapping: search.options.enable_mix_spatial_mapping,
        },
      },
    ];
  });
}

/** Median wall time of one search in this process, in milliseconds, after a run to warm up. */
export async function medianMilliseconds(options: HardwarePerformanceOptions, runs: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    await getHardwarePerformance(options);
    if (run > 0) times.push(performance.now() - start);
  }
  return times.sort((x, y) => x - y)[Math.floor(times.length / 2)] ?? Number.NaN;
}

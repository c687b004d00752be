import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';

/*
 * Whole searches of the reference, with its wall time on a 2-core machine that other work shared.
 */

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
  totals: z.object({
    energy: z.number(),
    latency: z.number(),
    latency0: z.number(),
    latency1: z.number(),
    macEnergy: z.number(),
    memEnergy: z.number(),
    tclk: z.number().optional(),
    area: z.number().optional(),
  }),
  layers: z.array(z.record(z.string(), z.unknown())),
});

export interface GoldenSearch {
  /** File name without extension. */
  readonly name: string;
  /** Our options for the run. */
  readonly options: HardwarePerformanceOptions;
  readonly isInMemoryComputing: boolean;
  readonly referenceSeconds: number;
  readonly totals: z.infer<typeof Search>['totals'];
  readonly layers: readonly Readonly<Record<string, unknown>>[];
}

/** Our names of the reference's example files, where they differ. */
const RENAMED: Readonly<Record<string, string>> = {
  generic_array_cacti: 'generic_array',
  'gemm_layer.yaml': 'gemm.yaml',
};

/** The built-in example that stands for a file of the reference. */
export function exampleNameOf(reference: string): string {
  return RENAMED[reference] ?? reference;
}

const folder = new URL('../fixtures/golden/searches/', import.meta.url);

export function goldenSearches(): GoldenSearch[] {
  return readdirSync(folder).map((file) => {
    const { options, ...search } = Search.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    return {
      name: file.replace('.json', ''),
      isInMemoryComputing: options.in_memory_compute === true,
      referenceSeconds: search.referenceSeconds,
      totals: search.totals,
      layers: search.layers,
      options: {
        workload: exampleNameOf(search.workload),
        accelerator: exampleNameOf(search.accelerator),
        mapping: search.mapping,
        opt: options.opt,
        lpfLimit: options.lpf_limit,
        temporalMappingType: options.temporal_mapping_type,
        exploitDataLocality: options.exploit_data_locality,
        enableMixSpatialMapping: options.enable_mix_spatial_mapping,
        inMemoryCompute: options.in_memory_compute,
      },
    };
  });
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError, MappingError } from '../../src/base/diagnostic.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { accelerators, mappings, workloads } from '../fuzz/generators.ts';

/* Random runs, saved and run again. Those that the fuzzer makes unusable say nothing here. */

const RUNS = Number(process.env.SAVED_MAPPING_RUNS ?? 30);

const options = fc.record({
  opt: fc.constantFrom('energy' as const, 'latency' as const, 'EDP' as const),
  temporalMappingType: fc.constantFrom('even' as const, 'uneven' as const),
  exploitDataLocality: fc.boolean(),
  enableMixSpatialMapping: fc.boolean(),
});

const whole = ({ energy, latency, evaluations }: HardwarePerformance) => ({
  energy,
  latency,
  layers: evaluations.map(({ headline, spatialMapping: { fractional, integer }, temporalMapping }) => ({
    headline,
    fractional,
    integer,
    temporalMapping,
  })),
});

async function resultOf(given: HardwarePerformanceOptions): Promise<HardwarePerformance | undefined> {
  try {
    return await getHardwarePerformance(given);
  } catch (error) {
    if (error instanceof InputError || error instanceof MappingError) return undefined;
    throw error;
  }
}

test('a saved mapping gives the same again, or says that it does not', async () => {
  let repeated = 0;
  await fc.assert(
    fc.asyncProperty(accelerators, workloads, mappings, options, async (accelerator, workload, mapping, more) => {
      let saved = '';
      const files = {
        ...platformFiles,
        checkWritable: () => undefined,
        write: (_: string, content: string | Uint8Array) => {
          saved = String(content);
        },
        exists: async () => true,
        read: async () => new TextEncoder().encode(saved),
      };
      const given = { accelerator, workload, ...more, lpfLimit: 3, files };
      if (!Array.isArray(mapping)) return;
      const found = await resultOf({ ...given, mapping, saveMapping: 'saved.yaml' });
      if (found === undefined || found.evaluations.length === 0) return;
      expect(found.warnings.filter(({ code }) => code.startsWith('ZZ443'))).toEqual([]);
      const again = await getHardwarePerformance({ ...given, mapping: './saved.yaml' });
      expect(whole(again)).toEqual(whole(found));
      repeated++;
    }),
    { numRuns: RUNS },
  );
  expect(repeated).toBeGreaterThan(RUNS / 10);
}, 600_000);

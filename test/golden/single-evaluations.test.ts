import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { differences } from './compare.ts';
import { exampleNameOf } from './search-fixtures.ts';

/*
 * 360 random layers with a given spatial mapping and a complete temporal ordering, so that one evaluation comes out: every
 * quantity the reference reports, through the public function.
 */

const Case = z.object({
  id: z.string(),
  accelerator: z.string(),
  workload: z.array(z.record(z.string(), z.unknown())),
  mapping: z.array(z.record(z.string(), z.unknown())),
  options: z.object({ temporal_mapping_type: z.enum(['uneven', 'even']) }),
  expected: z.record(z.string(), z.unknown()),
});

const fixture = new URL('../fixtures/golden/single-evaluations.json.gz', import.meta.url);
const { cases } = z
  .object({ count: z.literal(360), cases: z.array(Case) })
  .parse(JSON.parse(gunzipSync(readFileSync(fixture)).toString('utf8')));

describe('single evaluations equal the reference in every field', () => {
  test('there are 360', () => {
    expect(cases.length).toBe(360);
  });

  test.each(cases)('$id on $accelerator', async ({ accelerator, workload, mapping, options, expected }) => {
    const { evaluations } = await getHardwarePerformance({
      workload,
      mapping,
      accelerator: exampleNameOf(accelerator),
      temporalMappingType: options.temporal_mapping_type,
    });
    expect(evaluations.length).toBe(1);
    expect(differences(expected, evaluations[0]?.details)).toEqual([]);
  });
});

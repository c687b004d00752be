import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { hashOrder } from '../../src/search/spatial/hash-order.ts';
import { readJson } from '../support.ts';

/* Parity quirk Q24 (docs/parity-quirks.md): data locality fills the sets of served array dimensions a second time. */

const Case = z.object({
  accelerator: z.record(z.string(), z.unknown()),
  workload: z.array(z.record(z.string(), z.unknown())),
  mapping: z.array(z.record(z.string(), z.unknown())),
  options: z.object({
    opt: z.literal('EDP'),
    lpfLimit: z.number(),
    nbSpatialMappingsGenerated: z.number(),
    exploitDataLocality: z.boolean(),
  }),
  expected: z.object({ energy: z.number(), latency: z.number(), spatial_mapping: z.array(z.unknown()) }),
});

describe('loops inside a level stand in the order of the reference', () => {
  const { options, expected, ...inputs } = Case.parse(readJson('fixtures/golden/locality-loop-order.json'));

  test('with data locality', async () => {
    const { energy, latency, evaluations } = await getHardwarePerformance({ ...inputs, ...options });
    expect({
      energy,
      latency,
      spatial_mapping: evaluations.map((evaluation) => evaluation.toJSON().inputs.spatial_mapping),
    }).toEqual(expected);
  });

  test('which no single filling of the sets gives', () => {
    const once = hashOrder('arrayDimension', ['D3', 'D1', 'D4', 'D2']);
    expect(once).toEqual(['D2', 'D3', 'D1', 'D4']);
    expect(hashOrder('arrayDimension', once)).toEqual(['D3', 'D2', 'D4', 'D1']);
  });
});

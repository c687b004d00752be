import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';

/*
 * 140 random small layers with one mapping each. Every count was made by walking all iterations of the layer. The figures of the
 * reference model for the same mapping are there where it has the options of the case.
 */

const Case = z.object({
  id: z.string(),
  input: z.looseObject({
    layer: z.unknown(),
    accelerator: z.unknown(),
    links: z.unknown(),
    spatial: z.unknown(),
    temporal: z.unknown(),
  }),
  expected: z.looseObject({ energy: z.number() }),
  reference: z
    .object({ energy: z.number(), memoryEnergy: z.number(), latency0: z.number(), latency2: z.number() })
    .optional(),
});

const fixture = new URL('../fixtures/golden/corrected-evaluations.json.gz', import.meta.url);
const { cases } = z
  .object({ count: z.literal(140), cases: z.array(Case) })
  .parse(JSON.parse(gunzipSync(readFileSync(fixture)).toString('utf8')));

/** Places where two figures differ: integers exactly, energy and words by more than 1e-12 of them. */
function differing(expected: unknown, found: unknown, path = ''): string[] {
  if (typeof expected === 'number' && typeof found === 'number') {
    const tolerance = /energy$|words$/i.test(path) ? 1e-12 * Math.abs(expected) : 0;
    return Math.abs(expected - found) <= tolerance ? [] : [`${path}: ${found} instead of ${expected}`];
  }
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, found) ? [] : [path];
  const others = new Map<string, unknown>(Object.entries(typeof found === 'object' && found !== null ? found : {}));
  return Object.entries(expected).flatMap(([key, value]) => differing(value, others.get(key), `${path}.${key}`));
}

describe('given mappings cost what was counted', () => {
  test('there are 140', () => {
    expect(cases.length).toBe(140);
  });

  test.each(cases)('$id', ({ input, expected }) => {
    expect(differing(expected, evaluateGivenMapping({ ...input, costModel: 'corrected' }))).toEqual([]);
  });

  test.each(cases.filter(({ reference }) => reference !== undefined))(
    '$id by the reference',
    ({ input, reference }) => {
      const { energy, latency, evaluation } = evaluateGivenMapping({ ...input, costModel: 'reference' });
      const { memoryEnergy, latencyTotal0 } = evaluation;
      const found = { energy, memoryEnergy, latency0: latencyTotal0, latency2: latency.total };
      expect(differing(reference, found)).toEqual([]);
    },
  );
});

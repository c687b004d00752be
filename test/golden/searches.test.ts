import { describe, expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/evaluate.ts';
import { differences } from './compare.ts';
import { goldenSearches } from './search-fixtures.ts';

/* Whole runs of the default chain: totals, and the winner of every layer, mapping included. */

const searches = goldenSearches();

/** In-memory-computing arrays have no cost model yet. */
const ordinary = searches.filter(({ isInMemoryComputing }) => !isInMemoryComputing);

describe('searches equal the reference', () => {
  test('all but the in-memory-computing ones are compared', () => {
    expect(searches.length).toBe(19);
    expect(ordinary.length).toBe(17);
  });

  test.each(ordinary)('$name', async ({ options, totals, layers }) => {
    const { energy, latency, total, evaluations } = await getHardwarePerformance(options);
    const { latencyTotal0, latencyTotal1, macEnergy, memoryEnergy } = total;
    const ours = {
      energy,
      latency,
      latency0: latencyTotal0,
      latency1: latencyTotal1,
      macEnergy,
      memEnergy: memoryEnergy,
    };
    expect(differences(totals, ours)).toEqual([]);
    expect(evaluations.map(({ layer }) => layer.id)).toEqual(layers.map(({ layerId }) => layerId));
    expect(evaluations.flatMap(({ details }, index) => differences(layers[index], details, details.layer))).toEqual([]);
  });
});

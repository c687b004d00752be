import { describe, expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/evaluate.ts';
import { differences } from './compare.ts';
import { goldenSearches } from './search-fixtures.ts';

/* Whole runs of the default chain: totals, and the winner of every layer, mapping included. */

const searches = goldenSearches();

describe('searches equal the reference', () => {
  test('there are 19', () => {
    expect(searches.length).toBe(19);
  });

  test.each(searches)('$name', async ({ options, totals, layers }) => {
    const { energy, latency, total, tclk, area, evaluations } = await getHardwarePerformance(options);
    const { latencyTotal0, latencyTotal1, macEnergy, memoryEnergy } = total;
    const ours = {
      energy,
      latency,
      latency0: latencyTotal0,
      latency1: latencyTotal1,
      macEnergy,
      memEnergy: memoryEnergy,
      tclk,
      area,
    };
    expect(differences(totals, ours)).toEqual([]);
    expect(evaluations.map(({ layer }) => layer.id)).toEqual(layers.map(({ layerId }) => layerId));
    expect(evaluations.flatMap(({ details }, index) => differences(layers[index], details, details.layer))).toEqual([]);
  });
});

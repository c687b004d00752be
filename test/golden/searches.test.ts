import { describe, expect, test } from 'vitest';
import { defaultChain } from '../../src/run/default-chain.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { MainStage, observe } from '../../src/stages/index.ts';
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

describe('the fast search gives what the stages give, bit by bit', () => {
  test.each(searches)('$name', async ({ options }) => {
    const { stages, args } = defaultChain(options);
    const run = async (more: object) => {
      const figures: unknown[] = [];
      const below = stages.findIndex(({ stageName }) => stageName === 'SumStage') + 1;
      const LookStage = observe('LookStage', ({ cme }) =>
        figures.push([cme.energy, cme.latency, 'temporalMapping' in cme ? cme.temporalMapping : undefined]),
      );
      const [total] = await MainStage.from(stages.toSpliced(below, 0, LookStage), { ...args, ...more }).run();
      return { figures, energy: total?.cme.energy, latency: total?.cme.latency };
    };
    // The plain stages cost an object per mapping, so large searches are cut down.
    const lomaLpfLimit = Math.min(options.lpfLimit ?? 6, 5);
    const fused = await run({ lomaLpfLimit });
    expect(fused.figures.length).toBeGreaterThan(0);
    expect(await run({ lomaLpfLimit, fuse: false })).toEqual(fused);
  });
});

import { describe, expect, test } from 'vitest';
import type { FileAccess } from '../../src/platform/file-access.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { defaultChain } from '../../src/run/default-chain.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { MainStage, observe } from '../../src/stages/index.ts';
import { differences } from './compare.ts';
import { type GoldenSearch, goldenSearches } from './search-fixtures.ts';

/* Whole runs of the default chain: totals, and the winner of every layer, mapping included. */

const searches = goldenSearches();

/** The mapping files that the runs save. */
const saved = new Map<string, string>();
const files: FileAccess = {
  ...platformFiles,
  write: (path, content) => void saved.set(path, String(content)),
  checkWritable: () => undefined,
  exists: async (path) => saved.has(path) || (await platformFiles.exists(path)),
  read: async (path) => new TextEncoder().encode(saved.get(path)),
};

/** Each search runs once. */
const runs = new Map<string, Promise<HardwarePerformance>>();
function runOf({ name, options }: GoldenSearch): Promise<HardwarePerformance> {
  const run = runs.get(name) ?? getHardwarePerformance({ ...options, saveMapping: `${name}.yaml`, files });
  runs.set(name, run);
  return run;
}

describe('searches equal the reference', () => {
  test('there are 19', () => {
    expect(searches.length).toBe(19);
  });

  test.each(searches)('$name', async (search) => {
    const { totals, layers } = search;
    const { energy, latency, total, tclk, area, evaluations } = await runOf(search);
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

describe('a saved mapping gives the same again, bit by bit', () => {
  const whole = ({ energy, latency, evaluations }: HardwarePerformance) => ({
    energy,
    latency,
    layers: evaluations.map(({ headline, spatialMapping, temporalMapping, details }) => ({
      headline,
      spatialMapping,
      temporalMapping,
      details,
    })),
  });

  test.each(searches)('$name', async (search) => {
    const found = await runOf(search);
    expect(found.warnings.filter(({ code }) => code.startsWith('ZZ443'))).toEqual([]);
    // Without a limit, a search would not end.
    const again = await getHardwarePerformance({
      ...search.options,
      lpfLimit: null,
      mapping: `${search.name}.yaml`,
      files,
    });
    expect(whole(again)).toEqual(whole(found));
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
    // The plain stages cost an object per mapping, so searches are cut down. Larger ones of single layers: fused-search.test.ts.
    const lomaLpfLimit = Math.min(options.lpfLimit ?? 6, 3);
    const fused = await run({ lomaLpfLimit });
    expect(fused.figures.length).toBeGreaterThan(0);
    expect(await run({ lomaLpfLimit, fuse: false })).toEqual(fused);
  });
});

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import {
  AcceleratorParserStage,
  CostModelStage,
  LomaStage,
  MainStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  ONNXModelParserStage,
  SimpleSaveStage,
  SpatialMappingGeneratorStage,
  SumStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* The example files of stages run, and do what they say. */

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const log = vi.spyOn(console, 'log').mockImplementation(() => {});
afterAll(() => log.mockRestore());

describe('examples of custom stages', () => {
  test.each(['custom-stage-reduction.ts', 'custom-stage-engine.ts', 'custom-stage-filter.ts'])(
    '%s is shorter than 40 lines',
    (file) => {
      expect(readFileSync(join(EXAMPLES, file), 'utf8').trimEnd().split('\n').length).toBeLessThan(40);
    },
  );

  test('the reduction finds the least energy × area', async () => {
    const { best, energyTimesArea } = await import('../../examples/custom-stage-reduction.ts');
    const products: number[] = [];
    for (const accelerator of ['tpu_like', 'edge_tpu_like', 'ascend_like', 'tesla_npu_like']) {
      const [total] = await MainStage.from(
        [
          ONNXModelParserStage,
          AcceleratorParserStage,
          SumStage,
          WorkloadStage,
          MinimalEnergyStage,
          SpatialMappingGeneratorStage,
          MinimalEnergyStage,
          LomaStage,
          CostModelStage,
        ],
        { workload: 'alexnet', accelerator, mapping: accelerator, lomaLpfLimit: 4 },
      ).run();
      if (total !== undefined) products.push(energyTimesArea(total));
    }
    expect(products).toHaveLength(4);
    expect(best === undefined ? undefined : energyTimesArea(best)).toBe(Math.min(...products));
  });

  test('the engine yields a mapping per operand that fits, none better than an exhaustive search', async () => {
    const { main } = await import('../../examples/custom-stage-engine.ts');
    const results = await main.run();
    expect(results.length).toBeGreaterThan(62);
    const [first] = results;
    expect(first?.extra).toMatchObject([{ id: 0 }, [{}, [expect.stringMatching(/^[OWI] stationary$/), null]]]);
  });

  test('the filter sees every mapping and costs only those it lets pass', async () => {
    const { OutputsStayStage, total } = await import('../../examples/custom-stage-filter.ts');
    expect(total?.cme.energy).toBeGreaterThan(0);
    const every = [
      ONNXModelParserStage,
      AcceleratorParserStage,
      WorkloadStage,
      SpatialMappingGeneratorStage,
      LomaStage,
    ];
    const args = { workload: 'alexnet', accelerator: 'tpu_like', mapping: 'tpu_like', lomaLpfLimit: 4 };
    const all = await MainStage.from([...every, CostModelStage], args).run();
    const kept = await MainStage.from([...every, OutputsStayStage, CostModelStage], args).run();
    expect(kept.length).toBeGreaterThan(8);
    expect(kept.length).toBeLessThan(all.length);
    // In the order of the reference, with one left out here and there.
    const energies = all.map(({ cme }) => cme.energy);
    let at = -1;
    for (const { cme } of kept) {
      at = energies.indexOf(cme.energy, at + 1);
      expect(at).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('the published example chain', () => {
  test('runs with the older names, as a file', () => {
    const folder = temporaryFolder();
    const tsx = fileURLToPath(import.meta.resolve('tsx'));
    execFileSync(process.execPath, ['--import', `file://${tsx}`, join(EXAMPLES, 'published-chain.ts')], {
      cwd: folder,
    });
    const [file = ''] = readdirSync(join(folder, 'outputs'));
    expect(file).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(\.\d{3})?\.json$/);
    const list: unknown = JSON.parse(readFileSync(join(folder, 'outputs', file), 'utf8'));
    expect(list).toHaveLength(21);
  });

  test('gives the same with older and with today’s names', async () => {
    const chain = [
      ONNXModelParserStage,
      AcceleratorParserStage,
      SimpleSaveStage,
      WorkloadStage,
      SpatialMappingGeneratorStage,
      MinimalLatencyStage,
      LomaStage,
      CostModelStage,
    ] as const;
    const folder = temporaryFolder();
    const older = new MainStage(chain, {
      acceleratorPath: 'eyeriss_like',
      onnxModelPath: 'alexnet',
      mappingPath: 'eyeriss_like',
      filenamePattern: `${folder}/older-{datetime}.json`,
      lomaLpfLimit: 4,
      lomaShowProgressBar: true,
    });
    const today = new MainStage(chain, {
      accelerator: 'eyeriss_like',
      workload: 'alexnet',
      mapping: 'eyeriss_like',
      filenamePattern: `${folder}/today-{datetime}.json`,
      lomaLpfLimit: 4,
    });
    const startTime = new Date(2024, 0, 2, 3, 4, 5);
    const warnings: string[] = [];
    const results = await older.run({ startTime, onWarning: ({ code }) => warnings.push(code) });
    await today.run({ startTime });
    // One result per layer and spatial mapping.
    expect(results.length).toBeGreaterThan(8);
    expect(warnings.filter((code) => code === 'ZZ6011')).toHaveLength(3);
    const read = (name: string) => readFileSync(join(folder, `${name}-2024-01-02T03-04-05.json`), 'utf8');
    expect(read('older')).toBe(read('today'));
    expect(JSON.parse(read('today'))).toEqual(results.map(({ cme }) => ({ energy: cme.energy, latency: cme.latency })));
  });
});

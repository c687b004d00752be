import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CompleteSaveStage,
  MainStage,
  observe,
  PlotTemporalMappingsStage,
  VisualizationStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { EVERY_MAPPING, GEMM, PARSERS, RESNET, SEARCH } from './chains.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47];

describe('VisualizationStage', () => {
  test('draws the memories once and lists the loops of every layer, afresh in every run', async () => {
    const dumpFolder = join(temporaryFolder(), 'new');
    const stages = [...PARSERS, WorkloadStage, VisualizationStage, CompleteSaveStage, ...SEARCH];
    for (let run = 0; run < 2; run++) {
      await MainStage.from(stages, { ...RESNET, dumpFolder }).run();
      const text = readFileSync(join(dumpFolder, 'loop_ordering.txt'), 'utf8');
      expect(text.match(/^Loop ordering for /gm)).toHaveLength(31);
    }
    expect([...readFileSync(join(dumpFolder, 'mem_hierarchy.png')).subarray(0, 4)]).toEqual(PNG);
    expect(readFileSync(join(dumpFolder, 'mem_hierarchy.svg'), 'utf8')).toContain('sram_2MB: ');
    expect(readdirSync(dumpFolder)).toHaveLength(34);
  });

  test('works above the layer loop too', async () => {
    const dumpFolder = temporaryFolder();
    await MainStage.from([VisualizationStage, ...PARSERS, WorkloadStage, ...SEARCH], { ...GEMM, dumpFolder }).run();
    expect(readdirSync(dumpFolder).sort()).toEqual(['loop_ordering.txt', 'mem_hierarchy.png', 'mem_hierarchy.svg']);
  });
});

describe('VisualizationStage of a run that fails', () => {
  test('tells why the run failed, even if its text can no longer be written', async () => {
    const dumpFolder = join(temporaryFolder(), 'gone');
    let count = 0;
    const FailStage = observe('FailStage', () => {
      if (++count < 2) return;
      rmSync(dumpFolder, { recursive: true });
      writeFileSync(dumpFolder, 'a file now');
      throw new Error('the real reason');
    });
    const stages = [VisualizationStage, FailStage, ...PARSERS, WorkloadStage, ...SEARCH];
    await expect(MainStage.from(stages, { ...RESNET, dumpFolder }).run()).rejects.toThrow('the real reason');
    expect(readFileSync(dumpFolder, 'utf8')).toBe('a file now');
  });
});

describe('PlotTemporalMappingsStage', () => {
  test('draws a bar per mapping, told apart by their loops', async () => {
    const plotFilenamePattern = join(temporaryFolder(), 'plots', '{accelerator}.svg');
    const stages = [...PARSERS, WorkloadStage, PlotTemporalMappingsStage, ...EVERY_MAPPING.slice(3)];
    const results = await MainStage.from(stages, { ...GEMM, plotFilenamePattern }).run();
    const svg = readFileSync(plotFilenamePattern.replace('{accelerator}', 'gemm_l1'), 'utf8');
    expect(results).toHaveLength(6);
    for (let mapping = 1; mapping <= 6; mapping++) expect(svg).toContain(`>${mapping}: 0 `);
  });

  test('draws many mappings as points, as PNG where the name says so', async () => {
    const path = join(temporaryFolder(), 'many.png');
    const workload = 'resnet18.yaml';
    const args = { ...RESNET, workload, lomaLpfLimit: 3, plot_filename_pattern: path };
    await MainStage.from([PlotTemporalMappingsStage, ...EVERY_MAPPING], args).run();
    expect([...readFileSync(path).subarray(0, 4)]).toEqual(PNG);
  });

  test('wants a name that ends in svg or png', () => {
    expect(() =>
      MainStage.from([PlotTemporalMappingsStage, ...EVERY_MAPPING], { ...GEMM, plotFilenamePattern: 'plot.pdf' }),
    ).toThrow(`needs 'plotFilenamePattern' as file name ending in .svg or .png, but the argument is "plot.pdf"`);
  });

  test('draws nothing of nothing', async () => {
    const folder = temporaryFolder();
    const args = { ...GEMM, workload: [], plotFilenamePattern: join(folder, 'none.svg') };
    expect(await MainStage.from([PlotTemporalMappingsStage, ...EVERY_MAPPING], args).run()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

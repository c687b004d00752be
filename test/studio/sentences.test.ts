import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { getHardwarePerformance, parseYaml } from '../../src/index.ts';
import { exampleAddress } from '../../src/platform/example-addresses.ts';
import type { DesignResult } from '../../studio/engine/result/design-result.ts';
import { summarise } from '../../studio/engine/result/summarise.ts';
import { cycleParts, energyParts, sumOfParts } from '../../studio/parts/cost-bars.ts';
import { briefFigure, changeOf, columnText, differenceText, figureText, sizeText } from '../../studio/parts/figures.ts';
import { withNumbers } from '../../studio/text/numbers.ts';
import { cyclesSentence, energySentence } from '../../studio/views/design/results/sentences.ts';

const TPU = readFileSync(exampleAddress('accelerators/tpu_like.yaml'), 'utf8');

async function resultOf(text: string, workload = 'resnet18'): Promise<DesignResult> {
  const found = await getHardwarePerformance({
    workload,
    accelerator: Object(parseYaml(text).data),
    mapping: 'tpu_like',
  });
  return summarise(found, 1, 0);
}

let result: DesignResult;
beforeAll(async () => {
  result = await resultOf(TPU);
});

describe('what views show of a search', () => {
  test('adds up to the totals', () => {
    const { totals, energyTable, cycles, layers } = result;
    expect(sumOfParts(energyParts(energyTable))).toBeCloseTo(totals.energy, 0);
    expect(sumOfParts(cycleParts(cycles))).toBeCloseTo(totals.latency, 3);
    expect(layers.reduce((sum, { energy }) => sum + energy, 0)).toBeCloseTo(totals.energy, 0);
    expect(result.hierarchy?.memories.reduce((sum, { energy }) => sum + energy, 0)).toBeCloseTo(
      totals.energy - energyTable.operations,
      0,
    );
    expect(totals.product).toBe(totals.energy * totals.latency);
    for (const { energy, energyTable: own, latency, cycles: parts } of layers) {
      expect(sumOfParts(energyParts(own))).toBeCloseTo(energy, 0);
      expect(sumOfParts(cycleParts(parts))).toBeCloseTo(latency, 3);
    }
  });

  test('is plain data, as it goes through a message', () => {
    expect(structuredClone(result)).toEqual(result);
  });

  test('names the ports that make the array wait: all its waiting, and none twice', () => {
    const waiting = result.ports.reduce((sum, port) => sum + port.waiting, 0);
    expect(waiting).toBeCloseTo(result.cycles.temporalStall, 3);
  });
});

describe('sentences above the bars', () => {
  test('name the memory that takes most, or what changed', async () => {
    expect(energySentence(result, undefined)).toBe('dram takes 76.0\u202f%');
    const cheaper = await resultOf(withNumbers(TPU, [['memories', 'sram_2MB', 'r_cost']], 208.08));
    expect(energySentence(cheaper, result)).toMatch(/^sram_2MB \u2212\d+\.\d\u00a0µJ is the whole change$/);
    expect(energySentence(result, result)).toBe('');
  });

  test('say nothing where nothing stands out', () => {
    const even = result.energyTable.cells.map((row) => row.map(() => 1));
    const flat = { ...result, energyTable: { operations: 1, cells: even }, totals: { ...result.totals, energy: 13 } };
    expect(energySentence(flat, undefined)).toBe('');
    const doubled = { ...flat, energyTable: { operations: 2, cells: even.map((row) => row.map(() => 2)) } };
    expect(energySentence(doubled, flat)).toBe('');
    const idle = { ...result.cycles, spatialStall: 0, temporalStall: 0, onloading: 0, offloading: 0 };
    expect(cyclesSentence({ ...result, cycles: idle })).toBe('');
  });

  test('name the layer that has a cause alone, and none where several have it', () => {
    expect(cyclesSentence(result)).toBe('idle units: all in 0 conv1');
    const [first] = result.layers;
    if (first === undefined) throw new Error('no layer');
    const shared = {
      ...result,
      layers: [first, { ...first, id: 1 }],
      cycles: { ...result.cycles, spatialStall: 2 * first.cycles.spatialStall },
    };
    expect(cyclesSentence(shared)).not.toContain('conv1');
  });
});

describe('numbers', () => {
  test('are written in groups, with a true minus and their unit', () => {
    expect(figureText(1871436380.656, 'pJ')).toBe('1.871\u00a0mJ');
    expect(figureText(3703960.5, 'cycles')).toBe('3\u202f703\u202f960.5\u00a0cycles');
    expect(briefFigure(3703960.5, 'cycles')).toMatchObject({ value: '3.704', unit: 'Mcycles' });
    expect(figureText(0.478, 'share')).toBe('47.8\u202f%');
    expect(figureText(-12345, 'cycles')).toBe('\u221212\u202f345\u00a0cycles');
    expect(sizeText(2 ** 22)).toBe('512\u00a0KiB');
    expect(sizeText(1024)).toBe('1\u202f024\u00a0bits');
    expect(columnText(1422800000, { factor: 1e6, symbol: 'µJ' }, 1)).toBe('1\u202f422.8');
    expect(differenceText(88.7e6, 267.7e6, 'pJ')).toBe('\u2212179.0\u00a0µJ');
  });

  test('changes have a sign, and tell better from worse', () => {
    expect(changeOf(911, 1000)).toEqual({ text: '\u22128.9\u202f%', kind: 'gain' });
    expect(changeOf(1001, 1000)).toEqual({ text: '+0.1\u202f%', kind: 'loss' });
    expect(changeOf(1001, 1000, 'more').kind).toBe('gain');
    expect(changeOf(5, 5)).toEqual({ text: '=', kind: 'same' });
    expect(changeOf(1.0000001, 1).text).toBe('+<0.001\u202f%');
    expect(changeOf(120, 1).text).toBe('× 120');
    expect(changeOf(1, 0).text).toBe('new');
  });
});

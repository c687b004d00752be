import { beforeAll, describe, expect, test } from 'vitest';
import { energyAndLatencyChart } from '../../src/charts/bars/energy-and-latency.ts';
import { type ChartLibrary, loadChartLibrary } from '../../src/charts/drawing/chart-library.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { energySections, latencySections } from '../../src/quantities/cost-parts.ts';
import { layerNames } from '../../src/quantities/layer-names.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { expectStandalone, textsOf } from './support.ts';

let library: ChartLibrary;
let evaluations: readonly CostModelEvaluation[];

beforeAll(async () => {
  library = await loadChartLibrary();
  ({ evaluations } = await getHardwarePerformance({
    workload: 'resnet18.yaml',
    accelerator: 'tpu_like',
    mapping: 'tpu_like',
    lpfLimit: 4,
    nbSpatialMappingsGenerated: 1,
  }));
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('sections', () => {
  test('of energy add up to the total of every layer', () => {
    expect(evaluations.length).toBe(31);
    for (const evaluation of [...evaluations, ...evaluations.map((one) => one.scaled(3))]) {
      const { macEnergyPj, memories } = energySections(evaluation);
      const total = macEnergyPj + sum(memories.map(({ energyPj }) => energyPj));
      expect(Math.abs(total / evaluation.energy - 1)).toBeLessThan(1e-9);
    }
  });

  test('of latency add up to the total of every layer, none negative', () => {
    for (const evaluation of [...evaluations, ...evaluations.map((one) => one.scaled(3))]) {
      const sections = Object.values(latencySections(evaluation));
      expect(Math.abs(sum(sections) / evaluation.latency - 1)).toBeLessThan(1e-9);
      for (const cycles of sections) expect(cycles).toBeGreaterThanOrEqual(0);
    }
  });

  test('are in the memories of the layer’s own accelerator, by ascending capacity', async () => {
    const run = await getHardwarePerformance({
      workload: 'resnet18.yaml',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      lpfLimit: 3,
      nbSpatialMappingsGenerated: 1,
      exploitDataLocality: true,
    });
    const held = run.evaluations.map(({ accelerator }) =>
      accelerator.memoryHierarchy.memories.map(({ name, operands }) => `${name} ${operands}`).join('; '),
    );
    expect(new Set(held).size).toBeGreaterThan(1);
    for (const evaluation of run.evaluations) {
      const { memories } = evaluation.accelerator.memoryHierarchy;
      const sections = energySections(evaluation).memories;
      const sizes = sections.map(({ memory }) => memories.find(({ name }) => name === memory)?.sizeBits ?? Number.NaN);
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
      const total = evaluation.macEnergy + sum(sections.map(({ energyPj }) => energyPj));
      expect(Math.abs(total / evaluation.energy - 1)).toBeLessThan(1e-9);
    }
    expectStandalone(energyAndLatencyChart(library, run.evaluations));
  });
});

describe('chart', () => {
  test('names every layer, unit, memory and total, and is the same every time', () => {
    const svg = energyAndLatencyChart(library, evaluations, { title: 'resnet18 <on> "tpu" & co' });
    expectStandalone(svg);
    const texts = textsOf(svg);
    for (const { layer } of evaluations) expect(texts).toContain(`${layer.id}: ${layer.name}`);
    for (const text of [
      'resnet18 <on> "tpu" & co',
      'operations',
      'rf_128B',
      'rf_2B',
      'sram_2MB',
      'dram',
      'on-loading',
    ]) {
      expect(texts).toContain(text);
    }
    expect(texts).toContain('energy (µJ)');
    expect(texts).toContain('latency (Mcycles)');
    expect(texts).toContain(`sum of 31 layers: 2.615 mJ, 5.585 Mcycles`);
    expect(texts).toContain('366.2');
    expect(energyAndLatencyChart(library, evaluations, { title: 'resnet18 <on> "tpu" & co' })).toBe(svg);
  });

  test('draws bars as long as the figures', () => {
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('no evaluation');
    const svg = energyAndLatencyChart(library, [evaluation]);
    const bars = [...svg.matchAll(/<g aria-label="bar"[^>]*>(.*?)<\/g>/g)].map(([, content = '']) =>
      [...content.matchAll(/width="([\d.]+)"[^>]*><title>([^<]*)/g)].map(([, width, title]) => ({
        width: Number(width),
        title,
      })),
    );
    const [energyBars = [], latencyBars = []] = bars;
    const energyWidth = sum(energyBars.map(({ width }) => width));
    expect((energyBars[0]?.width ?? 0) / energyWidth).toBeCloseTo(evaluation.macEnergy / evaluation.energy, 2);
    expect(energyBars[0]?.title).toMatch(/^operations: .* [nµm]J$/);
    const latencyWidth = sum(latencyBars.map(({ width }) => width));
    expect((latencyBars[0]?.width ?? 0) / latencyWidth).toBeCloseTo(evaluation.idealCycles / evaluation.latency, 2);
  });

  test('grows with the number of evaluations and takes labels', () => {
    const height = (svg: string): number => Number(/height="([\d.]+)"/.exec(svg)?.[1]);
    const two = energyAndLatencyChart(library, evaluations.slice(0, 2), { labels: ['first', 'second'] });
    expect(textsOf(two)).toEqual(expect.arrayContaining(['first', 'second']));
    expect(height(energyAndLatencyChart(library, evaluations)) - height(two)).toBe(29 * 22);
  });

  test('cuts paths to what is unique', async () => {
    const network = await getHardwarePerformance({
      workload: 'mobilenetv2',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      lpfLimit: 2,
      nbSpatialMappingsGenerated: 1,
    });
    const texts = textsOf(energyAndLatencyChart(library, network.evaluations));
    const { numbered } = layerNames(network.evaluations.map(({ layer }) => layer));
    const roomy = network.evaluations.map(({ layer }) => numbered(layer)).filter(({ length }) => length < 25);
    expect(roomy.length).toBeGreaterThan(2);
    for (const name of roomy) expect(texts).toContain(name);
    expect(texts).toContain('0: features.0.0');
  });

  test('of nothing is an error', () => {
    expect(() => energyAndLatencyChart(library, [])).toThrow('there are no evaluations to draw');
  });
});

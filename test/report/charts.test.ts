import { beforeAll, describe, expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/evaluate.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation.ts';
import { type ChartLibrary, loadChartLibrary } from '../../src/report/charts/chart-library.ts';
import { energySections, latencySections } from '../../src/report/charts/cost-sections.ts';
import { energyAndLatencyChart } from '../../src/report/charts/energy-and-latency.ts';
import { energyLatencyScatter } from '../../src/report/charts/energy-latency-scatter.ts';
import { memoryHierarchyChart } from '../../src/report/charts/memory-hierarchy.ts';
import { exampleAccelerator } from '../support.ts';

let library: ChartLibrary;
let evaluations: readonly CostModelEvaluation[];

beforeAll(async () => {
  library = await loadChartLibrary();
  const options = { workload: 'resnet18.yaml', accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 3 };
  ({ evaluations } = await getHardwarePerformance({ ...options, exploitDataLocality: true }));
});

function numbers(svg: string, attribute: string): number[] {
  return [...svg.matchAll(new RegExp(`<rect [^>]*?${attribute}="([-\\d.]+)"`, 'g'))].map(([, value]) => Number(value));
}

describe('cost sections', () => {
  test('add up to energy and latency, also where layers see different memories', () => {
    for (const evaluation of evaluations) {
      const sum = (sections: readonly { readonly value: number }[]) =>
        sections.reduce((total, { value }) => total + value, 0);
      expect(sum(energySections(evaluation)) / evaluation.energy).toBeCloseTo(1, 12);
      expect(sum(latencySections(evaluation))).toBeCloseTo(evaluation.latency, 6);
      expect(latencySections(evaluation).every(({ value }) => value >= 0)).toBe(true);
    }
  });
});

describe('charts', () => {
  test('are the same bytes for the same input, stand alone, and say their units', () => {
    const chart = energyAndLatencyChart(library, evaluations, { title: 'a < b' });
    expect(energyAndLatencyChart(library, evaluations, { title: 'a < b' })).toBe(chart);
    expect(chart).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(chart).toContain('energy (pJ)');
    expect(chart).toContain('latency (cycles)');
    expect(chart).toContain('a &lt; b');
    expect(chart).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('have a bar for every evaluation, in its own row', () => {
    const chart = energyAndLatencyChart(library, evaluations);
    const labels = evaluations.map(({ layer }) => `${layer.id}: `);
    for (const label of labels) expect(chart).toContain(`>${label}`);
    const height = Number(/height="(\d+)"/.exec(chart)?.[1]);
    expect(height).toBeGreaterThan(evaluations.length * 20);
  });

  test('of points label the Pareto front', () => {
    const points = [
      { label: 'cheap', energy: 1e6, latency: 500 },
      { label: 'fast', energy: 3e6, latency: 100 },
      { label: 'neither', energy: 4e6, latency: 600 },
    ];
    const chart = energyLatencyScatter(library, points, 'three designs');
    expect(chart).toContain('>cheap<');
    expect(chart).toContain('>fast<');
    expect(chart).not.toContain('>neither<');
  });
});

describe('the picture of the memories', () => {
  test.each(['tpu_like', 'meta_prototype', 'gemm_l1_l3', 'generic_array', 'eyeriss_like', 'aimc'])(
    'of %s shows every memory, within the frame, none over another',
    async (name) => {
      const accelerator = await exampleAccelerator(name);
      const chart = memoryHierarchyChart(accelerator);
      for (const memory of accelerator.memoryHierarchy.memories) expect(chart).toContain(`>${memory.name}: `);
      const [width = 0, height = 0] = ['width', 'height'].map((side) =>
        Number(new RegExp(`${side}="(\\d+)"`).exec(chart)?.[1]),
      );
      const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((attribute) => numbers(chart, attribute));
      const boxes = (x ?? []).map((left, index) => ({
        left,
        top: y?.[index] ?? 0,
        right: left + (w?.[index] ?? 0),
        bottom: (y?.[index] ?? 0) + (h?.[index] ?? 0),
      }));
      expect(boxes.length).toBe(accelerator.memoryHierarchy.memories.length + 1);
      for (const box of boxes) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(width);
        expect(box.bottom).toBeLessThanOrEqual(height);
        for (const other of boxes) {
          const apart =
            box === other ||
            box.right <= other.left ||
            other.right <= box.left ||
            box.bottom <= other.top ||
            other.bottom <= box.top;
          expect(apart).toBe(true);
        }
      }
    },
  );
});

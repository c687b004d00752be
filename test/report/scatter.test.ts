import { beforeAll, describe, expect, test } from 'vitest';
import { type ChartLibrary, loadChartLibrary } from '../../src/charts/drawing/chart-library.ts';
import { hardwareScatterChart } from '../../src/charts/scatter/hardware-scatter.ts';
import { mappingScatterChart } from '../../src/charts/scatter/mapping-scatter.ts';
import { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import {
  AcceleratorParserStage,
  CostModelStage,
  LomaStage,
  MainStage,
  SpatialMappingGeneratorStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { expectStandalone, textsOf } from './support.ts';

let library: ChartLibrary;
beforeAll(async () => {
  library = await loadChartLibrary();
});

/** Dots with their hints. */
const dotsOf = (svg: string): string[] =>
  [...svg.matchAll(/<circle[^>]*><title>([^<]*)<\/title>/g)].map(([, hint = '']) => hint);

describe('mappings', () => {
  let evaluations: readonly CostModelEvaluation[];
  beforeAll(async () => {
    const results = await MainStage.from(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        WorkloadStage,
        SpatialMappingGeneratorStage,
        LomaStage,
        CostModelStage,
      ],
      {
        workload: 'gemm',
        accelerator: 'gemm_l1_l3',
        mapping: 'gemm_l1_l3',
        lomaLpfLimit: 5,
        nbMappingsGenerated: 1,
      },
    ).run();
    evaluations = results.flatMap(({ cme }) => (cme instanceof CostModelEvaluation ? [cme] : []));
  });

  test('of equal cost are one dot; the best are named', () => {
    const svg = mappingScatterChart(library, evaluations);
    expectStandalone(svg);
    const costs = new Set(evaluations.map(({ energy, latency }) => `${energy} ${latency}`));
    expect(dotsOf(svg).length).toBe(costs.size);
    const bestEnergy = Math.min(...evaluations.map(({ energy }) => energy));
    const texts = textsOf(svg);
    expect(texts).toContain(`lowest energy: ${evaluations.findIndex(({ energy }) => energy === bestEnergy)}`);
    expect(texts.some((text) => text.startsWith('latency (') && text.includes('cycles'))).toBe(true);
    expect(texts.some((text) => text.startsWith('energy (') && text.includes('J'))).toBe(true);
    expect(mappingScatterChart(library, evaluations)).toBe(svg);
  });

  test('takes a title, draws a single mapping, and nothing of nothing', () => {
    const svg = mappingScatterChart(library, evaluations.slice(0, 1), { title: 'one' });
    expectStandalone(svg);
    expect(textsOf(svg)).toContain('one');
    expect(dotsOf(svg).length).toBe(1);
    expect(() => mappingScatterChart(library, [])).toThrow('there are no evaluations to draw');
  });
});

describe('hardware variants', () => {
  const points = [
    { label: 'fast', energy: 9e6, latency: 1e3, area: 9 },
    { label: 'frugal', energy: 1e6, latency: 9e3, area: 4 },
    { label: 'middle', energy: 3e6, latency: 3e3, area: 5 },
    { label: 'beaten but small', energy: 8e6, latency: 8e3, area: 1 },
    { label: 'beaten & large', energy: 8.5e6, latency: 8.5e3, area: 10 },
  ];
  const withoutArea = points.map(({ label, energy, latency }) => ({ label, energy, latency }));

  test('on the Pareto front are labelled', () => {
    const svg = hardwareScatterChart(library, withoutArea);
    expectStandalone(svg);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['fast', 'frugal', 'middle', 'lowest energy: frugal']));
    expect(textsOf(svg)).not.toContain('beaten but small');
    expect(dotsOf(svg).length).toBe(5);
  });

  test('that save area are labelled too, and dots show it', () => {
    const svg = hardwareScatterChart(library, points, { title: 'sweep' });
    expectStandalone(svg);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['sweep', 'beaten but small', 'dot size: area, up to 10 mm²']));
    expect(textsOf(svg)).not.toContain('beaten & large');
    const radii = [...svg.matchAll(/<circle[^>]* r="([\d.]+)"/g)].map(([, radius]) => Number(radius));
    expect(new Set(radii).size).toBe(5);
  });

  test('that span orders of magnitude get logarithmic axes', () => {
    const wide = [...withoutArea, { label: 'slow', energy: 0.9e6, latency: 1e9 }];
    const texts = textsOf(hardwareScatterChart(library, wide));
    expect(texts).toContain('latency (Gcycles, logarithmic)');
    expect(texts).toContain('energy (µJ)');
  });

  test('close together beside far ones are shown once more, enlarged', () => {
    const far = { label: 'far', energy: 200e6, latency: 20e3 };
    const near = [
      { label: 'left', energy: 10.1e6, latency: 1000 },
      { label: 'right', energy: 10e6, latency: 1001 },
    ];
    const svg = hardwareScatterChart(library, [far, ...near]);
    expectStandalone(svg);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['all', 'around the Pareto front', 'left', 'right']));
    expect(dotsOf(svg).length).toBe(5);
    expect(textsOf(hardwareScatterChart(library, withoutArea))).not.toContain('around the Pareto front');
  });

  test('of equal or no cost can be drawn, nothing cannot', () => {
    expectStandalone(hardwareScatterChart(library, [{ label: 'free', energy: 0, latency: 0, area: 0 }]));
    expectStandalone(hardwareScatterChart(library, [...withoutArea.slice(0, 1), ...withoutArea.slice(0, 1)]));
    expect(() => hardwareScatterChart(library, [])).toThrow('there are no hardware variants to draw');
  });
});

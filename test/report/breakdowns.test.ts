import { beforeAll, describe, expect, test } from 'vitest';
import { breakdownRows, shareOfAll } from '../../src/charts/bars/breakdown-rows.ts';
import { energyAndLatencyChart } from '../../src/charts/bars/energy-and-latency.ts';
import { energyBreakdownChart } from '../../src/charts/bars/energy-breakdown.ts';
import { latencyBreakdownChart } from '../../src/charts/bars/latency-breakdown.ts';
import { type ChartLibrary, loadChartLibrary } from '../../src/charts/drawing/chart-library.ts';
import { textWidth } from '../../src/charts/drawing/text-width.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { expectStandalone, sizeOf, textsOf } from './support.ts';

let library: ChartLibrary;
let evaluations: readonly CostModelEvaluation[];

beforeAll(async () => {
  library = await loadChartLibrary();
  ({ evaluations } = await getHardwarePerformance({
    workload: 'mobilenetv2',
    accelerator: 'tpu_like',
    mapping: 'tpu_like',
    lpfLimit: 3,
    nbSpatialMappingsGenerated: 1,
  }));
});

const CHARTS = [
  ['energy', energyBreakdownChart, ({ energy }: CostModelEvaluation) => energy],
  ['latency', latencyBreakdownChart, ({ latency }: CostModelEvaluation) => latency],
] as const;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Bars of a chart with one panel: widths of their sections, by row from top to bottom. */
function barsOf(svg: string): number[][] {
  const [, content = ''] = /<g aria-label="bar"[^>]*>(.*?)<\/g>/.exec(svg) ?? [];
  const rows = new Map<number, number[]>();
  for (const [rect] of content.matchAll(/<rect[^>]*>/g)) {
    const number = (name: string): number => Number(new RegExp(` ${name}="([^"]*)"`).exec(rect)?.[1]);
    rows.set(number('y'), [...(rows.get(number('y')) ?? []), number('width')]);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, widths]) => widths);
}

describe.each(CHARTS)('chart of %s', (quantity, chart, figure) => {
  test('has bars in proportion to the totals, with unit and names', () => {
    const svg = chart(library, evaluations);
    expectStandalone(svg);
    const lengths = barsOf(svg).map(sum);
    expect(lengths).toHaveLength(evaluations.length);
    const perUnit = sum(lengths) / sum(evaluations.map(figure));
    evaluations.forEach((evaluation, row) => {
      // Coordinates are rounded to hundredths of a pixel.
      expect(Math.abs((lengths[row] ?? 0) - figure(evaluation) * perUnit)).toBeLessThan(0.1);
    });
    const texts = textsOf(svg);
    expect(texts.some((text) => text.startsWith(`${quantity} (`) && /(J|cycles)\)$/.test(text))).toBe(true);
    expect(svg).toContain(`<desc>Bars of ${quantity} in `);
    expect(chart(library, evaluations)).toBe(svg);
  });

  test('keeps the most costly layers, and the sum in one bar of others', () => {
    const svg = chart(library, evaluations, { top: 10 });
    expectStandalone(svg);
    const lengths = barsOf(svg).map(sum);
    expect(lengths).toHaveLength(11);
    expect(textsOf(svg)).toContain(`${evaluations.length - 10} others`);
    const [most = 0, ...lesser] = evaluations.map(figure).sort((a, b) => b - a);
    expect(Math.max(...lengths.slice(0, -1)) / (lengths.at(-1) ?? 1)).toBeCloseTo(most / sum(lesser.slice(9)), 2);
  });

  test('shows shares as bars of one length', () => {
    const svg = chart(library, evaluations, { share: true });
    expectStandalone(svg);
    const lengths = barsOf(svg).map(sum);
    for (const length of lengths) expect(length).toBeCloseTo(lengths[0] ?? 0, 0);
    expect(textsOf(svg)).toContain(`share of ${quantity} (%)`);
    expect(textsOf(svg).some((text) => text.startsWith('total ('))).toBe(true);
  });

  test('fits the column of a page', () => {
    for (const width of [240, 336, 687]) {
      const svg = chart(library, evaluations, { width, top: 12 });
      expectStandalone(svg);
      expect(sizeOf(svg).width).toBe(width);
      for (const text of textsOf(svg)) expect(textWidth(text, 12)).toBeLessThan(width);
      expect(Math.max(...barsOf(svg).map(sum))).toBeGreaterThan(0.2 * width);
    }
  });

  test('leaves its title to a caption', () => {
    const [with_, without] = [true, false].map((heading) => chart(library, evaluations, { title: 'Mine', heading }));
    expect(textsOf(with_ ?? '')).toContain('Mine');
    expect(textsOf(without ?? '')).not.toContain('Mine');
    expect(without).toContain('<title>Mine</title>');
    expect(sizeOf(without ?? '').height).toBeLessThan(sizeOf(with_ ?? '').height);
  });

  test('of nothing is an error', () => {
    expect(() => chart(library, [])).toThrow('there are no evaluations to draw');
  });
});

test('panels stand one under the other where they have no room beside each other', () => {
  const [wide, narrow] = [687, 336].map((width) => energyAndLatencyChart(library, evaluations, { width, top: 20 }));
  for (const svg of [wide ?? '', narrow ?? '']) expectStandalone(svg);
  expect(sizeOf(narrow ?? '').height).toBeGreaterThan(1.7 * sizeOf(wide ?? '').height);
});

describe('rows', () => {
  test('of a part of the layers add up to the network', () => {
    const all = breakdownRows(evaluations, {}, shareOfAll(evaluations));
    for (let top = 1; top <= evaluations.length; top += 5) {
      const rows = breakdownRows(evaluations, { top }, shareOfAll(evaluations));
      expect(rows).toHaveLength(Math.min(top + 1, evaluations.length));
      const totals = [rows, all].map((some) => ({
        energy: sum(
          some.flatMap(({ energy }) => [energy.macEnergyPj, ...energy.memories.map((part) => part.energyPj)]),
        ),
        latency: sum(some.flatMap(({ latency }) => Object.values(latency))),
      }));
      expect(totals[0]?.energy).toBeCloseTo(totals[1]?.energy ?? Number.NaN, 2);
      expect(totals[0]?.latency).toBeCloseTo(totals[1]?.latency ?? Number.NaN, 2);
    }
  });

  test('never stand for a single other layer', () => {
    const rows = breakdownRows(evaluations, { top: evaluations.length - 1 }, shareOfAll(evaluations));
    expect(rows).toHaveLength(evaluations.length);
    expect(rows.map(({ label }) => label).filter((label) => label.endsWith('others'))).toEqual([]);
  });

  test('stay in the order of the layers', () => {
    const all = breakdownRows(evaluations, {}, shareOfAll(evaluations)).map(({ label }) => label);
    const some = breakdownRows(evaluations, { top: 9 }, ({ energy }) => energy).map(({ label }) => label);
    const places = some.slice(0, -1).map((label) => all.indexOf(label));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const energies = evaluations.map(({ energy }) => energy).sort((a, b) => b - a);
    const shown = places.map((place) => evaluations[place]?.energy ?? 0).sort((a, b) => b - a);
    expect(shown).toEqual(energies.slice(0, 9));
  });
});

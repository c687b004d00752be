import { beforeAll, describe, expect, test } from 'vitest';
import { energyPanel, latencyPanel } from '../../src/charts/bars/breakdown-panels.ts';
import { breakdownRows } from '../../src/charts/bars/breakdown-rows.ts';
import { explainedQuantities, explainQuantity, findQuantity, quantitySummary } from '../../src/explain/index.ts';
import {
  fullTitle,
  LATENCY_PARTS,
  latencySections,
  layerQuantities,
  QUANTITIES,
  quantitiesOf,
  quantitiesOfRun,
  quantityNamed,
} from '../../src/quantities/index.ts';
import { compareRuns, resultsCsv, type StoredRun } from '../../src/results/index.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { storedRun } from '../report/stored-run.ts';

const RUNS: readonly (readonly [string, HardwarePerformanceOptions])[] = [
  ['a matrix product', { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3', lpfLimit: 3 }],
  [
    'an in-memory-computing array',
    { workload: 'alexnet', accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true, lpfLimit: 3 },
  ],
];

describe.each(RUNS)('the quantities of %s', (_, options) => {
  let run: StoredRun;
  beforeAll(async () => {
    run = await storedRun(options);
  });

  test('that diff prints are understood by explain, with the same value', () => {
    const { totals, layers } = compareRuns(run, run);
    const [first] = run.evaluations;
    if (first === undefined) throw new Error('no layer');
    for (const { name } of totals) {
      if (layers.every(({ figures }) => figures.some((figure) => figure.name === name)) || !name.includes('.')) {
        expect(findQuantity(first, name)).toBe(name);
        expect(explainQuantity(first, name).figure).toBe(name);
      }
    }
    expect(layers.length).toBe(run.evaluations.length);
    for (const { ids, figures } of layers) {
      const evaluation = run.evaluations.find(({ layer }) => layer.id === ids[0]);
      if (evaluation === undefined) throw new Error('no layer');
      expect(figures.length).toBeGreaterThan(10);
      for (const { name, before, unit } of figures) {
        expect(findQuantity(evaluation, name)).toBe(name);
        expect(quantitySummary(evaluation, name)).toMatchObject({ value: before, unit });
      }
    }
  });

  test('are each there once, and those they are made of too', () => {
    for (const evaluation of run.evaluations) {
      const names = layerQuantities(evaluation).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(explainedQuantities(evaluation)).toEqual(names);
      for (const { parts } of layerQuantities(evaluation)) expect(names).toEqual(expect.arrayContaining([...parts]));
    }
  });

  test('energy and latency are the sums of their parts, at every depth', () => {
    for (const evaluation of run.evaluations) {
      const byName = new Map(layerQuantities(evaluation).map((quantity) => [quantity.name, quantity]));
      for (const { name, of, parts } of byName.values()) {
        if (!/^(energy|latency$)/.test(name) || parts.length === 0) continue;
        const sum = parts.reduce((total, part) => total + (byName.get(part)?.of(evaluation) ?? Number.NaN), 0);
        expect(sum / of(evaluation), name).toBeCloseTo(1, 12);
      }
      const partsOf = (whole: string) => quantitiesOf(evaluation).filter(({ name }) => name.startsWith(`${whole}.`));
      const sumOf = (whole: string) => partsOf(whole).reduce((sum, { value }) => sum + (value ?? 0), 0);
      expect(sumOf('energy') / evaluation.energy).toBeCloseTo(1, 12);
      expect(sumOf('latency') / evaluation.latency).toBeCloseTo(1, 12);
    }
  });

  test('of the run are the sums of those of its layers where these add up', () => {
    const totals = quantitiesOfRun(run.total, run.evaluations);
    const sums = new Map<string, number>();
    for (const quantity of run.evaluations.flatMap(quantitiesOf)) {
      sums.set(quantity.name, (sums.get(quantity.name) ?? 0) + (quantity.value ?? 0));
    }
    const adding = totals.filter(({ unit }) => unit === 'pJ' || unit === 'cycles');
    expect(adding.length).toBeGreaterThan(8);
    for (const { name, value } of adding) expect(value).toBeCloseTo(sums.get(name) ?? Number.NaN, 3);
    expect(totals.some(({ name }) => name === 'clock')).toBe(options.inMemoryCompute === true);
  });

  test('have one title in comparisons, explanations and charts', () => {
    const [evaluation] = run.evaluations;
    if (evaluation === undefined) throw new Error('no layer');
    const rows = breakdownRows([evaluation], {}, ({ energy }) => energy);
    const titles = new Map(layerQuantities(evaluation).map((quantity) => [quantity.name, quantity.title]));
    const hintsOf = (bars: readonly (readonly { readonly hint: string }[])[]) =>
      bars.flat().map(({ hint }) => hint.replace(/: .*/, ''));
    expect(hintsOf(energyPanel(rows, [evaluation]).bars)[0]).toBe(titles.get('energy.operations'));
    expect(hintsOf(latencyPanel(rows).bars)).toEqual(LATENCY_PARTS.map(({ name }) => titles.get(name)));
    expect(quantitySummary(evaluation, 'energy.operations').title).toBe('Energy of operations');
    for (const { name, title } of quantitiesOf(evaluation)) expect(titles.get(name)).toBe(title);
  });

  test('stand in the CSV file to the last digit', () => {
    const [heading = '', ...rows] = resultsCsv(run.evaluations).trim().split('\r\n');
    const columns = heading.split(',');
    run.evaluations.forEach((evaluation, row) => {
      const cells = (rows[row] ?? '').split(',');
      const cell = (name: string): number => Number(cells[columns.indexOf(name)]);
      expect(cell('operational energy (pJ)')).toBe(quantityNamed('energy.operations')?.of(evaluation));
      expect(cell('memory energy (pJ)')).toBe(quantityNamed('energy.memories')?.of(evaluation));
      expect(cell('on-loading (cycles)')).toBe(latencySections(evaluation).onloading);
      expect(cell('EDP (pJ cycles)')).toBe(evaluation.energy * evaluation.latency);
    });
  });
});

test('names of version 0.1.0 stay', () => {
  expect(quantityNamed('operational_energy')?.name).toBe('energy.operations');
  expect(quantityNamed('memory_energy')?.name).toBe('energy.memories');
  expect(quantityNamed('energy')?.name).toBe('energy');
  expect(quantityNamed('operational')).toBeUndefined();
});

test('a title that stands alone says what it belongs to', () => {
  expect(QUANTITIES.map(fullTitle).slice(0, 3)).toEqual(['energy', 'energy of operations', 'energy of memories']);
});

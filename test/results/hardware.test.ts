import { describe, expect, test } from 'vitest';
import { runSummary } from '../../src/cli/text/run-summary.ts';
import { reportHtml } from '../../src/page/index.ts';
import { hardwareQuantitiesOfRun, layerQuantities, quantitiesOfRun } from '../../src/quantities/index.ts';
import { compareRuns, decodeResults, parseResults, resultsCsv } from '../../src/results/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { resultsDocument } from '../../src/run/result-files.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

interface Fields {
  readonly accelerator?: object;
  readonly array?: object;
  readonly registers?: object;
  readonly buffer?: object;
}

/** A product of 8 × 8 × 8, 512 multiply-accumulates, on eight units with a register file each and one buffer. */
function optionsOf({ accelerator, array, registers, buffer }: Fields) {
  const design = rowOfUnits({
    registers: { ...memory(2048, ['I1', 'I2', 'O'], []), ...registers },
    buffer: { ...memory(65536), ...buffer },
  });
  return {
    workload: [matrixProduct(0, 'product', [8, 8, 8])],
    accelerator: {
      ...design,
      ...accelerator,
      operational_array: { ...design.operational_array, ...array },
    },
    mapping: [FREE_MAPPING],
  };
}

const run = (fields: Fields): Promise<HardwarePerformance> => getHardwarePerformance(optionsOf(fields));

const KNOWN: Fields = {
  accelerator: { clock_frequency: 500 },
  array: { unit_area: 0.25, unit_static_power: 0.5 },
  registers: { area: 0.125, static_power: 0.25 },
  buffer: { area: 2, static_power: 4 },
};

const namesOf = (quantities: readonly { readonly name: string }[]): string[] => quantities.map(({ name }) => name);

function valuesOf({ total, evaluations }: HardwarePerformance): ReadonlyMap<string, number | null> {
  return new Map(hardwareQuantitiesOfRun(total, evaluations).map(({ name, value }) => [name, value]));
}

describe('area, time and power', () => {
  test('by hand', async () => {
    const performance = await run(KNOWN);
    const { energy, latency, area } = performance;
    // Eight units of 0.25, eight register files of 0.125, one buffer of 2 mm².
    expect(area).toBe(5);
    // 8 · 0.5 + 8 · 0.25 + 4 mW over cycles of 2 ns.
    const staticEnergy = 10 * 2 * latency;
    expect(Object.fromEntries(valuesOf(performance))).toEqual({
      clock: 2,
      time: (latency * 2) / 1e9,
      'energy.static': staticEnergy,
      'energy.with_static': energy + staticEnergy,
      power: (energy + staticEnergy) / (2 * latency),
      throughput: 1024 / (2 * latency) / 1000,
      efficiency: 1024 / (energy + staticEnergy),
      area: 5,
      'area.units': 2,
      'area.registers': 1,
      'area.buffer': 2,
    });
    // mW · TOP/s/W = GOP/s.
    const [power, throughput, efficiency] = ['power', 'throughput', 'efficiency'].map((name) =>
      Number(valuesOf(performance).get(name)),
    );
    expect(((power ?? 0) / 1000) * (efficiency ?? 0)).toBeCloseTo(throughput ?? 0, 12);
  });

  test('change no energy and no latency, and are absent without the fields', async () => {
    const without = await run({
      array: { unit_area: null },
      registers: { area: null },
      buffer: { area: null },
    });
    const { energy, latency, total } = await run(KNOWN);
    expect([without.energy, without.latency]).toEqual([energy, latency]);
    expect(without.total.figures).toEqual(total.figures);
    expect(without.area).toBeUndefined();
    expect(valuesOf(without)).toEqual(new Map());
    expect(resultsCsv(without.evaluations)).not.toMatch(/mm2|mW|TOP/);
    expect(runSummary({ ...without }, 'x', 200).join('\n')).not.toMatch(/mm²|mW|TOP/);
  });

  test('a part without an area is named, and never counts as zero', async () => {
    const performance = await run({ ...KNOWN, registers: {}, buffer: { area: undefined, static_power: undefined } });
    const values = valuesOf(performance);
    expect(performance.area).toBeUndefined();
    expect(values.has('area')).toBe(false);
    expect(values.get('area.units')).toBe(2);
    const text = runSummary({ ...performance }, 'x', 200).join('\n');
    expect(text).toContain('at least 2 mm²: no area given for buffer');
    expect(text).toContain('given as 0: registers');
    expect(text).toContain('no static power given for registers and buffer');
    expect(values.has('energy.static')).toBe(false);
    // The static power that is known counts: 8 · 0.5 mW.
    expect(values.get('power')).toBe((performance.energy + 4 * 2 * performance.latency) / (2 * performance.latency));
    const titles = hardwareQuantitiesOfRun(performance.total, performance.evaluations).map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['average power (at least)', 'efficiency (at most)']));
  });

  test.each([
    ['known', KNOWN],
    ['partly known', { ...KNOWN, buffer: { area: undefined } }],
    ['unknown', { array: { unit_area: undefined }, registers: { area: undefined }, buffer: { area: undefined } }],
  ])('%s figures survive results.json', async (_, fields) => {
    const options = optionsOf(fields);
    const performance = await getHardwarePerformance(options);
    const written = await resultsDocument(performance, options, new Date(0));
    const stored = decodeResults(parseResults(JSON.stringify(written), 'results.json'));
    expect(await resultsDocument({ ...performance, ...stored, otherOperators: [] }, options, new Date(0))).toEqual(
      written,
    );
    expect(hardwareQuantitiesOfRun(stored.total, stored.evaluations)).toEqual(written.hardware?.quantities);
    expect(reportHtml(stored).includes('Average power')).toBe('accelerator' in fields);
  });

  test('an area that is not that of the accelerator is refused', async () => {
    const options = optionsOf(KNOWN);
    const written = await resultsDocument(await getHardwarePerformance(options), options, new Date(0));
    const forged = { ...written, sha256: undefined, area: 4 };
    expect(() => decodeResults(parseResults(JSON.stringify(forged), 'results.json'))).toThrow('area is 4');
  });

  test('results from before area was written for every array stay readable', async () => {
    const options = optionsOf(KNOWN);
    const written = await resultsDocument(await getHardwarePerformance(options), options, new Date(0));
    const older = { ...written, hardware: undefined, area: undefined, sha256: undefined };
    const stored = decodeResults(parseResults(JSON.stringify(older), 'results.json'));
    expect(stored.evaluations[0]?.area).toBe(5);
  });

  test('of two runs are compared in the totals, of layers they are in the CSV file', async () => {
    const [options, faster] = [optionsOf(KNOWN), optionsOf({ ...KNOWN, accelerator: { clock_frequency: 1000 } })];
    const [a, b] = await Promise.all(
      [options, faster].map(async (one) =>
        decodeResults(await resultsDocument(await getHardwarePerformance(one), one, new Date(0))),
      ),
    );
    if (a === undefined || b === undefined) throw new Error('no runs');
    const { totals, layers } = compareRuns(a, b);
    const changed = totals.filter(({ absolute }) => absolute !== 0);
    expect(namesOf(changed)).toEqual([
      'clock',
      'time',
      'energy.static',
      'energy.with_static',
      'power',
      'throughput',
      'efficiency',
    ]);
    expect(namesOf(totals)).toEqual(namesOf(quantitiesOfRun(a.total, a.evaluations)));
    expect(layers.every(({ figures }) => figures.every(({ absolute }) => absolute === 0))).toBe(true);
    const [heading = '', row = ''] = resultsCsv(a.evaluations).split('\r\n');
    const cells = new Map(heading.split(',').map((name, index) => [name, row.split(',')[index]]));
    const [evaluation] = a.evaluations;
    if (evaluation === undefined) throw new Error('no layer');
    const textOf = (name: string) =>
      String(
        layerQuantities(evaluation)
          .find((quantity) => quantity.name === name)
          ?.of(evaluation),
      );
    expect(cells.get('time (s)')).toBe(textOf('time'));
    expect(cells.get('static energy (pJ)')).toBe(textOf('energy.static'));
    expect(cells.get('average power (mW)')).toBe(textOf('power'));
    expect(cells.get('throughput (TOP/s)')).toBe(textOf('throughput'));
    expect(cells.get('efficiency (TOP/s/W)')).toBe(textOf('efficiency'));
    expect(cells.get('area (mm2)')).toBe('5');
  });

  test('automatic costs give area and static power, but not those of main memory', async () => {
    const automatic = { auto_cost_extraction: true, r_cost: undefined, w_cost: undefined, area: undefined };
    const narrow = { bandwidth_min: 8, bandwidth_max: 64 };
    const ports = (memory(1).ports ?? []).map((port) => ({ ...port, ...narrow }));
    const { evaluations } = await run({ buffer: { ...automatic, ports }, registers: { static_power: 0 } });
    const [buffer] = evaluations[0]?.accelerator.memoryHierarchy.memories.slice(1) ?? [];
    expect(buffer?.area).toBeGreaterThan(0);
    expect(buffer?.staticPowerMw).toBeGreaterThan(0);
    const large = { ...automatic, ports, size: 2 ** 27, mem_type: 'dram' };
    const main = await run({ buffer: large });
    const dram = main.evaluations[0]?.accelerator.memoryHierarchy.memories[1];
    expect([dram?.area, dram?.staticPowerMw]).toEqual([undefined, undefined]);
    const beside = await run({ buffer: { ...large, area: 0, static_power: 3 } });
    expect(beside.warnings.map(({ code }) => code)).not.toContain('ZZ2114');
    expect(beside.evaluations[0]?.accelerator.memoryHierarchy.memories[1]).toMatchObject({
      area: 0,
      staticPowerMw: 3,
    });
  });

  test('an in-memory-computing array has a clock and an area of its own', async () => {
    const performance = await getHardwarePerformance({
      workload: 'alexnet',
      accelerator: 'dimc',
      mapping: 'default_imc',
      inMemoryCompute: true,
      lpfLimit: 3,
    });
    const values = valuesOf(performance);
    expect(values.get('clock')).toBe(performance.tclk);
    expect(values.get('area')).toBe(performance.evaluations[0]?.hardware?.area.totalMm2);
    expect(values.get('area')).toBe(performance.area);
    expect(values.get('time')).toBe((performance.latency * (performance.tclk ?? 0)) / 1e9);
  });
});

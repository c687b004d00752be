import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from '../../src/base/integers.ts';
import { evaluateMapping, recordEvaluation } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import { withNumbers } from '../../src/model/accelerator/vary-numbers.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { repeatedSearch } from '../../src/run/repeated-search.ts';
import { HeldMappings } from '../../src/sensitivity/held-mappings.ts';
import {
  elasticityPanels,
  type NumberSensitivity,
  ranked,
  type Sensitivity,
  sensitivity,
  withSearches,
} from '../../src/sensitivity/index.ts';
import { forMappings } from '../properties/random-mappings.ts';
import { FREE_MAPPING, matrixProduct, memory } from '../small-inputs.ts';
import { designFile, readDesign, runOn } from './designs.ts';

const isEnergyCost = ({ number }: NumberSensitivity): boolean =>
  (number.of === 'memory' && (number.field === 'r_cost' || number.field === 'w_cost')) ||
  (number.of === 'array' && number.field === 'unit_energy');

function named({ numbers }: Sensitivity, name: string): NumberSensitivity {
  const found = numbers.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no number ${name}`);
  return found;
}

describe('with mappings held', () => {
  test('elasticities of energy add up to 1 over all energy costs, and those of latency are 0', () => {
    forMappings(({ evaluator, nest }) => {
      const { numbers } = sensitivity({ evaluations: [recordEvaluation(evaluator, nest)] }, { steps: { share: 0.05 } });
      const costs = numbers.filter(isEnergyCost);
      expect(sum(costs.map(({ held }) => held.elasticities.energy?.larger ?? Number.NaN))).toBeCloseTo(1, 9);
      expect(sum(costs.map(({ held }) => held.elasticities.energy?.smaller ?? Number.NaN))).toBeCloseTo(1, 9);
      for (const { held } of costs) expect(held.elasticities.latency).toEqual({ smaller: 0, larger: 0 });
    }, 5);
  });

  test('the totals without a change are those of the run', async () => {
    const run = await runOn(designFile());
    const { totals } = sensitivity(run);
    expect(totals).toEqual({
      energy: run.energy,
      latency: run.latency,
      EDP: run.energy * run.latency,
      area: run.area,
    });
  });

  test('with the corrected cost model, totals are those of that model, with smaller last rounds', async () => {
    const narrow = { ports: [{ ...memory(1).ports[0], bandwidth_max: 24 }] };
    const file = designFile({}, narrow);
    const run = await runOn(file, [5, 130, 77], 'corrected');
    const reference = await runOn(file, [5, 130, 77]);
    const found = sensitivity(run);
    expect(found.totals).toMatchObject({ energy: run.energy, latency: run.latency });
    expect(run.latency).not.toBe(reference.latency);
    const { number, value, larger } = named(found, 'outer rw_port_1 bandwidth_max');
    const [width, held] = [larger ?? Number.NaN, new HeldMappings(run).totals([{ number, value: larger ?? value }])];
    const changed = withNumbers(run.evaluations[0]?.accelerator ?? readDesign(file), [{ number, value: width }]);
    const latencies = run.evaluations.map(({ layer, spatialMapping, temporalMapping, costModel }) => {
      const problem = compileProblem(layer, changed, spatialMapping, { costModel });
      return evaluateMapping(problem, temporalMapping).latency;
    });
    expect(held?.latency).toBe(sum(latencies));
    expect(held?.latency).toBeLessThan(run.latency);
    const searched = await repeatedSearch(run, { costModel: 'corrected' }).totals((accelerator) => accelerator);
    expect(searched).toMatchObject({ energy: run.energy, latency: run.latency });
  });

  test('a layer bound by a port has the elasticity -1 of the width, and none of the others', async () => {
    const narrow = { ports: [{ ...memory(1).ports[0], bandwidth_max: 8 }] };
    const run = await runOn(designFile({}, narrow), [1, 512, 64]);
    const found = sensitivity(run);
    const { smaller, larger } = named(found, 'outer rw_port_1 bandwidth_max').held.elasticities.latency ?? {};
    expect(smaller).toBeLessThan(-0.9);
    expect(smaller).toBeGreaterThanOrEqual(-1);
    expect(larger).toBeLessThan(-0.8);
    expect(named(found, 'outer rw_port_1 bandwidth_max').bindsBelow).toBe(8);
    const [first] = ranked(found.numbers, 'latency');
    expect(first?.name).toBe('outer rw_port_1 bandwidth_max');
  });

  test('of the strongest numbers, widths that change the energy of a bit are listed last, and none is hidden', async () => {
    const found = sensitivity(await runOn(designFile({}, { r_cost: 4e4, w_cost: 5e4 })));
    const strongest = ranked(found.numbers, 'energy').slice(0, 6);
    expect(strongest[0]?.number.of).toBe('port');
    const [panel] = elasticityPanels(found, ['energy'], 6);
    const labels = panel?.rows.slice(0, 6).map(({ label }) => label) ?? [];
    expect(labels.map((label) => label.replace(' *', '')).toSorted()).toEqual(
      strongest.map(({ name }) => name).toSorted(),
    );
    const marked = labels.map((label) => label.endsWith(' bandwidth_max *'));
    expect(marked).toEqual(marked.toSorted());
    expect(marked[0]).toBe(false);
    const [latency] = elasticityPanels(found, ['latency'], 6);
    expect(latency?.rows.some(({ label }) => label.includes('*'))).toBe(false);
  });

  test('a size binds from where the mapping no longer fits or a transfer can no longer hide', async () => {
    const run = await runOn(designFile());
    const { bindsBelow = 0, held, number, value } = named(sensitivity(run), 'outer size');
    expect(held.elasticities.latency).toEqual({ smaller: 0, larger: 0 });
    expect(bindsBelow).toBeLessThan(value / 1000);
    const at = (size: number): Sensitivity =>
      sensitivity(
        {
          evaluations: run.evaluations,
        },
        { ranges: [{ number, low: size, high: size }] },
      );
    expect(at(bindsBelow).ranges?.ranges[0]?.atLow?.latency).toBe(run.latency);
    const below = at(Math.floor(bindsBelow * 0.99)).ranges?.ranges[0]?.atLow?.latency;
    expect(below === undefined || below > run.latency).toBe(true);
  });

  test('a smaller array has no room for the mapping; numbers that are 0 are said', async () => {
    const found = sensitivity(await runOn(designFile()));
    expect(named(found, 'D1 size').held.smaller).toBeUndefined();
    expect(named(found, 'D1 size').held.elasticities.latency?.larger).toBe(0);
    expect(found.numbers.some(({ name }) => name === 'outer area')).toBe(false);
    expect(found.notVaried.join()).toContain('numbers that are 0');
  });

  test('the area is that of copies times area, and depends on no cost', async () => {
    const { numbers, totals } = sensitivity(await runOn(designFile()));
    const areas = numbers.filter(({ held }) => held.elasticities.area?.larger !== 0);
    expect(areas.map(({ name }) => name).toSorted()).toEqual(['D1 size', 'inner area', 'unit_area']);
    const [inner, unit] = ['inner area', 'unit_area'].map((name) => named({ numbers } as Sensitivity, name).held);
    expect((inner?.elasticities.area?.larger ?? 0) + (unit?.elasticities.area?.larger ?? 0)).toBeCloseTo(1, 9);
    expect(totals.area).toBeCloseTo(8.5, 9);
  });

  test('cells of an in-memory-computing array keep their model; its memories are varied', async () => {
    const run = await getHardwarePerformance({
      workload: [matrixProduct(0, 'layer', [16, 32, 64])],
      accelerator: 'dimc',
      mapping: [FREE_MAPPING],
      inMemoryCompute: true,
    });
    const found = sensitivity(run);
    const names = found.numbers.map(({ name }) => name);
    expect(names).not.toContain('cells size');
    expect(names).not.toContain('unit_energy');
    expect(names).toContain('dram r_cost');
    expect(found.notVaried.join()).toContain('the array has a model of its own');
    const costs = found.numbers.filter(isEnergyCost).map(({ held }) => held.elasticities.energy?.larger ?? 0);
    const memoryShare = sum(run.evaluations.map(({ memoryEnergy }) => memoryEnergy)) / run.energy;
    expect(sum(costs)).toBeCloseTo(memoryShare, 9);
  });
});

describe('with the search repeated', () => {
  test('finds the totals of the run, and those of runs on files with the other number', async () => {
    const file = designFile({ size: 2048 });
    const run = await runOn(file);
    const found = await withSearches(sensitivity(run), repeatedSearch(run, {}));
    expect(found.searchedTotals).toEqual(found.totals);
    const again = await runOn(designFile({ size: 4096 }));
    expect(named(found, 'inner size').searched?.larger).toMatchObject({
      energy: again.energy,
      latency: again.latency,
    });
    // The latency is what the run minimises: the search is at least as good as the mapping that is held.
    for (const { held, searched } of found.numbers) {
      for (const side of ['smaller', 'larger'] as const) {
        if (held[side]?.latency === undefined) continue;
        expect(searched?.[side]?.latency ?? Number.NaN).toBeLessThanOrEqual(held[side].latency);
      }
    }
  });

  test('areas decide no mapping', async () => {
    const run = await runOn(designFile());
    let searches = 0;
    const search = repeatedSearch(run, {});
    const found = await withSearches(sensitivity(run), {
      totals: (change) => {
        searches += 1;
        return search.totals(change);
      },
    });
    const values = found.numbers
      .filter(({ name }) => !name.includes('area'))
      .flatMap(({ smaller, larger }) => [smaller, larger].filter((value) => value !== undefined));
    expect(searches).toBe(1 + values.length);
  });
});

test('other numbers in an accelerator are those of a file with them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 8, max: 300 }), async (cost, width) => {
      const run = await runOn(designFile());
      const [design] = run.evaluations.map(({ accelerator }) => accelerator);
      if (design === undefined) throw new Error('the run has a layer');
      const changed = withNumbers(design, [
        { number: { of: 'memory', memory: 'inner', field: 'r_cost' }, value: cost },
        { number: { of: 'port', memory: 'outer', port: 'rw_port_1', field: 'bandwidth_max' }, value: width },
      ]);
      const ports = [{ ...memory(1).ports[0], bandwidth_max: width }];
      const expected = await runOn(designFile({ r_cost: cost }, { ports }));
      const [other] = expected.evaluations.map(({ accelerator }) => accelerator);
      expect({ ...changed, origin: undefined }).toEqual({ ...other, origin: undefined });
    }),
    { numRuns: 5 },
  );
});

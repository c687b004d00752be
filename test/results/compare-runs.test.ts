import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CostModelEvaluation, CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import {
  compareRuns,
  decodeResults,
  encodeResults,
  type FigureDelta,
  onlyDifferences,
  type RunComparison,
  regressions,
  resultsDiffer,
  type StoredRun,
} from '../../src/results/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';

/* Runs are put together from layers of real ones: other accelerators, other criteria, layers that are missing. */

const INPUT = { name: 'x', sha256: '0' };
const pools: (readonly CostModelEvaluation[])[] = [];

beforeAll(async () => {
  for (const [accelerator, opt] of [
    ['tpu_like', 'latency'],
    ['tpu_like', 'energy'],
    ['edge_tpu_like', 'latency'],
    ['meta_prototype', 'latency'],
  ] as const) {
    const mapping = accelerator === 'tpu_like' ? accelerator : `${accelerator}_like`.replace('_like_like', '_like');
    const { evaluations } = await getHardwarePerformance({
      workload: 'alexnet',
      accelerator,
      mapping,
      opt,
      lpfLimit: 4,
    });
    pools.push(evaluations);
  }
});

function storedRun(evaluations: readonly CostModelEvaluation[], options: Readonly<Record<string, unknown>> = {}) {
  const total = evaluations.reduce((sum, evaluation) => sum.plus(evaluation), new CumulativeCME());
  const inputs = { workload: INPUT, accelerator: INPUT, mapping: INPUT };
  const document = encodeResults({
    generator: 'zigzag-ts test',
    created: new Date(0),
    options,
    inputs,
    total,
    evaluations,
    uncosted: [],
    infeasible: [],
    warnings: [],
  });
  return { document, total, evaluations };
}

interface Recipe {
  readonly pool: number;
  readonly mixed: boolean;
  readonly choices: readonly number[];
}

const recipes: fc.Arbitrary<Recipe> = fc.record({
  pool: fc.nat({ max: 3 }),
  mixed: fc.boolean(),
  choices: fc.array(fc.nat({ max: 7 }), { maxLength: 12 }),
});

/** Some layers of one pool, also several times; those of the two pools of one accelerator mixed. */
function runOf({ pool, mixed, choices }: Recipe): StoredRun {
  const other = mixed && pool < 2 ? 1 - pool : pool;
  return storedRun(choices.flatMap((choice, index) => pools[index % 2 === 0 ? pool : other]?.[choice] ?? []));
}

const named = (figures: readonly FigureDelta[], name: string): number =>
  figures.find((figure) => figure.name === name)?.absolute ?? Number.NaN;

function partsOf(figures: readonly FigureDelta[], name: 'energy' | 'latency'): number {
  return figures
    .filter((figure) => figure.name.startsWith(`${name}.`))
    .reduce((sum, { absolute }) => sum + absolute, 0);
}

/** To rounding, beside figures of this size. */
function expectClose(actual: number, expected: number, size: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, size));
}

describe('comparing runs', () => {
  test('a run does not differ from itself', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const run = runOf(recipe);
        const comparison = compareRuns(run, decodeResults(JSON.parse(JSON.stringify(run.document))));
        expect(resultsDiffer(comparison)).toBe(false);
        expect(regressions(comparison, 0)).toEqual([]);
        const { totals, layers, inputs, options, onlyBefore, onlyAfter } = onlyDifferences(comparison);
        expect({ totals, layers, inputs, options, onlyBefore, onlyAfter }).toEqual({
          totals: [],
          layers: [],
          inputs: [],
          options: [],
          onlyBefore: [],
          onlyAfter: [],
        });
      }),
      { numRuns: 20 },
    );
  });

  test('the other way round has the opposite sign', () => {
    const signs = ({ totals, layers }: RunComparison, sign: 1 | -1): unknown => {
      const deltas = (figures: readonly FigureDelta[]) =>
        figures.map(({ name, absolute }) => `${name} ${sign * absolute + 0}`).sort();
      return [deltas(totals), layers.map(({ name, figures }) => [name, ...deltas(figures)].join()).sort()];
    };
    fc.assert(
      fc.property(recipes, recipes, (recipeA, recipeB) => {
        const [a, b] = [runOf(recipeA), runOf(recipeB)];
        const [forth, back] = [compareRuns(a, b), compareRuns(b, a)];
        expect(signs(forth, 1)).toEqual(signs(back, -1));
        expect(forth.onlyBefore).toEqual(back.onlyAfter);
        expect(resultsDiffer(forth)).toBe(resultsDiffer(back));
      }),
    );
  });

  test('changes of levels add up to that of the energy, parts of the latency likewise, layers to the total', () => {
    let compared = 0;
    fc.assert(
      fc.property(recipes, recipes, (recipeA, recipeB) => {
        const [a, b] = [runOf(recipeA), runOf(recipeB)];
        const { totals, layers, onlyBefore, onlyAfter } = compareRuns(a, b);
        for (const figure of ['energy', 'latency'] as const) {
          const size = a.total[figure] + b.total[figure];
          for (const { figures } of layers) expectClose(partsOf(figures, figure), named(figures, figure), size);
          expectClose(partsOf(totals, figure), named(totals, figure), size);
          const sum =
            layers.reduce((total, { figures }) => total + named(figures, figure), 0) +
            onlyAfter.reduce((total, layer) => total + layer[figure], 0) -
            onlyBefore.reduce((total, layer) => total + layer[figure], 0);
          expectClose(sum, named(totals, figure), size);
        }
        compared += layers.length;
      }),
    );
    expect(compared).toBeGreaterThan(100);
  });

  test('every layer is found once', () => {
    fc.assert(
      fc.property(recipes, recipes, (recipeA, recipeB) => {
        const [a, b] = [runOf(recipeA), runOf(recipeB)];
        const { layers, onlyBefore, onlyAfter } = compareRuns(a, b);
        const both = layers.map(({ name }) => name);
        const names = ({ evaluations }: StoredRun) => evaluations.map(({ layer }) => layer.name).sort();
        expect([...both, ...onlyBefore.map(({ name }) => name)].sort()).toEqual(names(a));
        expect([...both, ...onlyAfter.map(({ name }) => name)].sort()).toEqual(names(b));
      }),
    );
  });

  test('what fails at a threshold fails at every lower one, and only what grew', () => {
    let found = 0;
    fc.assert(
      fc.property(recipes, recipes, fc.nat({ max: 100 }), fc.nat({ max: 100 }), (a, b, percent, more) => {
        const comparison = compareRuns(runOf(a), runOf(b));
        const strict = regressions(comparison, percent);
        const lax = regressions(comparison, percent + more);
        expect(strict).toEqual(expect.arrayContaining(lax));
        for (const { figure } of strict) {
          expect(figure.absolute).toBeGreaterThan(0);
          if (figure.relative !== null) expect(figure.relative * 100).toBeGreaterThan(percent);
        }
        found += strict.length;
      }),
    );
    expect(found).toBeGreaterThan(10);
  });

  test('the largest change comes first', () => {
    const run = (pool: number) => storedRun(pools[pool] ?? []);
    const { layers } = compareRuns(run(0), run(2));
    const total = run(0).total;
    const sizes = layers.map(({ figures }) =>
      Math.max(Math.abs(named(figures, 'energy')) / total.energy, Math.abs(named(figures, 'latency')) / total.latency),
    );
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test('mappings, ports and layers of other criteria are told apart', () => {
    const [a, b] = [storedRun(pools[0] ?? [], { opt: 'latency' }), storedRun(pools[1] ?? [], { opt: 'energy' })];
    const { layers, options, inputs } = onlyDifferences(compareRuns(a, b));
    expect(options).toEqual([{ name: 'opt', before: 'latency', after: 'energy' }]);
    expect(inputs).toEqual([]);
    expect(layers.some(({ temporalMapping }) => temporalMapping.changed)).toBe(true);
    expect(layers.every(({ shape, spatialMapping }) => !shape.changed && !spatialMapping.changed)).toBe(true);
    expect(layers.flatMap(({ figures }) => figures).some(({ name }) => /^stall\.\w+\.\w+$/.test(name))).toBe(true);
  });

  test('a memory that only one run has counts as 0 in the other', () => {
    const { totals } = compareRuns(storedRun(pools[0] ?? []), storedRun(pools[3] ?? []));
    const gone = totals.filter(({ after }) => after === null);
    const added = totals.filter(({ before }) => before === null);
    expect(gone.map(({ name }) => name)).toContain('energy.rf_128B.W');
    for (const { before, absolute } of gone) expect(absolute).toBe(-(before ?? Number.NaN));
    for (const { after, absolute, relative } of added) {
      expect(absolute).toBe(after);
      expect(relative).toBe(absolute === 0 ? 0 : null);
    }
  });

  test('clock and area of in-memory-computing arrays are compared', async () => {
    const [dimc, aimc] = await Promise.all(
      ['dimc', 'aimc'].map((accelerator) =>
        getHardwarePerformance({
          workload: 'alexnet',
          accelerator,
          mapping: 'default_imc',
          inMemoryCompute: true,
          lpfLimit: 3,
        }),
      ),
    );
    const { totals } = compareRuns(storedRun(dimc?.evaluations ?? []), storedRun(aimc?.evaluations ?? []));
    for (const [name, unit, before, after] of [
      ['clock', 'ns', dimc?.tclk, aimc?.tclk],
      ['area', 'mm2', dimc?.area, aimc?.area],
    ]) {
      expect(totals.find((figure) => figure.name === name)).toMatchObject({ unit, before, after });
      expect(before).toBeGreaterThan(0);
    }
  });

  test('the folder of the results is no option, a file of unknown content no change', () => {
    const evaluations = pools[0] ?? [];
    const [a, b] = [storedRun(evaluations, { dumpFolder: 'a' }), storedRun(evaluations, { dumpFolder: 'b' })];
    const unknown = { ...b.document, inputs: { ...b.document.inputs, mapping: { name: '(in memory)' } } };
    const { options, inputs } = compareRuns(a, { ...b, document: unknown });
    expect(options).toEqual([]);
    expect(inputs.map(({ changed }) => changed)).toEqual([false, false, null]);
  });

  test('runs of versions with one cost model had the reference', () => {
    const evaluations = pools[0] ?? [];
    const changes = (costModel: string) =>
      compareRuns(storedRun(evaluations, {}), storedRun(evaluations, { costModel })).options;
    expect(changes('reference')).toEqual([]);
    expect(changes('corrected')).toEqual([{ name: 'costModel', before: null, after: 'corrected' }]);
  });

  test('a growth of exactly the threshold passes', () => {
    const a = storedRun(pools[0]?.slice(0, 1) ?? []);
    const figure = (before: number, after: number) => ({
      ...compareRuns(a, a),
      totals: compareRuns(a, a).totals.map((delta) =>
        delta.name === 'energy' ? { ...delta, before, after, absolute: after - before } : delta,
      ),
    });
    expect(regressions(figure(0.1, 0.102), 2)).toEqual([]);
    expect(regressions(figure(0.1, 0.1021), 2)).toHaveLength(1);
    expect(regressions(figure(0, 1e-3), 50)).toHaveLength(1);
    expect(regressions(figure(5, 1), 0)).toEqual([]);
  });
});

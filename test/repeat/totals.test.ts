import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { assembleWorkload } from '../../src/io/assemble-workload.ts';
import { expandRepeats } from '../../src/io/expand-repeats.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { evaluateNetwork } from '../../src/run/evaluate-network.ts';
import { networkPareto } from '../../src/run/pareto.ts';
import { networkBounds } from '../../src/search/compulsory/network-bounds.ts';
import {
  AcceleratorParserStage,
  CostModelStage,
  ListifyStage,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  MultiProcessingGatherStage,
  MultiProcessingSpawnStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  SumStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { AnswerStore } from '../../src/sweep/evaluate/answer-store.ts';
import { FREE_MAPPING, matrixProduct } from '../small-inputs.ts';
import { matrixProduct as layerOf } from '../support.ts';
import { ACCELERATOR, inputs, REPEATED, totalsOf } from './inputs.ts';

/* Totals of a network with repeated layers are those of the network in which all of them are written out. */

/** Sums of other numbers of summands differ in their last bits. */
const SHARE = 1e-12;

function expectClose(found: Readonly<Record<string, number>>, expected: Readonly<Record<string, number>>): void {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) {
    expect(Math.abs((found[name] ?? Number.NaN) - value), name).toBeLessThanOrEqual(SHARE * Math.abs(value));
  }
}

describe('a run', () => {
  test.each(['latency', 'energy', 'EDP'] as const)('has the totals of the network written out: %s', async (opt) => {
    const repeated = await getHardwarePerformance({ ...inputs(REPEATED), opt });
    const writtenOut = await getHardwarePerformance({ ...inputs(expandRepeats(REPEATED)), opt });
    expect(repeated.evaluations.map(({ times }) => times)).toEqual([1, 3, 3]);
    expect(writtenOut.evaluations.length).toBe(7);
    expectClose(totalsOf(repeated), totalsOf(writtenOut));
  });

  test('has these totals for any small network', async () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
    );
    const layers = fc.array(fc.record({ sizes, repeat: fc.integer({ min: 1, max: 5 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(layers, async (found) => {
        const network = found.map((one, id) => ({
          ...matrixProduct(id, `layer${id}`, one.sizes, Math.max(0, id - 1)),
          repeat: one.repeat,
        }));
        const repeated = await getHardwarePerformance(inputs(network));
        const writtenOut = await getHardwarePerformance(inputs(expandRepeats(network)));
        expectClose(totalsOf(repeated), totalsOf(writtenOut));
      }),
      { numRuns: 15 },
    );
  });

  test('has the same bounds per repetition', async () => {
    for (const options of [{}, { bounds: true }, { temporalMappingSearchEngine: 'exact' as const }]) {
      const repeated = await getHardwarePerformance({ ...inputs(REPEATED), ...options });
      const writtenOut = await getHardwarePerformance({ ...inputs(expandRepeats(REPEATED)), ...options });
      const boundOf = (name: string): number =>
        writtenOut.evaluations.find(({ layer }) => layer.name === name)?.proven?.bound ?? Number.NaN;
      for (const { layer, proven, times } of repeated.evaluations) {
        expect(proven?.bound).toBeCloseTo(boundOf(layer.name) * times, 6);
      }
    }
  });
});

test('designs of a sweep count every repetition, with answers that other designs left', async () => {
  const store = new AnswerStore();
  const accelerator = readAccelerator(documentFromObject(ACCELERATOR)).value;
  const totals: (readonly [number, number])[] = [];
  for (const layers of [expandRepeats(REPEATED), REPEATED, REPEATED]) {
    const description = readWorkload(documentFromObject(layers)).value;
    const workload = assembleWorkload(description, readMapping(documentFromObject([FREE_MAPPING])).value).value;
    const { total } = await evaluateNetwork(workload, accelerator, inputs(layers), { store });
    totals.push([total.energy, total.latency]);
  }
  const { energy, latency } = await getHardwarePerformance(inputs(REPEATED));
  expect(totals.slice(1)).toEqual([
    [energy, latency],
    [energy, latency],
  ]);
  expect(totals[0]?.[1]).toBe(latency);
  expect(store.shared).toBeGreaterThan(0);
});

test('bounds of a network without a search count every repetition', () => {
  const accelerator = readAccelerator(documentFromObject(ACCELERATOR)).value;
  const layer = layerOf({ D: 4, C: 6, K: 8 });
  const once = networkBounds([layer], accelerator, { nbMappingsGenerated: 3 });
  const repeated = networkBounds([{ ...layer, repeat: 3 }], accelerator, { nbMappingsGenerated: 3 });
  if (once === undefined) throw new Error('there is a bound');
  expect(repeated).toEqual({ energy: 3 * once.energy, latency: 3 * once.latency });
});

test('the Pareto front has the costs of all repetitions', async () => {
  const repeated = await networkPareto(inputs([{ ...matrixProduct(0, 'only', [3, 4, 2]), repeat: 3 }]));
  const once = await networkPareto(inputs([matrixProduct(0, 'only', [3, 4, 2])]));
  expect(repeated.choices.map(({ latency }) => latency)).toEqual(once.choices.map(({ latency }) => 3 * latency));
  expect(repeated.choices[0]?.energy).toBeCloseTo(3 * (once.choices[0]?.energy ?? 0), 6);
});

describe('a chain of stages', () => {
  const PARSERS: readonly StageClass[] = [WorkloadParserStage, AcceleratorParserStage];
  const SEARCH: readonly StageClass[] = [SpatialMappingGeneratorStage, MinimalLatencyStage, LomaStage, CostModelStage];
  const args = { workload: REPEATED, accelerator: ACCELERATOR, mapping: [FREE_MAPPING] };

  async function totalOf(stages: readonly StageClass[], more: object = {}): Promise<readonly [number, number]> {
    const [result] = await MainStage.from(stages, { ...args, ...more }).run();
    return [result?.cme.energy ?? 0, result?.cme.latency ?? 0];
  }

  test('counts repetitions on threads and in place', async () => {
    const plain = await totalOf([...PARSERS, SumStage, WorkloadStage, MinimalLatencyStage, ...SEARCH]);
    const { energy, latency } = await getHardwarePerformance(inputs(REPEATED));
    expect(plain).toEqual([energy, latency]);
    for (const nbMultiprocessingThreads of [1, 2]) {
      const stages = [
        ...PARSERS,
        SumStage,
        MultiProcessingGatherStage,
        WorkloadStage,
        MultiProcessingSpawnStage,
        MinimalLatencyStage,
        ...SEARCH,
      ];
      expect(await totalOf(stages, { nbMultiprocessingThreads })).toEqual(plain);
    }
  });

  test('counts every result of a list', async () => {
    const stages = [...PARSERS, WorkloadStage, ListifyStage, ...SEARCH];
    const lists = await MainStage.from(stages, args).run();
    const times = lists.map(({ cme }) => JSON.stringify([...new Set([...resultsIn(cme)])]));
    expect(times).toEqual(['[1]', '[3]', '[3]']);
  });
});

/** How many layers the evaluations of a list are for. */
function resultsIn(list: unknown): number[] {
  if (typeof list !== 'object' || list === null || !('results' in list) || !Array.isArray(list.results)) return [];
  return list.results.map(({ cme }: { readonly cme: { readonly times: number } }) => cme.times);
}

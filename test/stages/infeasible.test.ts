import { describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { readResults } from '../../src/results/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { AcceleratorParserStage, MainStage, WorkloadParserStage, WorkloadStage } from '../../src/stages/index.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { SEARCH } from './chains.ts';

/** One memory for everything: it holds a single word of each operand and little more. */
function accelerator(size: number) {
  return rowOfUnits({ only: memory(size) });
}

/** A matrix product of n × n matrices. */
function product(id: number, n: number) {
  return matrixProduct(id, `product${n}`, [n, n, n]);
}

const MAPPING = [FREE_MAPPING];

const RUN: HardwarePerformanceOptions = {
  workload: [product(0, 8), product(1, 32), product(2, 4)],
  accelerator: accelerator(8 * 8 * 8 * 4),
  mapping: MAPPING,
};

describe('a layer that does not fit', () => {
  test.each([1, 2])('is reported, and the others go on: %d workers', async (workers) => {
    const { evaluations, infeasible, energy } = await getHardwarePerformance({ ...RUN, workers });
    expect(evaluations.map(({ layer }) => layer.name)).toEqual(['product8', 'product4']);
    expect(energy).toBe(evaluations.reduce((sum, cme) => sum + cme.energy, 0));
    expect(infeasible).toMatchObject([
      { name: 'product32', diagnostic: { code: 'ZZ4411', severity: 'error', path: 'memories.only' } },
    ]);
    // 32 × 32 elements of three matrices: 8, 8 and 16 bits each.
    expect(infeasible[0]?.diagnostic.hint).toBe('enlarge "only" to 32768 bits; then the layer fits');
  });

  test.each([
    { temporalMappingSearchEngine: 'loma', workers: 1 },
    { temporalMappingSearchEngine: 'loma', workers: 2 },
    { temporalMappingSearchEngine: 'exact', workers: 1 },
    { temporalMappingSearchEngine: 'exact', workers: 2 },
  ] as const)('is named also where an equal one does not fit before it: %o', async (options) => {
    const twin = { ...product(1, 32), name: 'first' };
    const workload = [product(0, 8), twin, { ...product(2, 32), name: 'second' }];
    const { infeasible } = await getHardwarePerformance({ ...RUN, ...options, workload });
    expect(infeasible.map(({ name }) => name)).toEqual(['first', 'second']);
    for (const { name, diagnostic } of infeasible) expect(diagnostic.message).toContain(`of layer ${name} fits`);
  });

  test('is told a size of whole bytes where the costs of the memory are estimated', async () => {
    const precision = { O: 7, O_final: 7, W: 3, I: 5 };
    const workload = [product(0, 8), { ...product(1, 33), operand_precision: precision }];
    const { r_cost, w_cost, area, ...estimated } = memory(8 * 8 * 8 * 4);
    const automatic = (size: number) =>
      rowOfUnits({ only: { ...estimated, size, mem_type: 'rf', auto_cost_extraction: true } });
    // 33 × 33 elements of 15 bits are 16335 bits.
    const { infeasible } = await getHardwarePerformance({ ...RUN, workload, accelerator: automatic(8 * 8 * 8 * 4) });
    expect(infeasible[0]?.diagnostic.hint).toBe('enlarge "only" to 16336 bits; then the layer fits');
    const fitted = await getHardwarePerformance({ ...RUN, workload, accelerator: automatic(16336) });
    expect(fitted.infeasible).toEqual([]);
  });

  test('fits with the size that the report names, and not with one bit less', async () => {
    const fitted = await getHardwarePerformance({ ...RUN, accelerator: accelerator(32768) });
    expect(fitted.infeasible).toEqual([]);
    const missed = await getHardwarePerformance({ ...RUN, accelerator: accelerator(32767) });
    expect(missed.infeasible).toHaveLength(1);
  });

  test('ends the run if it is the only one', async () => {
    const run = getHardwarePerformance({ ...RUN, workload: [product(1, 32)] });
    await expect(run).rejects.toThrow(MappingError);
  });

  test('is named with the others if none fits', async () => {
    const run = getHardwarePerformance({ ...RUN, workload: [product(0, 64), product(1, 32)] });
    const failure = await run.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MappingError);
    if (!(failure instanceof MappingError)) return;
    expect([failure, ...failure.others].map(({ layerName }) => layerName)).toEqual(['product64', 'product32']);
  });

  test('is in the result folder, and nothing that an earlier run left there', async () => {
    const folder = temporaryFolder();
    const good = { ...RUN, workload: [product(0, 8)], dumpFolder: folder };
    await getHardwarePerformance(good);
    await expect(getHardwarePerformance({ ...good, workload: [product(0, 64)] })).rejects.toThrow(MappingError);
    const { document, evaluations } = await readResults(folder, platformFiles);
    expect(evaluations).toEqual([]);
    expect(document.infeasible.map(({ name }) => name)).toEqual(['product64']);
  });

  test('because its ordering cannot be does not stop the others either', async () => {
    const mapping = [...MAPPING, { ...MAPPING[0], name: 'product4', temporal_ordering: [['K', 3]] }];
    const workload = [product(0, 8), product(2, 4), product(3, 2)];
    const { evaluations, infeasible } = await getHardwarePerformance({ ...RUN, workload, mapping });
    expect(evaluations.map(({ layer }) => layer.name)).toEqual(['product8', 'product2']);
    expect(infeasible).toMatchObject([{ name: 'product4', diagnostic: { code: 'ZZ4421' } }]);
  });

  test('because a memory is smaller than one element says so', async () => {
    const run = getHardwarePerformance({
      ...RUN,
      workload: [product(0, 4)],
      accelerator: rowOfUnits({ tiny: memory(8, ['O']), only: memory(8 * 8 * 8 * 4) }),
      mapping: [{ ...MAPPING[0], name: 'default', spatial_mapping: { D1: ['K, 4'] } }],
    });
    await expect(run).rejects.toThrow(/memory "tiny" has 8 bits.*needs 64.*\n {2}fix: enlarge "tiny" to 64 bits/);
  });

  test('ends a chain that does not ask for it', async () => {
    const chain = MainStage.from([WorkloadParserStage, AcceleratorParserStage, WorkloadStage, ...SEARCH], { ...RUN });
    await expect(chain.run()).rejects.toThrow(MappingError);
  });
});

test('a spatial mapping that does not fit is left out with a warning', async () => {
  // Unrolled by C: 64 + 64 + 8 bits; by K or B 200.
  const { evaluations, warnings, infeasible } = await getHardwarePerformance({
    ...RUN,
    workload: [product(0, 8)],
    accelerator: rowOfUnits({ registers: memory(136), only: memory(8 * 8 * 8 * 4) }),
  });
  expect(infeasible).toEqual([]);
  expect(evaluations).toHaveLength(1);
  expect(warnings.map(({ code }) => code)).toContain('ZZ4414');
});

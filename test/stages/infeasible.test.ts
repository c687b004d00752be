import { describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { getHardwarePerformance } from '../../src/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run-options.ts';
import { AcceleratorParserStage, MainStage, WorkloadParserStage, WorkloadStage } from '../../src/stages/index.ts';
import { SEARCH } from './chains.ts';

/** One memory for everything: it holds a single word of each operand and little more. */
function accelerator(size: number) {
  return {
    name: 'one_memory',
    operational_array: { dimensions: ['D1'], sizes: [8], unit_energy: 1, unit_area: 1 },
    memories: {
      only: {
        size,
        r_cost: 1,
        w_cost: 1,
        area: 0,
        latency: 1,
        operands: ['I1', 'I2', 'O'],
        ports: [
          {
            name: 'rw_port_1',
            type: 'read_write',
            bandwidth_min: 8,
            bandwidth_max: 64,
            allocation: ['I1, tl', 'I2, tl', 'O, tl', 'O, fl'],
          },
        ],
        served_dimensions: ['D1'],
      },
    },
  };
}

const MAPPING = [{ name: 'default', memory_operand_links: { O: 'O', W: 'I2', I: 'I1' } }];

/** A matrix product of n × n matrices. */
function product(id: number, n: number) {
  return {
    id,
    name: `product${n}`,
    operator_type: 'Gemm',
    equation: 'O[b][k]+=W[k][c]*I[b][c]',
    loop_dims: ['B', 'K', 'C'],
    loop_sizes: [n, n, n],
    operand_precision: { O: 16, O_final: 8, W: 8, I: 8 },
    operand_source: { W: id, I: id },
  };
}

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
    expect(infeasible[0]?.diagnostic.hint).toBe('"only" must hold at least 32768 bits; then the layer fits');
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

  test('because its ordering cannot be does not stop the others either', async () => {
    const mapping = [...MAPPING, { ...MAPPING[0], name: 'product4', temporal_ordering: [['K', 3]] }];
    const workload = [product(0, 8), product(2, 4), product(3, 2)];
    const { evaluations, infeasible } = await getHardwarePerformance({ ...RUN, workload, mapping });
    expect(evaluations.map(({ layer }) => layer.name)).toEqual(['product8', 'product2']);
    expect(infeasible).toMatchObject([{ name: 'product4', diagnostic: { code: 'ZZ4421' } }]);
  });

  test('because a memory is smaller than one element says so', async () => {
    const { only } = accelerator(8 * 8 * 8 * 4).memories;
    const [port] = only.ports;
    const tiny = {
      ...only,
      size: 8,
      operands: ['O'],
      ports: [{ ...port, allocation: ['O, fh', 'O, fl', 'O, th', 'O, tl'] }],
    };
    const run = getHardwarePerformance({
      ...RUN,
      workload: [product(0, 4)],
      accelerator: { ...accelerator(8 * 8 * 8 * 4), memories: { tiny, only } },
      mapping: [{ ...MAPPING[0], name: 'default', spatial_mapping: { D1: ['K, 4'] } }],
    });
    await expect(run).rejects.toThrow(
      /memory "tiny" has 8 bits.*needs 64.*\n {2}fix: "tiny" must hold at least 64 bits/,
    );
  });

  test('ends a chain that does not ask for it', async () => {
    const chain = MainStage.from([WorkloadParserStage, AcceleratorParserStage, WorkloadStage, ...SEARCH], { ...RUN });
    await expect(chain.run()).rejects.toThrow(MappingError);
  });
});

test('a spatial mapping that does not fit is left out with a warning', async () => {
  // Unrolled by C: 64 + 64 + 8 bits; by K or B 200.
  const hardware = accelerator(8 * 8 * 8 * 4);
  const registers = {
    size: 136,
    r_cost: 1,
    w_cost: 1,
    area: 0,
    latency: 1,
    operands: ['I1', 'I2', 'O'],
    ports: [
      {
        name: 'rw_port_1',
        type: 'read_write',
        bandwidth_min: 8,
        bandwidth_max: 256,
        allocation: ['I1, fh', 'I1, tl', 'I2, fh', 'I2, tl', 'O, fh', 'O, fl', 'O, th', 'O, tl'],
      },
    ],
    served_dimensions: ['D1'],
  };
  const { evaluations, warnings, infeasible } = await getHardwarePerformance({
    ...RUN,
    workload: [product(0, 8)],
    accelerator: { ...hardware, memories: { registers, ...hardware.memories } },
  });
  expect(infeasible).toEqual([]);
  expect(evaluations).toHaveLength(1);
  expect(warnings.map(({ code }) => code)).toContain('ZZ4414');
});

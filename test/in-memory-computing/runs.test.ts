import { describe, expect, test } from 'vitest';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { totalOf } from '../../src/model/in-memory-computing/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { expectParts } from './support.ts';

/* In-memory-computing arrays through the whole chain. */

const LINKS = { O: 'O', W: 'I2', I: 'I1' };

const CONVOLUTION = {
  id: 0,
  operator_type: 'Conv',
  equation: 'O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]',
  dimension_relations: ['ix=1*ox+1*fx', 'iy=1*oy+1*fy'],
  loop_dims: ['B', 'K', 'C', 'OY', 'OX', 'FY', 'FX'],
  loop_sizes: [1, 128, 64, 28, 28, 3, 3],
  operand_precision: { W: 8, I: 8, O: 16, O_final: 8 },
  operand_source: { I: 0, W: 0 },
};

const MAPPING = [
  {
    name: 'default',
    spatial_mapping: { D1: ['K, 128'], D2: ['C, 8', 'FX, 3', 'FY, 3'] },
    memory_operand_links: LINKS,
  },
];

async function evaluate(options: Partial<Parameters<typeof getHardwarePerformance>[0]>): Promise<CostModelEvaluation> {
  const { evaluations } = await getHardwarePerformance({
    workload: [CONVOLUTION],
    accelerator: 'aimc',
    mapping: MAPPING,
    lpfLimit: 3,
    ...options,
  });
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('no evaluation');
  return evaluation;
}

describe('one convolution on the shipped analog array', async () => {
  const evaluation = await evaluate({});
  const { details } = evaluation;

  test('energy by part', () => {
    expectParts(details.energy.macParts ?? {}, {
      dacs: 146313.216,
      adcs: 18010930.59182592,
      mults: 524386.566144,
      analog_bl_addition: 932242.784256,
      adders_pv: 830278.729728,
      accumulators: 393289.924608,
    });
    expect(evaluation.macEnergy).toBeCloseTo(20837441.81256192, 6);
    expect(evaluation.energy).toBe(evaluation.macEnergy + evaluation.memoryEnergy);
  });

  test('four cycles per operation', () => {
    expect(evaluation.idealTemporalCycles).toBe(25088);
    expect(evaluation.utilisation.spatial).toBe(0.5625);
  });

  test('the complete report', () => {
    const { outputs, inputs } = JSON.parse(JSON.stringify(evaluation));
    const stall = details.latency.total0 - 25088;
    expect(outputs.energy.operational_energy_breakdown).toEqual(details.energy.macParts);
    expect(Object.keys(outputs.energy.operational_energy_breakdown)).toEqual([
      'local_bl_precharging',
      'dacs',
      'adcs',
      'mults',
      'analog_bl_addition',
      'adders_regular',
      'adders_pv',
      'accumulators',
    ]);
    expect(outputs.latency.computation_breakdown).toEqual({ mac_computation: 25088, memory_stalling: stall });
    const parts = ['cells', 'dacs', 'adcs', 'mults', 'adders_regular', 'adders_pv', 'accumulators'];
    expect(outputs.clock['tclk (ns)']).toBeCloseTo(14.07244, 12);
    expect(Object.keys(outputs.clock['tclk_breakdown (ns)'])).toEqual(parts);
    const area = outputs['area (mm^2)'];
    expect(area.total_area).toBeCloseTo(2.2878123152749223, 12);
    expect(area['total_area_breakdown:']).toEqual({ imc_area: area.total_area, mem_area: 0 });
    expect(Object.keys(area.total_area_breakdown_further.imc_area_breakdown)).toEqual(parts);
    expect(area.total_area_breakdown_further.mem_area_breakdown).toEqual({
      cells: 0,
      rf_1B: 0,
      rf_2B: 0,
      sram_256KB: 0,
      dram: 0,
    });
    expect(inputs.accelerator.operational_array).toEqual({
      'operational_unit: ImcArray, dimensions': { D1: 128, D2: 128 },
    });
  });

  test('the simple report', () => {
    expect(evaluation.simpleReport()).toEqual({
      energy: evaluation.energy,
      latency: evaluation.latency,
      'tclk (ns)': evaluation.tclk,
      area: evaluation.area,
    });
  });

  test('several such layers', () => {
    const scaled = evaluation.scaled(3);
    expect(scaled.details.energy.macParts?.adcs).toBeCloseTo(3 * 18010930.59182592, 6);
    expect(totalOf(scaled.details.energy.macParts ?? {})).toBeCloseTo(scaled.macEnergy, 6);
    expect(scaled.tclk).toBe(evaluation.tclk);
  });
});

test('ordinary arrays have no clock of their own, and no area in reports', async () => {
  const performance = await getHardwarePerformance({ workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' });
  const [evaluation] = performance.evaluations;
  expect(performance.tclk).toBeUndefined();
  expect(evaluation?.hardware).toBeUndefined();
  expect(evaluation?.simpleReport()).toEqual({ energy: performance.energy, latency: performance.latency });
  expect(evaluation?.details.energy).not.toHaveProperty('macParts');
  expect(evaluation?.toJSON().outputs).not.toHaveProperty('clock');
  expect(evaluation?.toJSON().outputs).not.toHaveProperty('area (mm^2)');
});

/** An array of 4 × 4 positions with `weights` weights each. */
function smallArray(weights: number, areas = { cells: 0.001, sram: 0.5 }) {
  const costs = { r_cost: 1, w_cost: 1, latency: 1 };
  const port = (allocation: readonly string[]) => ({
    name: 'rw_port_1',
    type: 'read_write',
    bandwidth_min: 8,
    bandwidth_max: 64,
    allocation,
  });
  return {
    name: 'small',
    operational_array: {
      dimensions: ['D1', 'D2'],
      sizes: [4, 4],
      is_imc: true,
      imc_type: 'digital',
      input_precision: [8, 8],
      bit_serial_precision: 2,
    },
    memories: {
      cells: {
        ...costs,
        size: 8 * weights,
        area: areas.cells,
        operands: ['I2'],
        served_dimensions: [],
        ports: [port(['I2, fh', 'I2, tl'])],
      },
      sram: {
        ...costs,
        size: 8000000,
        area: areas.sram,
        operands: ['I1', 'I2', 'O'],
        served_dimensions: ['D1', 'D2'],
        ports: [port(['I1, fh', 'I1, tl', 'I2, fh', 'I2, tl', 'O, fh', 'O, tl', 'O, fl', 'O, th'])],
      },
    },
  };
}

const GEMM = {
  id: 0,
  operator_type: 'Gemm',
  equation: 'O[b][k]+=I[b][c]*W[c][k]',
  loop_dims: ['B', 'C', 'K'],
  loop_sizes: [8, 16, 16],
  operand_precision: { W: 8, I: 8, O: 16, O_final: 8 },
  operand_source: { I: 0, W: 0 },
};

const gemmMapping = (ordering: readonly unknown[]) => [
  {
    name: 'default',
    spatial_mapping: { D1: ['K, 4'], D2: ['C, 4'] },
    temporal_ordering: ordering,
    memory_operand_links: LINKS,
  },
];

describe('I4: several weights at each position', () => {
  /** (c_wl + c_bl · 4) · V² · P_w */
  const SELECTION = (0.35e-3 + 0.35e-3 * 4) * 0.81 * 8;
  const run = (ordering: readonly unknown[], weights = 4) =>
    evaluate({ workload: [GEMM], accelerator: smallArray(weights), mapping: gemmMapping(ordering) });

  test('switching in every cycle precharges for every weight read', async () => {
    const { details, macEnergy } = await run([
      ['C', 4],
      ['K', 4],
      ['B', 8],
    ]);
    const precharging = details.energy.macParts?.local_bl_precharging ?? 0;
    expect(details.dataMovement.W?.[0]?.data_elem_move_count.rd_out_to_low).toBe(2048);
    expect(precharging).toBeCloseTo(SELECTION * 2048, 9);
    expect(totalOf(details.energy.macParts ?? {})).toBeCloseTo(macEnergy, 9);
    expect(details.energy.total).toBe(details.energy.memory + details.energy.mac);
  });

  test('weights that stay selected are precharged once', async () => {
    const { details } = await run([
      ['B', 8],
      ['C', 4],
      ['K', 4],
    ]);
    // Read once while they stay, and the run of irrelevant loops counts again.
    expect(details.dataMovement.W?.[0]?.data_elem_move_count.rd_out_to_low).toBe(256);
    expect(details.energy.macParts?.local_bl_precharging).toBeCloseTo((SELECTION * 256) / 8, 9);
  });

  test('a single weight needs no precharging', async () => {
    const { details } = await run(
      [
        ['C', 4],
        ['K', 4],
        ['B', 8],
      ],
      1,
    );
    expect(details.energy.macParts?.local_bl_precharging).toBe(0);
  });
});

test('I6: every memory counts once, cells in the array and as a memory', async () => {
  const { area, hardware } = await evaluate({ workload: [GEMM], accelerator: smallArray(1), mapping: gemmMapping([]) });
  expect(hardware?.area.arrayPartsMm2.cells).toBeCloseTo(0.016, 12);
  expect(hardware?.area.memoriesMm2).toEqual({ cells: 0.001, sram: 0.5 });
  expect(area).toBeCloseTo((hardware?.area.arrayMm2 ?? 0) + 0.501, 12);
});

test('layers of type Pooling and Add are left out', async () => {
  const layer = (id: number, operator_type: string, source: number) => ({
    ...GEMM,
    id,
    operator_type,
    operand_source: { I: source, W: id },
  });
  const options = {
    workload: [layer(0, 'Gemm', 0), layer(1, 'Pooling', 0), layer(2, 'Add', 1), layer(3, 'Adder', 2)],
    mapping: gemmMapping([]),
  };
  const { evaluations, uncosted } = await getHardwarePerformance({ ...options, accelerator: smallArray(1) });
  expect(evaluations.map(({ layer: { id } }) => id)).toEqual([0, 3]);
  // They multiply nothing, but move the elements of their operands.
  const free = { operations: 0, share: 0, elementsMoved: 512 };
  expect(uncosted).toEqual([
    { operatorType: 'Add', count: 1, ...free },
    { operatorType: 'Pooling', count: 1, ...free },
  ]);
});

test('I5: other precisions are costed with those of the array, with a warning', async () => {
  const narrow = { ...GEMM, operand_precision: { W: 4, I: 8, O: 16, O_final: 8 } };
  const run = (workload: typeof GEMM) =>
    getHardwarePerformance({ workload: [workload], accelerator: smallArray(1), mapping: gemmMapping([]) });
  const [same, other] = await Promise.all([run(GEMM), run(narrow)]);
  expect(other.total.macEnergy).toBe(same.total.macEnergy);
  expect(same.warnings).toEqual([]);
  expect(other.warnings).toMatchObject([
    {
      code: 'ZZ2320',
      message:
        'layer "Layer0": weight precision 4; expected 8, the input_precision of "small"; the energy of the operations is computed with 8 bits',
    },
  ]);
});

test('the switch means mixed mappings and data locality', async () => {
  const given = { workload: [CONVOLUTION], accelerator: 'dimc', mapping: 'default_imc' };
  const [switched, mixed] = await Promise.all([
    getHardwarePerformance({ ...given, inMemoryCompute: true }),
    getHardwarePerformance({ ...given, enableMixSpatialMapping: true }),
  ]);
  expect([switched.energy, switched.latency]).toEqual([mixed.energy, mixed.latency]);
  expect(switched.tclk).toBe(mixed.tclk);
});

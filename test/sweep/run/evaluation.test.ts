import { describe, expect, test } from 'vitest';
import { writeModel } from '../../../scripts/onnx-writer.ts';
import { isRecord } from '../../../src/io/text/source-document.ts';
import { getHardwarePerformance } from '../../../src/run/evaluate.ts';
import { DesignEvaluator } from '../../../src/sweep/evaluate/design-evaluator.ts';
import { writtenInputs } from '../../../src/sweep/evaluate/written-inputs.ts';
import { readRunOptions } from '../../../src/sweep/file/run-options.ts';
import { createManifest } from '../../../src/sweep/plan/manifest.ts';
import { type OpenSweep, openSweep } from '../../../src/sweep/plan/open-sweep.ts';
import type { CostedPoint } from '../../../src/sweep/points/design-point.ts';
import { OLDER_ACCELERATOR } from '../../errors/base-inputs.ts';
import { node, value, weights } from '../../onnx/support.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../../small-inputs.ts';
import { virtualFiles } from '../virtual-files.ts';

type File = Readonly<Record<string, unknown>>;

/** Files of the tests, beside the built-in examples. */
const FILES = virtualFiles({
  'small.yaml': JSON.stringify([matrixProduct(0, 'first', [8, 12, 8]), matrixProduct(1, 'second', [4, 8, 12], 0)]),
  'other.yaml': JSON.stringify([matrixProduct(0, 'only', [8, 8, 8])]),
  'row.yaml': JSON.stringify(rowOfUnits({ near: memory(4096), far: memory(2 ** 20) })),
  'free.yaml': JSON.stringify([FREE_MAPPING]),
  'fixed.yaml': JSON.stringify([{ ...FREE_MAPPING, spatial_mapping: { D1: ['K, 4', 'C, 2'] } }]),
  'older.yaml': OLDER_ACCELERATOR,
  // Its far memory costs much and its near one is slow.
  'narrow.yaml': JSON.stringify(
    rowOfUnits({ near: { ...memory(256), r_cost: 9 }, far: { ...memory(2 ** 20, undefined, []), w_cost: 0.1 } }),
  ),
  'rows.onnx': writeModel({
    name: 'rows',
    nodes: [node('MatMul', ['x', 'w'], 'y')],
    inputs: [value('x', 'N', 8)],
    values: [value('y', 'N', 12)],
    initializers: [weights('w', 8, 12)],
  }),
});

const SMALL = {
  workloads: 'small.yaml',
  accelerator: 'row.yaml',
  mapping: 'free.yaml',
  run: { lpf_limit: 4 },
  parameters: {},
};

async function opened(file: File): Promise<OpenSweep> {
  return openSweep(await createManifest(file, FILES));
}

async function pointsOf(file: File) {
  const sweep = await opened(file);
  const evaluator = new DesignEvaluator(sweep);
  const points = [];
  for (let index = 0; index < sweep.space.size; index++) points.push(await evaluator.evaluate(index));
  return { sweep, points, evaluator };
}

async function costed(file: File): Promise<readonly CostedPoint[]> {
  const { points } = await pointsOf(file);
  return points.map((point) => {
    if (point.status === 'costed') return point;
    throw new Error(JSON.stringify(point));
  });
}

/** Energy and latency of a design by a run of its own, of every workload. */
async function runOf(sweep: OpenSweep, index: number) {
  const { data } = writtenInputs(sweep, index);
  const { options } = readRunOptions(Object.fromEntries(Object.entries(data.run ?? {})));
  const [network] = sweep.manifest.workloads;
  if (network === undefined) throw new Error('no workload');
  const workload = 'bytes' in network ? network.bytes : data.workload;
  const { accelerator, mapping } = data;
  if (!isRecord(accelerator) || !Array.isArray(mapping)) throw new Error('no input');
  if (!(workload instanceof Uint8Array) && !Array.isArray(workload)) throw new Error('no input');
  return await getHardwarePerformance({ ...options, workload, accelerator, mapping });
}

describe('a point', () => {
  test.each<readonly [string, File]>([
    [
      'with memories and arrays of other sizes',
      {
        ...SMALL,
        parameters: {
          units: { sets: 'accelerator.operational_array.sizes[0]', values: [4, 8, 6] },
          near: { sets: 'accelerator.memories.near.size', values: [512, '1 KiB'] },
        },
        set: { 'accelerator.memories[*].ports[*].bandwidth_max': '32 * units' },
      },
    ],
    [
      'whose unrollings follow the array',
      { ...SMALL, mapping: 'fixed.yaml', parameters: { 'accelerator.operational_array.sizes[0]': [4, 8, 16] } },
    ],
    [
      'with other options',
      {
        ...SMALL,
        accelerator: 'narrow.yaml',
        run: { opt: 'EDP' },
        parameters: { 'run.lpf_limit': [2, 'none'], 'run.mapping_type': ['even', 'uneven'] },
      },
    ],
    [
      'with another criterion',
      {
        ...SMALL,
        accelerator: 'narrow.yaml',
        parameters: { 'run.opt': ['energy', 'latency'] },
      },
    ],
    ['with layers of other sizes', { ...SMALL, parameters: { 'workload[0].loop_sizes[1]': [6, 24] } }],
    [
      'with another mapping',
      { ...SMALL, parameters: { 'mapping[0].spatial_mapping': [{ D1: ['K, 4'] }, { D1: ['C, 2'] }] } },
    ],
    [
      'of an accelerator in an older format',
      {
        ...SMALL,
        workloads: 'other.yaml',
        accelerator: 'older.yaml',
        mapping: 'fixed.yaml',
        parameters: {
          'accelerator.multipliers.sizes[*]': [2, 4],
          'accelerator.memories.reg_O.r_cost': [1, 2],
        },
      },
    ],
    [
      'of an in-memory-computing array',
      {
        ...SMALL,
        workloads: 'other.yaml',
        accelerator: 'dimc',
        mapping: 'default_imc',
        run: { in_memory_compute: true, lpf_limit: 3 },
        parameters: {
          'accelerator.operational_array.sizes[0]': [16, 32],
          'accelerator.operational_array.bit_serial_precision': [1, 2],
        },
      },
    ],
  ])('%s has the figures of a run by itself, bit for bit', async (_, file) => {
    const { sweep, points } = await pointsOf(file);
    expect(points.length).toBeGreaterThan(1);
    for (const point of points) {
      if (point.status !== 'costed') throw new Error(JSON.stringify(point));
      const { energy, latency } = await runOf(sweep, point.point);
      const { quantities } = point;
      expect([quantities.energy, quantities.latency], JSON.stringify(point.settings)).toEqual([energy, latency]);
      expect(quantities.edp).toBe(energy * latency);
    }
    // No parameter is without effect.
    expect(new Set(points.map((point) => JSON.stringify({ ...point, point: 0, settings: {} }))).size).toBeGreaterThan(
      1,
    );
  });

  test('has the same figures whichever designs were evaluated before', async () => {
    const file = {
      ...SMALL,
      parameters: { near: { sets: 'accelerator.memories.near.size', values: [512, 1024, 2048, 512] } },
    };
    const { sweep, points, evaluator } = await pointsOf(file);
    const again = await Promise.all([3, 1].map((index) => new DesignEvaluator(sweep).evaluate(index)));
    expect(again).toEqual([points[3], points[1]]);
    expect(evaluator.answers.shared).toBeGreaterThan(0);
  });
});

describe('several networks', () => {
  const file = { ...SMALL, parameters: { 'accelerator.operational_array.sizes[0]': [4, 8] } };
  const figures = async (others: File) => (await costed({ ...file, ...others })).map(({ quantities }) => quantities);

  test('are combined by their weights, or by the worst', async () => {
    const [first, second] = [await figures({}), await figures({ workloads: 'other.yaml' })];
    const workloads = ['small.yaml', { workload: 'other.yaml', weight: 3 }];
    const [mean, worst] = [
      await figures({ workloads }),
      await figures({ workloads: ['small.yaml', 'other.yaml'], combine: 'worst' }),
    ];
    for (const place of [0, 1]) {
      const [x, y] = [first[place]?.energy ?? 0, second[place]?.energy ?? 0];
      expect(mean[place]?.energy).toBeCloseTo((x + 3 * y) / 4, 6);
      expect(worst[place]?.energy).toBe(Math.max(x, y));
    }
  });

  test('have the least of what is better large as their worst', async () => {
    const quantities = ['utilisation'];
    const workloads = ['small.yaml', 'other.yaml'];
    const points = await costed({ ...file, workloads, combine: 'worst', quantities });
    for (const { quantities: whole, workloads: parts = {} } of points) {
      expect(Object.keys(parts)).toEqual(workloads);
      const all = Object.values(parts).map(({ utilisation }) => utilisation ?? Number.NaN);
      expect(whole.utilisation).toBe(Math.min(...all));
      expect(new Set(all).size).toBe(2);
    }
  });
});

describe('quantities', () => {
  test('of memories are the sums over their operands, and add up', async () => {
    const quantities = ['energy.near', 'energy.far', 'energy.far.O', 'energy.operations', 'area.near'];
    const near = { sets: 'accelerator.memories.near.area', values: [0.25] };
    const [point] = await costed({ ...SMALL, parameters: { near }, quantities });
    const {
      energy = null,
      'energy.near': inner,
      'energy.far': outer,
      'energy.far.O': part,
      'energy.operations': work,
    } = point?.quantities ?? {};
    expect((inner ?? 0) + (outer ?? 0) + (work ?? 0)).toBeCloseTo(energy ?? 0, 6);
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(outer ?? 0);
    expect(point?.quantities['area.near']).toBe(0.25);
  });

  test('of time and power follow from the clock and the static power that a sweep sets', async () => {
    const [slow, fast] = await costed({
      ...SMALL,
      parameters: { 'accelerator.clock_frequency': [500, 1000] },
      set: {
        'accelerator.operational_array.unit_static_power': 0.001,
        'accelerator.memories.near.static_power': 0.5,
        'accelerator.memories.far.static_power': 2,
      },
      quantities: ['time', 'power', 'throughput', 'efficiency', 'energy.static'],
    });
    const of = (point: CostedPoint | undefined, name: string): number => point?.quantities[name] ?? Number.NaN;
    expect(of(slow, 'time')).toBeCloseTo(of(slow, 'latency') / 500e6, 15);
    expect(of(fast, 'time')).toBeCloseTo(of(slow, 'time') / 2, 15);
    expect(of(fast, 'throughput')).toBeCloseTo(2 * of(slow, 'throughput'), 12);
    expect(of(fast, 'energy.static')).toBeCloseTo(of(slow, 'energy.static') / 2, 9);
    const energy = of(fast, 'energy') + of(fast, 'energy.static');
    expect(of(fast, 'power')).toBeCloseTo(energy / of(fast, 'time') / 1e9, 9);
    expect(of(fast, 'efficiency')).toBeCloseTo(of(fast, 'throughput') / (of(fast, 'power') / 1000), 9);
  });

  test('that are not known are null, and within no limit', async () => {
    const limits = ['area <= 4 mm2', 'not (area > 4 mm2)', 'energy.far <= 1 J', 'energy < 1 pJ or Latency >= 1'];
    const area = { sets: 'accelerator.memories.near.area', values: [1, null] };
    const [known, unknown] = await costed({
      ...SMALL,
      parameters: { area_of_near: area },
      limits: limits.map((limit) => limit.replace('4 mm2', '40 mm2')),
    });
    expect(known?.quantities.area).toBe(9);
    expect(known?.exceeds).toBeUndefined();
    expect(unknown?.quantities.area).toBeNull();
    expect(unknown?.exceeds).toEqual(['area <= 40 mm2', 'not (area > 40 mm2)']);
  });
});

describe('a design that cannot be', () => {
  const reasons = async (file: File) => {
    const { points } = await pointsOf(file);
    return points.map((point) => (point.status === 'refused' ? point.reasons.map(({ code }) => code) : point.status));
  };

  test('because of a value that no file may have', async () => {
    expect(await reasons({ ...SMALL, parameters: { 'accelerator.memories.near.size': [512, -1] } })).toEqual([
      'costed',
      ['ZZ2005'],
    ]);
  });

  test('because no layer fits, or one of them does not', async () => {
    const file = { ...SMALL, parameters: { 'accelerator.memories[*].size': [2 ** 20, 4] } };
    expect(await reasons(file)).toEqual(['costed', [expect.stringMatching(/^ZZ44/)]]);
  });

  test('because an expression has no value', async () => {
    const set = { 'accelerator.memories.near.size': '512 / a' };
    expect(await reasons({ ...SMALL, parameters: { a: [1, 0] }, set })).toEqual(['costed', ['ZZ7108']]);
  });

  test('because an option of its run follows wrongly', async () => {
    expect(await reasons({ ...SMALL, parameters: { a: [4, 3] }, set: { 'run.lpf_limit': 'a / 2' } })).toEqual([
      'costed',
      ['ZZ7111'],
    ]);
  });
});

test('an ONNX model is read anew for other sizes of its dimensions', async () => {
  const file = {
    ...SMALL,
    workloads: 'rows.onnx',
    parameters: { rows: { sets: 'run.dim', values: [{ N: 16 }, { N: 32 }] } },
  };
  const { sweep, points } = await pointsOf(file);
  for (const point of points) {
    if (point.status !== 'costed') throw new Error(JSON.stringify(point));
    const { energy, latency } = await runOf(sweep, point.point);
    expect([point.quantities.energy, point.quantities.latency]).toEqual([energy, latency]);
  }
  const [less, more] = points.map((point) => (point.status === 'costed' ? point.quantities.latency : null));
  expect(more).toBeGreaterThan(1.5 * (less ?? 0));
  // The value of one dimension, where the sweep file gives others.
  const one = { ...file, run: { dim: { N: 1 }, lpf_limit: 4 }, parameters: { 'run.dim.N': [16, 32] } };
  expect((await costed(one)).map(({ quantities }) => quantities.latency)).toEqual([less, more]);
});

import type { Parameter, SettingValue } from '../../src/design-space/setting.ts';
import type { DesignPoint, PointQuantities } from '../../src/sweep/points/design-point.ts';
import type { SweepResults } from '../../src/sweep/points/sweep-results.ts';

const KIB = 8 * 1024;

export const ARRAY: Parameter = { name: 'array', title: 'array', unit: '', values: [8, 12, 16, 24, 32, 48, 64] };
export const SRAM: Parameter = {
  name: 'sram',
  title: 'SRAM size',
  unit: 'bit',
  values: [8, 16, 32, 64, 128, 256, 512, 1024, 2048].map((kib) => kib * KIB),
};

/** What a made-up sweep is to have; all else is made up. */
export interface MadeUp {
  readonly parameters?: readonly Parameter[];
  /** Figures of a design; undefined where it cannot be built. */
  readonly figures?: (settings: Readonly<Record<string, number>>, index: number) => PointQuantities | undefined;
  /** Designs whose area is larger exceed the limit; infinite for none. */
  readonly areaLimit?: number;
  readonly hasObjectives?: boolean;
  /** Only the first so many designs are there. */
  readonly done?: number;
  readonly parts?: Partial<SweepResults>;
}

/** Figures that look like those of a real accelerator: a small array stalls, a small SRAM costs energy, both cost area. */
export function plausibleFigures({
  array = 32,
  sram = 512 * KIB,
}: Readonly<Record<string, number>>): PointQuantities | undefined {
  const kib = sram / KIB;
  if (kib * 1024 * 8 < array * 64 * 24) return undefined;
  const units = array * array;
  const misses = 1 + 28 / kib ** 0.8;
  const energy = 1.23e9 * (1 + 0.22 * misses ** 0.9 + 0.011 * Math.log2(kib) + kib / 11000);
  const ideal = 1.82e9 / units;
  const latency = ideal * (1 + array / 40) + 1_150_000 * (1 + 7 / kib ** 0.7) + kib * 60;
  const area = units * 0.0006 + 1.5 * (array / 48) ** 1.7 + 0.00137 * kib * (array / 48) ** 0.6;
  return { energy, latency, edp: energy * latency, area };
}

/** A sweep of all combinations, with the best and the front worked out as a real one has them. */
export function madeUpSweep({
  parameters = [ARRAY, SRAM],
  figures = plausibleFigures,
  areaLimit = 4,
  hasObjectives = true,
  done = Number.POSITIVE_INFINITY,
  parts = {},
}: MadeUp = {}): SweepResults {
  const planned = parameters.reduce((size, { values }) => size * values.length, 1);
  const points = Array.from({ length: Math.min(planned, done) }, (_, index) =>
    pointOf(parameters, figures, areaLimit, index),
  );
  const counts = {
    planned,
    costed: points.filter(({ status }) => status === 'costed').length,
    refused: points.filter(({ status }) => status === 'refused').length,
    skipped: 0,
  };
  return finished({
    schemaVersion: 1,
    name: 'SRAM size × array size of tpu_like',
    version: '0.1.0',
    sweep: '5f2c0a19d3b4e8c7',
    strategy: 'full grid',
    parameters,
    objectives: [{ quantity: 'edp', title: 'energy-delay product', unit: 'pJ·cycles', direction: 'minimise' }],
    hasObjectives,
    limits: Number.isFinite(areaLimit) ? [`area <= ${areaLimit} mm2`] : [],
    quantities: [
      { name: 'energy', title: 'energy', unit: 'pJ' },
      { name: 'latency', title: 'latency', unit: 'cycles' },
      { name: 'edp', title: 'energy-delay product', unit: 'pJ·cycles' },
      { name: 'area', title: 'area', unit: 'mm2' },
    ],
    counts,
    front: [],
    best: undefined,
    inputs: {
      workloads: [{ name: 'resnet18', weight: 1 }],
      combine: 'mean',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      search: 'best energy-delay product per layer, at most 6 loops, uneven',
      area: 'SRAM from the memory table at 22 nm, 0.0006 mm² per unit with its registers. Wires, control and DRAM are not in it.',
      notes: ['28 operators without a cost model count as free.'],
      command: 'zigzag sweep sram-array.yaml --out sweep',
    },
    ...parts,
    points: parts.points ?? points,
  });
}

/** The best and the front of its points. */
function finished(results: SweepResults): SweepResults {
  const [main] = results.objectives;
  const sign = main?.direction === 'maximise' ? -1 : 1;
  const within = results.points.flatMap((point) =>
    point.status === 'costed' && point.exceeds === undefined ? [{ point: point.point, figures: point.quantities }] : [],
  );
  const badness = ({ figures }: (typeof within)[number]): number =>
    sign * (figures[main?.quantity ?? ''] ?? Number.POSITIVE_INFINITY);
  const [best] = within.toSorted((a, b) => badness(a) - badness(b));
  return { ...results, best: best?.point, front: best === undefined ? [] : [best.point] };
}

function pointOf(
  parameters: readonly Parameter[],
  figures: NonNullable<MadeUp['figures']>,
  areaLimit: number,
  point: number,
): DesignPoint {
  let rest = point;
  const settings: Record<string, SettingValue> = {};
  for (const { name, values } of parameters.toReversed()) {
    settings[name] = values[rest % values.length] ?? null;
    rest = Math.floor(rest / values.length);
  }
  const numbers = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, typeof value === 'number' ? value : Number.NaN]),
  );
  const quantities = figures(numbers, point);
  if (quantities === undefined) {
    const width = (numbers.array ?? 1) * 64;
    return {
      point,
      settings,
      status: 'refused',
      reasons: [
        {
          code: 'ZZ2703',
          message: `65536 bits in accesses of ${width} bits give ${Number((65536 / width).toFixed(1))} rows; an SRAM needs 31 for an estimate of its cost.`,
          hint: 'Make the port at most 2114 bits wide, or give r_cost, w_cost and area.',
        },
      ],
    };
  }
  const exceeds = (quantities.area ?? 0) > areaLimit ? { exceeds: [`area <= ${areaLimit} mm2`] } : {};
  return { point, settings, status: 'costed', quantities, ...exceeds };
}

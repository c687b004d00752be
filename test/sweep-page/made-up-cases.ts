import type { Parameter } from '../../src/design-space/setting.ts';
import type { DesignPoint } from '../../src/sweep/points/design-point.ts';
import type { SweepResults } from '../../src/sweep/points/sweep-results.ts';
import { ARRAY, type MadeUp, madeUpSweep, plausibleFigures, SRAM } from './made-up-sweep.ts';

/** Values of a parameter of words, as the number that its name is made of. */
const DATAFLOWS = ['weight stationary', 'output stationary', 'row stationary'];
const DATAFLOW: Parameter = { name: 'dataflow', title: 'dataflow', unit: '', values: DATAFLOWS };
const BANKS: Parameter = { name: 'banks', title: 'banks', unit: '', values: [1, 2, 4] };
const WIDTH: Parameter = { name: 'width', title: 'SRAM width', unit: 'bit', values: [64, 128, 256, 512] };
const CLOCK: Parameter = { name: 'clock', title: 'clock', unit: '', values: [0.5, 0.8, 1] };

/** Figures that also depend on a third to fifth parameter, a little. */
function richFigures(settings: Readonly<Record<string, number>>): ReturnType<typeof plausibleFigures> {
  const { banks = 2, width = 128, clock = 1 } = settings;
  const plain = plausibleFigures(settings);
  if (plain === undefined) return undefined;
  const energy = (plain.energy ?? 0) * (1 + 0.02 * banks + 0.00002 * width) * (0.9 + 0.1 * clock);
  const latency = ((plain.latency ?? 0) * (1 + 0.3 / banks + 20 / width)) / clock;
  return { energy, latency, edp: energy * latency, area: (plain.area ?? 0) + 0.02 * banks + 0.0004 * width };
}

/** A sweep without the figures of those that bounds prove worse. */
function boundedSweep(): SweepResults {
  const whole = madeUpSweep();
  const points = whole.points.map((point): DesignPoint => {
    if (point.status !== 'costed' || point.point % 2 === 0 || point.point === whole.best) return point;
    const { settings, quantities } = point;
    const bounds = { ...quantities, energy: (quantities.energy ?? 0) * 0.8, edp: (quantities.edp ?? 0) * 0.6 };
    return { point: point.point, settings, status: 'skipped', bounds, dominatedBy: whole.best ?? 0 };
  });
  const count = (status: DesignPoint['status']): number => points.filter((point) => point.status === status).length;
  return {
    ...whole,
    points,
    counts: { planned: 63, costed: count('costed'), refused: count('refused'), skipped: count('skipped') },
  };
}

/** Many random designs: no two differ in one parameter only. */
export function sampledSweep(count: number): SweepResults {
  let state = 12345;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const points = Array.from({ length: count }, (_, point): DesignPoint => {
    const array = 8 + Math.floor(random() * 57);
    const sram = 8192 * Math.round(8 * 2 ** (random() * 8));
    const width = 64 * 2 ** Math.floor(random() * 4);
    const settings = { array, sram, width };
    const quantities = richFigures(settings);
    if (quantities === undefined) {
      return {
        point,
        settings,
        status: 'refused',
        reasons: [{ code: 'ZZ2703', message: `too few rows for ${array} units.` }],
      };
    }
    const noise = 1 + 0.1 * random();
    const noisy = { ...quantities, energy: (quantities.energy ?? 0) * noise, edp: (quantities.edp ?? 0) * noise };
    return {
      point,
      settings,
      status: 'costed',
      quantities: noisy,
      ...((quantities.area ?? 0) > 4 ? { exceeds: ['area <= 4 mm2'] } : {}),
    };
  });
  const costed = points.filter(({ status }) => status === 'costed').length;
  return madeUpSweep({
    parameters: [{ ...ARRAY, values: [] }, { ...SRAM, values: [] }, WIDTH],
    parts: {
      name: 'Samples of tpu_like',
      strategy: `${count} low-discrepancy samples`,
      points,
      counts: { planned: count, costed, refused: count - costed, skipped: 0 },
    },
  });
}

/** Sweeps of every kind that the page must do justice to. */
export const CASES: Readonly<Record<string, () => SweepResults>> = {
  drawing: () => madeUpSweep(),
  'no objective': () => madeUpSweep({ hasObjectives: false, areaLimit: Number.POSITIVE_INFINITY }),
  partial: () => madeUpSweep({ done: 40 }),
  bounds: boundedSweep,
  'three parameters': () => madeUpSweep({ parameters: [ARRAY, BANKS, SRAM], figures: richFigures }),
  'five parameters': () =>
    madeUpSweep({
      parameters: [ARRAY, { ...SRAM, values: SRAM.values.slice(2, 7) }, BANKS, WIDTH, CLOCK],
      figures: richFigures,
    }),
  words: () =>
    madeUpSweep({
      parameters: [DATAFLOW, ARRAY],
      figures: (settings, index) => {
        const plain = plausibleFigures(settings);
        const factor = 1 + 0.2 * Math.floor(index / ARRAY.values.length);
        return plain && { ...plain, energy: (plain.energy ?? 0) * factor, edp: (plain.edp ?? 0) * factor };
      },
    }),
  'unknown areas': () =>
    madeUpSweep({
      areaLimit: Number.POSITIVE_INFINITY,
      figures: (settings, index) => {
        const plain = plausibleFigures(settings);
        return plain && index % 3 === 0 ? { ...plain, area: null } : plain;
      },
    }),
  'no area': () =>
    madeUpSweep({
      areaLimit: Number.POSITIVE_INFINITY,
      figures: (settings) => {
        const plain = plausibleFigures(settings);
        return plain && { ...plain, area: null };
      },
    }),
  'two objectives, most throughput': () =>
    withFront(
      madeUpSweep({
        figures: (settings) => {
          const plain = plausibleFigures(settings);
          return plain && { ...plain, speed: 1e9 / (plain.latency ?? 1) };
        },
        parts: {
          objectives: [
            { quantity: 'speed', title: 'throughput', unit: 'TOP/s', direction: 'maximise' },
            { quantity: 'energy', title: 'energy', unit: 'pJ', direction: 'minimise' },
          ],
          quantities: [
            { name: 'speed', title: 'throughput', unit: 'TOP/s' },
            { name: 'energy', title: 'energy', unit: 'pJ' },
            { name: 'latency', title: 'latency', unit: 'cycles' },
            { name: 'area', title: 'area', unit: 'mm2' },
          ],
        },
      }),
    ),
  'nothing within the limit': () => madeUpSweep({ areaLimit: 0.01 }),
  'nothing built': () => madeUpSweep({ figures: () => undefined }),
  'one design': () => madeUpSweep({ parameters: [{ ...ARRAY, values: [32] }] }),
  'one parameter': () => madeUpSweep({ parameters: [SRAM], areaLimit: Number.POSITIVE_INFINITY }),
  workloads: () => {
    const one = madeUpSweep();
    return {
      ...one,
      inputs: {
        ...one.inputs,
        workloads: [
          { name: 'resnet18', weight: 2 },
          { name: 'mobilenet', weight: 1 },
        ],
      },
      points: one.points.map((point): DesignPoint => {
        if (point.status !== 'costed') return point;
        const part = (share: number) => ({ edp: (point.quantities.edp ?? 0) * share });
        return { ...point, workloads: { resnet18: part(1.3), mobilenet: part(0.4) } };
      }),
    };
  },
  samples: () => sampledSweep(1200),
  hostile: () => hostileSweep(),
};

/** All names and messages try to break out of the page. */
function hostileSweep(): SweepResults {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: part of the attack
  const attack = '</script><img src=x onerror="window.broken=1">\u2028` ${1}`';
  const made: MadeUp = {
    parameters: [
      { ...ARRAY, title: attack },
      { name: 'kind', title: 'kind', unit: '', values: [attack, `'"${attack}`] },
    ],
  };
  const one = madeUpSweep(made);
  return {
    ...one,
    name: attack,
    strategy: attack,
    limits: [attack],
    quantities: one.quantities.map((quantity) => ({ ...quantity, title: `${quantity.title} ${attack}` })),
    inputs: { ...one.inputs, accelerator: attack, command: `zigzag sweep --out "${attack}"`, notes: [attack] },
    points: one.points.map(
      (point, index): DesignPoint =>
        index === 3
          ? {
              point: index,
              settings: point.settings,
              status: 'refused',
              reasons: [{ code: 'ZZ0000', message: attack, hint: attack }],
            }
          : point,
    ),
    counts: { ...one.counts, costed: one.counts.costed - 1, refused: one.counts.refused + 1 },
  };
}

/** The front of the first two objectives, found the slow way. */
function withFront(results: SweepResults): SweepResults {
  const [first, second] = results.objectives;
  if (first === undefined || second === undefined) return results;
  const within = results.points.flatMap((point) =>
    point.status === 'costed' && point.exceeds === undefined
      ? [
          {
            point: point.point,
            a: (first.direction === 'maximise' ? -1 : 1) * (point.quantities[first.quantity] ?? 0),
            b: (second.direction === 'maximise' ? -1 : 1) * (point.quantities[second.quantity] ?? 0),
          },
        ]
      : [],
  );
  const front = within.filter(
    ({ a, b }) => !within.some((other) => other.a <= a && other.b <= b && (other.a < a || other.b < b)),
  );
  return { ...results, front: front.sort((x, y) => x.a - y.a).map(({ point }) => point) };
}

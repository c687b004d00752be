import { LATENCY_PARTS, OPERATIONS_TITLE } from './cost-parts.ts';
import type { CostQuantity } from './quantity.ts';

const UTILISATION = { unit: 'share', addsUp: false } as const;

/**
 * The named numbers that every result has, of a layer and of a network. Numbers by memory, operand, port and part of an array are
 * those of `layerQuantities` (docs/explain.md#quantities).
 */
export const QUANTITIES: readonly CostQuantity[] = [
  {
    name: 'energy',
    title: 'energy',
    unit: 'pJ',
    of: ({ energy }) => energy,
    parts: ['energy.operations', 'energy.memories'],
    addsUp: true,
  },
  {
    name: 'energy.operations',
    title: OPERATIONS_TITLE,
    unit: 'pJ',
    of: ({ macEnergy }) => macEnergy,
    parts: [],
    addsUp: true,
  },
  {
    name: 'energy.memories',
    title: 'memories',
    unit: 'pJ',
    of: ({ memoryEnergy }) => memoryEnergy,
    parts: [],
    addsUp: true,
    isDerived: true,
  },
  {
    name: 'latency',
    title: 'latency',
    unit: 'cycles',
    of: ({ latency }) => latency,
    parts: LATENCY_PARTS.map(({ name }) => name),
    addsUp: true,
  },
  ...LATENCY_PARTS.map(
    ({ name, title, meaning, of }): CostQuantity => ({
      name,
      title,
      meaning,
      unit: 'cycles',
      of,
      parts: [],
      addsUp: true,
    }),
  ),
  {
    ...UTILISATION,
    name: 'utilisation',
    title: 'utilisation',
    meaning: 'ideal computation as a share of the latency',
    of: ({ utilisation }) => utilisation.withOffloading,
    parts: ['latency.ideal', 'latency'],
  },
  {
    ...UTILISATION,
    name: 'utilisation.spatial',
    title: 'spatial utilisation',
    meaning: 'share of the array that the spatial mapping keeps at work',
    of: ({ utilisation }) => utilisation.spatial,
    parts: ['latency.ideal', 'latency.spatial_stall'],
  },
  {
    ...UTILISATION,
    name: 'utilisation.with_stalls',
    title: 'utilisation with stalls',
    of: ({ utilisation }) => utilisation.withStalls,
    parts: ['latency.ideal', 'latency.spatial_stall', 'latency.temporal_stall'],
    isDerived: true,
  },
  {
    ...UTILISATION,
    name: 'utilisation.with_onloading',
    title: 'utilisation with stalls and on-loading',
    of: ({ utilisation }) => utilisation.withOnloading,
    parts: ['latency.ideal', 'latency.spatial_stall', 'latency.temporal_stall', 'latency.onloading'],
    isDerived: true,
  },
  {
    name: 'edp',
    title: 'energy-delay product',
    meaning: 'energy × latency',
    unit: 'pJ·cycles',
    of: ({ energy, latency }) => energy * latency,
    parts: ['energy', 'latency'],
    addsUp: false,
    isDerived: true,
  },
];

/** Names of version 0.1.0, and those that stand for them now. A dot and a part may follow. */
const OLD_NAMES: readonly (readonly [old: string, now: string])[] = [
  ['operational_energy', 'energy.operations'],
  ['memory_energy', 'energy.memories'],
  ['clock_period', 'clock'],
];

/** The present name of a quantity that may be called by the name it had in version 0.1.0. */
export function presentName(name: string): string {
  for (const [old, now] of OLD_NAMES) {
    if (name === old || name.startsWith(`${old}.`)) return `${now}${name.slice(old.length)}`;
  }
  return name;
}

/** The quantity of a name, or of the name it had in version 0.1.0; undefined for those that only some results have. */
export function quantityNamed(name: string): CostQuantity | undefined {
  const wanted = presentName(name);
  return QUANTITIES.find((quantity) => quantity.name === wanted);
}

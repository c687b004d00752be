import { isUnit, type Unit } from '../../base/number-text.ts';
import { nearestWord } from '../../base/suggest.ts';
import { quantityNamed } from '../../quantities/quantities.ts';
import type { Objective, SweptQuantity } from '../points/sweep-results.ts';

/** What every point has, whatever the file asks for. */
export const USUAL_QUANTITIES: readonly string[] = ['energy', 'latency', 'edp', 'area'];

/** Quantities that follow from what the accelerator file says of area, static power and clock. Null where it says too little. */
const OF_HARDWARE: Readonly<Record<string, { readonly title: string; readonly unit: Unit }>> = {
  area: { title: 'area', unit: 'mm2' },
  clock: { title: 'clock period', unit: 'ns' },
  time: { title: 'time', unit: 's' },
  'energy.static': { title: 'static energy', unit: 'pJ' },
  'energy.with_static': { title: 'energy with static energy', unit: 'pJ' },
  power: { title: 'average power', unit: 'mW' },
  throughput: { title: 'throughput', unit: 'TOP/s' },
  efficiency: { title: 'efficiency', unit: 'TOP/s/W' },
};

/** Names of these quantities. */
export const HARDWARE_QUANTITIES: readonly string[] = Object.keys(OF_HARDWARE);

const OUTPUTS = ['token', 'image', 'utterance'] as const;

/** Quantities of whole language models (docs/language-models.md#whole-model-results). Null for other workloads, and in the other phase. */
const OF_MODEL: Readonly<Record<string, { readonly title: string; readonly unit: Unit }>> = {
  'first_token.latency': { title: 'time to first token in cycles', unit: 'cycles' },
  'first_token.time': { title: 'time to first token', unit: 's' },
  'token.latency': { title: 'time per output token in cycles', unit: 'cycles' },
  'token.time': { title: 'time per output token', unit: 's' },
  'tokens_per_second.sequence': { title: 'tokens per second of each sequence', unit: 'tokens/s' },
  ...Object.fromEntries(
    OUTPUTS.flatMap((output): [string, { readonly title: string; readonly unit: Unit }][] => [
      [`${output}s_per_second`, { title: `${output}s per second`, unit: `${output}s/s` }],
      [`cycles_per_${output}`, { title: `cycles per ${output}`, unit: 'cycles' }],
      [`energy_per_${output}`, { title: `energy per ${output}`, unit: 'pJ' }],
      [`energy_per_${output}.with_static`, { title: `energy per ${output} with static power`, unit: 'pJ' }],
    ]),
  ),
  'memory.weights': { title: 'memory of weights', unit: 'bit' },
  'memory.cache': { title: 'memory of the cache', unit: 'bit' },
  'memory.cache_per_token': { title: 'cache per token', unit: 'bit' },
  'memory.state': { title: 'memory of the state', unit: 'bit' },
  'memory.missing': { title: 'missing memory', unit: 'bit' },
};

/** Names of these quantities. */
export const MODEL_QUANTITIES: readonly string[] = Object.keys(OF_MODEL);

export function isModelQuantity(name: string): boolean {
  return Object.hasOwn(OF_MODEL, name);
}

/** Those that are known only where a clock is. */
export const OF_CLOCK: readonly string[] = [
  ...HARDWARE_QUANTITIES.filter((name) => name !== 'area'),
  ...MODEL_QUANTITIES.filter((name) => /\.(time|with_static)$|_per_second/.test(name)),
];

/** Quantities of which more is better, unless the file says otherwise. */
const BETTER_LARGE = [
  'utilisation',
  'throughput',
  'efficiency',
  'tokens_per_second',
  'images_per_second',
  'utterances_per_second',
];

/** Quantities that depend on the names of memories, by what their names begin with. */
const FAMILIES: readonly (readonly [prefix: string, unit: Unit])[] = [
  ['energy.', 'pJ'],
  ['area.', 'mm2'],
];

/** The quantity of a name as a sweep lists it; upper case doesn't count. Undefined if there is none. */
export function sweptQuantity(written: string): SweptQuantity | undefined {
  const listed = quantityNamed(written) ?? quantityNamed(written.toLowerCase());
  if (listed !== undefined)
    return { name: listed.name, title: listed.title, unit: isUnit(listed.unit) ? listed.unit : '' };
  const own = OF_HARDWARE[written.toLowerCase()] ?? OF_MODEL[written.toLowerCase()];
  if (own !== undefined) return { name: written.toLowerCase(), title: own.title, unit: own.unit };
  const family = FAMILIES.find(([prefix]) => written.startsWith(prefix) && written.length > prefix.length);
  return family === undefined ? undefined : { name: written, title: written, unit: family[1] };
}

/** The known name nearest to what was written. */
export function nearestQuantity(written: string, names: readonly string[]): string | undefined {
  return nearestWord(written, [...names, ...HARDWARE_QUANTITIES, ...MODEL_QUANTITIES]);
}

/** Whether more of a quantity is better, unless somebody says otherwise. */
export function isBetterLarge(name: string): boolean {
  return BETTER_LARGE.some((one) => name === one || name.startsWith(`${one}.`));
}

/** `energy`, `min latency`, `max throughput`; undefined for what is no quantity. */
export function objectiveOf(text: string): Objective | undefined {
  const [, direction, name = ''] = /^(?:(min|minimise|max|maximise)\s+)?(\S+)$/.exec(text.trim()) ?? [];
  const quantity = sweptQuantity(name);
  if (quantity === undefined) return undefined;
  const isMaximised = direction === undefined ? isBetterLarge(quantity.name) : direction.startsWith('max');
  return {
    quantity: quantity.name,
    title: quantity.title,
    unit: quantity.unit,
    direction: isMaximised ? 'maximise' : 'minimise',
  };
}

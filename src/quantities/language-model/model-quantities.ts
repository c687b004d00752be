import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import { clockPeriodNsOf } from '../../model/hardware/clock.ts';
import {
  cacheBitsOf,
  cacheBitsPerToken,
  type LanguageModelInference,
  stateBitsOf,
  weightBitsOf,
} from '../../model/workload/language-model.ts';
import { hardwareQuantities } from '../hardware/hardware-quantities.ts';
import type { QuantityIdentity } from '../quantity.ts';
import { givesFirstToken, outputCount, outputOf } from './outputs.ts';

/** What the results of a whole model follow from. */
export interface ModelWork {
  readonly inference: LanguageModelInference;
  readonly accelerator: Accelerator;
  /** pJ of all layers. */
  readonly energy: number;
  /** Cycles of all layers. */
  readonly latency: number;
  /** Bits by which weights, cache and state are too many for their memories. */
  readonly missingBits: number;
}

/** A quantity of a whole model. */
export interface ModelQuantity extends QuantityIdentity {
  readonly meaning?: string;
  readonly of: (work: ModelWork) => number;
}

const NS_PER_S = 1e9;

/** Times, rates and energies per output, and what memories must hold. @param isWhole whether the run has all layers of the model. */
export function modelQuantities(
  inference: LanguageModelInference,
  accelerator: Accelerator,
  isWhole: boolean,
  costModel: CostModelName = 'reference',
): readonly ModelQuantity[] {
  return [...(isWhole ? outputQuantities(inference, accelerator, costModel) : []), ...memoryQuantities(inference)];
}

/** Those of tokens, images or utterances. */
function outputQuantities(
  inference: LanguageModelInference,
  accelerator: Accelerator,
  costModel: CostModelName,
): ModelQuantity[] {
  const output = outputOf(inference);
  const count = outputCount(inference);
  const periodNs = clockPeriodNsOf(accelerator, costModel);
  const withStatic = hardwareQuantities(accelerator, costModel).find(({ name }) => name === 'energy.with_static');
  const timed = periodNs === undefined ? [] : rates(inference, periodNs);
  return [
    ...tokenTimes(inference, periodNs),
    ...timed,
    {
      name: `cycles_per_${output}`,
      title: `cycles per ${output}`,
      meaning: 'latency over all of them',
      unit: 'cycles',
      of: ({ latency }) => latency / count,
    },
    {
      name: `energy_per_${output}`,
      title: `energy per ${output}`,
      unit: 'pJ',
      of: ({ energy }) => energy / count,
    },
    ...(withStatic === undefined
      ? []
      : [
          {
            name: `energy_per_${output}.with_static`,
            title: `energy per ${output} with static power`,
            unit: 'pJ' as const,
            of: ({ energy, latency }: ModelWork) =>
              withStatic.of({ accelerator, energy, latency, operationCount: inference.operations }) / count,
          },
        ]),
  ];
}

/** How long one has to wait for a token. */
function tokenTimes(inference: LanguageModelInference, periodNs: number | undefined): ModelQuantity[] {
  const isFirst = givesFirstToken(inference);
  if (!isFirst && inference.phase !== 'decode') return [];
  const [prefix, title] = isFirst ? ['first_token', 'time to first token'] : ['token', 'time per output token'];
  return [
    { name: `${prefix}.latency`, title: `${title} in cycles`, unit: 'cycles', of: ({ latency }) => latency },
    ...(periodNs === undefined
      ? []
      : [
          {
            name: `${prefix}.time`,
            title,
            unit: 's' as const,
            of: ({ latency }: ModelWork) => (latency * periodNs) / NS_PER_S,
          },
        ]),
  ];
}

/** Outputs per second. */
function rates(inference: LanguageModelInference, periodNs: number): ModelQuantity[] {
  const output = outputOf(inference);
  const unit = `${output}s/s` as const;
  const count = outputCount(inference);
  const seconds = (latency: number) => (latency * periodNs) / NS_PER_S;
  return [
    {
      name: `${output}s_per_second`,
      title: `${output}s per second`,
      meaning: 'of the whole batch',
      unit,
      of: ({ latency }) => count / seconds(latency),
    },
    ...(output === 'token'
      ? [
          {
            name: `${output}s_per_second.sequence`,
            title: `${output}s per second of each sequence`,
            unit,
            of: ({ latency }: ModelWork) => inference.tokens / seconds(latency),
          },
        ]
      : []),
  ];
}

/** Those of what is kept from token to token. */
function memoryQuantities(inference: LanguageModelInference): ModelQuantity[] {
  const [perToken, cache, state] = [cacheBitsPerToken(inference), cacheBitsOf(inference), stateBitsOf(inference)];
  const bits = (name: string, title: string, value: number, meaning?: string): ModelQuantity[] =>
    value === 0
      ? []
      : [
          {
            name: `memory.${name}`,
            title,
            ...(meaning === undefined ? {} : { meaning }),
            unit: 'bit',
            of: () => value,
          },
        ];
  return [
    ...bits('weights', 'memory of weights', weightBitsOf(inference), 'all parameters'),
    ...bits('cache', 'memory of the cache', cache, 'keys and values of all sequences with the whole context'),
    ...bits('cache_per_token', 'cache per token', perToken, 'of one sequence'),
    ...bits('state', 'memory of the state', state, 'of all sequences'),
    {
      name: 'memory.missing',
      title: 'missing memory',
      meaning: 'weights, cache and state beyond the memories that hold them',
      unit: 'bit',
      of: ({ missingBits }) => missingBits,
    },
  ];
}

import type { InfeasibleLayer } from '../base/diagnostic.ts';
import { enumerate } from '../base/enumerate.ts';
import { shareText } from '../base/number-text.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import {
  isMuchLeftOut,
  operatorsLeftOut,
  shareLeftOut,
  type UncostedOperator,
} from '../model/workload/uncosted-operators.ts';
import { partialText } from './infeasible-layers.ts';

/** What the totals of a run may lack. */
export interface LeftOut {
  /** Layers without a mapping. */
  readonly infeasible: readonly InfeasibleLayer[];
  /** Operators without a cost model. */
  readonly uncosted: readonly UncostedOperator[];
}

/**
 * What nobody may miss who reads the totals: layers that are left out, and operators without cost that have more than a twentieth of
 * the network's operations. Undefined if there is neither.
 */
export function leftOutText({ infeasible, uncosted }: LeftOut, costedLayers: number): string | undefined {
  const texts = [partialText(infeasible, costedLayers), uncostedText(uncosted)].filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** `97.1 % of the network's operations are not in these totals (ConvTranspose ×2)`; undefined if it is little. */
export function uncostedText(uncosted: readonly UncostedOperator[]): string | undefined {
  if (!isMuchLeftOut(uncosted)) return undefined;
  const names = operatorsLeftOut(uncosted).map(({ operatorType, count }) => `${operatorType} ×${count}`);
  return `${shareText(shareLeftOut(uncosted))} of the network's operations are not in these totals (${enumerate(names)})`;
}

/** Operators without multiply-accumulates that cost something, for their traffic. */
export function costlyOperators(otherOperators: readonly TrafficEvaluation[]): readonly TrafficEvaluation[] {
  return otherOperators.filter(({ isFree }) => !isFree);
}

/** `11 by their memory traffic, 17 free behind layers, 2 free otherwise`; undefined if there are none. */
export function otherOperatorsText(otherOperators: readonly TrafficEvaluation[]): string | undefined {
  if (otherOperators.length === 0) return undefined;
  const costly = costlyOperators(otherOperators).length;
  const behind = otherOperators.filter(({ isFree, operator }) => isFree && operator.fusedWith !== undefined).length;
  const others = otherOperators.length - costly - behind;
  return [
    `${costly} by their memory traffic`,
    ...(behind === 0 ? [] : [`${behind} free behind layers`]),
    ...(others === 0 ? [] : [`${others} free, as they move no data`]),
  ].join(', ');
}

/** `Relu ×17`, `LSTM ×1 (40 % of the operations)`: operators without cost, those with operations first. */
export function uncostedNames(uncosted: readonly UncostedOperator[]): string[] {
  const counted = operatorsLeftOut(uncosted);
  const others = uncosted.filter((operator) => !counted.includes(operator));
  return [...counted, ...others].map(({ operatorType, count, share = 0 }) =>
    share > 0 ? `${operatorType} ×${count} (${shareText(share)} of the operations)` : `${operatorType} ×${count}`,
  );
}

import { signedPercentText, unscaledText } from '../../base/number-text.ts';
import type { AcceleratorChange, Explanation, UnrollingChange } from '../explanation.ts';

/** A change of the accelerator and its effect, in a sentence. */
export function changeText(
  { what, unit, from, to, value, powerOfTwo, most }: AcceleratorChange,
  now: Explanation,
): string {
  const effect = (then: number): string => `${unscaledText(then, now.unit)} (${differenceText(then, now.value)})`;
  const next =
    powerOfTwo === undefined ? '' : `; ${powerOfTwo.to} ${unit}, a power of two: ${effect(powerOfTwo.value)}`;
  const further = most === undefined ? '' : `; ${most.to} ${unit} help most: ${effect(most.value)}`;
  return `${what}: from ${from} to ${to} ${unit} makes it ${effect(value)}${next}${further}`;
}

/** Another unrolling and its effect, in a sentence. */
export function unrollingText(change: UnrollingChange, now: Explanation): string {
  const { what, value, latency, latencyNow, lpfLimit, spatialMapping } = change;
  const latencyEffect = `${unscaledText(latency, 'cycles')} in all (${differenceText(latency, latencyNow)})`;
  const effect =
    now.figure === 'latency'
      ? latencyEffect
      : `${unscaledText(value, now.unit)} (${differenceText(value, now.value)}), ${latencyEffect}`;
  return `${what}: ${effect}; found by a search with spatial_mapping ${spatialMapping}, --opt latency, --lpf-limit ${lpfLimit}`;
}

function differenceText(then: number, now: number): string {
  return signedPercentText((then - now) / Math.abs(now));
}

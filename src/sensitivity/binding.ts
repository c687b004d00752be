import type { HeldMappings } from './held-mappings.ts';
import type { Totals } from './total-names.ts';
import type { VariedNumber } from './varied-numbers.ts';

/**
 * The smallest whole value of a size, width or count with which all mappings fit and the latency is that of the run. Above it, the
 * number does not bind; below it, it does. Found by bisection: a smaller one is never better.
 */
export function bindsBelow(held: HeldMappings, base: Totals, { number, value }: VariedNumber): number {
  const isFree = (to: number): boolean => {
    const latency = held.totals([{ number, value: to }])?.latency;
    return latency !== undefined && latency <= (base.latency ?? 0);
  };
  let [binding, free] = [0, value];
  // Three digits are enough for sizes in bits; small counts are exact.
  while (free - binding > Math.max(1, free / 1000)) {
    // Sizes have many digits: between far bounds the middle is that of the logarithms.
    const middle =
      binding * 4 < free ? Math.floor(Math.sqrt(Math.max(1, binding) * free)) : Math.floor((binding + free) / 2);
    if (middle <= binding) break;
    if (isFree(middle)) free = middle;
    else binding = middle;
  }
  return free;
}

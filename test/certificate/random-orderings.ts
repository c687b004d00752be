import { primeFactors } from '../../src/base/integers.ts';
import type { RandomStream } from '../../src/base/random.ts';
import type { TemporalOrderingEntry } from '../../src/model/mapping/mapping-constraints.ts';
import type { Layer, LoopDimension } from '../../src/model/workload/layer.ts';

/** Loops in between, or after the last entry. */
export const ANY: TemporalOrderingEntry = { dimension: '*', size: '*' };

export function withOrdering(layer: Layer, temporalOrdering: readonly TemporalOrderingEntry[]): Layer {
  return { ...layer, mapping: { ...layer.mapping, temporalOrdering } };
}

/** An ordering of these loops that some order satisfies. */
export function randomOrdering(random: RandomStream, sizes: readonly LoopDimension[]): TemporalOrderingEntry[] {
  const loops: LoopDimension[] = [];
  for (const { name, size } of sizes) {
    const own: number[] = [];
    for (const factor of primeFactors(size)) {
      const last = own.length - 1;
      // Some loops are larger than a prime factor.
      if (last >= 0 && random.nextFraction() < 0.4) own[last] = (own[last] ?? 1) * factor;
      else own.push(factor);
    }
    loops.push(...own.map((factor) => ({ name, size: factor })));
  }
  for (let at = loops.length - 1; at > 0; at--) {
    const other = random.nextBelow(at + 1);
    const [one, two] = [loops[at], loops[other]];
    if (one !== undefined && two !== undefined) [loops[at], loops[other]] = [two, one];
  }
  const kind = random.nextBelow(4);
  const entries = loops.map(({ name, size }): TemporalOrderingEntry => ({ dimension: name, size }));
  if (kind === 0 || entries.length === 0) return entries;
  const count = 1 + random.nextBelow(Math.min(3, entries.length));
  const some = entries.slice(0, count);
  if (kind === 1) return some;
  const opened = some.map((entry, at): TemporalOrderingEntry => {
    const isOpen = random.nextFraction() < 0.7 && (random.nextFraction() < 0.5 || isSingle(some, at));
    return isOpen ? { dimension: entry.dimension, size: '*' } : entry;
  });
  if (kind === 2) return opened;
  const place = random.nextBelow(count + 1);
  return [...opened.slice(0, place), ANY, ...opened.slice(place)];
}

function isSingle(entries: readonly TemporalOrderingEntry[], at: number): boolean {
  return entries.filter(({ dimension }) => dimension === entries[at]?.dimension).length === 1;
}

/** An ordering of one entry, innermost or outermost. */
export function oneEntry(random: RandomStream, sizes: readonly LoopDimension[]): TemporalOrderingEntry[] {
  const { name = '' } = sizes[random.nextBelow(Math.max(1, sizes.length))] ?? {};
  const entry: TemporalOrderingEntry = { dimension: name, size: '*' };
  return random.nextFraction() < 0.5 ? [entry] : [ANY, entry];
}

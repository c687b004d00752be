import type { Cost } from './scatter-plane.ts';

/** Of points that cost the same only the first. */
export function firstOfEqual<T extends Cost>(points: readonly T[]): T[] {
  const seen = new Map<number, Set<number>>();
  return points.filter(({ energy, latency }) => {
    const latencies = seen.get(energy);
    if (latencies === undefined) seen.set(energy, new Set([latency]));
    else if (latencies.has(latency)) return false;
    else latencies.add(latency);
    return true;
  });
}

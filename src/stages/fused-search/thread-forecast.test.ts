import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ThreadForecast } from './thread-forecast.ts';

/** Processor time at which threads pay, in a run of searches that take these milliseconds; undefined if they never do. */
function startOfThreads(searches: readonly number[], threads: number): number | undefined {
  const forecast = new ThreadForecast();
  let now = 1000;
  for (const [index, time] of searches.entries()) {
    forecast.begin(now);
    const end = now + time;
    const waiting = searches.length - index - 1;
    // What the next search asks while this one runs.
    while (waiting > 0) {
      const left = forecast.timeUntilThreadsPay(now, waiting, threads);
      if (left <= 0) return now - 1000;
      if (now + left > end) break;
      now += left;
    }
    now = end;
    forecast.end(now);
  }
  return undefined;
}

const threads = fc.integer({ min: 2, max: 64 });
const times = fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('worker threads', () => {
  test('never start for runs of which the whole takes less than their start', () => {
    const short = times.filter((all) => all.reduce((sum, time) => sum + time, 0) < 400);
    fc.assert(fc.property(short, threads, (all, count) => startOfThreads(all, count) === undefined));
  });

  test('do not start for the few short searches left of a run', () => {
    expect(
      startOfThreads(
        Array.from({ length: 12 }, () => 50),
        2,
      ),
    ).toBeUndefined();
  });

  test('start soon where equal searches are left for more time than threads need', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 400 }), fc.integer({ min: 60, max: 200 }), threads, (count, time, n) => {
        expect(
          startOfThreads(
            Array.from({ length: count }, () => time),
            n,
          ),
        ).toBeLessThan(650);
      }),
    );
  });

  test('start for two long searches after short ones, before the first of them ends', () => {
    const start = startOfThreads([...Array.from({ length: 10 }, () => 10), 10_000, 10_000], 2);
    expect(start).toBeGreaterThan(400);
    expect(start).toBeLessThan(1300);
  });

  test('start earlier, the more searches are left', () => {
    fc.assert(
      fc.property(times, threads, (all, count) => {
        const forecast = new ThreadForecast();
        let now = 0;
        for (const time of all) {
          forecast.begin(now);
          now += time;
          forecast.end(now);
        }
        const waits = [1, 2, 5, 50].map((left) => forecast.timeUntilThreadsPay(now, left, count));
        expect(waits).toEqual(waits.toSorted((a, b) => b - a));
      }),
    );
  });
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { schedulePort } from '../../src/trace/schedule-port.ts';

const transfers = fc.array(
  fc.record({
    period: fc.integer({ min: 1, max: 12 }),
    count: fc.integer({ min: 1, max: 8 }),
    needed: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 4 },
);

const released = (cases: readonly { period: number; count: number; needed: number }[], endsWithExcerpt: boolean) =>
  cases.map(({ period, count, needed }) => ({
    releases: Array.from({ length: count }, (_, k) => k * period),
    needed,
    endsWithExcerpt,
  }));

test('a port carries one transfer at a time, whole, none before its release, and rests only when nothing waits', () => {
  fc.assert(
    fc.property(transfers, (cases) => {
      const list = released(cases, false);
      const slices = schedulePort(list, 0);
      let time = 0;
      for (const { transfer, start, end, first } of slices) {
        expect(start).toBeGreaterThanOrEqual(time);
        expect(end).toBeGreaterThan(start);
        expect(start).toBeGreaterThanOrEqual(list[transfer]?.releases[first] ?? Number.POSITIVE_INFINITY);
        time = end;
      }
      list.forEach(({ releases, needed }, index) => {
        const own = slices.filter(({ transfer }) => transfer === index);
        expect(own.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(releases.length * needed);
        expect(own.at(-1)?.last).toBe(releases.length - 1);
      });
      // As long as one queue that never rests with something to do.
      const jobs = list.flatMap(({ releases, needed }) => releases.map((at) => [at, needed] as const));
      const finish = jobs.toSorted(([a], [b]) => a - b).reduce((end, [at, needed]) => Math.max(end, at) + needed, 0);
      expect(time).toBe(finish);
    }),
    { numRuns: 200 },
  );
});

test('what may be cut ends with the excerpt', () => {
  fc.assert(
    fc.property(transfers, fc.integer({ min: 1, max: 40 }), (cases, end) => {
      for (const slice of schedulePort(released(cases, true), end)) expect(slice.end).toBeLessThanOrEqual(end);
    }),
    { numRuns: 100 },
  );
});

test('a shorter period interrupts a longer one', () => {
  const slices = schedulePort(
    [
      { releases: [0, 4, 8], needed: 1, endsWithExcerpt: false },
      { releases: [0], needed: 7, endsWithExcerpt: false },
    ],
    12,
  );
  expect(slices.map(({ transfer, start, end }) => [transfer, start, end])).toEqual([
    [0, 0, 1],
    [1, 1, 4],
    [0, 4, 5],
    [1, 5, 8],
    [0, 8, 9],
    [1, 9, 10],
  ]);
});

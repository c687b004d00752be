import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { displayWidth } from '../../src/cli/terminal/display-width.ts';
import { ProgressLine, progressText, shareDone } from '../../src/cli/terminal/progress.ts';
import { RemainingTime } from '../../src/cli/terminal/remaining-time.ts';

const WIDE = 200;

describe('the progress line', () => {
  test('shows layers done and the time left', () => {
    const event = { stage: 'WorkloadStage', done: 5, total: 20, note: 'conv5' };
    expect(progressText(event, 3000, WIDE)).toBe(`${'█'.repeat(6)}${'░'.repeat(18)} layer 5/20, 3 s left  conv5`);
  });

  test('shows where a long search is', () => {
    const layer = { name: 'conv1', index: 3, count: 4 };
    const event = { stage: 'LomaStage', done: 512, total: 1024, layer, spatialMapping: { index: 1, count: 2 } };
    expect(progressText(event, undefined, WIDE)).toBe(
      `${'█'.repeat(14)}${'░'.repeat(10)} layer 3/4  conv1, mapping 1/2, 512/1024 orders`,
    );
  });

  test('shortens the name first where the terminal is narrow', () => {
    const layer = { name: '/layer1/layer1.0/conv1/Conv', index: 3, count: 4 };
    const event = { stage: 'LomaStage', done: 512, total: 1024, layer, spatialMapping: { index: 1, count: 2 } };
    const text = progressText(event, undefined, 79);
    expect(text).toMatch(/ \/lay\S*…\S*nv, mapping 1\/2, 512\/1024 orders$/);
    expect(displayWidth(text)).toBe(79);
  });

  test('never shows what is no number, and fits', () => {
    const amounts = fc.nat({ max: 5 });
    const events = fc.record({
      stage: fc.constantFrom('WorkloadStage', 'LomaStage', 'SalsaStage', 'Other'),
      done: amounts,
      total: amounts,
      layer: fc.option(fc.record({ name: fc.string({ unit: 'grapheme' }), index: amounts, count: amounts }), {
        nil: undefined,
      }),
    });
    fc.assert(
      fc.property(events, fc.integer({ min: 10, max: 120 }), ({ layer, ...event }, width) => {
        const known = layer === undefined ? event : { ...event, layer };
        const text = progressText(known, new RemainingTime().update(1000, shareDone(known)), width);
        expect(text.split('  ')[0]).not.toMatch(/NaN|Infinity|undefined/);
        expect(displayWidth(text)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('the time left', () => {
  test('is unknown at first', () => {
    const remaining = new RemainingTime();
    expect(remaining.update(0, 0)).toBeUndefined();
    expect(remaining.update(100, 0.1)).toBeUndefined();
    expect(remaining.update(60_000, 0.1)).toBeGreaterThanOrEqual(0);
  });

  test('is exact at constant speed', () => {
    const remaining = new RemainingTime();
    for (let share = 0.05; share < 1; share += 0.05) {
      const left = remaining.update(share * 100_000, share);
      expect(left).toBeCloseTo((1 - share) * 100_000, 3);
    }
  });

  test('follows a change of speed', () => {
    const remaining = new RemainingTime();
    for (let second = 1; second <= 60; second++) remaining.update(second * 1000, second / 1000);
    for (let second = 61; second <= 120; second++) remaining.update(second * 1000, 0.06 + (second - 60) / 100);
    // 32 % are left at 1 % a second; the average of the whole run would say 56 s.
    const left = remaining.update(122_000, 0.68) ?? Number.NaN;
    expect(left).toBeGreaterThan(30_000);
    expect(left).toBeLessThan(36_000);
  });

  test('counts down during a long step, never below 0', () => {
    const remaining = new RemainingTime();
    remaining.update(1000, 0.5);
    expect(remaining.update(1400, 0.5)).toBe(600);
    expect(remaining.update(9000, 0.5)).toBe(0);
  });

  test('stays a time when events come out of order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))),
        (events) => {
          const remaining = new RemainingTime();
          for (const [elapsed, share] of events) {
            const left = remaining.update(elapsed, share);
            if (left !== undefined) expect(left).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});

test('a terminal that only prints gets no escape sequences', () => {
  vi.stubEnv('TERM', 'dumb');
  const { isTTY } = process.stderr;
  process.stderr.isTTY = true;
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const progress = new ProgressLine(true);
    progress.update({ stage: 'WorkloadStage', done: 5, total: 20 });
    progress.clear();
    progress.finish('20 layers');
    expect(write.mock.calls.map(([text]) => String(text)).join('')).toMatch(/^20 layers in [\w. ]+\n$/);
  } finally {
    process.stderr.isTTY = isTTY;
    write.mockRestore();
    vi.unstubAllEnvs();
  }
});

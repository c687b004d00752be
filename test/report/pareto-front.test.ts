import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ChartLibrary, loadChartLibrary } from '../../src/charts/drawing/chart-library.ts';
import { placeLabels } from '../../src/charts/drawing/place-labels.ts';
import { textWidth } from '../../src/charts/drawing/text-width.ts';
import { paretoChart } from '../../src/charts/scatter/pareto-front.ts';
import { axisFor, ticksOf } from '../../src/charts/scatter/scatter-axis.ts';
import { describePoint } from '../../src/charts/scatter/scatter-plot.ts';
import { thinPoints } from '../../src/charts/scatter/thin-points.ts';
import { expectStandalone, sizeOf, textsOf } from './support.ts';

let library: ChartLibrary;
beforeAll(async () => {
  library = await loadChartLibrary();
});

interface Cost {
  readonly energy: number;
  readonly latency: number;
}

const costs = fc.array(
  fc.record({ energy: fc.integer({ min: 1, max: 60 }), latency: fc.integer({ min: 1, max: 60 }) }),
  { minLength: 1, maxLength: 40 },
);

/** By definition: nothing is as good in both figures and better in one. */
const isUnbeaten = (point: Cost, all: readonly Cost[]): boolean =>
  !all.some(
    (other) =>
      other.energy <= point.energy &&
      other.latency <= point.latency &&
      (other.energy < point.energy || other.latency < point.latency),
  );

/** Hints of the dots by their colour. */
const dotsOf = (svg: string, fill: string): Set<string> => {
  const dots = [...svg.matchAll(/<circle([^>]*)><title>([^<]*)<\/title>/g)];
  return new Set(dots.filter(([, attributes]) => attributes?.includes(fill)).map(([, , hint = '']) => hint));
};

describe('Pareto chart', () => {
  test('lets exactly the unbeaten mappings stand out', () => {
    fc.assert(
      fc.property(costs, (points) => {
        const svg = paretoChart(library, points);
        const unbeaten = points.filter((point) => isUnbeaten(point, points));
        const beaten = points.filter((point) => !isUnbeaten(point, points));
        expect(dotsOf(svg, '#0072B2')).toEqual(new Set(unbeaten.map(describePoint)));
        expect(dotsOf(svg, '#7f7f7f')).toEqual(new Set(beaten.map(describePoint)));
        const distinct = new Set(points.map(describePoint)).size;
        const front = new Set(unbeaten.map(describePoint)).size;
        expect(svg).toContain(
          `mappings: ${points.length}, of different cost: ${distinct}, on the Pareto front: ${front}`,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('marks the winner, on the front or beyond it', () => {
    const points = [
      { energy: 5e6, latency: 100, name: 'K 2, C 3' },
      { energy: 4e6, latency: 200 },
      { energy: 6e6, latency: 300 },
    ];
    const winner = { energy: 5e6, latency: 100, text: 'chosen for latency' };
    const svg = paretoChart(library, points, { winner, note: 'some loops', count: 720, title: 'a & b' });
    expectStandalone(svg);
    expect(paretoChart(library, points, { winner, note: 'some loops', count: 720, title: 'a & b' })).toBe(svg);
    const texts = textsOf(svg);
    expect(texts).toEqual(expect.arrayContaining(['a & b', 'chosen for latency', '1', '2', 'Pareto front']));
    expect(texts).toContain('mappings: 720, of different cost: 3, on the Pareto front: 2; some loops');
    expect(svg).toContain('<title>K 2, C 3: 5 µJ, 100 cycles</title>');
    const beyond = paretoChart(library, points, { winner: { ...winner, latency: 50 } });
    expect([...beyond.matchAll(/<circle[^>]*><title>/g)]).toHaveLength(4);
  });

  test('has the width and the axes that are asked for', () => {
    const points = Array.from({ length: 50 }, (_, index) => ({
      energy: 1e6 + 1e4 * ((index * 7) % 50),
      latency: 100 + index,
    }));
    for (const width of [240, 336, 687, 1000]) {
      const svg = paretoChart(library, points, { width, axes: 'log' });
      expectStandalone(svg);
      expect(sizeOf(svg).width).toBe(width);
      expect(textsOf(svg)).toContain('latency (cycles, logarithmic)');
      for (const text of textsOf(svg)) expect(textWidth(text, 12)).toBeLessThan(width);
    }
  });

  test('of a great many mappings is no larger than needed and keeps the front', () => {
    const points = Array.from({ length: 60_000 }, (_, index) => ({
      energy: 1e6 + (index % 1000) * 0.01 + (index === 0 ? 5e5 : 0),
      latency: 1e4 + Math.floor(index / 1000) * 0.01 + (index === 1 ? 5e3 : 0),
    }));
    const svg = paretoChart(library, points);
    expectStandalone(svg);
    expect(textsOf(svg)).toContain('points that coincide are drawn once');
    expect(svg.length).toBeLessThan(3_000_000);
    const front = points.filter(({ energy, latency }) => energy === 1e6 || latency === 1e4);
    const unbeaten = front.filter((point) => isUnbeaten(point, front));
    for (const point of unbeaten) expect(dotsOf(svg, '#0072B2')).toContain(describePoint(point));
  });

  test('of nothing is an error', () => {
    expect(() => paretoChart(library, [])).toThrow('there are no mappings to draw');
  });
});

test('labels touch neither each other nor the frame, and only essential ones cover dots', () => {
  const point = fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 200 }),
    radius: fc.integer({ min: 2, max: 12 }),
    text: fc.string({ minLength: 1, maxLength: 6 }),
    essential: fc.boolean(),
  });
  const frame = { left: 0, top: 0, right: 300, bottom: 200 };
  fc.assert(
    fc.property(fc.array(point, { maxLength: 30 }), (points) => {
      const labels = placeLabels(points, points, frame, 12);
      const boxes = labels.map(({ x, y, text }) => ({
        left: x,
        right: x + textWidth(text, 12),
        top: y - 9,
        bottom: y + 2.4,
      }));
      boxes.forEach((box, index) => {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(300);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.bottom).toBeLessThanOrEqual(200);
        for (const other of boxes.slice(index + 1)) {
          const apart =
            box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top;
          expect(apart).toBe(true);
        }
      });
    }),
  );
});

test('thinning keeps a point of every place, and those that must stay', () => {
  const place = fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.constantFrom(0, 0.5, 1) });
  fc.assert(
    fc.property(fc.array(place), fc.integer({ min: 1, max: 5 }), (points, each) => {
      const mustStay = (point: (typeof points)[number]): boolean => points.indexOf(point) % each === 0;
      const kept = thinPoints(points, (point) => point, mustStay);
      for (const point of points) {
        if (mustStay(point)) expect(kept).toContain(point);
        expect(kept.some(({ x, y }) => y === point.y && Math.abs(x - point.x) <= 1 / 1200)).toBe(true);
      }
    }),
  );
});

test('ticks lie on the axis, a few of them, with texts that differ', () => {
  const values = fc.array(fc.double({ min: 1e-3, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(values, fc.constantFrom('auto' as const, 'linear' as const, 'log' as const), (costs, type) => {
      const axis = axisFor(costs, 'pJ', type);
      const [low, high] = axis.domain;
      const { ticks, text } = ticksOf(axis, 6);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(16);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(low - 1e-9 * Math.abs(low));
        expect(tick).toBeLessThanOrEqual(high + 1e-9 * Math.abs(high));
      }
      expect(new Set(ticks.map(text)).size).toBe(ticks.length);
    }),
  );
});

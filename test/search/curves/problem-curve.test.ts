import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/base/random.ts';
import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import { type Accelerator, createAccelerator } from '../../../src/model/accelerator/accelerator.ts';
import { COST_MODELS } from '../../../src/model/cost-model.ts';
import { WholeTile } from '../../../src/search/compulsory/whole-tile.ts';
import { forEveryMapping } from '../exact/brute-force.ts';
import { exampleAccelerators, problemsOf, randomDesign, variedDesign } from '../exact/random-designs.ts';
import { compareCurve, crossingBits, curveOf, ROUNDING } from './compare-curve.ts';

/*
 * Curves of least traffic against brute force over all orders and cuts, on random small layers and hardware: whole and fractional unrollings or
 * smaller last rounds, memories that operands share and memories of their own, forced double buffering. More cases: CURVE_RUNS.
 */

const RUNS = Number(process.env.CURVE_RUNS ?? 90);
const SEED = Number(process.env.CURVE_SEED ?? 1);

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

describe.each(COST_MODELS)('the curve of a problem, %s cost model', (costModel) => {
  const design = costModel === 'corrected' ? variedDesign : randomDesign;

  test('is that of brute force over all orders and cuts', { timeout: 120_000 }, () => {
    const random = RandomStream.named(SEED, 'curves');
    const seen = { compared: 0, inner: 0, uneven: 0, points: 0 };
    for (let run = 0; seen.compared < RUNS; run++) {
      const { layer, accelerator } = design(random, accelerators, run % 40 === 0 ? 6 : 4);
      const { memories } = accelerator.memoryHierarchy;
      for (const problem of problemsOf({ layer, accelerator }, 2, { costModel })) {
        const isInner = random.nextFraction() < 0.25;
        const memory = memories[isInner ? random.nextBelow(memories.length) : memories.length - 1]?.name ?? '';
        const curve = compareCurve(problem, memory, 120, `run ${run}, ${accelerator.name}, ${memory}`);
        if (curve === undefined) continue;
        seen.compared++;
        seen.points += curve.points.length;
        if (isInner) seen.inner++;
        if (curve.reservations.includes('fractionalUnrollings') || problem.tiles?.hasRemainder === true) seen.uneven++;
      }
    }
    expect(seen.inner).toBeGreaterThan(RUNS / 10);
    expect(seen.uneven).toBeGreaterThan(RUNS / 20);
    expect(seen.points).toBeGreaterThan(3 * RUNS);
  });

  test('ends at compulsory traffic, and falls with every point', () => {
    const random = RandomStream.named(SEED, 'ends of curves');
    let compared = 0;
    while (compared < RUNS) {
      const one = design(random, accelerators, 9);
      const memory = one.accelerator.memoryHierarchy.memories.at(-1)?.name ?? '';
      for (const problem of problemsOf(one, 1, { costModel })) {
        const { points, compulsoryBits, reservations } = curveOf(problem, memory);
        const whole = new WholeTile(problem);
        expect(compulsoryBits).toBeCloseTo(crossingBits(problem, whole.evaluator, memory), 6);
        points.slice(1).forEach(({ capacityBits, trafficBits }, index) => {
          expect(capacityBits).toBeGreaterThan(points[index]?.capacityBits ?? 0);
          expect(trafficBits).toBeLessThan(points[index]?.trafficBits ?? 0);
        });
        const last = points.at(-1)?.trafficBits ?? 0;
        if (reservations.length === 0) expect(last).toBe(compulsoryBits);
        else expect(last).toBeLessThanOrEqual(compulsoryBits);
        compared++;
      }
    }
  });

  test('is what mappings reach where the memory below is shared by all operands, and the others are large', {
    timeout: 60_000,
  }, () => {
    const random = RandomStream.named(SEED, 'buffers');
    let compared = 0;
    while (compared < RUNS / 10) {
      const { layer, accelerator } = design(random, accelerators, 4);
      const [top, buffer] = accelerator.memoryHierarchy.memories.toReversed();
      if (top === undefined || buffer?.levelOf.size !== 3 || top.levelOf.size !== 3) continue;
      const withBuffer = (bits: number): Accelerator =>
        createAccelerator({
          ...accelerator,
          memories: accelerator.memoryHierarchy.memories.map((memory) => ({
            ...memory,
            sizeBits: memory === buffer ? bits : 2 ** 40,
            ports: memory.ports.map(({ services, ...port }) => ({ ...port, allocation: services })),
          })),
        });
      for (const problem of problemsOf({ layer, accelerator: withBuffer(2 ** 40) }, 1, { costModel })) {
        const { points } = curveOf(problem, top.name);
        const [first] = points;
        const chosen = points[random.nextBelow(points.length)];
        if (first === undefined || chosen === undefined) continue;
        const leastWith = (bits: number): number | undefined => {
          const [same] = problemsOf({ layer, accelerator: withBuffer(bits) }, 1, { costModel });
          if (same === undefined) return undefined;
          const evaluator = new MappingEvaluator(same);
          let least = Number.POSITIVE_INFINITY;
          const count = forEveryMapping(same, 3000, (_, nest) => {
            evaluator.measureWords(nest);
            least = Math.min(least, crossingBits(same, evaluator, top.name));
          });
          return count === undefined ? undefined : least;
        };
        const least = leastWith(chosen.capacityBits);
        if (least === undefined) continue;
        expect(Math.abs(least - chosen.trafficBits)).toBeLessThanOrEqual(ROUNDING * least);
        const before = points[points.indexOf(chosen) - 1]?.trafficBits ?? Number.POSITIVE_INFINITY;
        const less = leastWith(chosen.capacityBits - 1) ?? before;
        expect(less === before || Math.abs(less - before) <= ROUNDING * before).toBe(true);
        compared++;
      }
    }
  });

  test('is a lower bound for any accelerator, at the capacity of its memories together', { timeout: 60_000 }, () => {
    const random = RandomStream.named(SEED, 'present capacity');
    let [compared, reached] = [0, 0];
    while (compared < RUNS / 3) {
      const one = design(random, accelerators, 4);
      const top = one.accelerator.memoryHierarchy.memories.at(-1);
      for (const problem of problemsOf(one, 1, { costModel })) {
        const below = new Set(
          problem.operands.flatMap(
            ({ memories }) => memories[memories.findIndex(({ name }) => name === top?.name) - 1] ?? [],
          ),
        );
        const present = [...below].reduce((sum, { sizeBits, copies }) => sum + sizeBits * copies, 0);
        const evaluator = new MappingEvaluator(problem);
        let least = Number.POSITIVE_INFINITY;
        forEveryMapping(problem, 200, (_, nest) => {
          evaluator.measureWords(nest);
          least = Math.min(least, crossingBits(problem, evaluator, top?.name ?? ''));
        });
        if (least === Number.POSITIVE_INFINITY) continue;
        const { points } = curveOf(problem, top?.name ?? '');
        // Rounding may leave no traffic at all, but something always fits.
        const bound = points.findLast(({ capacityBits }) => capacityBits <= present)?.trafficBits;
        if (bound === undefined) throw new Error('no point at the present capacity');
        expect(bound).toBeLessThanOrEqual(least * (1 + ROUNDING));
        compared++;
        if (bound >= least * (1 - ROUNDING)) reached++;
      }
    }
    expect(reached).toBeGreaterThan(compared / 10);
  });
});

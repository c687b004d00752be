import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { lowerMapping } from '../../src/engine/problem/lift-mapping.ts';
import { LoopAllocator } from '../../src/search/allocation/allocate-loops.ts';
import { allocateOrder } from '../../src/search/allocation/allocate-order.ts';
import { placeBeside } from '../../studio/nest/loop-words.ts';
import { costOfMove, movesFrom, moveText, orderAfter } from '../../studio/nest/move-table.ts';
import {
  homeAmong,
  iterationsOf,
  moveLoop,
  type Nest,
  placesOf,
  sameLoops,
  sameNest,
} from '../../studio/nest/moves.ts';
import { NestCosts } from '../../studio/nest/nest-costs.ts';
import { layoutOf } from '../../studio/nest/nest-layout.ts';
import { overflowsOf, waysOut } from '../../studio/nest/overflow.ts';
import { changed, historyOf, redo, undo } from '../../studio/state/history.ts';
import { FIRST_PROJECT } from '../../studio/state/project.ts';
import { firstSteps, withStep } from '../../studio/state/tried-nest.ts';
import { anyMoves, drawnNests, moved } from './random-nests.ts';

const check = <T extends unknown[]>(property: fc.IPropertyWithHooks<T>, numRuns = 150): void =>
  fc.assert(property, { numRuns });

/** Borders ascend, and the last one holds every loop. */
function isWellFormed({ loops, boundaries }: Nest): boolean {
  return [...boundaries.values()].every(
    (ends) => ends.at(-1) === loops.length && ends.every((end, level) => end >= (ends[level - 1] ?? 0)),
  );
}

describe('moves in a nest', () => {
  test('keep the iterations of every dimension, and the order of borders', () => {
    check(
      fc.property(drawnNests, anyMoves, ({ problem, nest }, moves) => {
        const costs = new NestCosts(problem, 1);
        expect(costs.isOfLayer(nest)).toBe(true);
        let now = nest;
        for (const move of moves) {
          now = moved(now, move);
          expect(iterationsOf(now)).toEqual(iterationsOf(nest));
          expect(isWellFormed(now)).toBe(true);
        }
        expect(costs.isOfLayer(now)).toBe(true);
      }),
    );
  });

  test('nests of other layers, and what is no nest, are told apart', () => {
    check(
      fc.property(drawnNests, ({ problem, nest }) => {
        const costs = new NestCosts(problem, 1);
        const { loops, boundaries } = nest;
        const wrong: readonly Nest[] = [
          { loops: [...loops, { dimension: 'K', size: 2 }], boundaries },
          { loops: [...loops.slice(1), { dimension: 'nothing', size: 1 }], boundaries },
          { loops: loops.slice(1), boundaries },
          { loops, boundaries: new Map() },
          { loops, boundaries: new Map([...boundaries].map(([operand, ends]) => [operand, [...ends, 0]])) },
          { loops, boundaries: new Map([...boundaries].map(([operand, ends]) => [operand, ends.toReversed()])) },
        ];
        const doubled = loops.map((loop, at) => (at === 0 ? { ...loop, size: loop.size * 2 } : loop));
        expect(costs.isOfLayer({ loops: doubled, boundaries })).toBe(false);
        for (const one of wrong) {
          if (!sameNest(one, nest) && !isWellFormed(one)) expect(costs.isOfLayer(one)).toBe(false);
        }
      }),
    );
  });

  test('leave every other loop on its side of every border', () => {
    check(
      fc.property(drawnNests, fc.nat(), ({ nest }, pick) => {
        const from = pick % nest.loops.length;
        for (const place of placesOf(nest, from)) {
          for (const [operand, ends] of nest.boundaries) {
            for (const [level, end] of ends.entries()) {
              const now = place.nest.boundaries.get(operand)?.[level] ?? -1;
              const others = (inside: number, at: number): number => inside - (at < inside ? 1 : 0);
              if (level < ends.length - 1) expect(others(now, place.at)).toBe(others(end, from));
            }
          }
        }
      }),
    );
  });

  test('the places of a loop differ, hold its own, and lead step by step from end to end', () => {
    check(
      fc.property(drawnNests, fc.nat(), ({ nest }, pick) => {
        const places = placesOf(nest, pick % nest.loops.length);
        expect(sameNest(places[homeAmong(places, nest)]?.nest ?? nest, nest)).toBe(true);
        for (const [index, { nest: one }] of places.entries()) {
          expect(places.every(({ nest: other }, at) => at === index || !sameNest(one, other))).toBe(true);
          expect(placeBeside(places, one, 1)).toBe(places[Math.min(places.length - 1, index + 1)]);
        }
        const from = pick % nest.loops.length;
        expect(places[0]?.nest).toEqual(moveLoop(nest, from, { at: 0, side: 'inner' }));
        const last = places.at(-1)?.nest ?? nest;
        expect(sameNest(last, moveLoop(nest, from, { at: nest.loops.length - 1, side: 'outer' }))).toBe(true);
      }),
    );
  });

  test('are steps of the one history: undo returns, redo comes back, the trail can be walked', () => {
    check(
      fc.property(drawnNests, anyMoves, ({ nest }, moves) => {
        let history = historyOf(FIRST_PROJECT);
        const seen = [history.present];
        let now = nest;
        for (const [index, move] of moves.entries()) {
          now = moved(now, move);
          const { present } = history;
          const tried = withStep(present.tried, 3, { label: `step ${index}`, nest: now });
          history = changed(history, { ...present, tried }, `step ${index}`);
          seen.push(history.present);
        }
        expect(history.present.tried?.steps.length ?? 0).toBe(moves.length);
        expect(firstSteps(history.present.tried, 0)).toBeUndefined();
        for (const project of seen.toReversed()) {
          expect(history.present).toBe(project);
          history = undo(history);
        }
        for (const project of seen.slice(1)) {
          history = redo(history);
          expect(history.present).toBe(project);
        }
      }),
    );
  });
});

describe('the cost of a nest', () => {
  test('is that of the cost model, to the bit', () => {
    check(
      fc.property(drawnNests, anyMoves, ({ problem, nest }, moves) => {
        const costs = new NestCosts(problem, 1);
        const now = moves.reduce(moved, nest);
        const { evaluation, refusal } = costs.cost(now);
        if (evaluation === undefined) {
          expect(refusal).toBeTruthy();
          expect(() => evaluateMapping(problem, now)).toThrow(refusal);
          return;
        }
        // A cost stays as it is when another nest is costed.
        costs.cost(nest);
        const expected = evaluateMapping(problem, now);
        expect(evaluation.headline).toEqual(expected.headline);
        expect(evaluation.levels).toEqual(expected.levels);
        expect(evaluation.details).toEqual(expected.details);
        expect(new NestCosts(problem, 3).cost(now).evaluation?.latency).toBe(expected.scaled(3).latency);
      }),
      80,
    );
  });

  test('fits where the allocation of loops says so, which takes the fewest borders outwards', () => {
    check(
      fc.property(drawnNests, ({ problem, nest }) => {
        const costs = new NestCosts(problem, 1);
        const best = costs.withBestBorders(nest.loops);
        const allocated = allocateOrder(problem, nest.loops);
        expect(best).toEqual(allocated.mapping);
        if (best === undefined) return;
        const { fits, evaluation } = costs.cost(best);
        expect(fits).toBe(true);
        expect(costs.costOfOrder(nest.loops)).toEqual({ energy: evaluation?.energy, latency: evaluation?.latency });
      }),
    );
  });

  test('overflows by the bits that the allocation says are missing', () => {
    let failures = 0;
    check(
      fc.property(drawnNests, fc.nat(), fc.integer({ min: 1, max: 40 }), ({ problem, nest }, pick, bits) => {
        // One memory is made too small, so that the allocation fails there.
        const { memory } = problem.memories[pick % problem.memories.length] ?? {};
        const costs = new NestCosts(problem, 1).withMemorySize(memory?.name ?? '', bits);
        const allocator = new LoopAllocator(costs.problem, 'uneven');
        const compiled = lowerMapping(costs.problem, nest);
        if (allocator.allocate(compiled)) return;
        const { reason, memory: at, neededBits, operandBits } = allocator.describeFailure();
        const failed = costs.problem.memories[at];
        if (reason !== 'memoryTooSmall' || failed === undefined) return;
        const levelOf = (operand: number): number => failed.levels[failed.operands.indexOf(operand)] ?? -1;
        const held = costs.problem.operands.filter((_, operand) => failed.operands.includes(operand));
        // The allocation names the bits of all operands together, or those of one that is too large alone.
        if (held.length > 1 && operandBits.length === 0) return;
        // The outermost memory takes all loops.
        if (held.some(({ memories }) => memories.at(-1) === failed.memory)) return;
        // The same by hand: below as allocated, in this memory no further loop, all others above.
        const boundaries = new Map(
          costs.problem.operands.map(({ name, levelCount, levelBase }, operand) => {
            const level = levelOf(operand);
            const ends = compiled.boundary.slice(levelBase, levelBase + level);
            const above = Array.from({ length: levelCount - level - 1 }, () => nest.loops.length);
            return [name, level < 0 ? (nest.boundaries.get(name) ?? []) : [...ends, ends.at(-1) ?? 0, ...above]];
          }),
        );
        failures++;
        const overflow = overflowsOf(costs.cost({ loops: nest.loops, boundaries })).find(
          (one) => one.memory === failed.memory.name,
        );
        expect(overflow?.heldBits).toBe(neededBits);
        expect(overflow?.lacksBits).toBe(neededBits - failed.capacityBits);
      }),
      300,
    );
    expect(failures).toBeGreaterThan(30);
  });

  test('every way out of an overflow is one', () => {
    let offered = 0;
    check(
      fc.property(drawnNests, fc.nat(), ({ problem, nest }, pick) => {
        const costs = new NestCosts(problem, 1);
        const cost = costs.cost(nest);
        const ways = waysOut(costs, nest, cost, pick % nest.loops.length);
        if (cost.fits) expect(ways).toEqual([]);
        for (const way of ways) {
          if (way.kind === 'search') {
            expect(way.loops + way.left).toBe(nest.loops.length);
            continue;
          }
          offered++;
          expect(way.cost.fits).toBe(true);
          if (way.kind === 'size') {
            expect(costs.withMemorySize(way.memory, way.bits).cost(nest).fits).toBe(true);
            expect(costs.withMemorySize(way.memory, way.bits - 1).cost(nest).fits).toBe(false);
          } else expect(sameLoops(way.nest.loops, nest.loops)).toBe(true);
        }
      }),
    );
    expect(offered).toBeGreaterThan(30);
  });
});

describe('the table of moves', () => {
  test('has every loop at every other place once, with the cost of the best borders', () => {
    check(
      fc.property(drawnNests, fc.nat(), ({ problem, nest }, pick) => {
        const count = nest.loops.length;
        const moves = movesFrom(count, pick % count);
        expect(new Set(moves.map(({ from, at }) => `${from} ${at}`)).size).toBe(count * (count - 1));
        expect(moves.length).toBe(count * (count - 1));
        const costs = new NestCosts(problem, 1);
        const [move] = moves;
        if (move === undefined) return;
        const best = costs.withBestBorders(orderAfter(nest, move));
        const cost = costOfMove(costs, nest, move);
        if (best === undefined || cost === 'none') expect([best, cost]).toEqual([undefined, 'none']);
        else expect(costs.cost(best).evaluation?.latency).toBe(cost.latency);
      }),
      60,
    );
  });

  test('writes changes as an architect reads them', () => {
    expect(moveText(100, 100)).toEqual({ text: 'same', shade: 0 });
    expect(moveText(100, 105).text).toBe('+5\u202f%');
    expect(moveText(100, 154)).toEqual({ text: '+54\u202f%', shade: 2 });
    expect(moveText(100, 860)).toEqual({ text: '×\u00a08.6', shade: 3 });
    expect(moveText(100, 12_000)).toEqual({ text: '×\u00a0120', shade: 4 });
    expect(moveText(100, 68)).toEqual({ text: '\u221232\u202f%', shade: -1 });
    expect(moveText(100_000, 100_002).text).toBe('+0.002\u202f%');
    expect(moveText(1e9, 1e9 + 1).text).toBe('<\u202f+0.001\u202f%');
  });
});

test('the drawing of a nest has every row once, and blocks that cover it without overlap', () => {
  check(
    fc.property(drawnNests, ({ nest }) => {
      const { rows, blocks, height, rowHeight } = layoutOf(nest);
      const tops = rows.map(({ top }) => top);
      expect(tops).toEqual(tops.toSorted((a, b) => b - a));
      for (const [operand, ends] of nest.boundaries) {
        const own = blocks.filter((block) => block.operand === operand).toReversed();
        let y = 0;
        for (const { top, height: tall } of own) {
          expect(top).toBe(y);
          expect(tall).toBeGreaterThan(0);
          y += tall;
        }
        expect(y).toBe(height);
        for (const [at, { top }] of rows.entries()) {
          const level = ends.findIndex((end) => at < end);
          const block = own.find((one) => one.level === level);
          expect(block !== undefined && block.top <= top && top + rowHeight <= block.top + block.height).toBe(true);
        }
      }
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/base/random.ts';
import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import type { CompiledProblem } from '../../../src/engine/problem/compiled-problem.ts';
import { CaseMaker, type RandomCase } from '../../corrected/random-case.ts';
import { forEveryMapping } from '../exact/brute-force.ts';
import { problemOf } from '../exact/corrected-problem.ts';
import { compareCurve, crossingBits, curveOf, withOrdering } from './compare-curve.ts';
import { LARGE, withOneMemoryBelow } from './one-memory-below.ts';

/*
 * Curves by the corrected model, on hardware and layers of every kind that the model's own tests know: uneven memories, split and shared ports,
 * several unrollings of a dimension, strides, dilations, groups. More cases: CURVE_RUNS.
 */

const RUNS = Number(process.env.CURVE_RUNS ?? 60);
const SEED = Number(process.env.CURVE_SEED ?? 1);

const lastMemory = ({ accelerator }: RandomCase): string => Object.keys(accelerator.memories).at(-1) ?? '';

test('hardware of every kind: the curve is that of brute force over all orders and cuts', { timeout: 120_000 }, () => {
  const random = RandomStream.named(SEED, 'memories of corrected curves');
  const maker = new CaseMaker(RandomStream.named(SEED, 'corrected curves'));
  const seen = { compared: 0, uneven: 0, inner: 0, points: 0 };
  for (let run = 0; seen.compared < RUNS; run++) {
    const given = maker.make();
    const names = Object.keys(given.accelerator.memories);
    const memory = names[random.nextFraction() < 0.3 ? random.nextBelow(names.length) : names.length - 1] ?? '';
    const problem = problemOf(given);
    const curve = compareCurve(problem, memory, 200, `run ${run}, ${memory}`);
    if (curve === undefined) continue;
    seen.compared++;
    seen.points += curve.points.length;
    if (problem.tiles?.hasRemainder === true) seen.uneven++;
    if (memory !== names.at(-1)) seen.inner++;
  }
  expect(seen.uneven).toBeGreaterThan(RUNS / 5);
  expect(seen.inner).toBeGreaterThan(RUNS / 20);
  expect(seen.points).toBeGreaterThan(2 * RUNS);
});

test('one memory in place of those below: some mapping reaches the curve, and none goes below it', {
  timeout: 120_000,
}, () => {
  const random = RandomStream.named(SEED, 'points of corrected curves');
  const maker = new CaseMaker(RandomStream.named(SEED, 'one memory below'));
  const seen = { compared: 0, uneven: 0, forced: 0 };
  while (seen.compared < RUNS / 4) {
    const given = maker.make();
    const memory = lastMemory(given);
    const { points } = curveOf(problemOf(given), memory);
    const chosen = random.nextBelow(points.length);
    const capacity = points[chosen]?.capacityBits ?? 0;
    const least = leastTraffic(withOneMemoryBelow(given, Math.max(1, capacity)), memory);
    if (least === undefined) continue;
    expect(least, JSON.stringify(given)).toBe(points[chosen]?.trafficBits);
    const before = points[chosen - 1]?.trafficBits ?? Number.POSITIVE_INFINITY;
    if (capacity > 1) expect(leastTraffic(withOneMemoryBelow(given, capacity - 1), memory)).toBe(before);
    seen.compared++;
    if (problemOf(given).tiles?.hasRemainder === true) seen.uneven++;
    const large = withOneMemoryBelow(given, LARGE)?.accelerator.memories;
    if (large?.one?.force_double_buffering === true) seen.forced++;
  }
  expect(seen.uneven).toBeGreaterThan(RUNS / 20);
  expect(seen.forced).toBeGreaterThan(0);
});

/** The least traffic of a memory over all mappings that fit; undefined if they are too many. */
function leastTraffic(given: RandomCase | undefined, memory: string): number | undefined {
  if (given === undefined) return undefined;
  const problem = problemOf(given);
  const evaluator = new MappingEvaluator(problem);
  let least = Number.POSITIVE_INFINITY;
  const count = forEveryMapping(problem, 4000, (_, nest) => {
    evaluator.measureWords(nest);
    least = Math.min(least, Math.round(crossingBits(problem, evaluator, memory)));
  });
  return count === undefined ? undefined : least;
}

/*
 * Counted by hand: O[M][N] += W[C][N] · I[M][C] with M 3, N 2, C 2. Two units share M in rounds of 2 and 1, so every dimension has a loop of 2.
 * Bits: W and I 8, O 16, results 8. The port of the upper memory moves steps of 8 bits.
 *
 *            moved                                      held in the buffer
 *   W        32, twice if M is outside                  8, times 2 for C and for N inside
 *   I        48, twice if N is outside                  16 (24 with M inside), times 2 for C inside
 *   O        48; with C outside 2 · 96 up, 96 down      32 (48 with M inside), times 2 for N inside
 *
 * "Outside" is a loop above a loop that the operand follows: loops that repeat the data right above a tile bring nothing again.
 */
describe('counted by hand', () => {
  const buffer = (name: string, force: boolean): RandomCase['accelerator']['memories'] => ({
    [name]: {
      size: LARGE,
      r_cost: 1,
      w_cost: 1,
      area: 0,
      latency: 1,
      operands: ['I1', 'I2', 'O'],
      served_dimensions: ['D1'],
      ports: [
        {
          name: 'rw_port_1',
          type: 'read_write',
          bandwidth_min: 8,
          bandwidth_max: 64,
          allocation: ['I1, tl', 'I1, fh', 'I2, tl', 'I2, fh', 'O, tl', 'O, fl', 'O, th', 'O, fh'],
        },
      ],
      force_double_buffering: force,
    },
  });
  const problem = (force: boolean): CompiledProblem =>
    problemOf({
      layer: {
        dims: [
          ['M', 3],
          ['N', 2],
          ['C', 2],
        ],
        operands: { O: ['M', 'N'], W: ['C', 'N'], I: ['M', 'C'] },
        relations: [],
        precision: { W: 8, I: 8, O: 16, O_final: 8 },
      },
      accelerator: {
        name: 'two units',
        operational_array: { dimensions: ['D1'], sizes: [2], unit_energy: 1, unit_area: 1 },
        memories: { ...buffer('buffer', force), ...buffer('dram', false) },
      },
      links: { O: 'O', W: 'I2', I: 'I1' },
      spatial: [['D1', [['M', 2]]]],
      temporal: {
        loops: [
          ['C', 2],
          ['M', 2],
          ['N', 2],
        ],
        boundaries: { O: [0, 3], W: [0, 3], I: [0, 3] },
      },
      reuse_at_pins: true,
      cycles_per_op: 1,
    });
  const pointsOf = (given: CompiledProblem): readonly (readonly [number, number])[] =>
    curveOf(given, 'dram').points.map(({ capacityBits, trafficBits }) => [capacityBits, trafficBits]);

  test('remainders, read-backs and stored sums', () => {
    expect(pointsOf(problem(false))).toEqual([
      // C innermost, nothing else in the buffer: 64 + 96 + 48. Sums in the buffer have 16 bits.
      [8 + 16 + 32, 208],
      // C, M | N: W keeps its two words for both rounds of M.
      [16 + 16 + 32, 176],
      // C, N | M: the units keep I while N runs.
      [8 + 32 + 32, 160],
      // C, N | M with all of W, or C, M | N with all of I: the 6 elements of 3 · 2, not 4 · 2.
      [32 + 32 + 32, 128],
    ]);
  });

  test('two copies of all that is loaded more than once', () => {
    expect(pointsOf(problem(true))).toEqual([
      [2 * (8 + 16 + 32), 208],
      // All of I has one copy.
      [16 + 48 + 64, 160],
      [32 + 48 + 64, 128],
    ]);
  });

  test('an ordering with open sizes holds as a whole', () => {
    const ordered = withOrdering(problem(false), [
      { dimension: 'C', size: '*' },
      { dimension: 'M', size: '*' },
      { dimension: 'N', size: '*' },
    ]);
    expect(pointsOf(ordered)).toEqual([
      [8 + 16 + 32, 208],
      [16 + 16 + 32, 176],
      // N stands outside M, so only all of I is kept.
      [8 + 48 + 32, 160],
      [16 + 48 + 32, 128],
    ]);
    expect(curveOf(ordered, 'dram').reservations).toEqual([]);
  });

  test('one that repeats a dimension counts up to its first open size', () => {
    const repeated = withOrdering(problem(false), [
      { dimension: 'N', size: '*' },
      { dimension: 'C', size: '*' },
      { dimension: 'N', size: 2 },
    ]);
    expect(pointsOf(repeated)).toEqual(pointsOf(problem(false)));
    expect(curveOf(repeated, 'dram').reservations).toEqual(['repeatedOpenSizes']);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sum } from '../../src/base/integers.ts';
import { RandomStream } from '../../src/base/random.ts';
import { CORRECTION_ORDER } from '../../src/engine/difference/corrections.ts';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { COST_MODELS } from '../../src/model/cost-model.ts';
import { QUIRK_GROUPS, runDifference, WITHOUT_EFFECT } from '../../src/model-difference/index.ts';
import { impossibleFigures } from '../../src/quantities/impossible-figures.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { CaseMaker, type RandomCase } from '../corrected/random-case.ts';

/* The models compared over runs. DIFFERENCE_RUNS=100000 tries many cases. */

const RUNS = Number(process.env.DIFFERENCE_RUNS ?? 50);
const maker = new CaseMaker(RandomStream.named(8, 'run difference'));
const cases = Array.from({ length: RUNS }, () => maker.make());

const evaluationOf = (given: RandomCase, costModel: (typeof COST_MODELS)[number]) =>
  evaluateGivenMapping({ ...given, costModel }).evaluation;

describe.each(COST_MODELS)('mappings found by the %s model', (costModel) => {
  test(`the changes of the steps add up to the difference, in ${RUNS} random designs and in their run`, () => {
    const evaluations = cases.map((given) => evaluationOf(given, costModel));
    const { reference, corrected, quirks, layers, refused } = runDifference(evaluations);
    expect(refused).toEqual([]);
    const own = { reference, corrected }[costModel];
    expect(own.energy).toBeCloseTo(sum(evaluations.map(({ energy }) => energy)), 3);
    expect(own.latency).toBeCloseTo(sum(evaluations.map(({ latency }) => latency)), 3);
    for (const one of [{ reference, corrected, changes: quirks }, ...layers]) {
      const energy = one.corrected.energy - one.reference.energy;
      const latency = one.corrected.latency - one.reference.latency;
      expect(sum(one.changes.map((change) => change.energy)) - energy).toBeCloseTo(0, 4);
      expect(sum(one.changes.map((change) => change.latency)) - latency).toBeCloseTo(0, 4);
    }
  });
});

test('the figures of the corrected model are never impossible', () => {
  const kinds = cases.flatMap((given) => {
    const { evaluation, warnings } = evaluateGivenMapping({ ...given, costModel: 'corrected' });
    const found = impossibleFigures(evaluation).map(({ kind }) => kind);
    // These mappings need not fit.
    return warnings.some(({ code }) => code === 'ZZ8301') ? found.filter((kind) => kind !== 'overfullMemory') : found;
  });
  expect(kinds).toEqual([]);
});

test('repeated layers count as often as they are', async () => {
  const layer = {
    id: 0,
    name: 'one',
    operator_type: 'Gemm',
    equation: 'O[b][k]+=I[b][c]*W[c][k]',
    dimension_relations: [],
    loop_dims: ['B', 'C', 'K'],
    loop_sizes: [7, 96, 80],
    operand_source: { I: 0, W: 0 },
    operand_precision: { I: 8, W: 8, O: 16, O_final: 8 },
  };
  const run = (repeat: number) =>
    getHardwarePerformance({
      workload: [{ ...layer, repeat }],
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      lpfLimit: 4,
    });
  const [once, twice] = [await run(1), await run(2)].map(({ evaluations }) => runDifference(evaluations));
  expect(twice?.corrected.energy).toBeCloseTo(2 * (once?.corrected.energy ?? 0), 3);
  expect(twice?.corrected.latency).toBe(2 * (once?.corrected.latency ?? 0));
});

test('every step has its quirks, each once', () => {
  const named = [...CORRECTION_ORDER.map((step) => QUIRK_GROUPS[step]), ...WITHOUT_EFFECT].flatMap(
    ({ quirks }) => quirks,
  );
  expect(new Set(named).size).toBe(named.length);
  // C14 is right in both models, C16 is not corrected. I5 refuses layers.
  const page = readFileSync(new URL('../../docs/parity-quirks.md', import.meta.url), 'utf8');
  const all = [...page.matchAll(/^\| (C\d+) +\|/gm)]
    .map(([, quirk]) => quirk)
    .filter((one) => one !== 'C14' && one !== 'C16');
  const others = ['M3', 'M4', 'R4', 'Q7', 'Q8', 'Q14', 'Q15', 'Q16', 'I2', 'I6', 'I7', 'I8', 'I10', 'I11'];
  expect(named.toSorted()).toEqual([...all, ...others].toSorted());
});

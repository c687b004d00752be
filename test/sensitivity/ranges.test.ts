import { describe, expect, test } from 'vitest';
import { recordEvaluation } from '../../src/engine/cost-model.ts';
import type { NumberRange } from '../../src/model/accelerator/accelerator-number.ts';
import { numbersOf } from '../../src/model/accelerator/vary-numbers.ts';
import { HeldMappings } from '../../src/sensitivity/held-mappings.ts';
import { sensitivity, TOTALS } from '../../src/sensitivity/index.ts';
import { propagateRanges } from '../../src/sensitivity/range-propagation.ts';
import { forMappings } from '../properties/random-mappings.ts';

/** All combinations of the ends of some ranges. */
function corners(
  ranges: readonly NumberRange[],
): { readonly number: NumberRange['number']; readonly value: number }[][] {
  return ranges.reduce<{ readonly number: NumberRange['number']; readonly value: number }[][]>(
    (all, { number, low, high }) => all.flatMap((one) => [low, high].map((value) => [...one, { number, value }])),
    [[]],
  );
}

const isVaried = ({ number }: { readonly number: NumberRange['number'] }): boolean =>
  (number.of === 'memory' && ['r_cost', 'w_cost'].includes(number.field)) ||
  (number.of === 'port' && number.field === 'bandwidth_max') ||
  number.of === 'array';

describe('ranges propagated with mappings held', () => {
  test('reach as far as the best and the worst of all combinations of their ends', () => {
    let seed = 0;
    forMappings(({ evaluator, nest }) => {
      const run = { evaluations: [recordEvaluation(evaluator, nest)] };
      const held = new HeldMappings(run);
      const numbers = numbersOf(held.design).filter((one) => isVaried(one) && one.value > 0);
      seed += 1;
      const chosen = [0, 3, 7, 11].flatMap((step) => numbers[(seed * 5 + step) % numbers.length] ?? []);
      const ranges = [...new Set(chosen)].map(({ number, value }, index): NumberRange => {
        const half = number.of === 'port' ? Math.floor(value / 4) : value * 0.1 * (index + 1);
        return { number, low: value - half, high: value + half };
      });
      const found = propagateRanges(held, held.totals() ?? {}, ranges, () => 0);
      const all = corners(ranges).map((corner) => held.totals(corner));
      for (const { name } of TOTALS) {
        const range = found.totals[name];
        if (range === undefined) continue;
        const values = all.map((totals) => totals?.[name] ?? Number.NaN);
        expect(range.worstCase.least / Math.min(...values)).toBeCloseTo(1, 12);
        expect(range.worstCase.most / Math.max(...values)).toBeCloseTo(1, 12);
        expect(range.independent.least).toBeGreaterThanOrEqual(range.worstCase.least * (1 - 1e-12));
      }
    }, 20);
  });

  test('add as squares where they are independent', () => {
    forMappings(({ evaluator, nest }) => {
      const run = { evaluations: [recordEvaluation(evaluator, nest)] };
      const numbers = numbersOf(new HeldMappings(run).design).filter(
        ({ number }) => number.of === 'memory' && number.field === 'r_cost',
      );
      const ranges = numbers.map(({ number, value }) => ({ number, low: value * 0.8, high: value * 1.2 }));
      const { numbers: found, ranges: propagated, totals } = sensitivity(run, { ranges });
      const costs = found.filter(({ number }) => number.of === 'memory' && number.field === 'r_cost');
      const expected = Math.hypot(...costs.map(({ held }) => 0.2 * (held.elasticities.energy?.larger ?? 0)));
      const { least = 0, most = 0 } = propagated?.totals.energy?.independent ?? {};
      expect(most / (totals.energy ?? 0) - 1).toBeCloseTo(expected, 9);
      expect(1 - least / (totals.energy ?? 0)).toBeCloseTo(expected, 9);
    }, 5);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addFigures, type EvaluationFigures, NO_FIGURES, perDirection } from './evaluation-figures.ts';
import { FigureSum, type Summand } from './figure-sum.ts';

const energy = fc.double({ min: 0, max: 1e15, noNaN: true });
const figures: fc.Arbitrary<EvaluationFigures> = fc
  .record({ mac: energy, levels: fc.array(energy, { maxLength: 3 }), operand: fc.constantFrom('O', 'W', 'I') })
  .map(({ mac, levels, operand }) => ({
    ...NO_FIGURES,
    macEnergy: mac,
    energyTotal: levels.reduce((sum, level) => sum + level, mac),
    energyPerLevel: { [operand]: levels },
    energyPerDirection: { [operand]: levels.map((level) => perDirection((code) => level * code)) },
  }));

/** Says when its lists are asked for. */
function summand(figures: EvaluationFigures, onRead: () => void = () => {}): Summand {
  return {
    headline: figures,
    get figures() {
      onRead();
      return figures;
    },
  };
}

describe('a sum of figures', () => {
  test('is what adding one after the other gives, to the last bit, whichever partial sum is read first', () => {
    fc.assert(
      fc.property(fc.array(figures, { minLength: 1, maxLength: 8 }), fc.nat(), (added, readFirst) => {
        const sums = [FigureSum.of(NO_FIGURES)];
        const expected = [NO_FIGURES];
        for (const one of added) {
          sums.push((sums.at(-1) ?? FigureSum.of(NO_FIGURES)).plus(summand(one)));
          expected.push(addFigures(expected.at(-1) ?? NO_FIGURES, one));
        }
        expect(sums[readFirst % sums.length]?.figures).toEqual(expected[readFirst % sums.length]);
        expect(sums.map((sum) => sum.figures)).toEqual(expected);
        for (const sum of sums) expect(sum.figures).toMatchObject(sum.headline);
      }),
    );
  });

  test('reads the lists of what was added once, and not for the headline', () => {
    let reads = 0;
    const one = summand({ ...NO_FIGURES, energyTotal: 2 }, () => reads++);
    const sum = FigureSum.of(NO_FIGURES).plus(one).plus(one);
    expect(sum.headline.energyTotal).toBe(4);
    expect(reads).toBe(0);
    expect(sum.figures).toBe(sum.figures);
    expect(reads).toBe(2);
  });

  test('may have more layers than calls can be nested', () => {
    const one = summand({ ...NO_FIGURES, idealCycles: 1 });
    let sum = FigureSum.of(NO_FIGURES);
    for (let count = 0; count < 100_000; count++) sum = sum.plus(one);
    expect(sum.figures.idealCycles).toBe(100_000);
  });
});

import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { CaseMaker, type RandomCase } from './random-case.ts';
import { OperandWalk } from './walk.ts';
import { portsFor, sideOf, walkedInterfaces } from './walked-transfers.ts';

/* Random small cases against walking all their iterations. CORRECTED_RUNS=100000 tries many, CORRECTED_SEED others. */

const RUNS = Number(process.env.CORRECTED_RUNS ?? 120);
const SEED = Number(process.env.CORRECTED_SEED ?? 1);

describe('counts of the corrected model equal those of a walk over all iterations', () => {
  const maker = new CaseMaker(RandomStream.named(SEED, 'corrected counts'));

  test(`${RUNS} random cases`, () => {
    for (let run = 0; run < RUNS; run++) {
      const given = maker.make();
      const result = evaluateGivenMapping({ ...given, costModel: 'corrected' });
      for (const [operand, figures] of Object.entries(result.operands ?? {})) {
        const walk = new OperandWalk(given, operand);
        const walked = walkedInterfaces(given, operand, walk);
        const expected = figures.transfers.map((transfer) => {
          const at = walked[transfer.interface];
          if (at === undefined) throw new Error('an interface too many');
          const { elements, transfers, sizes } = sideOf(at, transfer.direction, operand === 'O');
          const port = portsFor(given, transfer.memory, `${given.links[operand]}, ${transfer.direction}`);
          const steps = sizes.map((size) => Math.ceil((size * transfer.bits_per_element) / port.bandwidth_min));
          const granules = steps.reduce((sum, step) => sum + step, 0);
          const words = (granules * port.bandwidth_min) / port.bandwidth_max;
          return { ...transfer, elements, transfers, granules, words };
        });
        expect(figures.transfers, JSON.stringify(given)).toEqual(expected);
        expect(figures.distinct).toBe(walk.distinct);
        expect(figures.levels.map(({ elements }) => elements)).toEqual(
          figures.levels.map((_, level) => walk.largestContent(level)),
        );
        if (figures.psum === undefined) continue;
        const unfinished = walked.map(({ isUnfinished }) => [isUnfinished.lower, isUnfinished.upper]);
        expect(figures.psum.slice(0, -1), JSON.stringify(given)).toEqual(unfinished);
      }
    }
  });

  test('the cases are mixed', () => {
    const mixture = new CaseMaker(RandomStream.named(SEED, 'mixture'));
    const cases = Array.from({ length: 200 }, () => mixture.make());
    const share = (has: (given: RandomCase) => boolean): number => cases.filter(has).length / cases.length;
    expect(share(hasRemainder)).toBeGreaterThan(0.2);
    expect(share((given) => !hasRemainder(given))).toBeGreaterThan(0.2);
    expect(share(hasSplitDirection)).toBeGreaterThan(0.1);
  });
});

function hasRemainder({ layer, spatial, temporal }: RandomCase): boolean {
  const all = [...spatial.flatMap(([, list]) => list), ...temporal.loops];
  return layer.dims.some(
    ([name, size]) => all.reduce((sum, [d, factor]) => (d === name ? sum * factor : sum), 1) !== size,
  );
}

/** Two ports of a memory list the same direction. */
function hasSplitDirection({ accelerator }: RandomCase): boolean {
  return Object.values(accelerator.memories).some(({ ports }) => {
    const entries = ports.flatMap(({ allocation }) => allocation);
    return new Set(entries).size < entries.length;
  });
}

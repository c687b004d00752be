import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../src/search/criteria.ts';
import { exactSearch, onlyCandidate } from '../../src/search/exact/index.ts';
import { ChoiceReader, DESIGNS } from './cases/choices.ts';
import { CostedDesign } from './cases/costed-design.ts';
import { buildDesign, type Design, drawDesign } from './cases/law-case.ts';
import { isBelow } from './rules/law.ts';

/* The best mapping of whole layers, by the exact search: no memory that gets larger makes it worse. LAW_RUNS and LAW_SEED as for the others. */

const RUNS = Math.ceil(Number(process.env.LAW_RUNS ?? 2000) / 50);
const SEED = Number(process.env.LAW_SEED ?? 1);
/** Bits in which every tensor fits. */
const ENDLESS = 1_000_000;

function withSizes({ given, variation }: Design, sizeOf: (bits: number, index: number) => number): Design {
  const memories = Object.entries(given.accelerator.memories).map(([name, memory], index) => [
    name,
    { ...memory, size: sizeOf(memory.size, index) },
  ]);
  const accelerator = { ...given.accelerator, memories: Object.fromEntries(memories) };
  return buildDesign({ ...given, accelerator }, variation, 'unfitted');
}

function leastCost(design: Design, criterion: OptimisationCriterion): number {
  const { problem } = new CostedDesign(design, 'corrected');
  const search = exactSearch(onlyCandidate(problem), { criterion });
  let step = search.next();
  while (step.done !== true) step = search.next();
  expect(step.value.isProven).toBe(true);
  return step.value.value;
}

test(`the best of all mappings never gets worse with a larger memory, ${RUNS} designs`, {
  timeout: 60_000 + RUNS * 500,
}, () => {
  let better = 0;
  for (const choices of fc.sample(DESIGNS, { seed: SEED, numRuns: RUNS })) {
    const drawn = drawDesign(choices);
    const last = Object.keys(drawn.given.accelerator.memories).length - 1;
    if (last === 0) continue;
    const reader = new ChoiceReader(drawn.variation);
    const [chosen, growth] = [reader.nextBelow(last), 2 + reader.nextBelow(7)];
    const before = withSizes(drawn, (bits, index) => (index === last ? ENDLESS : bits));
    const after = withSizes(before, (bits, index) => (index === chosen ? bits * growth : bits));
    for (const criterion of OPTIMISATION_CRITERIA) {
      const [small, large] = [leastCost(before, criterion), leastCost(after, criterion)];
      expect(isBelow(small, large), `${criterion} ${small} becomes ${large}: ${JSON.stringify(before.given)}`).toBe(
        false,
      );
      if (isBelow(large, small)) better++;
    }
  }
  expect(better).toBeGreaterThan(0);
});

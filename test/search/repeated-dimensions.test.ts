import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { leastCosts } from '../../src/search/compulsory/least-costs.ts';
import { ClassSearch } from '../../src/search/loma/class-search.ts';
import { CaseMaker, type RandomCase } from '../corrected/random-case.ts';
import { forEveryMapping, type MappingCost } from './exact/brute-force.ts';
import { ROUNDING } from './exact/compare.ts';
import { problemOf } from './exact/corrected-problem.ts';

/*
 * Operands that count a dimension twice, and outputs that overlap. Elements of tiles then grow faster than their loops, so all data at once is not
 * the least traffic, and larger tiles can cost more.
 */

describe.each([
  ['an index that slides as well', { O: ['K', 'OX'], W: ['K', 'C', 'FX'], I: ['C', 'OX', 'IX'] }],
  ['an output that overlaps', { O: ['K', 'IX'], W: ['K', 'C', 'FX'], I: ['C', 'OX'] }],
])('%s', (_, operands) => {
  test('no mapping costs less than the bounds, and none is left out as worse than a larger tile', () => {
    const maker = new CaseMaker(RandomStream.named(3, 'repeated dimensions'), 5);
    let compared = 0;
    while (compared < 40) {
      const given = withOperands(maker.make(), operands);
      if (given === undefined) continue;
      const problem = problemOf(given);
      const costs: MappingCost[] = [];
      if (forEveryMapping(problem, 300, (cost) => costs.push(cost)) === undefined || costs.length === 0) continue;
      compared++;
      const { energy, latency } = leastCosts(problem);
      expect(energy).toBeLessThanOrEqual(Math.min(...costs.map((cost) => cost.energy)) * (1 + ROUNDING));
      expect(latency).toBeLessThanOrEqual(Math.min(...costs.map((cost) => cost.latency)) * (1 + ROUNDING));
      expect(ClassSearch.serves(problem)).toBe(false);
    }
  });
});

/** A convolution in one dimension with other operands, in a memory that holds everything. */
function withOperands(given: RandomCase, operands: RandomCase['layer']['operands']): RandomCase | undefined {
  const { layer, accelerator } = given;
  if (layer.dims.map(([name]) => name).join() !== 'K,C,OX,FX') return undefined;
  const last = Object.keys(accelerator.memories).at(-1);
  const memories = Object.fromEntries(
    Object.entries(accelerator.memories).map(([name, memory]) => [
      name,
      name === last ? { ...memory, size: 1_000_000 } : memory,
    ]),
  );
  return { ...given, layer: { ...layer, operands }, accelerator: { ...accelerator, memories } };
}

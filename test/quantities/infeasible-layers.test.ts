import { expect, test } from 'vitest';
import type { InfeasibleLayer } from '../../src/base/diagnostic.ts';
import { groupedByReason } from '../../src/quantities/infeasible-layers.ts';

function infeasible(name: string, unrolled = 'D1: K 8'): InfeasibleLayer {
  const message = `no temporal mapping of layer ${name} fits a_chip: "rf" has 16 bits; unrolled are ${unrolled}`;
  return { name, diagnostic: { code: 'ZZ4411', severity: 'error', message, hint: 'enlarge "rf"' } };
}

test('layers of one reason are grouped, whatever their names and unrollings', () => {
  const layers = [infeasible('a'), infeasible('chip'), infeasible('conv1', 'D1: C 4'), infeasible('conv10')];
  const groups = groupedByReason(layers);
  expect(groups.map(({ first, others }) => [first.name, others.map(({ name }) => name)])).toEqual([
    ['a', ['chip', 'conv1', 'conv10']],
  ]);
});

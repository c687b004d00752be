import { expect, test } from 'vitest';
import { loadAccelerator } from '../../../src/io/load.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import { platformFiles } from '../../../src/platform/node.ts';
import { exactSearch, onlyCandidate, spatialCandidates } from '../../../src/search/exact/index.ts';
import { leastCyclesOf } from '../../../src/search/spatial/least-cycles.ts';
import { matrixProduct } from '../../support.ts';
import { forEveryMapping } from './brute-force.ts';
import { problemsOf } from './random-designs.ts';

/*
 * Loads of all operands share both ports of a link. They shorten each other below zero (parity quirk C1), so that a layer takes fewer
 * cycles than its loops. No bound may count on them.
 */

function port(name: string, width: number, allocation: readonly string[]) {
  const type = name.startsWith('rw') ? 'read_write' : name.startsWith('r') ? 'read' : 'write';
  return { name, type, bandwidth_min: 8, bandwidth_max: width, allocation };
}

function memory(size: number, operands: readonly string[], ports: readonly object[]) {
  return { size, r_cost: 1, w_cost: 1, area: 0, latency: 1, operands, ports, served_dimensions: ['D1'] };
}

async function sharedLink(width: number, units = 1): Promise<Accelerator> {
  const up = ['I1, fh', 'I2, fh', 'O, fh', 'O, th'];
  const ofInput = (operand: string): object =>
    memory(16, [operand], [port('r_port_1', 64, [`${operand}, tl`]), port('w_port_1', 64, [`${operand}, fh`])]);
  const { value } = await loadAccelerator(
    {
      name: 'shared_link',
      operational_array: { dimensions: ['D1'], sizes: [units], unit_energy: 1, unit_area: 1 },
      memories: {
        rf_I: ofInput('I1'),
        rf_W: ofInput('I2'),
        rf_O: memory(
          16,
          ['O'],
          ['r_port_1 tl', 'w_port_1 fl', 'r_port_2 th', 'w_port_2 fh'].map((text) => {
            const [name = '', direction] = text.split(' ');
            return port(name, 64, [`O, ${direction}`]);
          }),
        ),
        l1: memory(
          65536,
          ['I1', 'I2', 'O'],
          [
            port('r_port_1', 64, ['I1, tl']),
            port('r_port_2', 64, ['I2, tl']),
            port('r_port_3', 64, ['O, tl']),
            port('w_port_1', 64, ['O, fl']),
            port('rw_port_1', width, up),
          ],
        ),
        dram: memory(
          2 ** 30,
          ['I1', 'I2', 'O'],
          [port('rw_port_1', width, [...up, 'I1, tl', 'I2, tl', 'O, tl', 'O, fl'])],
        ),
      },
    },
    platformFiles,
  );
  return value;
}

test.each([8, 16])('the best latency is below the cycles of the loops, with ports of %i bits', async (width) => {
  const accelerator = await sharedLink(width);
  for (const sizes of [
    { D: 5, C: 5, K: 5 },
    { D: 7, C: 5, K: 7 },
    { D: 11, C: 7, K: 5 },
  ]) {
    const [problem] = problemsOf({ layer: matrixProduct(sizes), accelerator }, 1);
    if (problem === undefined) throw new Error('no spatial mapping');
    let best = Number.POSITIVE_INFINITY;
    expect(
      forEveryMapping(problem, 1000, ({ latency }) => {
        best = Math.min(best, latency);
      }),
    ).toBe(672);
    expect(best).toBeLessThan(sizes.D * sizes.C * sizes.K);
    const search = exactSearch(onlyCandidate(problem), { criterion: 'latency' });
    let step = search.next();
    while (!step.done) step = search.next();
    expect(step.value.value).toBe(best);
  }
});

test.each(['latency', 'EDP'] as const)(
  'no spatial mapping is ruled out by the cycles of its loops alone, by %s',
  async (criterion) => {
    const accelerator = await sharedLink(8, 4);
    let wouldBeRuledOut = 0;
    for (const size of [4, 5]) {
      const layer = matrixProduct({ D: size, C: size, K: 4 });
      const candidates = spatialCandidates(layer, accelerator);
      let best = Number.POSITIVE_INFINITY;
      for (const { compile, leastCycles, mapping } of candidates) {
        const problem = compile();
        if (typeof problem === 'string') continue;
        const cycles = leastCyclesOf(layer, accelerator, mapping);
        forEveryMapping(problem, 100_000, ({ energy, latency }) => {
          expect(latency).toBeGreaterThanOrEqual(leastCycles);
          if (latency < cycles) wouldBeRuledOut++;
          best = Math.min(best, criterion === 'EDP' ? energy * latency : latency);
        });
      }
      const search = exactSearch(candidates, { criterion });
      let step = search.next();
      while (!step.done) step = search.next();
      expect(step.value.isProven).toBe(true);
      expect(step.value.value).toBe(best);
    }
    expect(wouldBeRuledOut).toBeGreaterThan(0);
  },
);

import { beforeAll, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import type { ConfigurationBounds, TabulatedLayer } from '../../src/certificate/checked-cost-model.ts';
import { kindNest, type MergedMapping, merged } from '../../src/certificate/cost/merged-mapping.ts';
import { COST_MODELS } from '../../src/certificate/cost-models.ts';
import { NotCovered } from '../../src/certificate/not-covered.ts';
import type { Closings } from '../../src/certificate/paths/closings.ts';
import { liftMapping } from '../../src/engine/problem/lift-mapping.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { forEveryMapping } from '../search/exact/brute-force.ts';
import { exampleAccelerators, problemsOf, randomDesign, variedDesign } from '../search/exact/random-designs.ts';
import { hardDesign } from './hard-designs.ts';
import { boundNames } from './support.ts';

/* No mapping takes fewer cycles than any bound that a certificate can name says of its path. More: CERTIFICATE_RUNS, CERTIFICATE_SEED. */

const MAPPINGS = 100 * Number(process.env.CERTIFICATE_RUNS ?? 4);

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

/** Cycles that a bound says of the path of a mapping; undefined where there is no such bound. */
function boundOf(
  { lowest, tables: { mapped, lattice } }: Closings,
  bounds: ConfigurationBounds,
  { tiles }: MergedMapping,
  name: string,
  alternative: number,
  longest: number,
): number | undefined {
  const sums = bounds.bound(name, alternative, longest)?.map(({ constant, cost }) =>
    mapped.operands.reduce((sum, { base, memories }, operand) => {
      let all = sum;
      for (let index = base + (lowest[operand] ?? 0); index < base + memories.length; index++) {
        const tile = tiles[index] ?? lattice.full;
        if (tile !== lattice.full) all += cost[index * lattice.size + tile] ?? 0;
      }
      return all;
    }, constant),
  );
  return sums && Math.min(...sums);
}

test.each([
  ['reference', 'random', randomDesign],
  ['corrected', 'varied', variedDesign],
  ['corrected', 'hard', hardDesign],
] as const)(
  'bounds by the %s model are never above the latency of a mapping of %s layers',
  { timeout: 600_000 },
  (costModel, _, makeDesign) => {
    const random = RandomStream.named(Number(process.env.CERTIFICATE_SEED ?? 1), 'bounds of certificates');
    const reached = new Set<string>();
    let compared = 0;
    for (let run = 0; compared < MAPPINGS; run++) {
      const design = makeDesign(random, accelerators, 4);
      const { layer, accelerator } = design;
      for (const problem of problemsOf(design, 2, { costModel })) {
        let tabulated: TabulatedLayer | undefined;
        try {
          tabulated = COST_MODELS[costModel]
            .unroll(layer, accelerator, problem.spatialMapping.source)
            ?.map()
            ?.tabulate();
        } catch (error) {
          if (!(error instanceof NotCovered)) throw error;
        }
        // The only mapping without temporal loops needs no bound.
        if (tabulated === undefined || tabulated.closings.tables.mapped.iterations === 1) continue;
        const { closings } = tabulated;
        const { tables, lowest } = closings;
        const source = tabulated.latencyBounds();
        const names = boundNames(tabulated, accelerator);
        const known = new Map<string, ConfigurationBounds>();
        let seen = 0;
        forEveryMapping(problem, 2000, ({ energy, latency }, nest) => {
          if (seen++ % 11 !== 0 || Number.isNaN(energy)) return;
          const own = kindNest(tables, liftMapping(problem, nest));
          if (typeof own === 'string') throw new Error(own);
          const mapping = merged(tables, own);
          const counts = tables.mapped.operands.map(({ base, memories }, operand) => {
            const first = lowest[operand] ?? 0;
            const closed = memories.findIndex(
              (_, level) => level >= first && mapping.tiles[base + level] === tables.lattice.full,
            );
            return (closed < 0 ? memories.length : closed) - first;
          });
          const bounds = known.get(counts.join()) ?? source.of(counts);
          known.set(counts.join(), bounds);
          const least = Array.from({ length: source.alternativeCount }, (_, alternative) => {
            if (!bounds.holds(alternative)) return 0;
            return Math.max(
              ...names.map((name) => {
                const bound = boundOf(closings, bounds, mapping, name, alternative, latency) ?? 0;
                if (bound >= latency * (1 - 1e-12)) reached.add(name.replace(/ .*/, ''));
                return bound;
              }),
            );
          });
          expect(Math.min(...least), `run ${run}, ${accelerator.name}`).toBeLessThanOrEqual(latency * (1 + 1e-12));
          compared++;
        });
      }
    }
    // Bounds that are far too low would pass, too. Most kinds are reached by some mapping; all of them in a long run.
    expect(reached.size).toBeGreaterThanOrEqual(MAPPINGS > 4000 ? 5 : 3);
  },
);

import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { checkCandidates } from '../../src/certificate/check-candidates.ts';
import type { CandidateDocument } from '../../src/certificate/document.ts';
import { distinctCandidates } from '../../src/certificate/spatial/distinct-candidates.ts';
import { loadAccelerator } from '../../src/io/load.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { OPTIMISATION_CRITERIA } from '../../src/search/criteria.ts';
import { forEveryMapping, type MappingCost } from '../search/exact/brute-force.ts';
import { costOf, isClose } from '../search/exact/compare.ts';
import { problemsOf } from '../search/exact/random-designs.ts';
import { memory, rowOfUnits } from '../small-inputs.ts';
import { matrixProduct } from '../support.ts';
import { hardDesign } from './hard-designs.ts';
import { boundNames, type CertifiedLayer, certified, verdictOf } from './support.ts';

/* Certificates of the corrected model against brute force over all mappings. More: CERTIFICATE_RUNS, CERTIFICATE_SEED. */

const RUNS = 4 * Number(process.env.CERTIFICATE_RUNS ?? 8);
const MOST_MAPPINGS = 200;
const SMALL = 1e-7;

describe('layers on hardware of every kind', () => {
  const random = RandomStream.named(Number(process.env.CERTIFICATE_SEED ?? 1), 'hard layers');
  const seen = { layers: 0, mappings: 0 };

  test('have certificates that prove their optimum, and none that proves more', { timeout: 600_000 }, () => {
    for (let run = 0; seen.layers < RUNS; run++) {
      const design = hardDesign(random);
      const costs: MappingCost[] = [];
      for (const problem of problemsOf(design, 1, { costModel: 'corrected' })) {
        if (forEveryMapping(problem, MOST_MAPPINGS, (cost) => costs.push(cost)) === undefined) costs.length = 0;
      }
      if (costs.length < 2) continue;
      for (const objective of OPTIMISATION_CRITERIA) {
        const optimum = Math.min(...costs.map((cost) => costOf(objective, cost)));
        const it = certified(design.layer, design.accelerator, objective, 1, 'corrected');
        const where = `run ${run}, ${objective}`;
        expect(verdictOf(it), where).toEqual({ is: 'proven' });
        expect(isClose(it.document.value, optimum), where).toBe(true);
        for (const isBounded of [true, false]) {
          expect(verdictWithout(it, optimum * (1 + SMALL), isBounded), where).toBe('refuted');
          expect(verdictWithout(it, optimum, isBounded), where).toBe('proven');
        }
      }
      seen.layers++;
      seen.mappings += costs.length;
    }
    expect(seen.mappings).toBeGreaterThan(20 * RUNS);
  });
});

/** What the checker says of a value whose certificate names all bounds in every configuration, or none. */
function verdictWithout({ question, document }: CertifiedLayer, value: number, isBounded: boolean): string {
  const { layer, accelerator, costModel, mostSpatialMappings } = question;
  const space = distinctCandidates(layer, accelerator, costModel, mostSpatialMappings);
  const candidates = [...space.values()].flatMap(({ unrolled, names: [spatialMapping] }): CandidateDocument[] => {
    const tabulated = unrolled.map()?.tabulate();
    if (tabulated === undefined || spatialMapping === undefined) return [];
    const { closings } = tabulated;
    const bounds = isBounded ? boundNames(tabulated, accelerator) : [];
    const closed = closings.closable.reduce<number[][]>(
      (all, count) => all.flatMap((counts) => Array.from({ length: count + 1 }, (_, next) => [...counts, next])),
      [[]],
    );
    return [{ spatialMapping, configurations: closed.map((counts) => ({ closed: counts, alternative: 0, bounds })) }];
  });
  return checkCandidates(question, { ...document, value, candidates }, space).is;
}

test('a layer that is unrolled as a whole is loaded once', async () => {
  const weights = { ...memory(8, ['I2'], []), force_double_buffering: true };
  const { value: accelerator } = await loadAccelerator(rowOfUnits({ weights, dram: memory(2 ** 30) }), platformFiles);
  const layer = matrixProduct({ K: 1, C: 2, D: 1 });
  expect(verdictOf(certified(layer, accelerator, 'energy', 1, 'corrected'))).toEqual({ is: 'proven' });
});

describe('hardware with a port for every direction', () => {
  const ports = (allocations: readonly string[]) =>
    allocations.map((allocation, index) => ({
      ...memory(0).ports[0],
      name: `rw_port_${index + 1}`,
      allocation: [allocation],
    }));
  const dram = { ...memory(2 ** 30), ports: ports(['I1, tl', 'I2, tl', 'O, fl', 'O, tl']) };

  /** Checks the optimum, and that the bounds prove no more. */
  async function expectLatency(
    memories: Readonly<Record<string, object>>,
    rows: number,
    columns: number,
    cycles: number,
  ) {
    const { value: accelerator } = await loadAccelerator(rowOfUnits(memories), platformFiles);
    const layer = matrixProduct(
      { K: columns, C: 1, D: rows },
      { spatialMapping: [{ arrayDimension: 'D1', unrollings: [] }] },
    );
    const it = certified(layer, accelerator, 'latency', 1, 'corrected');
    expect(it.document.value).toBe(cycles);
    expect(verdictOf(it)).toEqual({ is: 'proven' });
    expect(verdictWithout(it, cycles * (1 + SMALL), true)).toBe('refuted');
  }

  test('takes no more than its loops where data comes from one memory', async () => {
    await expectLatency({ dram }, 2, 2, 4);
  });

  const [read, write] = ports(['I2, tl', 'I2, fh']);
  const narrow = [read, { ...write, bandwidth_min: 1, bandwidth_max: 1 }];

  // A weight comes in 8 cycles, while 8 rows use the one before.
  test('has room for a second weight where its memory is exactly half full', async () => {
    const weights = { ...memory(16, ['I2'], []), ports: narrow };
    await expectLatency({ weights, dram }, 8, 4, 40);
  });

  test('keeps the next weight in the second memory where the first one is full', async () => {
    const weights = { ...memory(8, ['I2'], []), ports: [read, write] };
    const buffer = { ...memory(8, ['I2'], []), ports: narrow };
    await expectLatency({ weights, buffer, dram }, 8, 4, 41);
  });
});

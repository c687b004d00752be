import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { checkCandidates } from '../../src/certificate/check-candidates.ts';
import { distinctCandidates } from '../../src/certificate/distinct-candidates.ts';
import type { CandidateDocument } from '../../src/certificate/document.ts';
import { forEveryArrangement } from '../../src/certificate/paths/arrangements.ts';
import { forEveryChain } from '../../src/certificate/paths/chains.ts';
import type { Closings } from '../../src/certificate/paths/closings.ts';
import { PathFinder } from '../../src/certificate/paths/path-graph.ts';
import type { ProblemQuestion } from '../../src/certificate/question.ts';
import { loadAccelerator } from '../../src/io/load.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../src/search/criteria.ts';
import { forEveryMapping, type MappingCost } from '../search/exact/brute-force.ts';
import { costOf, isClose } from '../search/exact/compare.ts';
import { problemsOf, type RandomDesign } from '../search/exact/random-designs.ts';
import { memory, rowOfUnits } from '../small-inputs.ts';
import { matrixProduct } from '../support.ts';
import { hardDesign } from './hard-designs.ts';
import { boundNames, certified, verdictOf } from './support.ts';

/* Certificates of the corrected model against brute force over all mappings. More: CERTIFICATE_RUNS, CERTIFICATE_SEED. */

const RUNS = Number(process.env.CERTIFICATE_RUNS ?? 20);
const MOST_MAPPINGS = 600;
const SMALL = 1e-7;

interface HardLayer {
  readonly design: RandomDesign;
  readonly costs: readonly MappingCost[];
}

/** Layers with the costs of all their mappings. */
function* hardLayers(stream: string, least: number): Generator<HardLayer, never> {
  const random = RandomStream.named(Number(process.env.CERTIFICATE_SEED ?? 1), stream);
  for (;;) {
    const design = hardDesign(random);
    const costs: MappingCost[] = [];
    for (const problem of problemsOf(design, 1, { costModel: 'corrected' })) {
      if (forEveryMapping(problem, MOST_MAPPINGS, (cost) => costs.push(cost)) === undefined) costs.length = 0;
    }
    if (costs.length >= least) yield { design, costs };
  }
}

function leastOf(objective: OptimisationCriterion, costs: readonly MappingCost[]): number {
  return costs.reduce((least, cost) => Math.min(least, costOf(objective, cost)), Number.POSITIVE_INFINITY);
}

describe('layers on hardware of every kind', () => {
  test('have certificates that prove their optimum, and none that proves more', { timeout: 600_000 }, () => {
    const layers = hardLayers('hard layers', 10);
    for (let run = 0; run < RUNS; run++) {
      const { design, costs } = layers.next().value;
      for (const objective of OPTIMISATION_CRITERIA) {
        const optimum = leastOf(objective, costs);
        const it = certified(design.layer, design.accelerator, objective, 1, 'corrected');
        const where = `layer ${run}, ${objective}`;
        expect(verdictOf(it), where).toEqual({ is: 'proven' });
        expect(isClose(it.document.value, optimum), where).toBe(true);
        expect(verdictWithAllBounds(it.question, optimum * (1 + SMALL)), where).toBe('refuted');
        expect(verdictWithAllBounds(it.question, optimum), where).toBe('proven');
      }
    }
  });

  test('have the costs that the checker follows, one per order of loops that matters', { timeout: 600_000 }, () => {
    const layers = hardLayers('mappings of hard layers', 20);
    for (let run = 0; run < 5 * RUNS; run++) {
      const { design, costs } = layers.next().value;
      expect(distinct(costsFollowed(design)), `layer ${run}`).toEqual(distinct(costs));
    }
  });
});

function distinct(costs: readonly MappingCost[]): string[] {
  return [...new Set(costs.map(({ energy, latency }) => `${latency} ${energy.toPrecision(9)}`))].sort();
}

/** What the checker costs where no bound excludes anything. */
function costsFollowed({ layer, accelerator }: RandomDesign): MappingCost[] {
  const found: MappingCost[] = [];
  for (const { unrolled } of distinctCandidates(layer, accelerator, 'corrected', 1).values()) {
    const closings = unrolled.map()?.tabulate().closings;
    if (closings === undefined) continue;
    const energy = { constant: 0, cost: closings.tables.energy };
    const paths = new PathFinder(closings);
    for (const counts of allClosed(closings)) {
      const bounds = { latency: [], energy, isEnough: () => false };
      forEveryChain(closings, counts, paths.pathsThatClose(counts), bounds, Number.POSITIVE_INFINITY, (steps) =>
        forEveryArrangement(closings, steps, Number.POSITIVE_INFINITY, (cost) => found.push(cost)),
      );
    }
  }
  return found;
}

/** Every number of closed interfaces per operand. */
function allClosed({ closable }: Closings): number[][] {
  return closable.reduce<number[][]>(
    (all, count) => all.flatMap((counts) => Array.from({ length: count + 1 }, (_, next) => [...counts, next])),
    [[]],
  );
}

/** What the checker says of a value whose certificate names all bounds in every configuration. */
function verdictWithAllBounds(question: ProblemQuestion, value: number): string {
  const { layer, accelerator, costModel, mostSpatialMappings } = question;
  const space = distinctCandidates(layer, accelerator, costModel, mostSpatialMappings);
  const candidates = [...space.values()].flatMap(({ unrolled, names: [spatialMapping] }): CandidateDocument[] => {
    const tabulated = unrolled.map()?.tabulate();
    if (tabulated === undefined || spatialMapping === undefined) return [];
    const { closings } = tabulated;
    const bounds = boundNames(tabulated, accelerator);
    return [
      {
        spatialMapping,
        configurations: allClosed(closings).map((counts) => ({ closed: counts, alternative: 0, bounds })),
      },
    ];
  });
  return checkCandidates(question, { value, candidates }, space).is;
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
    expect(verdictWithAllBounds(it.question, cycles * (1 + SMALL))).toBe('refuted');
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

import { beforeAll, describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { RandomStream } from '../../src/base/random.ts';
import { checkCandidates } from '../../src/certificate/check-candidates.ts';
import type { TabulatedLayer } from '../../src/certificate/checked-cost-model.ts';
import { distinctCandidates } from '../../src/certificate/distinct-candidates.ts';
import type { ProblemDocument } from '../../src/certificate/document.ts';
import { checkPotentials } from '../../src/certificate/paths/potentials.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { COST_MODELS } from '../../src/model/cost-model.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { certify } from '../../src/run/certificate/certify.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { OPTIMISATION_CRITERIA } from '../../src/search/criteria.ts';
import { hidesOrdering } from '../../src/search/exact/tiles/tile-space.ts';
import { temporalLoopSizes } from '../../src/search/orders/temporal-loops.ts';
import { forEveryMapping } from '../search/exact/brute-force.ts';
import { costOf, isClose } from '../search/exact/compare.ts';
import { exampleAccelerators, problemsOf, randomDesign, variedDesign } from '../search/exact/random-designs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { randomOrdering, withOrdering } from './random-orderings.ts';
import { type CertifiedLayer, certified, verdictOf } from './support.ts';

/* Certificates of layers with a temporal ordering. More: CERTIFICATE_RUNS, CERTIFICATE_SEED. */

const RUNS = Number(process.env.CERTIFICATE_RUNS ?? 2);
const SEED = Number(process.env.CERTIFICATE_SEED ?? 1);
const SMALL = 1e-6;

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

test('the certificate of a run with the ordering of its mapping file is proven', async () => {
  const folder = temporaryFolder();
  const inputs = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', opt: 'energy' } as const;
  await getHardwarePerformance({
    ...inputs,
    temporalMappingSearchEngine: 'exact',
    certificate: true,
    dumpFolder: folder,
  });
  const { layers, isProven } = await certify(folder, platformFiles);
  expect(layers.map(({ verdict }) => verdict)).toEqual([{ is: 'proven' }]);
  expect(isProven).toBe(true);
});

function changed(it: CertifiedLayer, change: (document: ProblemDocument) => void): CertifiedLayer {
  const document = structuredClone(it.document);
  change(document);
  return { ...it, document };
}

describe.each(COST_MODELS)('certificates of random layers with an ordering, by the %s model', (costModel) => {
  test('prove the optimum of brute force, and nothing else', { timeout: 600_000 }, () => {
    const random = RandomStream.named(SEED, 'certificates of orderings');
    const seen = { compared: 0, forbidden: 0, swapped: 0, dropped: 0, raised: 0 };
    for (let run = 0; seen.compared < 3 * RUNS; run++) {
      const { layer: free, accelerator } = (costModel === 'corrected' ? variedDesign : randomDesign)(
        random,
        accelerators,
        2,
      );
      if (accelerator.operationalArray.cyclesPerOperation > 1) continue;
      const most = [1, 1, 3][run % 3] ?? 1;
      const [first] = problemsOf({ layer: free, accelerator }, 1, { costModel });
      if (first === undefined) continue;
      const layer = withOrdering(free, randomOrdering(random, temporalLoopSizes(free, first.spatialMapping)));
      const problems = problemsOf({ layer, accelerator }, most, { costModel });
      if (problems.some(hidesOrdering)) continue;
      for (const objective of OPTIMISATION_CRITERIA) {
        const where = `run ${run}, ${objective}, ${accelerator.name}, ${JSON.stringify(layer.mapping.temporalOrdering)}`;
        let it: CertifiedLayer;
        try {
          it = certified(layer, accelerator, objective, most, costModel);
        } catch (error) {
          if (!(error instanceof MappingError)) throw error;
          continue;
        }
        const { value } = it.document;
        expect(verdictOf(it), where).toEqual({ is: 'proven' });
        const lowered = { ...it.document, value: value * (1 - SMALL) };
        expect(verdictOf({ ...it, document: lowered }).is, where).toBe('refuted');
        const space = distinctCandidates(layer, accelerator, costModel, most);
        expect(checkCandidates(it.question, it.document, space).is, where).toBe('proven');
        const raised = { ...it.document, value: value * (1 + SMALL) };
        expect(checkCandidates(it.question, raised, space).is, where).not.toBe('proven');
        if (objective === OPTIMISATION_CRITERIA[run % 3]) {
          seen.dropped += dropEntries(it, where);
          seen.swapped += swapLoops(it, where);
          // The best of all orders, where the ordering forbids it.
          const other = certified(free, accelerator, objective, most, costModel);
          if (other.document.value < value * (1 - SMALL)) {
            expect(verdictOf({ ...it, document: other.document }).is, where).toBe('refuted');
            seen.forbidden++;
          }
        }
        if (most > 1) continue;
        seen.raised += raisePotentials(it, where);
        let optimum = Number.POSITIVE_INFINITY;
        const count = forEveryMapping(problems[0] ?? first, 3000, (cost) => {
          optimum = Math.min(optimum, costOf(objective, cost));
        });
        if (count === undefined || count === 0) continue;
        expect(isClose(value, optimum), `${where}: ${value}, optimum ${optimum}`).toBe(true);
        seen.compared++;
      }
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
  });
});

/**
 * Leaves out one entry, or one configuration, after the other. What needs it is not finished, and no bound above the optimum is accepted.
 * Returns how many were needed.
 */
function dropEntries(it: CertifiedLayer, where: string): number {
  const { layer, accelerator, costModel, mostSpatialMappings } = it.question;
  const space = distinctCandidates(layer, accelerator, costModel, mostSpatialMappings);
  let count = 0;
  const expectNoProof = (document: ProblemDocument): void => {
    const { is } = verdictOf({ ...it, document });
    expect(is, where).not.toBe('refuted');
    if (is === 'not finished') count++;
    const raised = { ...document, value: document.value * (1 + SMALL) };
    expect(checkCandidates(it.question, raised, space).is, where).not.toBe('proven');
  };
  for (const [at, { configurations = [] }] of it.document.candidates.entries()) {
    expectNoProof(changed(it, ({ candidates }) => candidates.splice(at, 1)).document);
    for (const place of configurations.keys()) {
      expectNoProof(changed(it, ({ candidates }) => candidates[at]?.configurations?.splice(place, 1)).document);
    }
  }
  return count;
}

/** Of a complete ordering, every other order of loops is refuted. Returns how many. */
function swapLoops(it: CertifiedLayer, where: string): number {
  const { temporalOrdering } = it.question.layer.mapping;
  const { loops } = it.document.witness;
  const isComplete =
    temporalOrdering.length === loops.length &&
    temporalOrdering.every(({ dimension, size }, at) => `${dimension} ${size}` === loops[at]);
  if (!isComplete) return 0;
  let count = 0;
  for (let at = 1; at < loops.length; at++) {
    const [inner, outer] = [loops[at - 1], loops[at]];
    if (inner === undefined || outer === undefined || inner === outer) continue;
    const swapped = changed(it, ({ witness }) => witness.loops.splice(at - 1, 2, outer, inner));
    expect(verdictOf(swapped), where).toMatchObject({ is: 'refuted', reason: expect.stringContaining('no mapping') });
    count++;
  }
  return count;
}

/** The only spatial mapping of a layer; undefined if it has a single temporal mapping. */
function onlySpatialMapping({ question }: CertifiedLayer): TabulatedLayer | undefined {
  const { layer, accelerator, costModel, mostSpatialMappings } = question;
  const [only] = distinctCandidates(layer, accelerator, costModel, mostSpatialMappings).values();
  const costed = only?.unrolled.map();
  return costed === undefined || costed.mapped.iterations === 1 ? undefined : costed.tabulate();
}

/** Raises one potential after the other: none is accepted. Returns how many. */
function raisePotentials(it: CertifiedLayer, where: string): number {
  const potentials = it.document.candidates[0]?.potentials;
  const closings = onlySpatialMapping(it)?.closings;
  if (potentials === undefined || closings === undefined) return 0;
  let count = 0;
  for (const [place, value] of potentials.values.entries()) {
    if (value === null) continue;
    const raised = value === 0 ? SMALL : value * (1 + SMALL);
    const values = potentials.values.map((other, at) => (at === place ? raised : other));
    expect(checkPotentials(closings, { ...potentials, values }), where).toEqual(expect.any(String));
    count++;
  }
  return count;
}

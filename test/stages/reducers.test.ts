import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { CostModelEvaluation, CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import {
  kinds,
  MainStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  passiveStage,
  type StageClass,
  type StageResult,
  SumStage,
  stage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { evaluation, GEMM, PARSERS, SEARCH } from './chains.ts';

/* Reducers against their definition, on lists of results with many ties. */

let sample: CostModelEvaluation;

beforeAll(async () => {
  const [result] = await MainStage.from([...PARSERS, WorkloadStage, ...SEARCH], GEMM).run();
  if (result === undefined) throw new Error('no result');
  sample = evaluation(result);
});

interface Candidate {
  readonly energy: number;
  readonly latency: number;
}

/** Yields evaluations with the given figures. */
function given(candidates: readonly Candidate[]): StageClass {
  return class extends stage('GivenStage', { leaf: true }) {
    override *run(): Generator<StageResult> {
      for (const [index, { energy, latency }] of candidates.entries()) {
        const { accelerator, layer, spatialMapping, temporalMapping, headline } = sample;
        const cme = new CostModelEvaluation({
          accelerator,
          layer,
          spatialMapping,
          temporalMapping,
          headline: { ...headline, energyTotal: energy, latencyTotal2: latency },
          accessSameDataConsideredAsNoAccess: true,
          details: () => sample.details,
        });
        yield { cme, extra: index };
      }
    }
  };
}

const candidates = fc.array(
  fc.record({ energy: fc.integer({ min: 1, max: 4 }), latency: fc.integer({ min: 1, max: 4 }) }),
  {
    minLength: 1,
    maxLength: 25,
  },
);

/** The first candidate that no later one strictly improves on by (first key, second key). */
function scan(list: readonly Candidate[], keys: (candidate: Candidate) => readonly [number, number]): number {
  let best = 0;
  list.forEach((candidate, index) => {
    const [first, second] = keys(candidate);
    const [bestFirst, bestSecond] = keys(list[best] ?? candidate);
    if (first < bestFirst || (first === bestFirst && second < bestSecond)) best = index;
  });
  return best;
}

describe('a Minimal stage', () => {
  test.each([
    ['energy', MinimalEnergyStage, ({ energy, latency }: Candidate) => [energy, latency] as const],
    ['latency', MinimalLatencyStage, ({ energy, latency }: Candidate) => [latency, energy] as const],
    ['EDP', MinimalEDPStage, ({ energy, latency }: Candidate) => [energy * latency, 0] as const],
  ])('of %s keeps what a scan in order keeps', async (_, Minimal: StageClass, keys) => {
    await fc.assert(
      fc.asyncProperty(candidates, async (list) => {
        const args = { reduceMinimalKeepOthers: true };
        const [best, ...others] = await MainStage.from([Minimal, given(list)], args).run();
        expect(others).toEqual([]);
        const all = best?.extra;
        if (best === undefined || !Array.isArray(all)) throw new Error('no list of others');
        expect(all.map(({ extra }: StageResult) => extra)).toEqual(list.map((_, index) => index));
        expect(all.findIndex(({ cme }: StageResult) => cme === best.cme)).toBe(scan(list, keys));
      }),
    );
  });

  test('yields nothing from nothing above the layer loop, but below it names the layer', async () => {
    expect(await MainStage.from([MinimalEnergyStage, given([])], {}).run()).toEqual([]);
    class NothingStage extends stage('NothingStage', { requires: { layer: kinds.layer } }) {
      override *run(): Generator<StageResult> {}
    }
    const failure = await MainStage.from([...PARSERS, WorkloadStage, MinimalEnergyStage, NothingStage, ...SEARCH], GEMM)
      .run()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MappingError);
    expect(String(failure)).toContain('there is no mapping of layer Layer0 to choose from');
  });
});

describe('a sum of evaluations', () => {
  /** The sample on an accelerator of this name. */
  function on(name: string): CostModelEvaluation {
    const { accelerator, layer, spatialMapping, temporalMapping, headline } = sample;
    return new CostModelEvaluation({
      accelerator: { ...accelerator, name },
      layer,
      spatialMapping,
      temporalMapping,
      headline,
      accessSameDataConsideredAsNoAccess: true,
      details: () => sample.details,
    });
  }

  test('names the design, whichever of its variants comes first', () => {
    const [design, reduced] = [on('tpu_like'), on('tpu_like-removing-nouse-mem')];
    for (const order of [
      [design, reduced],
      [reduced, design],
      [reduced, reduced, design, reduced],
    ]) {
      const sum = order.reduce((total, cme) => total.plus(cme), new CumulativeCME());
      expect(sum.accelerator).toBe(design.accelerator);
    }
  });

  test('refuses accelerators that are no variants of one design', () => {
    const total = new CumulativeCME().plus(on('tpu_like'));
    expect(() => total.plus(on('edge_tpu_like'))).toThrow('different accelerators: "tpu_like" and "edge_tpu_like"');
  });
});

describe('SumStage', () => {
  test('adds everything, in order', async () => {
    await fc.assert(
      fc.asyncProperty(candidates, async (list) => {
        const [total] = await MainStage.from([SumStage, given(list)], {}).run();
        expect(total?.cme).toBeInstanceOf(CumulativeCME);
        expect(total?.cme.energy).toBe(list.reduce((sum, { energy }) => sum + energy, 0));
        expect(total?.cme.latency).toBe(list.reduce((sum, { latency }) => sum + latency, 0));
        expect(total?.extra).toMatchObject(list.map((_, extra) => ({ extra })));
      }),
      { numRuns: 30 },
    );
  });

  test('gives an empty total of nothing', async () => {
    const [total] = await MainStage.from([SumStage, given([])], {}).run();
    expect(total?.cme.energy).toBe(0);
    expect(total?.extra).toEqual([]);
  });
});

test('a passive stage whose method returns nothing is named, with the fix', async () => {
  const forgetful = (method: 'onResult' | 'onEnd'): StageClass => {
    class ForgetfulStage extends passiveStage('ForgetfulStage', {}) {}
    // Written in JavaScript, the method may lack its return.
    Object.defineProperty(ForgetfulStage.prototype, method, { value: () => undefined });
    return ForgetfulStage;
  };
  for (const method of ['onResult', 'onEnd'] as const) {
    const chain = MainStage.from([forgetful(method), given([{ energy: 1, latency: 1 }])], {});
    await expect(chain.run()).rejects.toThrow(
      `ForgetfulStage.${method} must return a list of results, but it returned undefined: return []`,
    );
  }
});

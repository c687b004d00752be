import { describe, expect, test } from 'vitest';
import {
  AcceleratorParserStage,
  CostModelStage,
  kinds,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  MultiProcessingGatherStage,
  MultiProcessingSpawnStage,
  minimalBy,
  ONNXModelParserStage,
  observe,
  SpatialMappingGeneratorStage,
  Stage,
  type StageArguments,
  type StageCallables,
  type StagePair,
  SumStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { EVERY_MAPPING, GEMM, outline, PARSERS, problems, RESNET, SEARCH } from './chains.ts';
import { PassOnStage } from './worker-stages.ts';

/* Stages in the form of the original documentation: class X extends Stage. */

/** Passes everything on, as the documentation begins. */
class DummyStage extends Stage {
  override *run(): Generator<StagePair> {
    const substage = new this.listOfCallables[0](this.listOfCallables.slice(1), { ...this.kwargs });
    for (const [cme, extraInfo] of substage.run()) yield [cme, extraInfo];
  }
}

/** A reduction: its yield stands outside the loop. Python spelling. */
class MinimalPeakStage extends Stage {
  private readonly peakWeight: number;

  constructor(list_of_callables: StageCallables, { peak_weight = 1, ...kwargs }: StageArguments) {
    super(list_of_callables, kwargs);
    this.peakWeight = Number(peak_weight);
  }

  override *run(): Generator<StagePair> {
    const [next, ...rest] = this.list_of_callables;
    let best: { readonly peak: number; readonly pair: StagePair } | undefined;
    for (const [cme, extra_info] of new next(rest, this.kwargs).run()) {
      const peak = this.peakWeight * Math.max(cme.energy, cme.latency);
      if (best === undefined || peak < best.peak) best = { peak, pair: [cme, extra_info] };
    }
    if (best !== undefined) yield best.pair;
  }
}

/** An iterator above the asynchronous parsers: an async generator. */
class AcceleratorsStage extends Stage {
  override async *run(): AsyncGenerator<StagePair> {
    for (const accelerator_path of ['gemm_l1', 'gemm_l1_l3']) {
      const substage = new this.listOfCallables[0](this.listOfCallables.slice(1), { ...this.kwargs, accelerator_path });
      for await (const [cme, extraInfo] of substage.run()) yield [cme, [accelerator_path, extraInfo]];
    }
  }
}

/** The class with another run, as only JavaScript allows it. */
function withRun<C extends typeof DummyStage>(Class: C, run: (this: DummyStage) => unknown): C {
  Object.defineProperty(Class.prototype, 'run', { value: run });
  return Class;
}

const PEAK = minimalBy('PeakStage', ({ energy, latency }) => Math.max(energy, latency));
const below = [SpatialMappingGeneratorStage, LomaStage, CostModelStage];

describe('a class that extends Stage', () => {
  test('passes pairs on anywhere below the parsers', async () => {
    const chain = EVERY_MAPPING.flatMap((stage, index) => (index < 2 ? [stage] : [DummyStage, stage]));
    const expected = await MainStage.from(EVERY_MAPPING, GEMM).run();
    const results = await MainStage.from(chain, GEMM).run();
    expect(outline(results)).toEqual(outline(expected));
    expect(results.map(({ extra }) => extra)).toEqual(expected.map(({ extra }) => extra));
  });

  test('reduces, with its own argument in Python spelling', async () => {
    const args = { ...RESNET, lomaLpfLimit: 2 };
    const first = [...PARSERS, WorkloadStage];
    const expected = await MainStage.from([...first, PEAK, ...below], args).run();
    const results = await MainStage.from([...first, MinimalPeakStage, ...below], { ...args, peak_weight: 2 }).run();
    expect(results).toHaveLength(31);
    expect(outline(results)).toEqual(outline(expected));
    expect(results.map(({ extra }) => extra)).toEqual(expected.map(({ extra }) => extra));
  });

  test('stands above asynchronous stages as an async generator, and changes their arguments', async () => {
    const { accelerator: _, ...others } = GEMM;
    const chain = [AcceleratorsStage, ...PARSERS, SumStage, WorkloadStage, ...SEARCH] as const;
    // Only the text of the class tells that it sets the argument.
    const results = await MainStage.from(chain, others).run();
    expect(results.map(({ extra }) => (Array.isArray(extra) ? extra[0] : undefined))).toEqual([
      'gemm_l1',
      'gemm_l1_l3',
    ]);
    const [alone] = await MainStage.from(chain.slice(1), { ...others, accelerator: 'gemm_l1_l3' }).run();
    expect(results[1]?.cme.energy).toBe(alone?.cme.energy);
  });

  test('may iterate at once within an async generator, where no stage below must wait', async () => {
    class AtOnceStage extends Stage {
      override async *run(): AsyncGenerator<StagePair> {
        for (const [cme, extra] of new this.listOfCallables[0](this.listOfCallables.slice(1), this.kwargs)) {
          yield [cme, ['at once', extra]];
        }
      }
    }
    const [result] = await MainStage.from([...PARSERS, WorkloadStage, AtOnceStage, ...SEARCH], GEMM).run();
    expect(result?.extra).toMatchObject([{ name: 'Layer0' }, ['at once', []]]);
  });

  test('mixes with observers and sums, with MainStage of the compiler too', async () => {
    const seen: number[] = [];
    const LogStage = observe('LogStage', ({ cme }) => seen.push(cme.energy));
    const main = new MainStage(
      [
        WorkloadParserStage,
        AcceleratorParserStage,
        SumStage,
        DummyStage,
        WorkloadStage,
        LogStage,
        MinimalPeakStage,
        DummyStage,
        SpatialMappingGeneratorStage,
        MinimalLatencyStage,
        LomaStage,
        CostModelStage,
      ],
      { accelerator_path: 'gemm_l1', workload_path: 'gemm', mapping_path: 'gemm_l1', loma_lpf_limit: 6 },
    );
    const [total] = await main.run();
    expect(total?.cme.latency).toBe(8191);
    expect(seen).toHaveLength(1);
  });

  test('reads arguments in both spellings, and hands them down in both', async () => {
    const read: unknown[] = [];
    class LimitStage extends Stage {
      constructor(listOfCallables: StageCallables, { loma_lpf_limit, lomaLpfLimit, ...kwargs }: StageArguments) {
        super(listOfCallables, { ...kwargs, loma_lpf_limit: 1 });
        read.push(loma_lpf_limit, lomaLpfLimit);
      }
      override *run(): Generator<StagePair> {
        yield* new this.listOfCallables[0](this.listOfCallables.slice(1), { ...this.kwargs }).run();
      }
    }
    const chain = [...PARSERS, WorkloadStage, LimitStage, ...below];
    const results = await MainStage.from(chain, { ...GEMM, loma_lpf_limit: undefined, lomaLpfLimit: 6 }).run();
    expect(read).toEqual([6, 6]);
    const limited = await MainStage.from([...PARSERS, WorkloadStage, ...below], { ...GEMM, lomaLpfLimit: 1 }).run();
    expect(outline(results)).toEqual(outline(limited));
  });

  test('may put a stage into the list, or leave one out', async () => {
    class ReducingStage extends Stage {
      override *run(): Generator<StagePair> {
        const [spatial, ...rest] = this.listOfCallables;
        yield* new spatial([MinimalLatencyStage, DummyStage, ...rest], this.kwargs).run();
      }
    }
    const results = await MainStage.from([...PARSERS, WorkloadStage, ReducingStage, ...below], GEMM).run();
    expect(results).toHaveLength(1);
    expect(results[0]?.cme.latency).toBe(8191);
  });

  test('runs on worker threads', async () => {
    const parallel = [...PARSERS, MultiProcessingGatherStage, WorkloadStage, MultiProcessingSpawnStage];
    const results = await MainStage.from([...parallel, PassOnStage, ...SEARCH], GEMM).run();
    expect(results[0]?.extra).toMatchObject([{ name: 'Layer0' }, ['passed on', []]]);
    expect(problems([...parallel, DummyStage, ...SEARCH], GEMM)).toContain(
      'DummyStage below it is not a built-in stage, so worker threads cannot find it',
    );
  });

  test('ends a chain if it declares so', async () => {
    const [known] = await MainStage.from([...PARSERS, WorkloadStage, ...SEARCH], GEMM).run();
    if (known === undefined) throw new Error('no result');
    const pair: StagePair = [known.cme, null];
    class KnownStage extends Stage {
      static override readonly contract = { leaf: true };
      override *run(): Generator<StagePair> {
        yield pair;
      }
    }
    const results = await MainStage.from([...PARSERS, WorkloadStage, KnownStage], GEMM).run();
    expect(results[0]?.cme).toBe(known.cme);
    expect(problems([...PARSERS, WorkloadStage, KnownStage, CostModelStage], GEMM)).toContain(
      'KnownStage (stage 4) must be the last stage of the chain',
    );
  });

  test('stops with the signal', async () => {
    const controller = new AbortController();
    const StopStage = observe('StopStage', () => controller.abort());
    const chain = [...PARSERS, DummyStage, WorkloadStage, StopStage, ...SEARCH];
    await expect(MainStage.from(chain, RESNET).run({ signal: controller.signal })).rejects.toThrow(/abort/i);
  });
});

describe('its place is checked when the chain is built', () => {
  test('at the end of the chain', () => {
    expect(problems([...EVERY_MAPPING, DummyStage], GEMM)).toContain(
      'DummyStage (stage 7) cannot be the last stage: end the chain with a stage that yields evaluations',
    );
  });

  test('as a synchronous generator above a parser', () => {
    expect(problems([DummyStage, ...EVERY_MAPPING], GEMM)).toContain(
      'WorkloadParserStage (stage 2) is asynchronous but stands below DummyStage, which is synchronous: move it above DummyStage, or write DummyStage with "async *run" and "for await"',
    );
  });

  test('where a stage or an argument is missing that the class does not name', () => {
    const withoutSpatial = [...PARSERS, WorkloadStage, DummyStage, LomaStage, CostModelStage];
    expect(problems(withoutSpatial, GEMM)).toContain("LomaStage (stage 5) needs 'spatialMapping' (SpatialMapping)");
    expect(problems([...PARSERS, WorkloadStage, DummyStage, ...SEARCH], { ...GEMM, peak_weight: 2 })).toContain(
      "no stage uses the argument 'peakWeight'",
    );
  });

  test('with a run that is an async function, or none', () => {
    const WaitingStage = withRun(class WaitingStage extends DummyStage {}, async () => []);
    expect(problems([...PARSERS, WorkloadStage, WaitingStage, ...SEARCH], GEMM)).toContain(
      'WaitingStage (stage 4): run is an async function and no generator: write "async *run()"',
    );
  });

  test('by the compiler, as far as it declares its arguments', () => {
    class NeedsLayerStage extends Stage {
      static override readonly contract = { requires: { layer: kinds.layer } };
      override *run(): Generator<StagePair> {}
    }
    expect(
      () =>
        new MainStage(
          // @ts-expect-error: no stage above provides a layer
          [ONNXModelParserStage, NeedsLayerStage, CostModelStage],
          { workload: 'alexnet', mapping: 'tpu_like' },
        ),
    ).toThrow("NeedsLayerStage (stage 2) needs 'layer' (Layer): put WorkloadStage above it");
  });
});

describe('an error names the stage and the fix', () => {
  const failure = async (Wrong: typeof DummyStage): Promise<string> => {
    const run = MainStage.from([...PARSERS, WorkloadStage, Wrong, ...SEARCH], GEMM).run();
    return run.then(
      () => 'none',
      (error: unknown) => String(error),
    );
  };

  test('when it yields something else than pairs', async () => {
    const YieldsEvaluationStage = withRun(
      class YieldsEvaluationStage extends DummyStage {},
      function* (this: DummyStage) {
        for (const [cme] of new this.listOfCallables[0](this.listOfCallables.slice(1), this.kwargs)) yield cme;
      },
    );
    expect(await failure(YieldsEvaluationStage)).toContain(
      'YieldsEvaluationStage.run() yielded an evaluation without extra information; every stage yields pairs of an evaluation and extra information: yield [cme, extraInfo]',
    );
    const YieldsNumberStage = withRun(class YieldsNumberStage extends DummyStage {}, function* () {
      yield 7;
    });
    expect(await failure(YieldsNumberStage)).toContain('YieldsNumberStage.run() yielded 7;');
  });

  test('when run is no generator', async () => {
    const ReturnsNothingStage = withRun(class ReturnsNothingStage extends DummyStage {}, () => {});
    expect(await failure(ReturnsNothingStage)).toContain(
      'ReturnsNothingStage.run() returned undefined instead of results; write it as a generator: "*run() { … yield [cme, extraInfo]; }"',
    );
  });

  test('when it promised an argument and does not give it', async () => {
    class PromisingStage extends DummyStage {
      static override readonly contract = { provides: { temporalMapping: kinds.temporalMapping } };
    }
    expect(await failure(PromisingStage)).toContain(
      `PromisingStage provides 'temporalMapping' (TemporalMapping) according to its contract, but it ran the stages below it without it: hand down 'temporalMapping', or leave it out of "provides"`,
    );
  });

  test('when a stage below lacks what only its text names', async () => {
    class ForgetfulStage extends DummyStage {
      /** Talks of temporal_mapping, and forgets it. */
      readonly forgotten = 'temporal_mapping';
    }
    const chain = [...PARSERS, WorkloadStage, SpatialMappingGeneratorStage, ForgetfulStage, CostModelStage];
    await expect(MainStage.from(chain, GEMM).run()).rejects.toThrow(
      "CostModelStage needs 'temporalMapping' (TemporalMapping), but it is missing: a stage above it must pass it on",
    );
  });

  test('when it iterates at once over a substage that must wait', async () => {
    class TopStage extends Stage {
      override async *run(): AsyncGenerator<StagePair> {
        for (const pair of new this.listOfCallables[0](this.listOfCallables.slice(1), this.kwargs)) yield pair;
      }
    }
    await expect(MainStage.from([TopStage, ...EVERY_MAPPING], GEMM).run()).rejects.toThrow(
      'TopStage iterates over its substage at once, but a stage below it is asynchronous; write "async *run" and "for await"',
    );
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import {
  AcceleratorParserStage,
  CompleteSaveStage,
  CostModelStage,
  GeneralParameterIteratorStage,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  minimalBy,
  observe,
  type ProgressEvent,
  RunAbortedError,
  SalsaStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  SumStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { EVERY_MAPPING, GEMM, PARSERS, RESNET, SEARCH } from './chains.ts';

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}

/** The error with which a run ends that is stopped after so long. */
async function abortAfter(milliseconds: number, stages: readonly StageClass[], args: object): Promise<unknown> {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('changed my mind')), milliseconds);
  return MainStage.from(stages, args)
    .run({ signal: controller.signal })
    .catch((error: unknown) => error);
}

/* Layers so large that a single search takes minutes: the test would run out of time. `bench/stopping.ts` measures how soon runs end. */
const ENDLESS = { ...RESNET, lomaLpfLimit: 14 };

describe('an abort signal ends a run', () => {
  test.each([
    ['the fast search', [...PARSERS, WorkloadStage, ...SEARCH]],
    ['every mapping one by one', EVERY_MAPPING],
    ['a reducer above all mappings', [...PARSERS, WorkloadStage, MinimalLatencyStage, ...EVERY_MAPPING.slice(3)]],
    [
      'an observer between Loma and the cost model',
      [
        ...PARSERS,
        SumStage,
        WorkloadStage,
        MinimalLatencyStage,
        SpatialMappingGeneratorStage,
        LomaStage,
        observe('LookStage', () => {}),
        CostModelStage,
      ],
    ],
  ])('in %s', async (_, stages) => {
    const failure = await abortAfter(300, stages, ENDLESS);
    expect(failure).toBeInstanceOf(RunAbortedError);
    expect(failure).toMatchObject({ name: 'AbortError', cause: { message: 'changed my mind' } });
  });

  test('in SALSA', async () => {
    const { lomaLpfLimit: _, ...network } = RESNET;
    const stages = [...PARSERS, WorkloadStage, SpatialMappingGeneratorStage, SalsaStage, CostModelStage];
    const failure = await abortAfter(300, stages, { ...network, salsaIterationNumber: 1e9 });
    expect(failure).toBeInstanceOf(RunAbortedError);
  });

  test('in SALSA on worker threads', async () => {
    const { lomaLpfLimit: _, ...network } = RESNET;
    const stages = [...PARSERS, WorkloadStage, SpatialMappingGeneratorStage, SalsaStage, CostModelStage];
    const args = { ...network, salsaIterationNumber: 1e9, salsaNumberOfCore: 2 };
    const failure = await abortAfter(1200, stages, args);
    expect(failure).toBeInstanceOf(RunAbortedError);
  });

  test('with the results so far, and their files whole', async () => {
    const dumpFolder = temporaryFolder();
    const stages = [GeneralParameterIteratorStage, ...PARSERS, CompleteSaveStage, WorkloadStage, ...SEARCH];
    const args = { ...RESNET, dumpFolder, generalParameterIterations: [['lomaLpfLimit', [3, 14]]] };
    const controller = new AbortController();
    const failure = await MainStage.from(stages, args)
      .run({
        signal: controller.signal,
        // All layers with the first limit are done, and the endless search with the second is under way.
        onProgress: ({ stage, done }) => {
          if (stage === 'GeneralParameterIteratorStage' && done === 1) setTimeout(() => controller.abort(), 100);
        },
      })
      .catch((error: unknown) => error);
    if (!(failure instanceof RunAbortedError)) throw new Error('not aborted');
    expect(failure.results.length).toBeGreaterThanOrEqual(31);
    const files = readdirSync(dumpFolder);
    expect(files.length).toBe(failure.results.length);
    for (const file of files) expect(() => JSON.parse(readFileSync(join(dumpFolder, file), 'utf8'))).not.toThrow();
  });
});

describe('progress', () => {
  test('carries layer, spatial mapping and orders, with exact totals', async () => {
    const events: ProgressEvent[] = [];
    await MainStage.from([...PARSERS, WorkloadStage, ...SEARCH], RESNET).run({
      onProgress: (event) => events.push(event),
    });
    const last = new Map<string, ProgressEvent>();
    for (const event of events) {
      expect(event.done).toBeLessThanOrEqual(event.total);
      last.set(`${event.stage} ${event.layer?.index} ${event.spatialMapping?.index}`, event);
    }
    const layers = events.filter(({ stage }) => stage === 'WorkloadStage');
    expect(layers.map(({ done }) => done)).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
    const searches = [...last.values()].filter(({ stage }) => stage === 'LomaStage');
    // Equal layers are searched once.
    expect(searches.length).toBeGreaterThan(8);
    expect(searches.length).toBeLessThan(31);
    for (const { done, total, layer, spatialMapping } of searches) {
      expect(done).toBe(total);
      expect(layer).toMatchObject({ count: 31 });
      expect(spatialMapping?.index).toBeLessThanOrEqual(spatialMapping?.count ?? 0);
    }
  });

  test('comes from inside a search, at most ten times a second', async () => {
    const controller = new AbortController();
    let events = 0;
    const started = performance.now();
    const run = MainStage.from([...PARSERS, WorkloadStage, ...SEARCH], ENDLESS).run({
      signal: controller.signal,
      onProgress: ({ stage, done, total }) => {
        if (stage === 'LomaStage' && done < total && ++events === 4) controller.abort();
      },
    });
    await expect(run).rejects.toThrow('the run was aborted');
    expect(events).toBeLessThanOrEqual((performance.now() - started) / 100 + 1);
  });
});

describe('a stream', () => {
  test('yields a result before the next is computed', async () => {
    const order: string[] = [];
    const stages = [...PARSERS, observe('LookStage', () => order.push('found')), ...EVERY_MAPPING.slice(2)];
    for await (const _ of MainStage.from(stages, GEMM).stream()) order.push('taken');
    expect(order).toEqual(new Array(6).fill(['found', 'taken']).flat());
  });

  test('keeps memory flat over a long iteration', async () => {
    const endless = MainStage.from(EVERY_MAPPING, { ...RESNET, lomaLpfLimit: 10 });
    let count = 0;
    // What is held after a full collection: without one, the heap may grow or not as the collector pleases.
    const held: number[] = [];
    for await (const { cme } of endless.stream()) {
      if (cme.energy < 0) throw new Error('negative energy');
      count++;
      if (count % 10_000 !== 0) continue;
      collectGarbage();
      held.push(process.memoryUsage().heapUsed);
      if (count === 30_000) break;
    }
    const [early = Number.NaN, , late = Number.NaN] = held;
    // 20,000 evaluations kept would take 30 MB.
    expect(late - early).toBeLessThan(10e6);
  });

  test('ends the stages when it is left', async () => {
    let interrupted = false;
    class WatchStage extends observe('WatchStage', () => {}) {
      override onInterruption(): void {
        interrupted = true;
      }
    }
    for await (const _ of MainStage.from([WatchStage, ...EVERY_MAPPING], RESNET).stream()) break;
    expect(interrupted).toBe(true);
  });
});

describe('warnings about a chain', () => {
  async function warnings(stages: readonly StageClass[], args: object): Promise<string[]> {
    const messages: string[] = [];
    await MainStage.from(stages, args).run({ onWarning: ({ message }) => messages.push(message) });
    return messages;
  }

  test('tell of older argument names, once each', async () => {
    const { lomaLpfLimit: limit, ...rest } = GEMM;
    const args = { ...rest, loma_lpf_limit: limit };
    expect(await warnings([...PARSERS, WorkloadStage, ...SEARCH], args)).toEqual([
      "the argument 'loma_lpf_limit' is now called 'lomaLpfLimit'",
    ]);
  });

  test('tell of arguments without a stage and of reducers that compare layers', async () => {
    const stages = [WorkloadParserStage, AcceleratorParserStage, MinimalLatencyStage, WorkloadStage, ...SEARCH];
    expect(await warnings(stages, { ...GEMM, dumpFolder: 'nowhere' })).toEqual([
      "no stage of this chain uses the argument 'dumpFolder'",
      'MinimalLatencyStage above WorkloadStage compares layers with each other and keeps only the best one',
    ]);
  });

  test('know reducers of your own', async () => {
    const MinimalPeakStage = minimalBy('MinimalPeakStage', ({ energy, latency }) => Math.max(energy, latency));
    const stages = [WorkloadParserStage, AcceleratorParserStage, MinimalPeakStage, WorkloadStage, ...SEARCH];
    expect(await warnings(stages, GEMM)).toEqual([
      'MinimalPeakStage above WorkloadStage compares layers with each other and keeps only the best one',
    ]);
  });

  describe('tell of stages that keep a chain from the fast search', () => {
    const LogStage = observe('LogStage', () => {});
    const MinimalPeakStage = minimalBy('MinimalPeakStage', ({ energy, latency }) => Math.max(energy, latency));
    const [Minimal, Generator, Loma, Cost] = [
      MinimalLatencyStage,
      SpatialMappingGeneratorStage,
      LomaStage,
      CostModelStage,
    ];
    const above = [...PARSERS, WorkloadStage];
    const told = async (search: readonly StageClass[], args: object = {}): Promise<string[]> => {
      const found: string[] = [];
      await MainStage.from([...above, ...search], { ...GEMM, ...args }).run({
        onWarning: ({ code, message, hint }) => found.push(`${code}: ${message}; ${hint}`),
      });
      return found;
    };
    const slow = 'which takes a fifth of the time or far less';

    test.each<[string, readonly StageClass[], string, string]>([
      [
        'below the engine',
        [Minimal, Generator, Minimal, Loma, LogStage, Cost],
        'LogStage',
        'move LogStage above MinimalLatencyStage,',
      ],
      [
        'above the engine',
        [Minimal, Generator, Minimal, LogStage, Loma, Cost],
        'LogStage',
        'move LogStage above MinimalLatencyStage,',
      ],
      [
        'that loop',
        [Minimal, Generator, Loma, Cost],
        'SpatialMappingGeneratorStage',
        'put MinimalLatencyStage directly above LomaStage too',
      ],
      [
        'of both sorts',
        [Minimal, Generator, Loma, LogStage, Cost],
        'SpatialMappingGeneratorStage, LogStage',
        'move LogStage above that MinimalLatencyStage,',
      ],
    ])('%s', async (_, search, names, hint) => {
      const [message, ...others] = await told(search);
      expect(others).toEqual([]);
      expect(message).toMatch(
        new RegExp(`^ZZ6021: ${names} between MinimalLatencyStage and CostModelStage keeps? this`),
      );
      expect(message).toContain(slow);
      expect(message).toContain(hint);
      // The advice helps, or the chain is accepted as it is.
      expect(await told(search, { fuse: false })).toEqual([]);
    });

    test.each<[string, readonly StageClass[]]>([
      ['that use it', [Minimal, Generator, Minimal, Loma, Cost]],
      ['that follow the advice', [Minimal, LogStage, Generator, LogStage, Minimal, Loma, Cost]],
      ['that compare by a figure of their own', [Minimal, Generator, MinimalPeakStage, Loma, Cost]],
      ['that want every mapping', [Generator, LogStage, Loma, Cost]],
    ])('but not chains %s', async (_, search) => {
      expect(await told(search)).toEqual([]);
    });
  });
});

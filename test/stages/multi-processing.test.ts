import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InputError, MappingError } from '../../src/base/diagnostic.ts';
import { CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import {
  CompleteSaveStage,
  CostModelStage,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  MultiProcessingGatherStage,
  MultiProcessingSpawnStage,
  observe,
  type ProgressEvent,
  SpatialMappingGeneratorStage,
  type StageClass,
  type StageResult,
  SumStage,
  stage,
  WorkerError,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { evaluation, GEMM, outline, PARSERS, RESNET, SEARCH } from './chains.ts';
import { CountingStage, DyingStage, FailingStage } from './worker-stages.ts';

const PARALLEL: readonly StageClass[] = [
  ...PARSERS,
  MultiProcessingGatherStage,
  WorkloadStage,
  MultiProcessingSpawnStage,
];

const TWO = { ...RESNET, nbMultiprocessingThreads: 2 };

function problemsOf(stages: readonly StageClass[], args: object): string {
  try {
    MainStage.from(stages, args);
    return '';
  } catch (error) {
    return String(error);
  }
}

describe('work on worker threads', () => {
  test('gives the results of one thread: figures, mappings, details, order and wrappers', async () => {
    const alone = await MainStage.from([...PARSERS, WorkloadStage, ...SEARCH], RESNET).run();
    const parallel = await MainStage.from([...PARALLEL, ...SEARCH], TWO).run();
    expect(parallel.length).toBe(31);
    expect(outline(parallel)).toEqual(outline(alone));
    expect(parallel.map(({ extra }) => extra)).toEqual(alone.map(({ extra }) => extra));
    for (const at of [0, 17]) {
      const [ours, expected] = [parallel[at], alone[at]];
      if (ours === undefined || expected === undefined) throw new Error('a result is missing');
      expect(evaluation(ours).details).toEqual(evaluation(expected).details);
      expect(evaluation(ours).scaled(2).details).toEqual(evaluation(expected).scaled(2).details);
    }
  });

  test('hands the layer over as the very object of the network', async () => {
    const [result] = await MainStage.from([...PARALLEL, ...SEARCH], { ...GEMM, nbMultiprocessingThreads: 1 }).run();
    if (result === undefined || !Array.isArray(result.extra)) throw new Error('no result');
    expect(evaluation(result).layer).toBe(result.extra[0]);
  });

  test('works with fewer tasks than threads, and with none', async () => {
    const few = await MainStage.from([...PARALLEL, ...SEARCH], { ...GEMM, nbMultiprocessingThreads: 4 }).run();
    expect(outline(few)).toEqual(outline(await MainStage.from([...PARSERS, WorkloadStage, ...SEARCH], GEMM).run()));
    const nothing = { ...GEMM, workload: [] };
    expect(await MainStage.from([...PARALLEL, ...SEARCH], nothing).run()).toEqual([]);
  });

  test('streams every result of a task, in order, below a sum too', async () => {
    const every = [SpatialMappingGeneratorStage, LomaStage, CostModelStage];
    const alone = await MainStage.from([...PARSERS, WorkloadStage, ...every], GEMM).run();
    const parallel = await MainStage.from([...PARALLEL, ...every], GEMM).run();
    expect(outline(parallel)).toEqual(outline(alone));
    const inTask = MainStage.from([...PARALLEL, SumStage, ...SEARCH], GEMM);
    const [total] = await inTask.run();
    expect(total?.cme).toBeInstanceOf(CumulativeCME);
    expect(total?.extra).toMatchObject([{ name: 'Layer0' }, [{ cme: { energy: 528936.96 }, extra: [] }]]);
  });

  test('yields in the order of completion when asked', async () => {
    const args = { ...TWO, multiprocessingResultOrder: 'completion' };
    const results = await MainStage.from([...PARALLEL, ...SEARCH], args).run();
    const names = results.map((result) => evaluation(result).layer.name).sort();
    const alone = await MainStage.from([...PARSERS, WorkloadStage, ...SEARCH], RESNET).run();
    expect(names).toEqual(alone.map((result) => evaluation(result).layer.name).sort());
  });

  test('reports progress from inside tasks, with the layer', async () => {
    const events: ProgressEvent[] = [];
    await MainStage.from([...PARALLEL, ...SEARCH], GEMM).run({ onProgress: (event) => events.push(event) });
    const orders = events.filter(({ stage: name }) => name === 'LomaStage');
    expect(orders.at(-1)).toMatchObject({
      layer: { name: 'Layer0', index: 1, count: 1 },
      spatialMapping: { index: 1, count: 1 },
    });
    expect(events.at(-1)).toMatchObject({ stage: 'MultiProcessingGatherStage', done: 1, total: 1 });
  });

  test('runs stages of the user, found by their module', async () => {
    const results = await MainStage.from([...PARALLEL, CountingStage, ...SEARCH], GEMM).run();
    expect(results.map(({ extra }) => extra)).toMatchObject([[{ name: 'Layer0' }, { counted: 1, extra: [] }]]);
  });
});

describe('faults on worker threads', () => {
  test('findings come back as what they are', async () => {
    const tooSmall = MainStage.from([...PARALLEL, ...SEARCH], { ...GEMM, mapping: 'tpu_like', accelerator: 'dimc' });
    const alone = MainStage.from([...PARSERS, WorkloadStage, ...SEARCH], {
      ...GEMM,
      mapping: 'tpu_like',
      accelerator: 'dimc',
    });
    const failure = await tooSmall.run().catch((error: unknown) => error);
    const expected = await alone.run().catch((error: unknown) => error);
    expect(failure instanceof MappingError || failure instanceof InputError).toBe(true);
    expect(String(failure)).toBe(String(expected));
  });

  test('any other error names the task and keeps its cause; the other tasks are stopped', async () => {
    const main = MainStage.from([...PARALLEL, FailingStage, ...SEARCH], TWO);
    const failure = await main.run().catch((error: unknown) => error);
    if (!(failure instanceof WorkerError)) throw new Error(`not a WorkerError: ${String(failure)}`);
    expect(failure.message).toMatch(/^task \d+ \(layer Layer\d+\) failed on a worker thread: no luck today$/);
    expect(failure.cause).toMatchObject({
      name: 'RangeError',
      message: 'no luck today',
      cause: { message: 'the moon' },
    });
  });

  test('a thread that dies ends the run with its task named', async () => {
    const main = MainStage.from([...PARALLEL, DyingStage, ...SEARCH], TWO);
    const failure = await main.run().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkerError);
    expect(String(failure)).toMatch(/the worker thread of task \d+ \(layer Layer\d+\) died: it ended with exit code 7/);
  });

  test('what a listener throws ends the run, as without threads', async () => {
    const onProgress = ({ stage }: ProgressEvent): void => {
      if (stage === 'LomaStage') throw new RangeError('the listener fails');
    };
    const main = MainStage.from([...PARALLEL, ...SEARCH], GEMM);
    await expect(main.run({ onProgress })).rejects.toThrow('the listener fails');
  });

  test('an abort stops the threads', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1500);
    const main = MainStage.from([...PARALLEL, ...SEARCH], { ...TWO, lomaLpfLimit: 11 });
    await expect(main.run({ signal: controller.signal })).rejects.toThrow('the run was aborted');
  });

  test('leaving the stream early ends the threads', async () => {
    const main = MainStage.from([...PARALLEL, ...SEARCH], TWO);
    let seen = 0;
    for await (const _ of main.stream()) if (++seen === 2) break;
    expect(seen).toBe(2);
  });
});

describe('chains that cannot be spread over threads are refused', () => {
  test('Spawn without Gather, Gather without Spawn', () => {
    expect(problemsOf([...PARSERS, WorkloadStage, MultiProcessingSpawnStage, ...SEARCH], GEMM)).toContain(
      "MultiProcessingSpawnStage (stage 4) needs 'multiprocessingCallback' (task queue): put MultiProcessingGatherStage above it",
    );
    expect(problemsOf([...PARSERS, MultiProcessingGatherStage, WorkloadStage, ...SEARCH], GEMM)).toContain(
      'MultiProcessingGatherStage (stage 3): no MultiProcessingSpawnStage stands below it',
    );
  });

  test('a stage in between that reacts to results', () => {
    const stages = [
      ...PARSERS,
      MultiProcessingGatherStage,
      SumStage,
      WorkloadStage,
      MultiProcessingSpawnStage,
      ...SEARCH,
    ];
    expect(problemsOf(stages, GEMM)).toContain(
      'SumStage stands between it and MultiProcessingSpawnStage, where results are not computed yet',
    );
  });

  test('stages below that write files, or that threads cannot find', () => {
    const folder = temporaryFolder();
    expect(problemsOf([...PARALLEL, CompleteSaveStage, ...SEARCH], { ...GEMM, dumpFolder: folder })).toContain(
      'CompleteSaveStage below it writes files, which worker threads cannot do: move CompleteSaveStage above MultiProcessingGatherStage',
    );
    expect(readdirSync(folder)).toEqual([]);
    class HomelessStage extends stage('HomelessStage', {}) {
      override *run(): Generator<StageResult> {
        yield* this.next();
      }
    }
    expect(problemsOf([...PARALLEL, HomelessStage, MinimalLatencyStage, ...SEARCH.slice(1)], GEMM)).toContain(
      'HomelessStage below it is not a built-in stage, so worker threads cannot find it: export it from a module and add "module: import.meta.url"',
    );
  });

  test('but savers above Gather write as results come', async () => {
    const dumpFolder = temporaryFolder();
    const seen: number[] = [];
    const CountFilesStage = observe('CountFilesStage', () => seen.push(readdirSync(dumpFolder).length));
    await MainStage.from([CountFilesStage, ...PARSERS, CompleteSaveStage, ...PARALLEL.slice(2), ...SEARCH], {
      ...TWO,
      dumpFolder,
    }).run();
    expect(seen).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
  });
});

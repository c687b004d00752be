import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { InputError } from '../src/base/diagnostic.ts';
import { EXAMPLES, exampleFile } from '../src/io/files/examples.ts';
import { parseYaml } from '../src/io/text/yaml.ts';
import type { FileAccess } from '../src/platform/file-access.ts';
import { platformFiles } from '../src/platform/node.ts';
import { getHardwarePerformance } from '../src/run/evaluate.ts';
import type { ProgressEvent } from '../src/stages/index.ts';
import { MemoryFiles } from './fuzz/fuzz-input.ts';

const GEMM = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' };
const example = (path: string): string => fileURLToPath(new URL(`../examples/${path}`, import.meta.url));

/** Options as a JavaScript caller may pass them, unchecked by the compiler. */
async function failureOf(options: object): Promise<string> {
  const unchecked: Parameters<typeof getHardwarePerformance>[0] = { ...GEMM, ...options };
  const failure = await getHardwarePerformance(unchecked).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  return String(failure);
}

describe('inputs', () => {
  test('a plain name is the ONNX network, a name with extension the YAML one', async () => {
    const run = (workload: string) =>
      getHardwarePerformance({ workload, accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 4 });
    const [onnx, yaml] = [await run('resnet18'), await run('resnet18.yaml')];
    expect(onnx.evaluations.length).toBe(21);
    expect(onnx.uncosted[0]).toEqual({
      operatorType: 'Relu',
      count: 17,
      operations: 0,
      share: 0,
      elementsMoved: 4_616_192,
    });
    expect(yaml.evaluations.length).toBe(31);
    expect(yaml.uncosted).toEqual([]);
    expect(yaml.energy).toBeCloseTo(2615175465.616, 3);
    expect(yaml.latency).toBe(5585087);
  });

  test('paths, bytes, texts parsed by the caller and examples give the same', async () => {
    const content = (path: string): unknown => parseYaml(readFileSync(example(path), 'utf8')).data;
    const [workload, mapping] = [content('workloads/gemm.yaml'), content('mappings/gemm_l1.yaml')];
    const accelerator = content('accelerators/gemm_l1.yaml');
    if (
      !Array.isArray(workload) ||
      !Array.isArray(mapping) ||
      typeof accelerator !== 'object' ||
      accelerator === null
    ) {
      throw new Error('unexpected example');
    }
    const byName = await getHardwarePerformance(GEMM);
    const byContent = await getHardwarePerformance({ workload, mapping, accelerator: { ...accelerator } });
    const byPath = await getHardwarePerformance({
      workload: example('workloads/gemm.yaml'),
      accelerator: example('accelerators/gemm_l1.yaml'),
      mapping: example('mappings/gemm_l1.yaml'),
    });
    const figures = byName.evaluations.map((evaluation) => evaluation.details);
    expect(byContent.evaluations.map((evaluation) => evaluation.details)).toEqual(figures);
    expect(byPath.evaluations.map((evaluation) => evaluation.details)).toEqual(figures);
    const network = { accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 3 };
    const bytes = readFileSync(example('workloads/alexnet.onnx'));
    expect((await getHardwarePerformance({ ...network, workload: bytes })).energy).toBe(
      (await getHardwarePerformance({ ...network, workload: 'alexnet' })).energy,
    );
  });

  test('every listed example exists, and every example is listed', () => {
    for (const kind of ['accelerator', 'workload', 'mapping'] as const) {
      expect([...EXAMPLES[kind]].sort()).toEqual(readdirSync(example(`${kind}s`)).sort());
    }
    expect(exampleFile('workload', 'resnet18')).toBe('workloads/resnet18.onnx');
    expect(exampleFile('workload', 'resnet18.yaml')).toBe('workloads/resnet18.yaml');
  });

  test('warnings of the inputs are handed over', async () => {
    const text = readFileSync(example('accelerators/gemm_l1.yaml'), 'utf8').replace(
      'name: gemm_l1',
      'name: x\nname: gemm_l1',
    );
    const files: FileAccess = {
      ...platformFiles,
      exists: async (path) => path === 'twice.yaml',
      read: async () => new TextEncoder().encode(text),
    };
    const seen: string[] = [];
    const { warnings } = await getHardwarePerformance({
      ...GEMM,
      accelerator: 'twice.yaml',
      files,
      onWarning: ({ code }) => seen.push(code),
    });
    expect(warnings.length).toBe(1);
    expect(warnings[0]).toMatchObject({ severity: 'warning', file: 'twice.yaml' });
    expect(seen).toEqual(warnings.map(({ code }) => code));
  });
});

describe('a run', () => {
  test('writes nothing without dumpFolder', async () => {
    const files: FileAccess = {
      ...platformFiles,
      checkWritable: () => {},
      write: () => {
        throw new Error('something was written');
      },
    };
    expect((await getHardwarePerformance({ ...GEMM, files })).latency).toBe(8191);
  });

  test('reports progress by layer', async () => {
    const events: ProgressEvent[] = [];
    await getHardwarePerformance({
      workload: 'alexnet',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      lpfLimit: 3,
      onProgress: (event) => events.push(event),
    });
    const layers = events.filter(({ stage }) => stage === 'WorkloadStage');
    expect(layers.map(({ done, total }) => [done, total])).toEqual(
      Array.from({ length: 8 }, (_, index) => [index + 1, 8]),
    );
    expect(layers[0]?.note).toBe('Op0');
  });

  test('reads every input once, so that pipes and files that change do no harm', async () => {
    const contents = {
      'w.yaml': readFileSync(example('workloads/gemm.yaml')),
      'a.yaml': readFileSync(example('accelerators/gemm_l1.yaml')),
      'm.yaml': readFileSync(example('mappings/gemm_l1.yaml')),
    };
    const reads: string[] = [];
    class CountedFiles extends MemoryFiles {
      override read(path: string): Promise<Uint8Array> {
        reads.push(path);
        return super.read(path);
      }
    }
    const files = new CountedFiles(contents);
    const inputs = { workload: 'w.yaml', accelerator: 'a.yaml', mapping: 'm.yaml' };
    await getHardwarePerformance({ ...inputs, lpfLimit: 3, dumpFolder: 'results', files });
    expect(reads.toSorted()).toEqual(['a.yaml', 'm.yaml', 'w.yaml']);
    expect(files.written).toContain('results/results.json');
  });

  test('gives the same bits every time', async () => {
    const run = async () => JSON.stringify(await getHardwarePerformance({ ...GEMM, workload: 'gemm' }));
    expect(await run()).toBe(await run());
  });
});

describe('options', () => {
  test.each([
    [{ engine: 'exact' }, "--engine of the command is 'temporalMappingSearchEngine' in the library"],
    [{ out: 'x' }, "--out of the command is 'dumpFolder' in the library"],
    [{ optt: 'energy' }, `there is no option 'optt'; did you mean "opt"?`],
    [{ opt: 'Energy' }, 'opt is "Energy"; expected "latency" or "energy" or "EDP"'],
    [{ temporalMappingType: 'odd' }, 'temporalMappingType is "odd"; expected "uneven" or "even"'],
    [{ temporalMappingSearchEngine: 'lama' }, 'temporalMappingSearchEngine is "lama"; expected "loma" or "salsa"'],
    [{ salsaNumberOfChains: 0 }, 'salsaNumberOfChains is 0; expected a whole number of at least 1'],
    [{ salsaOptCriterion: 'area' }, 'salsaOptCriterion is "area"; expected "latency" or "energy" or "EDP"'],
    [{ inMemoryCompute: true }, 'is not an in-memory-computing array'],
    [{ inMemoryCompute: 1 }, 'inMemoryCompute is 1; expected true or false'],
    [{ lpfLimit: 0 }, 'lpfLimit is 0; expected a whole number of at least 1, or null'],
    [{ nbSpatialMappingsGenerated: 1.5 }, 'nbSpatialMappingsGenerated is 1.5; expected a whole number of at least 1'],
    [{ exploitDataLocality: 'yes' }, 'exploitDataLocality is "yes"; expected true or false'],
    [{ accelerator: 'tpu-like' }, 'did you mean "tpu_like"?'],
    [{ toString: 1 }, `there is no option 'toString'`],
    [{ mapping: { name: 'default' } }, 'mapping is {"name":"default"}; expected path, example name or list'],
    [{ signal: {} }, 'signal is {}; expected an AbortSignal'],
    [{ files: { write: () => {} } }, 'files is {}; expected file access'],
    [{ dimensionValues: { N: 1 } }, 'dimensionValues has no effect without an ONNX model as workload'],
    [{ resume: true }, 'resume has no effect without dumpFolder'],
    [{ workload: undefined }, 'workload is missing; expected path'],
  ])('%j is refused', async (options, message) => {
    expect(await failureOf(options)).toContain(message);
  });

  test('a network without layers costs nothing, with a warning', async () => {
    const { energy, latency, warnings } = await getHardwarePerformance({ ...GEMM, workload: [] });
    expect([energy, latency, warnings.map(({ code }) => code)]).toEqual([0, 0, ['ZZ3303']]);
  });

  test.each<[object, string[]]>([
    [{ salsaSeed: 5 }, ["salsaSeed has no effect without temporalMappingSearchEngine: 'salsa'"]],
    [
      { temporalMappingSearchEngine: 'salsa', salsaIterationNumber: 2, salsaSeed: 0, lpfLimit: null },
      ["lpfLimit has no effect with temporalMappingSearchEngine: 'salsa'"],
    ],
    [{ salsaSeed: undefined, resume: false, lpfLimit: 3, temporalMappingSearchEngine: 'loma' }, []],
  ])('%j: options without effect are told, once and by their names', async (options, messages) => {
    // Without the ordering of the example, which SALSA warns about.
    const mapping = [{ name: 'default' }];
    const unchecked: Parameters<typeof getHardwarePerformance>[0] = { ...GEMM, mapping, ...options };
    const { warnings } = await getHardwarePerformance(unchecked);
    expect(warnings.map(({ message }) => message)).toEqual(messages);
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(messages.map(() => 'ZZ6019')));
  });

  test('options that had an effect are recorded with the results, defaults included; others are not', async () => {
    const folder: string[] = [];
    const recording: FileAccess = {
      ...platformFiles,
      checkWritable: () => {},
      write: (path, content) => {
        if (path === 'results/results.json') folder.push(String(content));
      },
    };
    await getHardwarePerformance({ ...GEMM, salsaSeed: 5, workers: 1, dumpFolder: 'results', files: recording });
    expect(JSON.parse(folder[0] ?? '').options).toEqual({
      opt: 'latency',
      costModel: 'reference',
      temporalMappingSearchEngine: 'loma',
      tolerance: 0,
      bounds: false,
      lpfLimit: 6,
      temporalMappingType: 'uneven',
      nbSpatialMappingsGenerated: 3,
      inMemoryCompute: false,
      exploitDataLocality: false,
      enableMixSpatialMapping: false,
      memoryCostParity: false,
    });
  });

  test('no limit of loop prime factors is null', async () => {
    expect((await getHardwarePerformance({ ...GEMM, lpfLimit: null })).latency).toBeGreaterThan(0);
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { writePickle } from '../../src/io/files/write-pickle.ts';
import {
  CacheBeforeYieldStage,
  CompleteSaveStage,
  DumpStage,
  ListedResults,
  ListifyStage,
  MainStage,
  MinimalLatencyStage,
  observe,
  PickleSaveStage,
  RemoveExtraInfoStage,
  type RunOptions,
  SimpleSaveStage,
  SkipIfDumpExistsStage,
  type StageClass,
  SumStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { EVERY_MAPPING, evaluation, GEMM, PARSERS, problems, RESNET, SEARCH } from './chains.ts';

const START = { startTime: new Date(2022, 10, 6, 14, 3, 12, 45) };
const BEST: readonly StageClass[] = [...PARSERS, WorkloadStage, ...SEARCH];

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function run(stages: readonly StageClass[], args: object, options: RunOptions = START) {
  return MainStage.from(stages, args).run(options);
}

describe('file names by pattern', () => {
  test('{datetime} is the start of the run; the file is one JSON list, written at the end', async () => {
    const folder = temporaryFolder();
    const before: string[][] = [];
    const LookStage = observe('LookStage', () => before.push(readdirSync(folder)));
    await run([LookStage, SimpleSaveStage, ...EVERY_MAPPING], {
      ...GEMM,
      filenamePattern: `${folder}/{datetime}.json`,
    });
    expect(before).toEqual([[], [], [], [], [], []]);
    expect(readdirSync(folder)).toEqual(['2022-11-06T14-03-12.045.json']);
    expect(read(join(folder, '2022-11-06T14-03-12.045.json'))).toEqual(
      Array.from({ length: 6 }, () => ({ energy: 528936.96, latency: 8191 })),
    );
  });

  test('layer, kind, index and arguments fill placeholders; ? is layer and kind', async () => {
    const folder = temporaryFolder();
    const pattern = `${folder}/{accelerator}/{loma_lpf_limit}/?-{index}.json`;
    await run([CompleteSaveStage, ...PARSERS, SumStage, SimpleSaveStage, WorkloadStage, ...SEARCH], {
      ...GEMM,
      filenamePattern: pattern,
    });
    expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual([
      'gemm_l1',
      'gemm_l1/6',
      'gemm_l1/6/Layer0_simple-1.json',
      'gemm_l1/6/overall_complete-1.json',
    ]);
  });

  test('an unknown placeholder is refused when the chain is built, naming the known ones', () => {
    const text = problems([SimpleSaveStage, ...BEST], { ...GEMM, filenamePattern: 'out/{layr}.json' });
    expect(text).toContain(
      "SimpleSaveStage (stage 1): 'filenamePattern' has the unknown placeholder {layr} (did you mean {layer}?); the known placeholders are {datetime}, {layer}, {kind}, {index}, {workload}",
    );
    expect(
      problems([...PARSERS, WorkloadStage, SimpleSaveStage, ...SEARCH], { ...GEMM, filenamePattern: '{layer}' }),
    ).toBe('');
  });

  test('layers of one name never overwrite each other, neither above nor below the layer loop', async () => {
    const twice = [0, 1].map((id) => ({
      id,
      name: 'same/name',
      operator_type: 'Gemm',
      equation: 'O[d0][d1]+=I[d0][d2]*W[d2][d1]',
      dimension_relations: [],
      loop_dims: ['D0', 'D1', 'D2'],
      loop_sizes: [128, 128, 128],
      operand_precision: { W: 8, I: 8, O: 32, O_final: 8 },
      operand_source: { I: id, W: id },
    }));
    const expected = ['same_name-2_complete.json', 'same_name_complete.json'];
    for (const stages of [
      [CompleteSaveStage, ...BEST],
      [...PARSERS, WorkloadStage, CompleteSaveStage, ...SEARCH],
    ]) {
      const dumpFolder = temporaryFolder();
      await run(stages, { ...GEMM, workload: twice, dumpFolder });
      expect(readdirSync(dumpFolder).sort()).toEqual(expected);
      // A second run replaces the files of the first.
      await run(stages, { ...GEMM, workload: twice, dumpFolder });
      expect(readdirSync(dumpFolder).sort()).toEqual(expected);
    }
  });

  test('a run that ends early leaves its list under a name that says so', async () => {
    const folder = temporaryFolder();
    const FailStage = observe('FailStage', (result) => {
      if (evaluation(result).layer.id === 4) throw new Error('enough');
    });
    const stages = [SimpleSaveStage, PickleSaveStage, FailStage, ...BEST];
    const args = { ...RESNET, filenamePattern: `${folder}/a.json`, resultsFilename: `${folder}/b.pickle` };
    await expect(run(stages, args)).rejects.toThrow('enough');
    expect(readdirSync(folder).sort()).toEqual(['a.incomplete.json', 'b.incomplete.pickle']);
    expect(read(join(folder, 'a.incomplete.json'))).toHaveLength(4);
  });

  test('needs a folder or a pattern', () => {
    expect(problems([SimpleSaveStage, ...BEST], GEMM)).toContain(
      "SimpleSaveStage (stage 1) needs 'dumpFolder' or 'filenamePattern': pass one of them to MainStage",
    );
  });

  test.each([SimpleSaveStage, CompleteSaveStage, PickleSaveStage, DumpStage])(
    'an unwritable place is reported before anything is searched, and nothing is created',
    async (SaveStage: StageClass) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'file'), '');
      const inFile = join(folder, 'file', 'sub');
      const args =
        SaveStage === PickleSaveStage ? { resultsFilename: `${inFile}/r.pickle` } : { filenamePattern: `${inFile}/r` };
      let layers = 0;
      const failure = await MainStage.from([SaveStage, ...BEST], { ...RESNET, ...args })
        .run({
          onProgress: () => {
            layers++;
          },
        })
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InputError);
      expect(String(failure)).toContain('the result file cannot be written');
      expect(layers).toBe(0);
      expect(readdirSync(folder)).toEqual(['file']);
    },
  );
});

/** What Python reads from a pickle, as JSON. */
function python(path: string): unknown {
  const program = 'import json,pickle,sys; print(json.dumps(pickle.load(open(sys.argv[1],"rb"))))';
  return JSON.parse(execFileSync('python3', ['-I', '-c', program, path], { encoding: 'utf8', maxBuffer: 1e8 }));
}

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasPython())('pickles', () => {
  const folder = temporaryFolder();

  test('of plain data are read by Python', () => {
    const data = {
      none: null,
      yes: true,
      no: false,
      numbers: [0, 255, 256, -1, -5, 2 ** 31, -(2 ** 31), 2 ** 40, -(2 ** 52), 0.1, -0.5, 1e300],
      text: `äöü ${'x'.repeat(300)} 漢字 🙂`,
      empty: [[], {}, ''],
      nested: [{ a: [{ b: [1] }] }],
      many: Array.from({ length: 3000 }, (_, index) => index),
    };
    writeFileSync(join(folder, 'data'), writePickle(data));
    expect(python(join(folder, 'data'))).toEqual(data);
  });

  test('refuse what has no counterpart, with its place', () => {
    expect(() => writePickle({ a: [1, () => 2] })).toThrow('data.a[1] is a function');
  });

  test('keep the difference between whole and other numbers', () => {
    writeFileSync(join(folder, 'types'), writePickle([1, 1.5, true]));
    const program = 'import pickle,sys; print([type(x).__name__ for x in pickle.load(open(sys.argv[1],"rb"))])';
    const types = execFileSync('python3', ['-I', '-c', program, join(folder, 'types')], { encoding: 'utf8' });
    expect(types.trim()).toBe("['int', 'float', 'bool']");
  });

  test('of PickleSaveStage above a sum hold the complete reports of the layers', async () => {
    const resultsFilename = join(folder, 'new', '{accelerator}.pickle');
    const stages = [...PARSERS, CompleteSaveStage, PickleSaveStage, SumStage, ...BEST.slice(2)];
    const [total] = await run(stages, { ...RESNET, resultsFilename, dumpFolder: join(folder, 'total') });
    const layers: unknown = python(join(folder, 'new', 'tpu_like.pickle'));
    if (!Array.isArray(layers) || total === undefined || !Array.isArray(total.extra)) throw new Error('no list');
    expect(layers).toHaveLength(31);
    expect(layers).toEqual(JSON.parse(JSON.stringify(total.extra.map(({ cme }: { cme: unknown }) => cme))));
  });

  test('of PickleSaveStage above single results, and of none, are lists too', async () => {
    await run([PickleSaveStage, RemoveExtraInfoStage, ...EVERY_MAPPING], {
      ...GEMM,
      pickleFilename: join(folder, 'six'),
    });
    expect(python(join(folder, 'six'))).toHaveLength(6);
    await run([PickleSaveStage, ...EVERY_MAPPING], { ...GEMM, workload: [], resultsFilename: join(folder, 'none') });
    expect(python(join(folder, 'none'))).toEqual([]);
  });

  test('of DumpStage hold pairs of report and extra information', async () => {
    const pattern = join(folder, 'dump-{accelerator}-{lomaLpfLimit}.pickle');
    const [result] = await run([...PARSERS, DumpStage, SumStage, ...BEST.slice(2)], {
      ...GEMM,
      dump_filename_pattern: pattern,
    });
    const pairs = python(join(folder, 'dump-gemm_l1-6.pickle'));
    expect(pairs).toMatchObject([
      [{ outputs: { energy: { energy_total: result?.cme.energy } } }, [[{ inputs: {} }, [{ name: 'Layer0' }, []]]]],
    ]);
  });
});

describe('ListifyStage', () => {
  test('makes one result of all', async () => {
    const [result, ...others] = await run([ListifyStage, ...EVERY_MAPPING], GEMM);
    expect(others).toEqual([]);
    expect(result?.extra).toBe(null);
    const list = result?.cme;
    if (!(list instanceof ListedResults)) throw new Error('no list');
    expect([...list].map((item) => evaluation(item).latency)).toEqual(new Array(6).fill(8191));
    expect(() => list.energy).toThrow('ListifyStage made one list of 6 results: there is no energy or latency here');
  });

  test('has nothing above it that looks at costs', async () => {
    expect(problems([SumStage, ListifyStage, ...BEST], GEMM)).toContain(
      'SumStage (stage 1) reads the cost of single results, but ListifyStage below it yields a list: move it below ListifyStage',
    );
    const passing = [CacheBeforeYieldStage, RemoveExtraInfoStage, ListifyStage, ...BEST];
    expect(await run(passing, GEMM)).toHaveLength(1);
  });
});

describe('run control', () => {
  test('RemoveExtraInfoStage leaves the costs', async () => {
    const results = await run([RemoveExtraInfoStage, ...EVERY_MAPPING], GEMM);
    expect(results.map(({ extra }) => extra)).toEqual(new Array(6).fill(null));
  });

  test('CacheBeforeYieldStage holds back until the last result', async () => {
    const order: string[] = [];
    const stages = [
      observe('AboveStage', () => order.push('above')),
      CacheBeforeYieldStage,
      observe('BelowStage', () => order.push('below')),
      ...EVERY_MAPPING,
    ];
    await run(stages, GEMM);
    expect(order).toEqual([...new Array(6).fill('below'), ...new Array(6).fill('above')]);
  });

  test('SkipIfDumpExistsStage skips the layers whose report exists, and says so', async () => {
    const dumpFolder = temporaryFolder();
    const stages = [...PARSERS, WorkloadStage, SkipIfDumpExistsStage, CompleteSaveStage, ...SEARCH];
    const warnings: string[] = [];
    const options = { ...START, onWarning: ({ message }: { message: string }) => warnings.push(message) };
    expect(await run(stages, { ...RESNET, dumpFolder }, options)).toHaveLength(31);
    expect(warnings).toEqual([]);
    writeFileSync(join(dumpFolder, 'Layer3_complete.json'), '');
    expect(await run(stages, { ...RESNET, dumpFolder }, options)).toHaveLength(0);
    expect(warnings).toHaveLength(31);
    expect(warnings[0]).toBe(
      'layer example_name_of_layer0 is skipped because its results exist; the totals of this run do not include them',
    );
  });

  test('SkipIfDumpExistsStage goes by the file of a pattern', async () => {
    const folder = temporaryFolder();
    const stages = [SkipIfDumpExistsStage, DumpStage, ...BEST];
    const args = { ...GEMM, filenamePattern: join(folder, 'limit-{lomaLpfLimit}.json') };
    expect(await run(stages, args)).toHaveLength(1);
    expect(await run(stages, args)).toHaveLength(0);
    expect(await run(stages, { ...args, lomaLpfLimit: 3 })).toHaveLength(1);
    expect(problems(stages, { ...GEMM, filenamePattern: '{datetime}.json' })).toContain('the file cannot exist');
  });

  test('a folder of the name is no result', async () => {
    const dumpFolder = temporaryFolder();
    mkdirSync(join(dumpFolder, 'deep'));
    expect(await run([SkipIfDumpExistsStage, ...BEST], { ...GEMM, dumpFolder: join(dumpFolder, 'deep') })).toHaveLength(
      1,
    );
    expect(existsSync(join(dumpFolder, 'deep'))).toBe(true);
  });

  test('keep-others reaches every Minimal stage', async () => {
    const [result] = await run([...PARSERS, WorkloadStage, MinimalLatencyStage, ...SEARCH.slice(1)], {
      ...GEMM,
      reduceMinimalKeepOthers: true,
    });
    expect(result?.extra).toMatchObject([
      { name: 'Layer0' },
      [{ extra: [[{ arrayDimension: 'D1' }, {}, {}], { length: 6 }] }],
    ]);
  });
});

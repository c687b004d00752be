import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { examplePath } from '../../src/platform/node.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { command, zigzag as started, zigzagHere, zigzagIn } from './support.ts';

/* Every command: that it can be started (`started`), and what it says (`zigzag`). */

const zigzag = (...args: readonly string[]) => zigzagHere('.', args);

const GEMM = ['run', '--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1'];

describe('zigzag run', () => {
  test('prints totals in units of the field, and exact numbers in the table', () => {
    const { status, stdout, stderr } = started(
      'run',
      '--workload',
      'resnet18',
      '--accelerator',
      'tpu_like',
      '--mapping',
      'tpu_like',
    );
    // Four layers run faster than the ports of dram allow: quirk C1, said once.
    expect(stderr.match(/(warning|error) ZZ\d+/g)).toEqual(['warning ZZ6092']);
    expect(status).toBe(0);
    expect(stdout).toContain('energy       1.871 mJ = 1871436380.656 pJ  (operations');
    expect(stdout).toContain('latency      3.704 Mcycles = 3703960.5 cycles  (computation');
    expect(stdout).toContain('28 operators without cost model: Relu ×17, Add ×8');
    expect(stdout).toMatch(/ layer2\.0\/downsample\/downsample\.0\s+Conv\s+D1: K 32 \| D2: C 32 +\d+(\.\d+)? /);
  });

  test('prints nothing but one JSON document with --json', () => {
    const { status, stdout, stderr } = started(...GEMM, '--json');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 2,
      units: { energy: 'pJ', latency: 'cycles' },
      options: { opt: 'latency', lpfLimit: 6 },
      inputs: { workload: { name: 'gemm' }, accelerator: { name: 'gemm_l1' }, mapping: { name: 'gemm_l1' } },
      latency: 8191,
      layers: [{ name: 'Layer0', latency: 8191, report: { outputs: { latency: { computation: 8190 } } } }],
      uncosted: [],
    });
  });

  test('refuses sizes of dimensions that the model does not have, and sizes that are none', async () => {
    const network = ['run', '--workload', 'alexnet', '--accelerator', 'tpu_like', '--mapping', 'tpu_like'];
    const unknown = await zigzag(...network, '--dim', 'batch=2');
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain('error ZZ5110: the model has no symbolic dimension "batch"');
    expect((await zigzag(...GEMM, '--dim', 'batch=2')).stderr).toContain(
      'error ZZ6010: --dim has no effect without an ONNX model as --workload',
    );
    expect((await zigzag(...network, '--dim', 'batch')).stderr).toContain(
      'It must be a name and a size, such as batch=1.',
    );
  });

  test('searches without a limit of loops', async () => {
    const { status, stdout, stderr } = await zigzag(...GEMM, '--lpf-limit', 'none', '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ options: { lpfLimit: null } });
  });

  test.each([
    [['--seed', '5'], '--seed has no effect without --engine salsa', 'leave it out, or give --engine salsa'],
    [
      ['--engine', 'salsa', '--salsa-iterations', '2', '--lpf-limit', 'none'],
      '--lpf-limit has no effect with --engine salsa',
      'leave it out',
    ],
  ])('tells of flags without effect: %j', async (flags, message, hint) => {
    const { status, stderr } = await zigzag(...GEMM, '--quiet', ...flags);
    expect(status).toBe(0);
    expect(stderr.split('\n').slice(0, 2)).toEqual([`warning ZZ6019: ${message}`, `  fix: ${hint}`]);
    expect(stderr).not.toContain('ZZ6012');
  });

  test('shows clock, area and peak performance of in-memory-computing arrays', async () => {
    const folder = temporaryFolder();
    const run = ['run', '--workload', 'gemm', '--accelerator', 'dimc', '--mapping', 'default_imc'];
    const imc = [...run, '--in-memory-compute', '--spatial-mappings', '1', '--out', folder];
    const { stdout } = await zigzag(...imc);
    expect(stdout).toMatch(/clock +3\.757 ns {2}\(the latency takes [\d.]+ [nµm]?s\)/);
    expect(stdout).toMatch(
      /area +0\.8018 mm² {2}\(array 0\.8018 mm², memories 0 mm²; given as 0: cells, rf_1B, rf_2B, sram_256KB and dram\)/,
    );
    expect(stdout).toMatch(/array peak +1\.09 TOP\/s, 7\.49\d* TOP\/s\/W, 1\.3\d+ TOP\/s\/mm²/);
    expect(JSON.parse((await zigzag(...imc, '--json')).stdout)).toMatchObject({
      tclk: 3.75708,
      area: 0.8018113023999999,
    });
  });

  test('writes files only with --out, and only complete ones', () => {
    const folder = join(temporaryFolder(), 'results');
    expect(started(...GEMM, '--quiet', '--out', folder).status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      'Layer0_complete.json',
      'energy_latency.png',
      'energy_latency.svg',
      'list_of_cmes.pickle',
      'loop_ordering.txt',
      'mem_hierarchy.png',
      'mem_hierarchy.svg',
      'overall_simple.json',
      'report.html',
      'results.csv',
      'results.json',
      'searches.json',
    ]);
  });

  test.each([
    ['a misspelt example', ['--workload', 'resnet19'], 'there is no workload "resnet19"', 'did you mean "resnet18"?'],
    [
      'a missing file',
      ['--workload', 'nets/none.onnx'],
      'there is no workload "nets/none.onnx"',
      'built-in examples: resnet18',
    ],
    ['an engine it does not know', ['--engine', 'sauce'], "argument 'sauce' is invalid", 'loma, salsa'],
    ['a wrong seed', ['--seed', '-1'], "argument '-1' is invalid", 'at least 0'],
    [
      'in-memory computing on an ordinary array',
      ['--in-memory-compute'],
      'accelerator "gemm_l1" is not an in-memory-computing array',
      'fix: leave out the option',
    ],
    ['a wrong criterion', ['--opt', 'speed'], "argument 'speed' is invalid", 'latency, energy, EDP'],
    ['a wrong limit', ['--lpf-limit', '0'], "argument '0' is invalid", 'at least 1'],
    ['a wrong number of threads', ['--workers', '1.5'], "argument '1.5' is invalid", 'or "auto"'],
    ['a wrong temperature', ['--salsa-temperature', '0'], "argument '0' is invalid", 'a positive number'],
    ['a criterion in small letters', ['--opt', 'edp'], "argument 'edp' is invalid", 'Did you mean EDP?'],
    ['an engine in capitals', ['--engine', 'Exact'], "argument 'Exact' is invalid", 'Did you mean exact?'],
    ['an unknown option', ['--optimise', 'energy'], "unknown option '--optimise'", '--help'],
  ])('refuses %s', async (_, args, message, hint) => {
    const { status, stdout, stderr } = await zigzag(...GEMM, ...args);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('begins with a dash');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('says where an input file is wrong and writes nothing', async () => {
    const folder = temporaryFolder();
    const example = fileURLToPath(new URL('../../examples/accelerators/gemm_l1.yaml', import.meta.url));
    const broken = join(folder, 'mine.yaml');
    writeFileSync(broken, readFileSync(example, 'utf8').replace('size: 4194304', 'sise: 4194304'));
    const out = join(folder, 'out');
    const { status, stderr } = await zigzag(...GEMM, '--accelerator', broken, '--out', out);
    expect(status).toBe(1);
    expect(stderr).toMatch(/mine\.yaml:\d+:\d+: error ZZ\d{4}: .*"sise"/);
    expect(stderr).toContain('did you mean "size"?');
    expect(existsSync(out)).toBe(false);
  });

  test('recognises an ONNX model with the wrong extension', async () => {
    const file = join(temporaryFolder(), 'network.yaml');
    copyFileSync(fileURLToPath(new URL('../../examples/workloads/resnet18.onnx', import.meta.url)), file);
    const { status, stderr } = await zigzag(...GEMM, '--workload', file);
    expect(status).toBe(1);
    expect(stderr).toContain('is not text but binary data');
    expect(stderr).toContain('give the file a name ending in .onnx');
  });

  test('exits with 2 when no mapping fits, naming memory, bits and fix', async () => {
    const { status, stderr } = await zigzag(
      'run',
      '--workload',
      'gemm',
      '--accelerator',
      'tpu_like',
      '--mapping',
      'tpu_like',
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/tpu_like\.yaml:\d+:\d+: error ZZ441\d: no (temporal|spatial) mapping of layer Layer0/);
    expect(stderr).toContain('fix:');
  });

  test('refuses a folder it cannot write to', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { status, stderr } = await zigzag(...GEMM, '--out', join(file, 'inside'));
    expect(status).toBe(1);
    expect(stderr).toContain('the result file cannot be written');
  });
});

test.skipIf(!existsSync('/dev/full'))('a full disk under the standard output is an error, not a trace', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [command, '--help'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  expect(status).toBe(1);
  expect(stderr).toBe('error: the results cannot be printed: ENOSPC: no space left on device, write\n');
});

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

describe('zigzag validate', () => {
  test('accepts every example', () => {
    const files = ['accelerators', 'mappings', 'workloads'].flatMap((kind) =>
      readdirSync(join(examples, kind)).map((file) => join(examples, kind, file)),
    );
    const { status, stdout, stderr } = started('validate', ...files, '--precision', 'default');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n').length).toBe(files.length);
    expect(stdout).toMatch(/tpu_like\.yaml: valid accelerator "tpu_like", 1024 units, 4 memories/);
    expect(stdout).toMatch(/resnet18\.onnx: valid ONNX workload, 21 layers in 49 nodes/);
  });

  test('lists every fault of every file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.yaml'), 'name: a\nmemories: {}\n');
    writeFileSync(join(folder, 'b.onnx'), 'no model');
    const { status, stderr } = await zigzag('validate', join(folder, 'a.yaml'), join(folder, 'b.onnx'), 'tpu_like');
    expect(status).toBe(1);
    expect(stderr).toContain('operational_array');
    expect(stderr).toContain('b.onnx: error ZZ6006: the file is text; expected an ONNX model');
    expect(stderr).toContain('2 of 3 files cannot be used');
  });
});

describe('zigzag validate of several files together', () => {
  const GEMM_LAYERS = join(examples, 'workloads/gemm.yaml');
  const folder = temporaryFolder();
  const mapping = join(folder, 'mapping.yaml');
  const validate = (entries: string) => {
    writeFileSync(mapping, entries);
    return zigzag('validate', mapping, GEMM_LAYERS, 'gemm_l1');
  };

  test('says what a run would warn of, and where', async () => {
    const { status, stdout, stderr } = await validate('- name: default\n  spatial_mapping: {D1: ["D0, 64"]}\n');
    expect(stderr).toContain(
      `${mapping}:1:3: warning ZZ4304: entry "default": D0 64 on D1 becomes D0 8: D1 has 8 units (layer "Layer0")`,
    );
    expect(stdout).toContain('together: valid, with 1 warning');
    expect(status).toBe(0);
    const run = await zigzag('run', '--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', mapping, '--quiet');
    expect(run.stderr).toBe(stderr);
  });

  test('finds what a run would refuse', async () => {
    const { status, stdout, stderr } = await validate('- name: default\n  spatial_mapping: {D7: ["D0, 8"]}\n');
    expect(stderr).toContain('error ZZ4301');
    expect(stderr).toContain('together the files cannot be used as they are: 1 error');
    expect(stdout).not.toContain('together: valid');
    expect(status).toBe(1);
  });

  test('names the layers that would not fit', async () => {
    const { status, stderr } = await zigzag(
      'validate',
      GEMM_LAYERS,
      'tpu_like',
      join(examples, 'mappings/default.yaml'),
    );
    expect(stderr).toMatch(/error ZZ441\d: no (temporal|spatial) mapping of layer Layer0 fits tpu_like/);
    expect(stderr).toContain('1 layer would be left out of a run');
    expect(status).toBe(1);
  });

  test.each(['name: default\nspatial_mapping: {D1: ["K, 8"]}\n', 'default:\n  spatial_mapping: {D1: ["K, 8"]}\n'])(
    'takes a mapping written as a map for a mapping (%#)',
    async (text) => {
      const { status, stderr } = await validate(text);
      expect(stderr).toContain(
        `${mapping}:1:1: error ZZ4001: the mapping is a map; expected a list of mapping entries`,
      );
      expect(status).toBe(1);
    },
  );
});

describe('zigzag examples', () => {
  test('lists the built-ins', () => {
    const { status, stdout } = started('examples');
    expect(status).toBe(0);
    for (const name of ['tpu_like', 'resnet18', 'resnet18.yaml', 'default_imc'])
      expect(stdout).toContain(`  ${name}\n`);
  });

  test('copies one that runs and validates', () => {
    const folder = temporaryFolder();
    expect(started('examples', 'copy', 'gemm_l1', folder).status).toBe(0);
    const accelerator = join(folder, 'accelerators', 'gemm_l1.yaml');
    const mapping = join(folder, 'mappings', 'gemm_l1.yaml');
    expect(existsSync(join(folder, 'schemas', 'accelerator.schema.json'))).toBe(true);
    expect(readFileSync(accelerator, 'utf8')).toContain('$schema=../schemas/accelerator.schema.json');
    const run = started('run', '--workload', 'gemm', '--accelerator', accelerator, '--mapping', mapping, '--quiet');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('energy       528.9 nJ');
  });

  test('does not overwrite without being told', async () => {
    const folder = temporaryFolder();
    await zigzag('examples', 'copy', 'gemm_l1', folder);
    const again = await zigzag('examples', 'copy', 'gemm_l1', folder);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain('exists already; use --force');
    expect((await zigzag('examples', 'copy', 'gemm_l1', folder, '--force')).status).toBe(0);
  });

  test('suggests a name', async () => {
    const { status, stderr } = await zigzag('examples', 'copy', 'tpulike', '.');
    expect(status).toBe(1);
    expect(stderr).toContain('did you mean "tpu_like"?');
  });
});

describe('zigzag memory-cost', () => {
  test('prints measured figures as such', () => {
    const { status, stdout, stderr } = started('memory-cost', '--size', '64KiB', '--width', '64', '--node', '22');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/read energy\s+7\.38046\s+pJ per 64 bits\s+none/);
    expect(stdout).toContain('exact: this memory was measured');
  });

  test('prints the error band beside an estimate', async () => {
    const { status, stdout } = await zigzag('memory-cost', '--size', '3000B', '--width', '64');
    expect(status).toBe(0);
    expect(stdout).toMatch(/read energy\s+1\.01579\s+pJ per 64 bits\s+±1\.1 \/ 12\.8 \/ 22\.5 %/);
    expect(stdout).toContain('interpolated between memories');
  });

  test('gives no costs of accesses that no port can do', async () => {
    const ofPorts = async (ports: string, ...more: readonly string[]) =>
      (await zigzag('memory-cost', '--size', '64KiB', '--width', '64', '--ports', ports, ...more)).stdout;
    expect(await ofPorts('1r')).toMatch(/write energy +none +no port writes/);
    expect(await ofPorts('1w')).toMatch(/read energy +none +no port reads/);
    expect(await ofPorts('1rw')).not.toContain('none  no port');
    expect(JSON.parse(await ofPorts('1r', '--json'))).toMatchObject({
      readEnergyPj: expect.any(Number),
      writeEnergyPj: null,
    });
  });

  test('says which options --parity overrides', async () => {
    const { status, stderr } = await zigzag(
      'memory-cost',
      '--size',
      '64KiB',
      '--width',
      '64',
      '--parity',
      '--node',
      '45',
    );
    expect(status).toBe(0);
    expect(stderr).toContain('warning ZZ6019: --node has no effect with --parity');
  });

  test('prints one JSON document with --json', async () => {
    const { status, stdout, stderr } = await zigzag(
      'memory-cost',
      '--size',
      '1B',
      '--width',
      '8',
      '--type',
      'rf',
      '--json',
    );
    expect(status).toBe(0);
    expect(stderr).toContain('warning ZZ2706');
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      units: { energy: 'pJ', area: 'mm2' },
      query: { technology: 'rf', sizeBits: 8, ports: { read: 1, write: 1, readWrite: 0 } },
      basis: 'extrapolated',
      accuracy: null,
      warnings: [{ code: 'ZZ2706' }],
    });
    const parity = await zigzag('memory-cost', '--size', '8bit', '--width', '8', '--type', 'rf', '--parity', '--json');
    expect(JSON.parse(parity.stdout)).toMatchObject({ readEnergyPj: 1000 * 7.39625e-5, basis: 'exact' });
  });

  test.each([
    ['a size without a unit', ['--size', '64'], 'ZZ6010: --size is "64"; expected a number with a unit'],
    [
      'a unit in other letters',
      ['--size', '64KB'],
      'fix: write 64KiB for 64 · 1024 bytes, or 64kB for 64 · 1000 bytes',
    ],
    ['a unit in small letters', ['--size', '64kb'], 'fix: write 64KiB for'],
    ['a node with its unit', ['--node', '65nm'], 'fix: write --node 65'],
    ['unreadable ports', ['--ports', '1x'], 'ZZ6010: --ports is "1x"; expected numbers of ports'],
    [
      'an infeasible memory',
      ['--size', '64B'],
      '--width: error ZZ2703: the memory: 512 bits in accesses of 64 bits give 8 rows',
    ],
    [
      'a node without figures',
      ['--node', '16'],
      '--node: error ZZ2704: the memory has technology node 16 nm; expected 22 to 90 nm',
    ],
    ['an unknown type', ['--type', 'flash'], '--type: error ZZ2702'],
    [
      'a memory far outside the measured ones',
      ['--size', '8GiB'],
      '--size: error ZZ2707: the memory has size 68719476736 bits, 6.9 times outside the measured memories',
    ],
  ])('refuses %s', async (_, options, message) => {
    const { status, stdout, stderr } = await zigzag('memory-cost', '--size', '64KiB', '--width', '64', ...options);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});

test('paths may begin with a dash', () => {
  const folder = temporaryFolder();
  const inputs = ['--workload', '-net.yaml', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1', '--lpf-limit', '2'];
  copyFileSync(examplePath('workloads/gemm.yaml'), join(folder, '-net.yaml'));
  expect(zigzagIn(folder, ['validate', '--', '-net.yaml']).status).toBe(0);
  expect(zigzagIn(folder, ['run', ...inputs, '--out', '-out']).status).toBe(0);
  expect(zigzagIn(folder, ['show', '--', '-out', '0']).status).toBe(0);
  expect(zigzagIn(folder, ['plot', './-out', '--kind', 'energy', '--out', '-energy.svg']).status).toBe(0);
  expect(readdirSync(folder).toSorted()).toEqual(['-energy.svg', '-net.yaml', '-out']);
  const { status, stderr } = zigzagIn(folder, ['show', '-out']);
  expect(status).toBe(1);
  expect(stderr).toContain('(write ./-out for a file whose name begins with a dash)');
});

import { describe, expect, test } from 'vitest';
import { formatDiagnostic, InputError } from '../../../src/base/diagnostic.ts';
import { valueAt } from '../../../src/io/text/source-document.ts';
import { createManifest } from '../../../src/sweep/plan/manifest.ts';
import { openSweep } from '../../../src/sweep/plan/open-sweep.ts';
import { virtualFiles } from '../virtual-files.ts';

const INPUTS = { workloads: 'gemm', accelerator: 'tpu_like', mapping: 'default' };

const PARAMETER = 'parameters: {a: [1, 2]}';

/** Everything that is wrong with a sweep file, as texts; the file begins with the inputs, its own lines with line 4. */
async function faultsOf(lines: string, inputs: Readonly<Record<string, string>> = INPUTS): Promise<string[]> {
  const head = Object.entries(inputs).map(([name, value]) => `${name}: ${value}\n`);
  try {
    const files = virtualFiles({ 'sweep.yaml': `${head.join('')}${lines}\n` });
    openSweep(await createManifest('sweep.yaml', files));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(formatDiagnostic);
  }
}

/** A case: the lines of the file, and how the message begins. */
type Case = readonly [lines: string, message: string];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'the shape of the file': [
    ['', '1:1: error ZZ7002: the sweep has no "parameters"'],
    ['parameter: {a: [1]}', '4:1: error ZZ7003: the sweep has an unknown key "parameter"; did you mean "parameters"?'],
    [
      'parameters: {a: {set: x, values: [1]}}',
      '4:18: error ZZ7003: parameter "a" has an unknown key "set"; did you mean "sets"?',
    ],
    ['parameters: {a: 5}', '4:17: error ZZ7004: parameter "a" is 5; expected a list of values, or a map'],
    [
      `${PARAMETER}\nstrategy: gird`,
      '5:11: error ZZ7004: the strategy is "gird"; expected grid, random, halton, evolution or exact',
    ],
    [
      `${PARAMETER}\nstrategy: {kind: random, counts: 3}`,
      '5:26: error ZZ7003: the strategy has an unknown key "counts"; did you mean "count"?',
    ],
    [`${PARAMETER}\nstrategy: {kind: random, count: 0}`, '5:33: error ZZ7005: "count" of the strategy is 0'],
    [`${PARAMETER}\nwhere: 5`, '5:8: error ZZ7004: "where" of the sweep is 5'],
    [`${PARAMETER}\ncombine: sum`, '5:10: error ZZ7006: "combine" of the sweep is "sum"'],
  ],
  'the values of parameters': [
    ['parameters: {a: []}', '4:14: error ZZ7101: parameter "a" has no values'],
    ['parameters: {a: {sets: accelerator.name}}', '4:14: error ZZ7101: parameter "a" has no values'],
    ['parameters: {a: [1, 32 KB]}', '4:21: error ZZ7101: parameter "a": "32 KB" is no size; did you mean "kB"?'],
    [
      'parameters: {a: [500 MHz]}',
      '4:18: error ZZ7101: parameter "a": "500 MHz" is no size, and only sizes have a unit here (parameters.a[0])\n  fix: write the number alone: 500 for 500 MHz',
    ],
    [
      'parameters: {a: [2.5 GHz]}',
      '4:18: error ZZ7101: parameter "a": "2.5 GHz" is no size, and only sizes have a unit here (parameters.a[0])\n  fix: write the number alone: 2500 for 2500 MHz',
    ],
    [
      'parameters:\n  a:\n    sets: run.seed\n    tuples: [[1, 2]]',
      '7:14: error ZZ7103: parameter "a" sets 1 field, but this tuple has 2 entries',
    ],
    ['parameters: {a: {values: [1, .inf]}}', '4:30: error ZZ7101: parameter "a": Infinity is no value'],
    [
      'parameters: {a: {from: 1, to: 2}}',
      '4:14: error ZZ7101: parameter "a": the range needs either a step or a factor',
    ],
    ['parameters: {a: {from: 1, step: 2}}', '4:14: error ZZ7101: parameter "a": the range needs both from and to'],
    [
      'parameters: {a: {values: [1], from: 1}}',
      '4:14: error ZZ7102: parameter "a" has values and a range; expected one',
    ],
    [
      'parameters:\n  a:\n    sets: [run.seed, run.gap]\n    tuples: [[1, 2], [3]]',
      '7:22: error ZZ7103: parameter "a" sets 2 fields together, but this tuple has 1 entry',
    ],
    ['parameters: {area: [1]}', '4:14: error ZZ7117: parameter "area" has the name of a quantity'],
    ['parameters: {front: [1]}', '4:14: error ZZ7117: parameter "front" has the name of a column'],
    [
      'parameters: {a: {from: 1, to: 1e5, step: 1}, b: {from: 1, to: 1e5, step: 1}, c: {from: 1, to: 1e5, step: 1}, d: {from: 1, to: 10, step: 1}}',
      '4:13: error ZZ7116: the parameters have 10000000000000000 combinations; a sweep takes at most 9007199254740991',
    ],
    [
      'strategy: exact\nparameters: {a: {from: 1, to: 1e4, step: 1}, b: {from: 1, to: 501, step: 1}}',
      '5:13: error ZZ7116: the parameters have 5010000 combinations; strategy exact takes at most 5000000',
    ],
  ],
  'the fields that are set': [
    ['parameters: {memories.sram.size: [1]}', '4:14: error ZZ7104: "memories.sram.size" is no field of an input'],
    [
      'parameters: {a: {sets: [run.seed, sram.size], values: [1]}}',
      '4:35: error ZZ7104: "sram.size" is no field of an input',
    ],
    ['parameters: {a: {sets: sram.size, values: [1]}}', '4:24: error ZZ7104: "sram.size" is no field of an input'],
    [
      'parameters: {accelerator.memories.sram.size: [1]}',
      '4:14: error ZZ7105: there is no field accelerator.memories.sram; did you mean "dram"?',
    ],
    [
      'parameters: {a: {sets: [run.seed, accelerator.memories.dam.size], values: [1]}}',
      '4:35: error ZZ7105: there is no field accelerator.memories.dam; did you mean "dram"?',
    ],
    [
      'parameters: {"accelerator.operational_array.sizes[2]": [1]}',
      '4:14: error ZZ7105: there is no accelerator.operational_array.sizes[2]: the list has 2 entries',
    ],
    ['parameters: {"accelerator.name[*]": [1]}', '4:14: error ZZ7105: accelerator.name has no entries'],
    [
      'parameters: {accelerator.memories.dram.sise: [1]}',
      '4:14: error ZZ7105: memory "dram" has an unknown key "sise"; did you mean "size"?',
    ],
    [
      'parameters: {"mapping[0].spatial_maping": [1]}',
      '4:14: error ZZ7105: entry "default" has an unknown key "spatial_maping"; did you mean "spatial_mapping"?',
    ],
    [
      `${PARAMETER}\nset: {accelerator.memories.sram.size: 1}`,
      '5:7: error ZZ7105: there is no field accelerator.memories.sram',
    ],
    [`${PARAMETER}\nset: {sram.size: 1}`, '5:7: error ZZ7104: "sram.size" is no field of an input'],
    [
      'parameters: {accelerator.memories.dram.size: [1]}\nset: {accelerator.memories.dram.size: 2}',
      '5:7: error ZZ7110: accelerator.memories.dram.size is set by parameter "accelerator.memories.dram.size" and by set',
    ],
    [
      'parameters: {accelerator.memories.dram.size: [1]}\nset: {accelerator.memories.dram: {size: 2}}',
      '5:7: error ZZ7110: accelerator.memories.dram.size is set by parameter',
    ],
  ],
  expressions: [
    [
      `${PARAMETER}\nset: {run.seed: 64 * * a}`,
      '5:22: error ZZ7106: "64 * * a" can\'t be read: expected expression after *',
    ],
    [
      `${PARAMETER}\nwhere: a <= 4 mm3`,
      '5:15: error ZZ7106: "a <= 4 mm3" can\'t be read: mm3 is no unit; did you mean "mm2"?',
    ],
    [`${PARAMETER}\nwhere: [a > 0, a <= 4 KB]`, '5:23: error ZZ7106: "a <= 4 KB" can\'t be read: KB is no unit'],
    [`${PARAMETER}\nlimits: energy.dram <= 4 KB`, '5:26: error ZZ7106: "energy.dram <= 4 KB" can\'t be read'],
    [`${PARAMETER}\nset: {run.seed: .nan}`, '5:17: error ZZ7106: "NaN" can\'t be read: NaN is no value'],
    [`${PARAMETER}\nwhere:\n  - a > 0\n  - a > b`, '7:9: error ZZ7107: there is no parameter or memory "b"'],
    [
      `${PARAMETER}\nwhere: sram_2M.size > 4`,
      '5:8: error ZZ7107: there is no parameter or memory "sram_2M"; did you mean "sram_2MB"?',
    ],
    [`${PARAMETER}\nset: {run.opt: energy}`, '5:16: error ZZ7107: there is no parameter or memory "energy"'],
    [`${PARAMETER}\nwhere: constructor > 4`, '5:8: error ZZ7107: there is no parameter or memory "constructor"'],
    [
      `${PARAMETER}\nwhere: a + 1`,
      '5:8: error ZZ7108: "a + 1" can\'t be evaluated: a condition is 2; expected true or false',
    ],
    [
      `${PARAMETER}\nwhere: dram.sise > 4`,
      '5:8: error ZZ7108: "dram.sise > 4" can\'t be evaluated: there is no field sise; did you mean "size"?',
    ],
    [`${PARAMETER}\nset: {run.seed: a / 0}`, '5:17: error ZZ7108: "a / 0" can\'t be evaluated: the value is Infinity'],
    [`${PARAMETER}\nwhere: a = 2`, '5:10: error ZZ7106: "a = 2" can\'t be read: unexpected "="; == compares'],
    [`${PARAMETER}\nlimits: area`, '5:9: error ZZ7108: "area" can\'t be evaluated: it is no condition'],
    [`${PARAMETER}\nwhere: a > 2`, '5:8: error ZZ7112: no design meets the conditions of where'],
  ],
  quantities: [
    [
      `${PARAMETER}\nobjectives: [energy, max enrgy]`,
      '5:22: error ZZ7109: there is no quantity "enrgy"; did you mean "energy"?',
    ],
    [`${PARAMETER}\nobjectives: minn area`, '5:13: error ZZ7109: there is no quantity "minn area"'],
    [`${PARAMETER}\nlimits: aera <= 4 mm2`, '5:9: error ZZ7109: there is no quantity "aera"; did you mean "area"?'],
    [`${PARAMETER}\nlimits: [area <= 4 mm2, dram.size <= 4]`, '5:25: error ZZ7109: there is no quantity "dram"'],
    [
      `${PARAMETER}\nquantities: [energy.dram, energy.drm]`,
      '5:27: error ZZ7109: there is no quantity "energy.drm"; did you mean "energy.dram"?',
    ],
    [
      `${PARAMETER}\nlimits: area.sram < 1`,
      '5:9: error ZZ7109: there is no quantity "area.sram"; did you mean "area.dram"?',
    ],
  ],
  'units of limits': [
    [
      `${PARAMETER}\nlimits: area <= 2 mJ`,
      '5:9: error ZZ7118: "area <= 2 mJ" can\'t be decided: area is in mm2, not in mJ (limits)\n  fix: write one of the units mm2, mm²',
    ],
    [
      `${PARAMETER}\nlimits: [energy < 2 mJ, not (energy.dram > 2 mJ or 4 KiB >= area)]`,
      '5:25: error ZZ7118: "not (energy.dram > 2 mJ or 4 KiB >= area)" can\'t be decided: area is in mm2, not in KiB',
    ],
    [
      `${PARAMETER}\nlimits: energy.dram <= 2 ms and area < 2 mm2`,
      '5:9: error ZZ7118: "energy.dram <= 2 ms and area < 2 mm2" can\'t be decided: energy.dram is in pJ, not in ms',
    ],
    [
      `${PARAMETER}\nlimits: edp <= 2 mJ`,
      '5:9: error ZZ7118: "edp <= 2 mJ" can\'t be decided: edp is in pJ·cycles, not in mJ (limits)\n  fix: write the number alone, in pJ·cycles',
    ],
    [
      `${PARAMETER}\nlimits: utilisation >= 2 mm2`,
      '5:9: error ZZ7118: "utilisation >= 2 mm2" can\'t be decided: utilisation is a share from 0 to 1, not in mm2',
    ],
    [
      'parameters: {a: [1 KiB]}\nlimits: a <= 2 mm2',
      '5:9: error ZZ7118: "a <= 2 mm2" can\'t be decided: a is in bit, not in mm2',
    ],
  ],
  'quantities of a clock': [
    [`${PARAMETER}\nobjectives: [energy, max throughput]`, '5:22: error ZZ7119: throughput is unknown in every design'],
    [`${PARAMETER}\nlimits: power <= 2 W`, '5:9: error ZZ7119: power is unknown in every design'],
  ],
  'quantities of language models': [
    [
      `${PARAMETER}\nobjectives: [energy_per_token]`,
      '5:14: error ZZ7120: energy_per_token is unknown in every design: no workload is a language model',
    ],
    [`${PARAMETER}\nlimits: memory.missing <= 0`, '5:9: error ZZ7120: memory.missing is unknown in every design'],
    [`${PARAMETER}\nlimits: memory.cache <= 2 mm2`, '5:9: error ZZ7118: "memory.cache <= 2 mm2" can\'t be decided'],
    [
      `${PARAMETER}\nobjectives: [energy_per_tokens]`,
      '5:14: error ZZ7109: there is no quantity "energy_per_tokens"; did you mean "energy_per_token"?',
    ],
  ],
  'options of runs': [
    [`${PARAMETER}\nrun: {opt: EDPP}`, '5:12: error ZZ7111: run option opt is "EDPP"; expected latency, energy, EDP'],
    [
      `${PARAMETER}\nrun: {lpf_limits: 6}`,
      '5:19: error ZZ7111: there is no run option lpf_limits; did you mean "lpf_limit"?',
    ],
    [`${PARAMETER}\nrun: {workers: 6}`, '5:16: error ZZ7111: run option workers has no place in a sweep'],
    [
      'parameters: {run.lpf_limt: [4]}',
      '4:14: error ZZ7111: there is no run option lpf_limt; did you mean "lpf_limit"?',
    ],
    ['parameters: {run.lpf_limit: [4, x]}', '4:14: error ZZ7111: run option lpf_limit is "x"'],
    [`${PARAMETER}\nset: {run.lpf_limit: a / 4}`, '5:7: error ZZ7111: run option lpf_limit is 0.25'],
  ],
  strategies: [
    [`${PARAMETER}\nstrategy: {kind: grid, count: 5}`, '5:31: error ZZ7113: count has no effect with strategy grid'],
    [
      `${PARAMETER}\nstrategy: {kind: random, population: 5}`,
      '5:38: error ZZ7113: population has no effect with strategy random',
    ],
    [
      `${PARAMETER}\nstrategy: exact\nobjectives: utilisation`,
      '5:11: error ZZ7115: strategy exact knows no bound of utilisation',
    ],
    [
      `${PARAMETER}\nstrategy: exact\nobjectives: max energy`,
      '5:11: error ZZ7115: strategy exact knows no bound of energy',
    ],
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('%s', async (lines, message) => {
    const faults = await faultsOf(lines);
    expect(faults.map((fault) => fault.slice(0, `sweep.yaml:${message}`.length))).toEqual([`sweep.yaml:${message}`]);
    // Each says what to do.
    expect(faults[0]).toMatch(/\n {2}fix: ./);
  });
});

test.each([
  'limits: area <= 2 mm2 and (energy < 2 mJ or a <= 4 KiB)',
  'limits: [energy / latency <= 2 mJ, energy + 2 mJ <= 2, 2 mm2 >= area, sram == 4 KiB]',
  'limits: power <= 2 W\nset: {accelerator.clock_frequency: 500}',
  'quantities: time',
])('%s is right', async (lines) => {
  const parameters = 'parameters: {a: [1, 2], sram: [4 KiB]}';
  expect(await faultsOf(`${parameters}\n${lines}`)).toEqual([]);
});

test('a parameter named by its field has a short title', async () => {
  const parameters =
    'parameters: {accelerator.memories.dram.r_cost: [1, 2], run.seed: [1], "mapping[0].name": [a], accelerator: [1]}';
  const files = virtualFiles({
    'sweep.yaml': `workloads: gemm\naccelerator: tpu_like\nmapping: default\n${parameters}\n`,
  });
  const { definition } = openSweep(await createManifest('sweep.yaml', files));
  const titles = definition.parameters.map(({ title }) => title);
  expect(titles).toEqual(['dram.r_cost', 'seed', 'mapping[0].name', 'accelerator']);
});

describe('inputs', () => {
  const inputs = (workloads: string, others = {}) => faultsOf(PARAMETER, { ...INPUTS, workloads, ...others });

  test.each([
    ['[gemm, gem]', '1:19: error ZZ6001: there is no workload "gem"'],
    ['[{workload: gem}]', '1:24: error ZZ6001: there is no workload "gem"'],
    ['[]', '1:12: error ZZ7007: "workloads" of the sweep has 0 items'],
    ['[{workload: gemm, weight: 0}]', '1:38: error ZZ7005: "weight" of workload 1 is 0'],
    ['[{wrkload: gemm}]', '1:14: error ZZ7003: workload 1 has an unknown key "wrkload"; did you mean "workload"?'],
  ])('workloads: %s', async (workloads, message) => {
    const faults = await inputs(workloads);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`sweep.yaml:${message}`);
  });

  test('that are missing are told at their place', async () => {
    const faults = await inputs('gemm', { accelerator: 'tpu_lik' });
    expect(faults.join()).toContain('sweep.yaml:2:14: error ZZ6001: there is no accelerator "tpu_lik"');
  });

  test('that are paths are looked for beside the sweep file', async () => {
    const files = virtualFiles({
      'designs/sweep.yaml': `workloads: gemm\naccelerator: ../mine.yaml\nmapping: default\n${PARAMETER}\n`,
    });
    const manifest = createManifest('designs/sweep.yaml', files);
    await expect(manifest).rejects.toThrow('there is no accelerator "designs/../mine.yaml"');
  });

  test.each([
    ['alexnet', 'an ONNX model has none'],
    ['[gemm, resnet18]', 'there are several workloads'],
  ])('fields of %s cannot be set', async (workloads, reason) => {
    const faults = await faultsOf('parameters: {"workload[0].loop_sizes[1]": [32]}', { ...INPUTS, workloads });
    expect(faults.join()).toContain('sweep.yaml:1:12: error ZZ7114: ');
    expect(faults.join()).toContain(reason);
  });

  test('have no weights where the worst network counts', async () => {
    const faults = await faultsOf(`${PARAMETER}\ncombine: worst`, {
      ...INPUTS,
      workloads: '[{workload: gemm, weight: 2}]',
    });
    expect(faults.join()).toContain('sweep.yaml:1:38: error ZZ7113: weight has no effect with combine: worst');
  });
});

test('inputs that are missing are named', async () => {
  const faults = await faultsOf(PARAMETER, {});
  expect(faults.map((fault) => fault.replace(/;.*/s, ''))).toEqual(
    ['workloads', 'accelerator', 'mapping'].map((name) => `sweep.yaml:1:1: error ZZ7002: the sweep has no "${name}"`),
  );
});

describe('what is right', () => {
  test.each([
    'parameters: {a: {sets: "accelerator.memories[*].ports[*].bandwidth_max", values: [64]}}',
    'parameters: {"accelerator.operational_array.sizes[*]": [8, 16]}',
    'parameters: {"workload[0].loop_sizes[1]": [32, 64]}',
    'parameters: {"mapping[0].spatial_mapping": [{D1: ["K, 8"]}, {D1: ["K, 16"]}]}',
    'parameters: {accelerator.memories.dram.static_power: [1, 2]}',
    'parameters: {run.lpf_limit: [4, none]}',
    'parameters: {run.opt: [energy, EDP]}',
    `${PARAMETER}\nset: {accelerator.name: "'32 KB and more'"}`,
    `${PARAMETER}\nset: {accelerator.memories.dram.auto_cost_extraction: a > 1}`,
    'parameters: {accelerator.memories.dram.ports: [[]]}\nset: {accelerator.memories.dram.size: 8 GiB}',
    `${PARAMETER}\nlimits: [area <= 4 mm2, energy.dram + energy.sram_2MB.O < a * 1 mJ, not (latency.ideal > 1 Mcycles)]`,
    `${PARAMETER}\nobjectives: [min energy, max utilisation, area.sram_2MB]`,
  ])('%s', async (lines) => {
    expect(await faultsOf(lines)).toEqual([]);
  });

  test('a condition without a value in a later design leaves that to its point', async () => {
    expect(await faultsOf('parameters: {a: [5, 0]}\nwhere: dram.ports[a].bandwidth_max > 1')).toHaveLength(1);
    expect(await faultsOf('parameters: {a: [0, 5]}\nwhere: dram.ports[a].bandwidth_max > 1')).toEqual([]);
  });
});

test('every field that an entry of sets stands for gets the same entry of a tuple', async () => {
  const parameters = {
    pair: {
      sets: ['accelerator.operational_array.sizes[*]', 'accelerator.memories.dram.size'],
      tuples: [[8, '64 KiB']],
    },
  };
  const { describe: designOf } = openSweep(await createManifest({ ...INPUTS, parameters }, virtualFiles({})));
  const { accelerator } = designOf(0).data;
  expect(valueAt(accelerator, ['operational_array', 'sizes'])).toEqual([8, 8]);
  expect(valueAt(accelerator, ['memories', 'dram', 'size'])).toBe(524288);
});

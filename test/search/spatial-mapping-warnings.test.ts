import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { explainQuantity } from '../../src/explain/index.ts';
import { getHardwarePerformance, type HardwarePerformance } from '../../src/index.ts';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { checkInputs } from '../../src/run/check-inputs.ts';

/* What the search makes of a spatial mapping, where that is less than the file asks for: said once, by run, validate and explain. */

const LINKS = { O: 'O', W: 'I2', I: 'I1' };
const DIRECTIONS = { read: ['tl', 'th'], write: ['fh', 'fl'] };

interface Register {
  readonly size: number;
  readonly width: number;
  readonly serves?: readonly string[];
}

function register(operand: string, { size, width, serves = [] }: Register): object {
  const port = (type: 'read' | 'write') => ({
    name: `${type[0]}_port_1`,
    type,
    bandwidth_min: width,
    bandwidth_max: width,
    allocation: (operand === 'O' ? DIRECTIONS[type] : DIRECTIONS[type].slice(0, 1)).map(
      (code) => `${operand}, ${code}`,
    ),
  });
  return memory(size, [operand], [port('read'), port('write')], serves);
}

function memory(
  size: number,
  operands: readonly string[],
  ports: readonly object[],
  serves: readonly string[],
): object {
  return { size, r_cost: 1, w_cost: 1, area: 0, latency: 1, operands, ports, served_dimensions: serves };
}

const EVERYTHING = ['I1, tl', 'I1, fh', 'I2, tl', 'I2, fh', 'O, tl', 'O, fh', 'O, fl', 'O, th'];

interface Registers {
  readonly weights?: Partial<Register>;
  readonly outputs?: Partial<Register>;
}

/** D1 × D2 units of `units` each, with registers for every operand. */
function array(units: number, { weights = {}, outputs = {} }: Registers = {}): Readonly<Record<string, unknown>> {
  return {
    name: 'small_array',
    operational_array: { unit_energy: 1, unit_area: 0, dimensions: ['D1', 'D2'], sizes: [units, units] },
    memories: {
      weights: register('I2', { size: 64, width: 8, ...weights }),
      inputs: register('I1', { size: 64, width: 8 }),
      acc: register('O', { size: 1536, width: 32, ...outputs }),
      main: memory(
        1e9,
        ['I1', 'I2', 'O'],
        [{ name: 'rw_port_1', type: 'read_write', bandwidth_min: 64, bandwidth_max: 512, allocation: EVERYTHING }],
        ['D1', 'D2'],
      ),
    },
  };
}

function product(id: number, name: string, loops: Readonly<Record<string, number>>, operator = 'Gemm') {
  const has = (dimension: string): string => (dimension in loops ? `[${dimension.toLowerCase()}]` : '');
  return {
    id,
    name,
    operator_type: operator,
    equation: `O${has('B')}${has('K')}+=W${has('K')}${has('C')}*I${has('B')}${has('C')}`,
    loop_dims: Object.keys(loops),
    loop_sizes: Object.values(loops),
    operand_precision: { O: 32, O_final: 8, W: 8, I: 8 },
    operand_source: { W: id, I: id },
  };
}

const LAYER = product(0, 'product', { B: 6, K: 40, C: 48 });
const entry = (fields: object, name = 'default') => ({ name, memory_operand_links: LINKS, ...fields });
const fixed = (d1: readonly string[], d2: readonly string[] = ['C, 4']) =>
  entry({ spatial_mapping: { D1: d1, D2: d2 } });

interface Inputs {
  readonly workload?: readonly object[];
  readonly accelerator?: Readonly<Record<string, unknown>>;
  readonly mapping: readonly object[];
}

async function run({ workload = [LAYER], accelerator = array(8), mapping }: Inputs): Promise<HardwarePerformance> {
  return getHardwarePerformance({ workload, accelerator, mapping, lpfLimit: 4 });
}

function validate({ workload = [LAYER], accelerator = array(8), mapping }: Inputs) {
  return checkInputs({
    workload: readWorkload(documentFromObject(workload)).value,
    accelerator: readAccelerator(documentFromObject(accelerator)).value,
    mapping: readMapping(documentFromObject(mapping)).value,
  });
}

/** The warnings of a run, which must be those of `validate`. */
async function warningsOf(inputs: Inputs): Promise<readonly Diagnostic[]> {
  const { warnings } = await run(inputs);
  const { findings, infeasible } = validate(inputs);
  expect(infeasible).toEqual([]);
  const early = warnings.filter(({ code }) => code.startsWith('ZZ4'));
  expect(early).toEqual(findings);
  return early;
}

const sentences = (warnings: readonly Diagnostic[]): string[] =>
  warnings.map(({ code, message, hint }) => `${code} ${message}; ${hint}`);

describe('one warning per entry and cause', () => {
  test('the array is too small; writing what it has room for gives the same without a warning', async () => {
    const warnings = await warningsOf({ mapping: [fixed(['K, 32'])] });
    expect(sentences(warnings)).toEqual([
      'ZZ4304 entry "default": K 32 on D1 becomes K 8: D1 has 8 units (layer "product"); 8 of 8 units of D1 work; write "K, 8", or give D1 32 units',
    ]);
    const [lowered, written] = [await run({ mapping: [fixed(['K, 32'])] }), await run({ mapping: [fixed(['K, 8'])] })];
    expect(written.warnings).toEqual([]);
    expect([lowered.energy, lowered.latency]).toEqual([written.energy, written.latency]);
  });

  test('a port of an inner memory is too narrow; every remedy gives what was asked for', async () => {
    const narrow = { outputs: { serves: ['D1'] } };
    const mapping = [fixed(['K, 16'], ['C, 16'])];
    const warnings = await warningsOf({ accelerator: array(16, narrow), mapping });
    expect(sentences(warnings)).toEqual([
      'ZZ4307 entry "default": K 16 on D1 becomes K 1: "w_port_1" of "acc" carries 32 bit/cycle, 16 units need 512 (layer "product"); 1 of 16 units of D1 work; widen it to 512 bits (bandwidth_max), or let "acc" serve D2 in place of D1',
    ]);
    const slow = await run({ accelerator: array(16, narrow), mapping });
    for (const outputs of [{ serves: ['D1'], width: 512 }, { serves: ['D2'] }]) {
      const better = await run({ accelerator: array(16, { outputs }), mapping });
      expect(better.warnings.filter(({ code }) => code.startsWith('ZZ4'))).toEqual([]);
      expect(better.latency).toBeLessThan(slow.latency / 4);
    }
  });

  test('an inner memory is too small', async () => {
    const small = { weights: { size: 32, width: 64, serves: ['D1'] } };
    const warnings = await warningsOf({ accelerator: array(8, small), mapping: [fixed(['K, 8'])] });
    expect(sentences(warnings)).toEqual([
      'ZZ4308 entry "default": K 8 on D1 becomes K 4: "weights" holds 32 bits, W of all its units needs 64 (layer "product"); 4 of 8 units of D1 work; enlarge "weights" to 64 bits, or take D1 out of its served_dimensions',
    ]);
    const enlarged = array(8, { weights: { size: 64, width: 64, serves: ['D1'] } });
    expect(await warningsOf({ accelerator: enlarged, mapping: [fixed(['K, 8'])] })).toEqual([]);
  });

  test('an array dimension is exceeded by several loops, a loop by several array dimensions', async () => {
    expect(sentences(await warningsOf({ mapping: [fixed(['K, 8', 'B, 2'])] }))).toEqual([
      'ZZ4305 entry "default": K 8 on D1 is dropped: the unrollings on D1 together exceed its 8 units (layer "product"); 2 of 8 units of D1 work; lower the factors on D1 until their product is at most 8',
    ]);
    expect(sentences(await warningsOf({ mapping: [fixed(['B, 3'], ['B, 3'])] }))).toEqual([
      'ZZ4306 entry "default": B 3 on D1 is dropped: with the other array dimensions it exceeds the 6 iterations of B (layer "product"); 1 of 8 units of D1 work; lower the factors of B until their product is at most 6, or unroll another loop on D1',
    ]);
  });

  test('a loop that no layer has', async () => {
    expect(sentences(await warningsOf({ mapping: [fixed(['KO, 8'])] }))).toEqual([
      'ZZ4205 entry "default": KO 8 on D1 is dropped: no layer that the entry applies to has a loop KO; "product" has B, K and C; 1 of 8 units of D1 work; correct the name (D1 can take K 8, C 8 or B 6)',
    ]);
  });

  test('loops that some layers lack, or have with one iteration, grouped over layers', async () => {
    const rows = [1, 2, 3, 4].map((id) => product(id, `row_${id}`, { B: 1, K: 40, C: 48 }));
    const flat = product(5, 'flat', { K: 40, C: 48 });
    const warnings = await warningsOf({ workload: [LAYER, ...rows, flat], mapping: [fixed(['B, 6'])] });
    expect(sentences(warnings)).toEqual([
      'ZZ4207 entry "default": B 6 on D1 becomes B 1: B has a single iteration (layers "row_1", "row_2" and 2 others); 1 of 8 units of D1 work; write a separate entry for such layers; in "row_1", D1 can take K 8 or C 8',
      'ZZ4206 entry "default": B 6 on D1 is dropped: the layer has no loop B (layer "flat"); 1 of 8 units of D1 work; write a separate entry for such layers; in "flat", D1 can take K 8 or C 8',
    ]);
  });

  test('a loop smaller than its unrolling is no loss, nor is a factor of 1', async () => {
    expect(await warningsOf({ mapping: [fixed(['B, 8'], ['C, 4', 'Z, 1'])] })).toEqual([]);
  });

  test('hints without any loop of the layer, for a fixed array dimension, and for one that is not there', async () => {
    const hints = { D1: ['B'], D2: ['KO', 'OX'], D3: ['K'] };
    const mapping = [entry({ spatial_mapping: { D1: ['K, 8'] }, spatial_mapping_hint: hints })];
    expect(sentences(await warningsOf({ mapping }))).toEqual([
      'ZZ4310 entry "default": the hint B for D1 has no effect: the entry fixes D1 in spatial_mapping; remove it, or remove D1 from spatial_mapping so that it is filled',
      'ZZ4208 entry "default": the hint KO and OX for D2 names no loop of layer "product"; any loop may be unrolled there ("product" has B, K and C); name loops of the layer, or remove the hint',
      'ZZ4309 entry "default": the hint K for D3 has no effect: accelerator "small_array" has no such array dimension; remove it, or name an array dimension of small_array: D1 and D2',
    ]);
  });

  test('an entry for no layer; one for an operator that this network lacks is expected', async () => {
    const mapping = [fixed(['K, 8']), entry({}, 'prodct'), entry({}, 'Conv')];
    expect(sentences(await warningsOf({ mapping }))).toEqual([
      'ZZ4209 entry "prodct" applies to no layer: none has this name or operator type; did you mean "product"? Rename the entry, or remove it',
    ]);
  });
});

test('a warning has file and line of the entry', () => {
  const text = '# loops of my network\n- name: default\n  spatial_mapping: {D1: ["K, 32"]}\n';
  const { findings } = checkInputs({
    workload: readWorkload(documentFromObject([LAYER])).value,
    accelerator: readAccelerator(documentFromObject(array(8))).value,
    mapping: readMapping(parseYaml(text, 'my.yaml')).value,
  });
  expect(findings).toMatchObject([{ file: 'my.yaml', line: 2, path: '[0].spatial_mapping.D1', code: 'ZZ4304' }]);
});

test('a layer left without units by its mapping explains it with the words of the warning', async () => {
  const mapping = [fixed(['K, 16'], ['C, 16'])];
  const { evaluations } = await run({ accelerator: array(16, { outputs: { serves: ['D1'] } }), mapping });
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('no layer');
  expect(explainQuantity(evaluation, 'latency.spatial_stall').binding).toBe(
    'array dimension D1 is used least: 1 of 16 units, since K 16 on D1 becomes K 1: "w_port_1" of "acc" carries 32 bit/cycle, 16 units need 512',
  );
});

describe('validate finds what a run refuses', () => {
  test('of equal layers, each by its own name', async () => {
    const workload = [LAYER, product(1, 'again', { B: 6, K: 40, C: 48 })];
    const { infeasible } = validate({
      workload,
      accelerator: array(8, { outputs: { size: 16 } }),
      mapping: [entry({})],
    });
    expect(infeasible.map(({ name }) => name)).toEqual(['product', 'again']);
    for (const { name, diagnostic } of infeasible) expect(diagnostic.message).toContain(`layer ${name}`);
  });

  test.each([
    ['an array dimension that is not there', { mapping: [entry({ spatial_mapping: { D5: ['K, 8'] } })] }, 'ZZ4301'],
    ['a layer without an entry', { mapping: [entry({}, 'Conv')] }, 'ZZ4201'],
  ])('%s', async (_, inputs, code) => {
    const { findings } = validate(inputs);
    expect(findings.map((finding) => finding.code)).toContain(code);
    await expect(run(inputs)).rejects.toMatchObject({ diagnostics: findings });
  });

  test.each([
    ['accumulators too small for a partial sum', { outputs: { size: 16 } }, 'ZZ4411'],
    ['accumulators too narrow for a partial sum', { outputs: { width: 16, serves: ['D1'] } }, 'ZZ4412'],
  ])('%s', async (_, registers, code) => {
    const inputs = { accelerator: array(8, registers), mapping: [entry({ spatial_mapping: { D1: ['K, 4'] } })] };
    const { infeasible } = validate(inputs);
    expect(infeasible.map(({ diagnostic }) => diagnostic.code)).toEqual([code]);
    await expect(run(inputs)).rejects.toMatchObject({ diagnostic: infeasible[0]?.diagnostic });
  });

  test('a missing port', async () => {
    const accelerator = array(8);
    const main = memory(
      1e9,
      ['I1', 'I2', 'O'],
      [
        {
          name: 'rw_port_1',
          type: 'read_write',
          bandwidth_min: 64,
          bandwidth_max: 512,
          allocation: EVERYTHING.slice(2),
        },
      ],
      ['D1', 'D2'],
    );
    const inputs = {
      accelerator: { ...accelerator, memories: { ...Object(accelerator.memories), main } },
      mapping: [entry({})],
    };
    const { infeasible } = validate(inputs);
    expect(infeasible.map(({ diagnostic }) => diagnostic.code)).toEqual(['ZZ2601']);
    await expect(run(inputs)).rejects.toMatchObject({ diagnostic: infeasible[0]?.diagnostic });
  });
});

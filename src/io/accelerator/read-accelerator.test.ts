import { describe, expect, test } from 'vitest';
import { ACCELERATOR, IMC_ACCELERATOR, OLDER_ACCELERATOR } from '../../../test/errors/base-inputs.ts';
import { findingsOf } from '../../../test/errors/findings-of.ts';
import { estimateMemoryCost, type PortCounts } from '../../memory-cost/index.ts';
import { documentFromObject } from '../text/source-document.ts';
import { parseYaml } from '../text/yaml.ts';
import { readAccelerator } from './read-accelerator.ts';

const read = (text: string) => readAccelerator(parseYaml(text));
const codes = (text: string) => findingsOf(() => read(text)).map((finding) => finding.code);

/** A memory with every needed direction on one port. */
function memory(name: string, operands: string[], size = 64, served = '[D1, D2]'): string {
  const allocation = operands.flatMap((operand) =>
    (operand === 'O' ? ['fh', 'tl', 'fl', 'th'] : ['fh', 'tl']).map((direction) => `"${operand}, ${direction}"`),
  );
  return `  ${name}:
    size: ${size}
    r_cost: 1
    w_cost: 1
    area: 0
    latency: 1
    operands: [${operands.join(', ')}]
    ports: [{name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 8, allocation: [${allocation.join(', ')}]}]
    served_dimensions: ${served}
`;
}

const accelerator = (...memories: string[]) =>
  `name: x\nmemories:\n${memories.join('')}operational_array: {unit_energy: 1, unit_area: 1, dimensions: [D1, D2], sizes: [4, 2]}\n`;

test('an ordinary accelerator', () => {
  const { value, warnings } = read(ACCELERATOR);
  expect(warnings).toEqual([]);
  expect(value.name).toBe('tiny');
  expect(value.operationalArray).toEqual({
    dimensions: [
      { name: 'D1', size: 8 },
      { name: 'D2', size: 4 },
    ],
    unitEnergyPj: 0.04,
    unitArea: 1,
    unitCount: 32,
    cyclesPerOperation: 1,
  });
  expect(value.memoryHierarchy.memories[0]).toMatchObject({
    name: 'reg_O',
    sizeBits: 32,
    readEnergyPj: 0.02,
    writeEnergyPj: 0.03,
    latencyCycles: 1,
    memoryType: 'sram',
    autoCostExtraction: false,
    forceDoubleBuffering: false,
    operands: ['O'],
    servedDimensions: ['D2'],
    copies: 8,
  });
  expect(value.memoryHierarchy.memories[0]?.ports[0]).toEqual({
    name: 'r_port_1',
    type: 'read',
    bandwidthMin: 16,
    bandwidthMax: 32,
    services: [
      { memoryOperand: 'O', level: 0, direction: 'rd_out_to_low' },
      { memoryOperand: 'O', level: 0, direction: 'rd_out_to_high' },
    ],
  });
});

test('an in-memory-computing array needs no unit costs', () => {
  const { operationalArray } = read(IMC_ACCELERATOR).value;
  expect(operationalArray).toMatchObject({
    unitEnergyPj: 0,
    cyclesPerOperation: 4,
    inMemoryComputing: {
      type: 'analog',
      inputPrecision: [8, 4],
      adcResolutionBits: 6,
      bitSerialPrecisionBits: 2,
      cells: { sizeBits: 32, areaMm2: 0 },
    },
  });
  const digital = IMC_ACCELERATOR.replace('imc_type: analog', 'imc_type: digital').replace('  adc_resolution: 6\n', '');
  expect(read(digital).value.operationalArray.inMemoryComputing).toMatchObject({
    type: 'digital',
    adcResolutionBits: 0,
  });
});

describe('costs left to the estimator', () => {
  const COSTS = / {4}r_cost: 20\n {4}w_cost: 30\n {4}area: 0\n {4}latency: 1\n/;
  const withEstimates = (fields = '') =>
    ACCELERATOR.replace(COSTS, `    latency: 1\n    auto_cost_extraction: yes\n${fields}`);
  const parity = (text: string) => readAccelerator(parseYaml(text), { memoryCostParity: true });
  const costsOf = ({ value }: ReturnType<typeof read>, index = 1) => {
    const { readEnergyPj, writeEnergyPj, area } = value.memoryHierarchy.memories[index] ?? {};
    return { readEnergyPj, writeEnergyPj, area };
  };
  const estimate = (ports: PortCounts, technologyNodeNm = 22) => {
    const { readEnergyPj, writeEnergyPj, areaMm2 } = estimateMemoryCost({
      sizeBits: 65536,
      readWidthBits: 512 / 4,
      ports,
      technologyNodeNm,
    });
    return { readEnergyPj, writeEnergyPj, area: areaMm2 };
  };
  const narrow = (text: string) => text.replaceAll('bandwidth_max: 512', 'bandwidth_max: 128');

  test('by the ports of the file', () => {
    const { value, warnings } = read(narrow(withEstimates()));
    expect(warnings).toEqual([]);
    expect(value.memoryHierarchy.memories[1]).toMatchObject({ autoCostExtraction: true, memoryType: 'sram' });
    expect(costsOf(read(narrow(withEstimates())))).toEqual(estimate({ read: 0, write: 0, readWrite: 2 }));
  });

  test('by the technology node of the file', () => {
    const text = narrow(withEstimates('    technology_node: 28\n'));
    expect(costsOf(read(text))).toEqual(estimate({ read: 0, write: 0, readWrite: 2 }, 28));
    expect(costsOf(read(narrow(withEstimates('    technology_node: ~\n'))))).toEqual(
      costsOf(read(narrow(withEstimates()))),
    );
  });

  test('given costs are replaced', () => {
    expect(costsOf(read(narrow(withEstimates('    r_cost: 99\n'))))).toEqual(costsOf(read(narrow(withEstimates()))));
  });

  test('writes by the width of the port that writes', () => {
    const text = narrow(withEstimates())
      .replace('name: rw_port_1, type: read_write, bandwidth_min: 64', 'name: r_port_1, type: read, bandwidth_min: 64')
      .replace(/rw_port_2, type: read_write(.*)128/, 'rw_port_2, type: read_write$1256');
    const [exclusive, shared] = [128, 256].map((readWidthBits) =>
      estimateMemoryCost({ sizeBits: 65536, readWidthBits, ports: { read: 1, write: 0, readWrite: 1 } }),
    );
    expect(costsOf(read(text))).toMatchObject({
      readEnergyPj: exclusive?.readEnergyPj,
      writeEnergyPj: shared?.writeEnergyPj,
    });
    // The reference takes the width of the first port that reads.
    expect(costsOf(parity(text))).toEqual(estimate({ read: 1, write: 1, readWrite: 0 }));
  });

  test('in the reference ports and node do not matter', () => {
    const text = narrow(withEstimates('    technology_node: 90\n'));
    expect(costsOf(parity(text))).toEqual(estimate({ read: 1, write: 1, readWrite: 0 }));
  });

  test('registers: a small memory, or 128 times their size in the reference', () => {
    const text = ACCELERATOR.replace('auto_cost_extraction: false', 'auto_cost_extraction: on\n    mem_type: rf');
    const reference = estimateMemoryCost({ sizeBits: 32 * 128, readWidthBits: 32 });
    expect(costsOf(parity(text), 0).readEnergyPj).toBe(reference.readEnergyPj);
    const { warnings } = read(text);
    expect(warnings).toMatchObject([
      { code: 'ZZ2706', severity: 'warning', line: 4, column: 11, path: 'memories.reg_O.size' },
      { code: 'ZZ2114', line: 9 },
    ]);
    expect(costsOf(read(text), 0).readEnergyPj).toBeLessThan(reference.readEnergyPj / 4);
  });

  test('an estimated accelerator is costed like one with the same figures', () => {
    const text = narrow(withEstimates());
    const { readEnergyPj, writeEnergyPj, area } = costsOf(read(text));
    const { staticPowerMw } = read(text).value.memoryHierarchy.memories[1] ?? {};
    const given = narrow(ACCELERATOR).replace(
      COSTS,
      `    r_cost: ${readEnergyPj}\n    w_cost: ${writeEnergyPj}\n    area: ${area}\n    static_power: ${staticPowerMw}\n    latency: 1\n`,
    );
    expect(unestimated(placeless(read(text).value))).toEqual(unestimated(placeless(read(given).value)));
  });
});

test('null means the default, words of YAML 1.1 are booleans in boolean fields', () => {
  const text = ACCELERATOR.replace(
    'auto_cost_extraction: false',
    'auto_cost_extraction: ~\n    mem_type: ~\n    force_double_buffering: On',
  );
  expect(read(text).value.memoryHierarchy.memories[0]).toMatchObject({
    autoCostExtraction: false,
    memoryType: 'sram',
    forceDoubleBuffering: true,
  });
});

test('fields without effect are accepted', () => {
  const text = `${ACCELERATOR}  input_precision: [8, 8]\n  adc_resolution: 0\ndataflows: {D1: ["K, 8"], D2: ["C, 4"]}\n`;
  expect(read(text).warnings).toEqual([]);
});

test('memories keep the order of the file even if their names look like integers', () => {
  const text = accelerator(
    memory('10', ['I1'], 8, '[]'),
    memory('2', ['I1', 'I2', 'O']),
    memory('1', ['I1', 'I2', 'O'], 1000),
  );
  expect(read(text).value.memoryHierarchy.memories.map((level) => level.name)).toEqual(['10', '2', '1']);
});

/** Without the places in the file, which differ between spellings of the same design. */
function placeless(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key: string, part: unknown) =>
      key === 'origin' ? undefined : part instanceof Map ? [...part] : part,
    ),
  );
}

/** Without the flag that says where costs come from. */
function unestimated(value: unknown): string {
  return JSON.stringify(value).replaceAll('"autoCostExtraction":true', '"autoCostExtraction":false');
}

test('objects are read like files; a Map keeps the order of integer-like names', () => {
  const data = parseYaml(ACCELERATOR).data;
  expect(placeless(readAccelerator(documentFromObject(data)).value)).toEqual(placeless(read(ACCELERATOR).value));
  const [finding] = findingsOf(() =>
    readAccelerator(documentFromObject({ name: 'x', memories: [], operational_array: {} })),
  );
  expect(finding).toMatchObject({ code: 'ZZ2004', path: 'memories' });
  expect(finding?.line).toBeUndefined();
});

describe('the hierarchy', () => {
  test('memories listed from the outermost inwards give a warning', () => {
    const text = accelerator(
      memory('dram', ['I1', 'I2', 'O'], 1_000_000),
      memory('sram', ['I1', 'O'], 10_000),
      memory('rf', ['I2'], 32, '[]'),
    );
    const { warnings } = read(text);
    expect(warnings.map((warning) => [warning.code, warning.line])).toEqual([
      ['ZZ2402', 12],
      ['ZZ2402', 21],
    ]);
    expect(warnings[0]?.message).toContain('memory "sram" comes above "dram" for I1 and O');
  });

  test('a memory with more copies and no more room than the one below gives a warning', () => {
    expect(codes(accelerator(memory('a', ['I1', 'I2', 'O'], 64), memory('b', ['I1', 'I2', 'O'], 64, '[D1]')))).toEqual([
      'ZZ2402',
    ]);
    expect(codes(accelerator(memory('a', ['I1', 'I2', 'O'], 64), memory('b', ['I1', 'I2', 'O'], 65, '[D1]')))).toEqual(
      [],
    );
  });

  test('hierarchies whose levels would be counted in two orders are refused (quirk M1)', () => {
    const text = accelerator(
      memory('m0', ['I2']),
      memory('m1', ['I2']),
      memory('m2', ['I2', 'O']),
      memory('m3', ['I1', 'I2']),
      memory('m4', ['I1', 'O']),
      memory('m5', ['O']),
    );
    const [finding] = findingsOf(() => read(text));
    expect(finding).toMatchObject({ code: 'ZZ2403', line: 2, severity: 'error' });
    expect(finding?.message).toContain(
      'listed in the order m2, m4, m5, but their connections give the order m2, m5, m4',
    );
  });
});

describe('older formats', () => {
  test('ports, array and unit costs are converted', () => {
    const { value } = read(OLDER_ACCELERATOR);
    const current = read(ACCELERATOR.replace(/\["I1, tl", "I2, tl"\]/, '["I1, tl", "I2, tl"]')).value;
    const [register, sram] = value.memoryHierarchy.memories;
    expect(placeless(register)).toEqual(placeless(current.memoryHierarchy.memories[0]));
    // Ports for both directions once took the bandwidths of reading.
    expect(placeless(sram)).toEqual(placeless(current.memoryHierarchy.memories[1]));
    expect(value.operationalArray).toEqual(current.operationalArray);
  });

  test('without a granularity the full width counts', () => {
    const text = OLDER_ACCELERATOR.replace('    min_w_granularity: 16\n', '');
    expect(read(text).value.memoryHierarchy.memories[0]?.ports[1]).toMatchObject({
      bandwidthMin: 32,
      bandwidthMax: 32,
    });
  });
});

describe('ports', () => {
  const twoPorts = (first: string, second: string) =>
    accelerator(memory('low', ['I1', 'O'], 8), memory('m', ['I1', 'I2', 'O'])).replace(
      /(m:\n(?:.*\n){6} {4}ports: ).*\n/,
      `$1[${first}, ${second}]\n`,
    );

  test('the last mention of a direction wins, and ports left without service are dropped (quirk R4)', () => {
    const text = twoPorts(
      '{name: r_port_1, type: read, bandwidth_min: 8, bandwidth_max: 8, allocation: ["I2, tl"]}',
      '{name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 8, allocation: ["I1, tl", "O, tl", "O, fl", "I2, fh", "I2, tl"]}',
    );
    const { value, warnings } = read(text);
    expect(warnings).toEqual([]);
    const [port, ...others] = value.memoryHierarchy.memories[1]?.ports ?? [];
    expect(others).toEqual([]);
    expect(
      port?.services.filter((service) => service.memoryOperand === 'I2').map((service) => service.direction),
    ).toEqual(['rd_out_to_low', 'wr_in_by_high']);
  });

  test('of two ports with one name the first serves (quirk R5)', () => {
    const text = twoPorts(
      '{name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 8, allocation: ["I1, tl"]}',
      '{name: rw_port_1, type: read_write, bandwidth_min: 4, bandwidth_max: 4, allocation: ["O, tl", "O, fl", "I2, tl"]}',
    );
    const { value, warnings } = read(text);
    expect(warnings.map((warning) => warning.code)).toEqual(['ZZ2109']);
    expect(value.memoryHierarchy.memories[1]?.ports.map((port) => [port.bandwidthMax, port.services.length])).toEqual([
      [8, 4],
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { ACCELERATOR, IMC_ACCELERATOR, OLDER_ACCELERATOR } from './base-inputs.ts';
import { expectFindings, type FaultCase, findingsOf, titled } from './findings-of.ts';

const read = (text: string) => readAccelerator(parseYaml(text, 'acc.yaml'));

const SHAPE: readonly FaultCase[] = [
  ['size: 32\n', 'size: 0\n', '4:11 ZZ2005 "size" of memory "reg_O" is 0; expected an integer of at least 1 (bits)'],
  ['size: 32\n', 'size: -8\n', '4:11 ZZ2005 is -8'],
  ['size: 32\n', 'size: 3.5\n', '4:11 ZZ2004 is 3.5; expected an integer'],
  ['size: 32\n', 'size: 010\n', '4:11 ZZ2004 is "010"'],
  ['size: 32\n', 'size: 1:30\n', '4:11 ZZ2004 is "1:30"'],
  ['size: 32\n', 'size: 4 KiB\n', '4:11 ZZ2004 is "4 KiB"'],
  ['size: 32\n', 'size: .inf\n', '4:11 ZZ2004 is Infinity'],
  ['size: 32\n', 'size: true\n', '4:11 ZZ2004 is true'],
  ['size: 32\n', 'size: 1e300\n', '4:11 ZZ2005 is 1e+300'],
  ['size: 32\n', 'size:\n', '4:5 ZZ2004 is empty'],
  ['    size: 32\n', '', '3:3 ZZ2002 memory "reg_O" has no "size"; expected an integer'],
  ['    size: 32\n', '    szie: 32\n', '4:5 ZZ2003 unknown key "szie"; did you mean "size"?'],
  ['name: tiny\n', '', '1:1 ZZ2002 the accelerator has no "name"'],
  ['name: tiny\n', 'name: 5\n', '1:7 ZZ2004 "name" of the accelerator is 5; expected a text'],
  [/memories:[\s\S]*(?=operational)/, '', '1:1 ZZ2002 the accelerator has no "memories"'],
  [/operational_array:[\s\S]*/, '', '1:1 ZZ2002 the accelerator has no "operational_array"'],
  ['    latency: 1\n', '', '3:3 ZZ2002 no "latency"'],
  ['    served_dimensions: [D2]\n', '', '3:3 ZZ2002 no "served_dimensions"'],
  [/ {4}ports:\n {6}- name[\s\S]*?(?= {4}served)/, '', '3:3 ZZ2002 memory "reg_O" has no "ports"'],
  ['        bandwidth_min: 16\n', '', '12:9 ZZ2002 memory "reg_O" port "r_port_1" has no "bandwidth_min"'],
  [
    'bandwidth_min: 16\n',
    'bandwidth_min: 0\n',
    '14:24 ZZ2005 port "r_port_1" is 0; expected an integer of at least 1 (bits per cycle)',
  ],
  ['auto_cost_extraction: false', 'auto_cost_extraction: maybe', '9:27 ZZ2004 is "maybe"; expected true or false'],
  ['operands: [O]', 'operands: []', '10:15 ZZ2007 has 0 items; expected at least one of I1, I2, O'],
  ['operands: [O]', 'operands: [I3]', '10:16 ZZ2006 item 1 of "operands" of memory "reg_O" is "I3"'],
  ['operands: [O]', 'operands: O', '10:15 ZZ2004 is "O"; expected a list of memory operands'],
  ['- O, tl', '- O,tl', '17:13 ZZ2006 is "O,tl"; expected "<operand>, <direction>"'],
  ['- O, tl', '- O, up', '17:13 ZZ2006 is "O, up"'],
  ['["O, fh", "O, fl"]', '[O, fh]', '19:90 ZZ2006 item 1 of "allocation"', '19:93 ZZ2006 item 2 of "allocation"'],
  ['type: read\n', 'type: r\n', '13:15 ZZ2006 is "r"; expected "read", "write" or "read_write"'],
  ['name: r_port_1', 'name: port1', '12:15 ZZ2006 is "port1"; expected r_port_<n>'],
  ['served_dimensions: [D2]', 'served_dimensions: all', '20:24 ZZ2004 is "all"; expected a list'],
  [
    'dimensions: [D1, D2]\n  sizes',
    'dimensions: [D1, D12]\n  sizes',
    '35:20 ZZ2006 is "D12"; expected D and one digit',
  ],
  ['sizes: [8, 4]', 'sizes: [8, 0]', '36:14 ZZ2005 item 2 of "sizes" of the operational array is 0'],
  ['r_cost: 0.02', 'r_cost: 1 pJ', '5:13 ZZ2004 is "1 pJ"; expected a number, zero or more (pJ)'],
  ['r_cost: 0.02', 'r_cost: -1', '5:13 ZZ2005 is -1'],
  ['name: tiny', 'name: tiny\nhd_param: {}', '2:1 ZZ2003 unknown key "hd_param"'],
  ['name: tiny', 'name: tiny\ndataflows: {D5: []}', '2:13 ZZ2003 unknown key "D5"; did you mean "D1"?'],
  [/[\s\S]*/, '- a', '1:1 ZZ2001 the accelerator is a list; expected a map'],
  [/[\s\S]*/, 'accelerator', '1:1 ZZ2001 the accelerator is "accelerator"'],
];

const RULES: readonly FaultCase[] = [
  ['', ''],
  [/memories:[\s\S]*(?=operational)/, 'memories: {}\n', '2:11 ZZ2101 no memories'],
  [/ {4}r_cost: 0.02\n {4}w_cost: 0.03\n/, '', '3:3 ZZ2102 memory "reg_O" has no r_cost and w_cost'],
  [
    /size: 32\n([\s\S]*?)auto_cost_extraction: false/,
    'size: 33\n$1auto_cost_extraction: yes',
    '4:11 ZZ2103 memory "reg_O" has size 33; expected a multiple of 8 bits',
    '9:27 ZZ2114 memory "reg_O" has r_cost 0.02, w_cost 0.03 and area 0; auto_cost_extraction: true replaces them',
  ],
  [
    'auto_cost_extraction: false',
    'auto_cost_extraction: yes',
    '9:27 ZZ2114 memory "reg_O" has r_cost 0.02, w_cost 0.03 and area 0; auto_cost_extraction: true replaces them',
    '15:24 ZZ2703 memory "reg_O": 32 bits in accesses of 32 bits give 1 row; at least 31 are needed',
  ],
  [
    'auto_cost_extraction: false',
    'auto_cost_extraction: yes\n    mem_type: rf\n    technology_node: 16',
    '9:27 ZZ2114 memory "reg_O" has r_cost 0.02, w_cost 0.03 and area 0; auto_cost_extraction: true replaces them',
    '11:22 ZZ2704 memory "reg_O" has technology node 16 nm; expected 22 to 90 nm',
  ],
  [
    'auto_cost_extraction: false',
    'auto_cost_extraction: yes\n    mem_type: flash',
    '9:27 ZZ2114 memory "reg_O" has r_cost 0.02, w_cost 0.03 and area 0; auto_cost_extraction: true replaces them',
    '10:15 ZZ2702 memory "reg_O" has memory type "flash", for which no costs are known; expected sram, rf, dram, edram, commodity_dram',
  ],
  [
    'size: 65536\n',
    'size: 20000000000\n    auto_cost_extraction: yes\n    mem_type: dram\n',
    '22:11 ZZ2704 memory "sram" has size 20000000000 bits; expected less than 2 GiB (17179869184 bits) for dram',
    '23:27 ZZ2114 memory "sram" has r_cost 20 and w_cost 30; auto_cost_extraction: true replaces them',
  ],
  [
    'size: 65536\n',
    'size: 65536000000\n    auto_cost_extraction: yes\n',
    '22:11 ZZ2707 memory "sram" has size 65536000000 bits, 6.6 times outside the measured memories; expected at most 4 times; the nearest one measured has 10000000000 bits in accesses of 512 bits at 22 nm',
    '23:27 ZZ2114 memory "sram" has r_cost 20, w_cost 30 and area 0; auto_cost_extraction: true replaces them',
  ],
  [
    'size: 65536\n',
    'size: 32768000000\n    auto_cost_extraction: yes\n',
    '22:11 ZZ2705 memory "sram" has size 32768000000 bits, 3.3 times outside the measured memories; its costs are extrapolated',
    '23:27 ZZ2114 memory "sram" has r_cost 20, w_cost 30 and area 0; auto_cost_extraction: true replaces them',
  ],
  [
    'size: 65536\n',
    'size: 65536\n    technology_node: 22 nm\n',
    '23:22 ZZ2004 "technology_node" of memory "sram" is "22 nm"; expected a number, zero or more (nm)',
  ],
  [
    /auto_cost_extraction: false[\s\S]*- O, th/,
    'auto_cost_extraction: on\n    operands: [O]\n    ports:',
    '9:27 ZZ2114 memory "reg_O" has r_cost 0.02, w_cost 0.03 and area 0; auto_cost_extraction: true replaces them',
    '11:5 ZZ2110 memory "reg_O" has no port that reads',
    '11:5 ZZ2111 "O, tl" and "O, th"',
  ],
  [
    '- O, tl',
    '- O, fh',
    '11:5 ZZ2111 no port for "O, tl"',
    '17:16 ZZ2104 port "r_port_1": direction "fh" cannot be carried by a read port; expected a write or read_write port',
  ],
  [
    '"O, fh", "O, fl"',
    '"O, th", "O, fl"',
    '11:5 ZZ2111 no port for "O, fh"',
    '19:94 ZZ2104 direction "th" cannot be carried by a write port',
  ],
  [
    '- O, th',
    '- O, th\n          - I1, tl',
    '19:13 ZZ2105 port "r_port_1": allocation names operand I1, which the memory does not hold; it holds O',
  ],
  ['bandwidth_min: 16\n', 'bandwidth_min: 33\n', '14:24 ZZ2106 bandwidth_min 33 is above bandwidth_max 32'],
  [
    'served_dimensions: [D2]',
    'served_dimensions: [D2, D3]',
    '20:29 ZZ2107 serves array dimension "D3"; expected dimensions of the operational array (D1, D2)',
  ],
  ['operands: [O]', 'operands: [O, O]', '10:19 ZZ2108 lists operand O twice'],
  ['name: w_port_1', 'name: r_port_1', '19:16 ZZ2109 two ports called "r_port_1"'],
  ['          - O, th\n', '', '11:5 ZZ2111 memory "reg_O" has no port for "O, th"'],
  ['["I1, tl", "I2, tl"]', '["I2, tl"]', '28:5 ZZ2111 memory "sram" has no port for "I1, tl"'],
  [
    '["I1, tl", "I2, tl"]',
    '["I1, tl", "I2, tl", "I1, th", "I2, fl"]',
    '29:122 ZZ2112 "I1, th" carries no traffic',
    '29:132 ZZ2112 "I2, fl" carries no traffic',
  ],
  ['sizes: [8, 4]', 'sizes: [8]', '36:10 ZZ2201 2 dimensions and 1 sizes'],
  [
    'dimensions: [D1, D2]\n  sizes',
    'dimensions: [D2, D2]\n  sizes',
    '31:25 ZZ2107 serves array dimension "D1"',
    '35:20 ZZ2202 array dimension D2 is listed twice',
  ],
  ['sizes: [8, 4]', 'sizes: [4503599627370496, 4]', '36:10 ZZ2205 the operational array has 1.8e+16 units'],
  [
    'sizes: [8, 4]',
    'sizes: [8, 9007199254740993]',
    '36:14 ZZ2005 is 9007199254740992; expected a whole number below 2^53',
  ],
  ['size: 65536', 'size: 10_000_000_000_000_000'],
  ['size: 65536', 'size: 1e16'],
  ['size: 65536', 'size: 1e101', '22:11 ZZ2005 is 1e+101; expected an integer of at most 1e+100 (bits)'],
  ['size: 65536', 'size: 0.5', '22:11 ZZ2004 is 0.5; expected an integer of at least 1 (bits)'],
  ['  unit_energy: 0.04\n', '', '32:1 ZZ2203 no "unit_energy"'],
  ['unit_area: 1', 'unit_area: null'],
  ['unit_area: 1', 'unit_area: -1', '34:14 ZZ2005 is -1; expected a number, zero or more (mm²)'],
  ['unit_area: 1', 'static_power: 1', '34:3 ZZ2003 the operational array has an unknown key "static_power"'],
  ['name: tiny\n', 'name: tiny\nclock_frequency: 0\n', '2:18 ZZ2005 is 0; expected a number above zero (MHz)'],
  [
    'name: tiny\n',
    'name: tiny\nclock_frequency: 500 MHz\n',
    '2:18 ZZ2004 is "500 MHz"; expected a number above zero (MHz)',
  ],
  ['latency: 1', 'static_power: -1\n    latency: 1', '8:19 ZZ2005 is -1; expected a number, zero or more (mW)'],
  [
    'unit_area: 1',
    'unit_area: 1\n  imc_type: digital\n  adc_resolution: 4\n  bit_serial_precision: 1',
    '35:13 ZZ2204 has imc_type digital',
    '36:19 ZZ2204 has adc_resolution 4',
    '37:25 ZZ2204 has bit_serial_precision 1',
  ],
  ['operands: [I1, I2, O]', 'operands: [I2, O]', '2:1 ZZ2401 no memory holds I1', '29:98 ZZ2105 names operand I1'],
];

const IMC: readonly FaultCase[] = [
  ['', ''],
  ['  input_precision: [8, 4]\n', '', '21:1 ZZ2301 no "input_precision"'],
  [
    '  bit_serial_precision: 2\n',
    '',
    '21:1 ZZ2302 no "bit_serial_precision"; expected a power of two up to the activation precision 8',
  ],
  ['bit_serial_precision: 2', 'bit_serial_precision: 0', '25:25 ZZ2302 bit_serial_precision 0'],
  ['bit_serial_precision: 2', 'bit_serial_precision: 0.5', '25:25 ZZ2302 bit_serial_precision 0.5'],
  ['bit_serial_precision: 2', 'bit_serial_precision: 3', '25:25 ZZ2302 bit_serial_precision 3'],
  ['bit_serial_precision: 2', 'bit_serial_precision: 16', '25:25 ZZ2302 up to the activation precision 8'],
  ['input_precision: [8, 4]', 'input_precision: [6, 4]', '24:21 ZZ2303 the activation precision'],
  [
    'input_precision: [8, 4]',
    'input_precision: [8, 12]',
    '4:11 ZZ2308 multiple of the weight precision 12',
    '24:24 ZZ2303 the weight precision',
  ],
  ['imc_type: analog', 'imc_type: digital', '26:19 ZZ2304 adc_resolution is 6 but the array is digital'],
  ['imc_type: analog', 'imc_type: null', '23:13 ZZ2310 the in-memory-computing array has no "imc_type"'],
  ['  imc_type: analog\n', '', '21:1 ZZ2310 no "imc_type"; expected analog or digital'],
  ['  adc_resolution: 6\n', '', '21:1 ZZ2311 the analog array has no "adc_resolution"'],
  ['adc_resolution: 6', 'adc_resolution: 0', '26:19 ZZ2311 more than 0'],
  [
    /imc_type: analog([\s\S]*) {2}adc_resolution: 6\n([\s\S]*)sizes: .*/,
    'imc_type: digital$1$2sizes: [16, 24]',
    '27:15 ZZ2312 the bitline dimension D2 of the digital array has size 24; expected a power of two',
  ],
  [
    /imc_type: analog([\s\S]*) {2}adc_resolution: 6\n([\s\S]*)dimensions: .*\n.*/,
    'imc_type: digital$1$2dimensions: [D2, D1]\n  sizes: [24, 16]',
    '27:11 ZZ2312 the bitline dimension D2',
  ],
  ['sizes: [16, 16]', 'sizes: [16, 24]'],
  ['sizes: [16, 16]', 'sizes: [0, 16]', '28:11 ZZ2005 is 0; expected an integer of at least 1'],
  [
    'name: tiny_imc\n',
    'name: tiny_imc\nclock_frequency: 5000\n',
    '2:18 ZZ2322 clock_frequency is 5000 MHz, faster than the array works',
  ],
  ['name: tiny_imc\n', 'name: tiny_imc\nclock_frequency: 10\n'],
  ['    area: 0\n', '', '3:3 ZZ2102 memory "cells" has no area; expected a number, or auto_cost_extraction: true'],
  ['imc_type: analog', 'imc_type: mixed', '23:13 ZZ2006 is "mixed"; expected "analog" or "digital"'],
  ['  cells:', '  cell:', '2:1 ZZ2305 no memory is called "cells"'],
  [
    'operands: [I2]',
    'operands: [I2, O]',
    '9:15 ZZ2306 memory "cells" holds I2, O',
    '10:12 ZZ2111 "O, tl", "O, fl", "O, fh" and "O, th"',
  ],
  ['served_dimensions: []', 'served_dimensions: [D1]', '11:24 ZZ2307 memory "cells" serves D1'],
  ['size: 32', 'size: 30', '4:11 ZZ2308 size 30; expected a multiple of the weight precision 4'],
  [
    /dimensions: \[D1, D2\]\n {2}sizes: \[16, 16\]/,
    'dimensions: [D1]\n  sizes: [16]',
    '20:29 ZZ2107 "D2"',
    '27:15 ZZ2309 has 1 dimension; expected at least two',
  ],
  ['input_precision: [8, 4]', 'input_precision: [8]', '24:20 ZZ2007 has 1 item; expected a list of two integers'],
];

const OLDER: readonly FaultCase[] = [
  [
    '',
    '',
    '17:5 ZZ2502 memories "reg_O" and "sram" describe ports in the format of ZigZag up to 3.8.1',
    '40:1 ZZ2501 "multipliers"',
    '42:3 ZZ2501 "multiplier_energy"',
    '43:3 ZZ2501 "multiplier_area"',
  ],
  [
    'tl: r_port_1, th: r_port_1',
    'tl: r_port_1, th: r_port_2',
    '17:5 ZZ2502 ',
    '18:28 ZZ2504 uses port "r_port_2"; expected one of r_port_1, w_port_1',
    '40:1 ZZ2501 ',
    '42:3 ZZ2501 ',
    '43:3 ZZ2501 ',
  ],
  [
    '      - tl: rw_port_1\n',
    '',
    '17:5 ZZ2502 ',
    '33:5 ZZ2503 2 port maps and 3 operands',
    '39:1 ZZ2501 ',
    '41:3 ZZ2501 ',
    '42:3 ZZ2501 ',
  ],
  [
    'rw_port: 2',
    'rw_port: 3',
    '17:5 ZZ2502 ',
    '33:5 ZZ2505 declares port "rw_port_3" but no operand uses it',
    '40:1 ZZ2501 ',
    '42:3 ZZ2501 ',
    '43:3 ZZ2501 ',
  ],
  [
    'fh: w_port_1',
    'fh: r_port_1',
    '17:5 ZZ2502 ',
    '18:42 ZZ2104 direction "fh" cannot be carried by a read port',
    '40:1 ZZ2501 ',
    '42:3 ZZ2501 ',
    '43:3 ZZ2501 ',
  ],
  [
    '    r_bw: 32\n',
    '',
    '16:5 ZZ2506 memory "reg_O" has port maps as up to ZigZag 3.8.1, but no r_bw; expected one of the two formats',
    '39:1 ZZ2501 ',
    '41:3 ZZ2501 ',
    '42:3 ZZ2501 ',
  ],
  [
    'min_r_granularity: 16',
    'min_r_granularity: 64',
    '14:24 ZZ2507 min_r_granularity 64 above r_bw 32; an access then costs 2 accesses of the full width',
    '17:5 ZZ2502 ',
    '40:1 ZZ2501 ',
    '42:3 ZZ2501 ',
    '43:3 ZZ2501 ',
  ],
];

describe('accelerator files', () => {
  test.each(titled(SHAPE))('shape: %s', (_, fault) => expectFindings(ACCELERATOR, fault, read));
  test.each([
    ['bandwidth_max: 32', 'bandwith_max: 32', 'bandwith_max', 'bandwidth_max'],
    ['memories:', 'memory:', 'memory', 'memories'],
    ['memories:', 'memorys:', 'memorys', 'memories'],
    ['sizes: [8', 'size: [8', 'size', 'sizes'],
  ])('a misspelt key is renamed, not added: %s', (find, replacement, key, meant) => {
    const [finding, ...others] = findingsOf(() => read(ACCELERATOR.replace(find, replacement)));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'ZZ2003', hint: `rename it to ${meant}` });
    expect(finding?.message).toContain(`has an unknown key "${key}"; did you mean "${meant}"?`);
  });

  test('a key that is missing for another reason is still to be added', () => {
    const text = ACCELERATOR.replace('latency: 1', 'comment: 1').replace('size: 32', 'sise: 32');
    const found = findingsOf(() => read(text)).map(({ code, path }) => `${code} ${path}`);
    expect(found).toEqual([
      'ZZ2002 memories.reg_O.latency',
      'ZZ2003 memories.reg_O.sise',
      'ZZ2003 memories.reg_O.comment',
    ]);
  });

  test.each([
    ['size: 32', 'size: none', 'write an integer of at least 1 (bits), e.g. `size: 65536`'],
    ['sizes: [8, 4]', 'sizes: [8, 0]', 'write an integer of at least 1, e.g. `sizes: [32, 32]`'],
    ['type: read\n', 'type: reads\n', 'write "read", "write" or "read_write", e.g. `type: read_write`'],
    [/^[\s\S]*$/, '7', 'write a map with name, memories and operational_array'],
    [
      / {2}sram:[\s\S]*(?=operational)/,
      '  sram: 5\n',
      'write a map that describes a memory (size, operands, ports, …)',
    ],
  ])('a wrong value is told what to write: %s', (find, replacement, hint) => {
    const text = ACCELERATOR.replace(find, replacement);
    expect(findingsOf(() => read(text)).map((finding) => finding.hint)).toEqual([hint]);
  });

  test('costs that estimates replace are named with what keeps them', () => {
    const text = ACCELERATOR.replace(/ {4}w_cost: 0.03\n/, '').replace(
      'auto_cost_extraction: false',
      'auto_cost_extraction: yes',
    );
    const found = findingsOf(() => read(text)).filter(({ code }) => code === 'ZZ2114');
    expect(found.map(({ hint }) => hint)).toEqual([
      'to keep the values, remove auto_cost_extraction and add w_cost; otherwise remove r_cost and area',
    ]);
  });

  test.each(titled(RULES))('rules: %s', (_, fault) => expectFindings(ACCELERATOR, fault, read));
  test.each(titled(IMC))('in-memory computing: %s', (_, fault) => expectFindings(IMC_ACCELERATOR, fault, read));
  test.each(titled(OLDER))('older format: %s', (_, fault) => expectFindings(OLDER_ACCELERATOR, fault, read));

  test('all violations of the shape are reported at once', () => {
    const faulty = ACCELERATOR.replace('size: 32', 'size: x')
      .replace('type: read\n', 'type: y\n')
      .replace('sizes: [8, 4]', 'sizes: 3');
    expect(findingsOf(() => read(faulty)).map((finding) => finding.line)).toEqual([4, 13, 36]);
  });

  test('advice for spellings of numbers that contradict each other', () => {
    const hint = (size: string) => findingsOf(() => read(ACCELERATOR.replace('size: 32', `size: ${size}`)))[0]?.hint;
    expect(hint('010')).toContain('octal');
    expect(hint('1:30')).toContain('base-60');
    expect(hint('2 MB')).toContain('without unit');
  });

  test('the path is that of the data', () => {
    const [finding] = findingsOf(() => read(ACCELERATOR.replace('bandwidth_min: 16\n', 'bandwidth_min: x\n')));
    expect(finding).toMatchObject({
      file: 'acc.yaml',
      path: 'memories.reg_O.ports[0].bandwidth_min',
      severity: 'error',
    });
  });
});

import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { WORKLOAD } from './base-inputs.ts';
import { expectFindings, type FaultCase, findingsOf, titled } from './findings-of.ts';

const read = (text: string) => readWorkload(parseYaml(text, 'wl.yaml'));

const SHAPE: readonly FaultCase[] = [
  ['', ''],
  [/[\s\S]*/, '[]'],
  [
    /[\s\S]*/,
    '0: {operator_type: Conv}\n1: {operator_type: Add}\n',
    '1:1 ZZ3001 the workload is a map; expected a list of layers',
  ],
  [/[\s\S]*/, '[3]', '1:2 ZZ3004 layer number 1 is 3; expected a map that describes a layer'],
  ['- id: 1\n  ', '- ', '12:3 ZZ3002 layer number 2 has no "id"; expected an integer'],
  ['id: 0\n', 'id: a\n', '1:7 ZZ3004 "id" of layer "first" is "a"; expected an integer'],
  ['  operator_type: Conv\n', '', '1:3 ZZ3002 layer "first" has no "operator_type"'],
  [/ {2}equation: O\[b.*\n/, '', '1:3 ZZ3002 layer "first" has no "equation"'],
  [/ {2}loop_dims: \[B.*\n/, '', '1:3 ZZ3002 layer "first" has no "loop_dims"'],
  [/ {2}loop_sizes: \[1,.*\n/, '', '1:3 ZZ3002 layer "first" has no "loop_sizes"'],
  ['O: 16, ', '', '8:22 ZZ3002 "operand_precision" of layer "first" has no "O"'],
  ['O: 16, O_final: 8', 'O: 16', '8:22 ZZ3002 has no "O_final"'],
  [
    'W: 8, I: 8, O: 16',
    'X: 8, W: -1, I: 8, O: 16',
    '8:23 ZZ3003 unknown key "X"',
    '8:32 ZZ3005 is -1; expected an integer of at least 0 (bits)',
  ],
  ['[1, 64, 3,', '[1, 0, -3,', '7:19 ZZ3005 item 2 of "loop_sizes" of layer "first" is 0', '7:22 ZZ3005 is -3'],
  ['[B, K', '[B, x_y', '6:18 ZZ3006 is "x_y"; expected a name of letters and digits'],
  ['operator_type: Conv', 'operator_type: com.x', '3:18 ZZ3006 is "com.x"; expected an identifier'],
  ['operator_type: Conv', 'operator_type: MatMul'],
  ['I: 0, W: 0', 'I: 0, W: []', '9:29 ZZ3004 is an empty list; expected an integer'],
  [
    '[[3, 3], [3, 2]]',
    '[[3], 3]',
    '11:13 ZZ3007 item 1 of "padding" of layer "first" has 1 item',
    '11:18 ZZ3004 item 2 of "padding" of layer "first" is 3',
  ],
  ['padding: [[3, 3], [3, 2]]', 'padding: null'],
  ['name: first', 'name: null'],
  [
    'dimension_relations: [ix=2*ox+1*fx, iy=2*oy+1*fy]',
    'dimension_relations: null',
    '5:24 ZZ3004 is empty; expected a list',
  ],
  ['padding:', 'paddings:', '11:3 ZZ3003 unknown key "paddings"; did you mean "padding"?'],
  ['name: first', 'name: first\n  constant_operands: [W]', '3:3 ZZ3003 unknown key "constant_operands"'],
  ['name: first', 'name: first\n  spatial_mapping: {}', '3:3 ZZ3003 unknown key "spatial_mapping"'],
];

const EQUATION: readonly FaultCase[] = [
  [
    'W[k][c]',
    'W[k][cc]',
    '4:35 ZZ3105 layer "first": index "cc" of operand W is neither a loop dimension nor the left side',
  ],
  ['W[k][c]', 'W[k][k]', '4:35 ZZ3106 operand W has index "k" twice'],
  ['W[k][c]', 'w[k][c]', '4:30 ZZ3104 found operand "w" at character 18; expected an input, "W" or "I"'],
  ['*I[b]', '*W[b]', '4:46 ZZ3104 found operand "W" at character 34; expected the other input, "I"'],
  ['*I[b]', '*O[b]', '4:46 ZZ3104 found operand "O" at character 34'],
  ['*I[b]', '', '4:56 ZZ3104 found the end at character 44; expected "[", "*" or "+"'],
  ['*I[b]', '*I[b_c]', '4:48 ZZ3104 index "b_c" at character 36 contains "_"'],
  ['*I[b]', '*I b', '4:48 ZZ3104 found "b" at character 36; expected "[" and the first index of I'],
  ['*I[b]', '*I[b+1]', '4:49 ZZ3104 found "+" at character 37; expected "]"'],
  [
    '[iy][ix]\n',
    '[iy][ix]*I[b]\n',
    '4:61 ZZ3104 found "*" at character 49; expected the end: an equation has exactly two inputs',
  ],
  ['+=W', '-W', '4:28 ZZ3104 found "-" at character 16; expected "[", "=" or "+="'],
  ['+=W', ' + = W'],
  ['+=W', '=W'],
  ['+=W[k][c][fy][fx]', '=W[]', '4:32 ZZ3104 W[] has no index; expected one'],
  ['O[b]', 'X[b]', '4:13 ZZ3104 found operand "X" at character 1; expected the output "O"'],
  [/equation: O\[d0.*/, "equation: 'O[d0][d1] += I[d0][dd]*W[d2][d1]'", '14:33 ZZ3105 index "dd" of operand I'],
  [
    'W: 8, I: 8, O: 16',
    'I: 8, O: 16',
    '8:22 ZZ3107 layer "first": operand_precision has no "W", which the equation uses',
  ],
  [
    'loop_sizes: [128, 128, 128]',
    'loop_sizes: [134217728, 134217728, 128]',
    '16:15 ZZ3108 layer 1 has 2.3e+18 operations',
  ],
  [
    'loop_sizes: [128, 128, 128]',
    'loop_sizes: [67108864, 67108864, 1]',
    '16:15 ZZ3108 layer 1 has 1.4e+17 bits in operand O',
  ],
];

const MANY = Array.from({ length: 1001 }, (_, index) => `D${index}`).join(', ');

const LOOPS: readonly FaultCase[] = [
  [
    'loop_dims: [B, K, C, OY, OX, FY, FX]',
    `loop_dims: [${MANY}]`,
    '6:14 ZZ3109 layer "first" has 1001 loop dimensions',
  ],
  ['[1, 64, 3,', '[1, 64,', '7:15 ZZ3102 layer "first" has 7 loop_dims and 6 loop_sizes'],
  [
    '[B, K, C, OY',
    '[B, K, C, k',
    '4:21 ZZ3105 index "oy"',
    '5:44 ZZ3202 uses "oy", which is not a loop dimension',
    '6:24 ZZ3103 lists loop dimension K twice',
  ],
  [
    'ix=2*ox+1*fx',
    'ix=ox*2+1*fx',
    '5:28 ZZ3201 "*" after "ox" at character 4; expected the coefficient first, as in 2*ox',
  ],
  ['ix=2*ox+1*fx', 'ix=2*ox', '5:32 ZZ3201 found the end at character 8; expected "+" and a second term'],
  ['ix=2*ox+1*fx', 'ix=2*ox-1*fx', '5:32 ZZ3201 found "-" at character 8'],
  [
    'ix=2*ox+1*fx',
    'ix=2*ox+1*fx+b',
    '5:37 ZZ3201 found "+" at character 13; expected the end: a relation has exactly two terms',
  ],
  ['ix=2*ox+1*fx', 'ix=0*ox+1*fx', '5:28 ZZ3201 coefficient 0 at character 4; expected at least 1'],
  ['ix=2*ox+1*fx', 'ix=2.5*ox+1*fx', '5:29 ZZ3201 found "." at character 5; expected "*" after the coefficient'],
  [
    'ix=2*ox+1*fx',
    'ix=2*ox+1*fz',
    '5:35 ZZ3202 dimension relation "ix=2*ox+1*fz" uses "fz", which is not a loop dimension',
  ],
  ['ix=2*ox+1*fx', 'ix=ox+fx'],
  [
    'iy=2*oy+1*fy',
    'ix=2*oy+1*fy',
    '4:54 ZZ3105 index "iy"',
    '5:39 ZZ3203 two dimension relations for IX',
    '10:22 ZZ3211 "IY" in pr_loop_dims',
  ],
  [
    'ix=2*ox+1*fx',
    'k=2*ox+1*fx',
    '4:58 ZZ3105 index "ix"',
    '5:25 ZZ3204 K is the left side of a dimension relation and a loop dimension',
    '10:18 ZZ3211 "IX"',
  ],
  ['ix=2*ox+1*fx', 'ix=2*oy+1*fx', '5:44 ZZ3205 loop dimension OY occurs twice in the dimension relations'],
  ['ix=2*ox+1*fx', 'ix=2*ox+1*ox', '5:35 ZZ3205 loop dimension OX occurs twice'],
  ['  pr_loop_dims: [IX, IY]\n', '', '10:12 ZZ3206 layer "first" has padding but no pr_loop_dims'],
  [
    '  pr_loop_dims: [IX, IY]\n  padding: [[3, 3], [3, 2]]',
    '  pr_loop_sizes: [224, 224]',
    '10:18 ZZ3206 layer "first" has pr_loop_sizes but no pr_loop_dims',
  ],
  ['[[3, 3], [3, 2]]', '[[3, 3]]', '11:12 ZZ3207 padding has 1 item and pr_loop_dims 2'],
  [
    'padding: [[3, 3], [3, 2]]',
    'pr_loop_sizes: [1, 2, 3]',
    '11:18 ZZ3207 pr_loop_sizes has 3 items and pr_loop_dims 2',
  ],
  [
    /pr_loop_dims.*\n.*\n/,
    'pr_loop_dims: [IX]\n  pr_loop_sizes: [224]\n',
    '11:18 ZZ3208 pr_loop_sizes gives no size for IY',
  ],
  ['[[3, 3], [3, 2]]', '[[300, 3], [3, 2]]', '11:13 ZZ3209 IX spans 229 elements and the padding takes 303'],
  ['[[3, 3], [3, 2]]', '[[3, 3], [3, 226]]', '11:21 ZZ3209 IY spans 229 elements and the padding takes 229'],
  [
    'padding: [[3, 3], [3, 2]]',
    'pr_loop_sizes: [230, 231]',
    '11:24 ZZ3210 the loops reach only 229 of the 231 elements given for IY',
  ],
  [
    '[IX, IY]',
    '[IX, IZ]',
    '10:22 ZZ3211 "IZ" in pr_loop_dims is ignored, because it is not the left side of a dimension relation; did you mean "IX"?',
  ],
  ['[IX, IY]', '[IX, ix]', '10:22 ZZ3212 lists IX twice in pr_loop_dims'],
];

const GRAPH: readonly FaultCase[] = [
  [
    'id: 1\n',
    'id: 0\n',
    '12:7 ZZ3101 layer 0 has the same id 0 as layer "first"',
    '18:29 ZZ3301 operand W comes from layer 1, which does not exist',
  ],
  ['I: 0, W: 1', 'I: 7, W: 1', '18:23 ZZ3301 layer 1: operand I comes from layer 7, which does not exist'],
  [
    'I: 0, W: 0',
    'I: 1, W: 0',
    '9:23 ZZ3302 layer "first": operand I comes from layer 1 (id 1), which stands later in the file',
  ],
];

describe('workload files', () => {
  test.each(titled(SHAPE))('shape: %s', (_, fault) => expectFindings(WORKLOAD, fault, read));
  test.each(titled(EQUATION))('equation: %s', (_, fault) => expectFindings(WORKLOAD, fault, read));
  test.each(titled(LOOPS))('loops and relations: %s', (_, fault) => expectFindings(WORKLOAD, fault, read));
  test.each(titled(GRAPH))('connections: %s', (_, fault) => expectFindings(WORKLOAD, fault, read));

  test('advice for layouts of older versions', () => {
    const hint = (find: string | RegExp, replacement: string) =>
      findingsOf(() => read(WORKLOAD.replace(find, replacement)))[0]?.hint;
    expect(hint(/[\s\S]*/, '0: {operator_type: Conv}')).toContain('old Python modules');
    expect(hint('name: first', 'constant_operands: [W]')).toContain('own id');
    expect(hint('name: first', 'memory_operand_links: {}')).toContain('mapping file');
    expect(hint('W[k]', 'Y[k]')).toContain('write W and I');
    expect(hint('W: 0}', 'W: []}')).toContain('id of the layer itself');
  });
});

import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { assembleWorkload } from '../../src/io/assemble-workload.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { importTimeloopMap } from '../../src/timeloop/index.ts';
import type { GivenNames } from '../../src/timeloop/names/name-pairs.ts';

/** 4 x 2 units with a weight register and accumulators each, below a buffer and a DRAM. Every width is one element of 8 bits. */
export const ACCELERATOR = `
name: small
operational_array: { dimensions: [D1, D2], sizes: [4, 2], unit_energy: 0.5, unit_area: 0 }
memories:
  rf_W:
    { size: 1024, r_cost: 1, w_cost: 2, area: 0, latency: 1, operands: [I2], served_dimensions: [], ports: [
      { name: r_port_1, type: read, bandwidth_min: 8, bandwidth_max: 8, allocation: ["I2, tl"] },
      { name: w_port_1, type: write, bandwidth_min: 8, bandwidth_max: 8, allocation: ["I2, fh"] }] }
  acc:
    { size: 1024, r_cost: 3, w_cost: 4, area: 0, latency: 1, operands: [O], served_dimensions: [], ports: [
      { name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 8, allocation: ["O, tl", "O, fl", "O, th", "O, fh"] }] }
  buffer:
    { size: 65536, r_cost: 50, w_cost: 60, area: 0, latency: 1, operands: [I1, I2, O], served_dimensions: [D1, D2], ports: [
      { name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 64,
        allocation: ["I1, tl", "I1, fh", "I2, tl", "I2, fh", "O, tl", "O, fl", "O, th", "O, fh"] }] }
  dram:
    { size: 10000000, r_cost: 700, w_cost: 750, area: 0, latency: 1, operands: [I1, I2, O], served_dimensions: [D1, D2], ports: [
      { name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 64, allocation: ["I1, tl", "I2, tl", "O, tl", "O, fl"] }] }
`;

/** Z[m][n] = A[m][k] · B[n][k] with M 8, N 12 and K 16. */
export const GEMM = layerOf({
  id: 0,
  name: 'gemm',
  operator_type: 'Gemm',
  equation: 'O[b][k]+=I[b][c]*W[k][c]',
  loop_dims: ['B', 'K', 'C'],
  loop_sizes: [8, 12, 16],
  operand_precision: { W: 8, I: 8, O: 8, O_final: 8 },
  operand_source: { I: 0, W: 0 },
});

/** Four rows of a convolution with filters of 1 x 3. */
export const CONVOLUTION = layerOf({
  id: 0,
  name: 'conv',
  operator_type: 'Conv',
  equation: 'O[k][oy][ox]+=W[k][c][fx]*I[c][oy][ix]',
  dimension_relations: ['ix=1*ox+1*fx'],
  loop_dims: ['K', 'C', 'OY', 'OX', 'FX'],
  loop_sizes: [4, 4, 4, 8, 3],
  operand_precision: { W: 8, I: 8, O: 8, O_final: 8 },
  operand_source: { I: 0, W: 0 },
});

function layerOf(record: unknown): Layer {
  const workload = readWorkload(documentFromObject([record])).value;
  const mapping = readMapping(documentFromObject([{ name: 'default' }])).value;
  const [layer] = assembleWorkload(workload, mapping).value.layers;
  if (layer === undefined) throw new Error('the workload has a layer');
  return layer;
}

/** A map for a layer on the accelerator. */
export function imported(map: string, layer: Layer, names: Partial<GivenNames> = {}, accelerator = ACCELERATOR) {
  const content = parseYaml(accelerator).data;
  const target = {
    layer,
    accelerator: readAccelerator(documentFromObject(content)).value,
    acceleratorContent: content,
  };
  return importTimeloopMap(parseYaml(map, 'layer.map.yaml'), target, { ...NO_NAMES, ...names });
}

export const NO_NAMES: GivenNames = { levels: new Map(), dimensions: new Map(), tensors: new Map(), axes: new Map() };

/*
 * for m in 0..2                        dram
 *   for n in 0..3, for k in 0..4       buffer
 *     parfor n in 0..4 (X), k in 0..2 (Y)
 *       for m in 0..4                  acc
 *         for k in 0..2                rf_W
 */
export const GEMM_MAP = `
mapping:
  - { target: dram, type: temporal, factors: M=2 N=1 K=1, permutation: KNM }
  - { target: buffer, type: temporal, factors: M=1 N=3 K=4, permutation: KNM }
  - { target: buffer, type: spatial, factors: M1 N4 K2, permutation: NKM, split: 1 }
  - { target: acc, type: temporal, factors: M=4 N=1 K=1, permutation: MNK }
  - { target: rf_W, type: temporal, factors: M=1 N=1 K=2, permutation: KMN }
  - { target: acc, type: datatype, keep: [Z], bypass: [A, B] }
  - { target: rf_W, type: bypass, keep: [B], bypass: [A, Z] }
`;

/*
 * The form of the Python front end: lists, "dataspace", and spatial loops at the level that is repeated.
 *
 * for q in 0..4                        dram
 *   for p in 0..2, for c in 0..2       buffer
 *     parfor m in 0..4, c in 0..2
 *       for p in 0..4                  acc
 *         for r in 0..3                rf_W
 */
export const CONVOLUTION_MAP = `
mapping:
  - { target: dram, type: temporal, factors: [Q=4], permutation: [Q] }
  - { target: buffer, type: temporal, factors: [C=2, P=2], permutation: [C, P, M, Q, R] }
  - { target: acc, type: spatial, factors: [M=4, C=2], permutation: [M, C], split: 1 }
  - { target: acc, type: temporal, factors: [P=4], permutation: [P] }
  - { target: rf_W, type: temporal, factors: [R=0], permutation: [R] }
  - { target: acc, type: dataspace, keep: [Outputs], bypass: [Inputs, Weights] }
  - { target: rf_W, type: dataspace, keep: [Weights], bypass: [Inputs, Outputs] }
`;

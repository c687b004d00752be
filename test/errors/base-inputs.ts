/** Sound inputs of moderate size; each error test spoils one place of one of them. */

export const ACCELERATOR = `name: tiny
memories:
  reg_O:
    size: 32
    r_cost: 0.02
    w_cost: 0.03
    area: 0
    latency: 1
    auto_cost_extraction: false
    operands: [O]
    ports:
      - name: r_port_1
        type: read
        bandwidth_min: 16
        bandwidth_max: 32
        allocation:
          - O, tl
          - O, th
      - {name: w_port_1, type: write, bandwidth_min: 16, bandwidth_max: 32, allocation: ["O, fh", "O, fl"]}
    served_dimensions: [D2]
  sram:
    size: 65536
    r_cost: 20
    w_cost: 30
    area: 0
    latency: 1
    operands: [I1, I2, O]
    ports:
      - {name: rw_port_1, type: read_write, bandwidth_min: 64, bandwidth_max: 512, allocation: ["I1, tl", "I2, tl"]}
      - {name: rw_port_2, type: read_write, bandwidth_min: 64, bandwidth_max: 512, allocation: ["O, tl", "O, fl"]}
    served_dimensions: [D1, D2]
operational_array:
  unit_energy: 0.04
  unit_area: 1
  dimensions: [D1, D2]
  sizes: [8, 4]
`;

export const IMC_ACCELERATOR = `name: tiny_imc
memories:
  cells:
    size: 32
    r_cost: 0
    w_cost: 0.1
    area: 0
    latency: 0
    operands: [I2]
    ports: [{name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 8, allocation: ["I2, fh", "I2, tl"]}]
    served_dimensions: []
  sram:
    size: 65536
    r_cost: 20
    w_cost: 30
    area: 0
    latency: 1
    operands: [I1, I2, O]
    ports: [{name: rw_port_1, type: read_write, bandwidth_min: 64, bandwidth_max: 512, allocation: ["I1, tl", "I2, tl", "O, tl", "O, fl"]}]
    served_dimensions: [D1, D2]
operational_array:
  is_imc: true
  imc_type: analog
  input_precision: [8, 4]
  bit_serial_precision: 2
  adc_resolution: 6
  dimensions: [D1, D2]
  sizes: [16, 16]
`;

/** The accelerator above as it was written up to ZigZag 3.1.3. */
export const OLDER_ACCELERATOR = `name: tiny
memories:
  reg_O:
    size: 32
    r_bw: 32
    w_bw: 32
    r_cost: 0.02
    w_cost: 0.03
    area: 0
    latency: 1
    r_port: 1
    w_port: 1
    rw_port: 0
    min_r_granularity: 16
    min_w_granularity: 16
    operands: [O]
    ports:
      - {tl: r_port_1, th: r_port_1, fh: w_port_1, fl: w_port_1}
    served_dimensions: [D2]
  sram:
    size: 65536
    r_bw: 512
    w_bw: 256
    r_cost: 20
    w_cost: 30
    area: 0
    latency: 1
    r_port: 0
    w_port: 0
    rw_port: 2
    min_r_granularity: 64
    operands: [I1, I2, O]
    ports:
      - tl: rw_port_1
      - tl: rw_port_1
      - tl: rw_port_2
        fl: rw_port_2
        fh: null
    served_dimensions: [D1, D2]
multipliers:
  input_precision: [8, 8]
  multiplier_energy: 0.04
  multiplier_area: 1
  dimensions: [D1, D2]
  sizes: [8, 4]
`;

export const WORKLOAD = `- id: 0
  name: first
  operator_type: Conv
  equation: O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]
  dimension_relations: [ix=2*ox+1*fx, iy=2*oy+1*fy]
  loop_dims: [B, K, C, OY, OX, FY, FX]
  loop_sizes: [1, 64, 3, 112, 112, 7, 7]
  operand_precision: {W: 8, I: 8, O: 16, O_final: 8}
  operand_source: {I: 0, W: 0}
  pr_loop_dims: [IX, IY]
  padding: [[3, 3], [3, 2]]
- id: 1
  operator_type: Gemm
  equation: O[d0][d1]+=I[d0][d2]*W[d2][d1]
  loop_dims: [D0, D1, D2]
  loop_sizes: [128, 128, 128]
  operand_precision: {W: 8, I: 8, O: 32, O_final: 8}
  operand_source: {I: 0, W: 1}
`;

export const MAPPING = `- name: default
  spatial_mapping:
    D1:
      - K, 8
    D2:
      - C, 2
      - FX, 2
  memory_operand_links:
    O: O
    W: I2
    I: I1
- name: Gemm
  spatial_mapping_hint:
    D1: [D0]
  temporal_ordering:
    - [D1, "*"]
    - [D2, 16]
`;

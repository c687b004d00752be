/* Inputs small enough to reason about, as a file would hold them. */

const DIRECTIONS = ['fh', 'tl', 'fl', 'th'] as const;

/** A memory of any size with one port for everything that its operands move. */
export function memory(sizeBits: number, operands: readonly string[] = ['I1', 'I2', 'O'], servedDimensions = ['D1']) {
  return {
    size: sizeBits,
    r_cost: 1,
    w_cost: 1,
    area: 0,
    latency: 1,
    operands: [...operands],
    ports: [
      {
        name: 'rw_port_1',
        type: 'read_write',
        bandwidth_min: 8,
        bandwidth_max: 256,
        allocation: operands.flatMap((operand) => DIRECTIONS.map((direction) => `${operand}, ${direction}`)),
      },
    ],
    served_dimensions: servedDimensions,
  };
}

/** Eight units below these memories, innermost first. */
export function rowOfUnits(memories: Readonly<Record<string, object>>, name = 'row_of_units') {
  return {
    name,
    operational_array: { dimensions: ['D1'], sizes: [8], unit_energy: 1, unit_area: 1 },
    memories,
  };
}

/** A layer that multiplies two matrices of 8-bit elements. */
export function matrixProduct(
  id: number,
  name: string,
  sizes: readonly [rows: number, columns: number, inner: number],
  source = id,
) {
  return {
    id,
    name,
    operator_type: 'Gemm',
    equation: 'O[b][k]+=W[k][c]*I[b][c]',
    loop_dims: ['B', 'K', 'C'],
    loop_sizes: [...sizes],
    operand_precision: { O: 16, O_final: 8, W: 8, I: 8 },
    operand_source: { W: id, I: source },
  };
}

/** Constrains nothing. */
export const FREE_MAPPING = { name: 'default', memory_operand_links: { O: 'O', W: 'I2', I: 'I1' } };

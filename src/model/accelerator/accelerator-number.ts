/** Fields of the accelerator file that hold one number, by the part that has them. */
export const MEMORY_FIELDS = ['size', 'r_cost', 'w_cost', 'area', 'static_power'] as const;
export type MemoryField = (typeof MEMORY_FIELDS)[number];
export const PORT_FIELDS = ['bandwidth_min', 'bandwidth_max'] as const;
export type PortField = (typeof PORT_FIELDS)[number];
export const ARRAY_FIELDS = ['unit_energy', 'unit_area', 'unit_static_power'] as const;
export type ArrayField = (typeof ARRAY_FIELDS)[number];
export const VECTOR_FIELDS = ['energy', 'lanes'] as const;
export type VectorField = (typeof VECTOR_FIELDS)[number];

/** One number of an accelerator, as the file names it. */
export type AcceleratorNumber =
  | { readonly of: 'memory'; readonly memory: string; readonly field: MemoryField }
  | { readonly of: 'port'; readonly memory: string; readonly port: string; readonly field: PortField }
  | { readonly of: 'array'; readonly field: ArrayField }
  /** Units along a dimension of the array. */
  | { readonly of: 'dimension'; readonly dimension: string }
  | { readonly of: 'vector unit'; readonly field: VectorField }
  | { readonly of: 'accelerator'; readonly field: 'clock_frequency' };

/** A number and the value that it has, or is to have: pJ, bits, bits per cycle, mm², mW, MHz or a count. */
export interface NumberValue {
  readonly number: AcceleratorNumber;
  readonly value: number;
}

/** A number of the file that is known within bounds only. The cost model uses the value of the accelerator, which lies between them. */
export interface NumberRange {
  readonly number: AcceleratorNumber;
  /** In the unit of the number. */
  readonly low: number;
  readonly high: number;
}

/** `dram r_cost`, `dram rw_port_1 bandwidth_max`, `unit_energy`, `D1 size`: unique within an accelerator. */
export function numberName(number: AcceleratorNumber): string {
  switch (number.of) {
    case 'memory':
      return `${number.memory} ${number.field}`;
    case 'port':
      return `${number.memory} ${number.port} ${number.field}`;
    case 'dimension':
      return `${number.dimension} size`;
    case 'vector unit':
      return `vector_unit ${number.field}`;
    case 'array':
    case 'accelerator':
      return number.field;
  }
}

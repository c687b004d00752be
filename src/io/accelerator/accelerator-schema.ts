import * as z from 'zod/mini';
import {
  amount,
  anyInteger,
  anyText,
  choice,
  described,
  flag,
  integer,
  list,
  optional,
  positiveAmount,
  preprocessed,
  text,
  uncertain,
  wholeAmount,
} from '../schema/fields.ts';

/** A port and the traffic it carries. */
export const portSchema = described(
  z.strictObject(
    {
      name: text(
        /^(r|w|rw)?_port_\d+$/,
        'r_port_<n>, w_port_<n> or rw_port_<n>, such as "r_port_1"',
        'Label of the port: r_port_<n>, w_port_<n> or rw_port_<n>. Not compared with `type`.',
      ),
      type: choice(['read', 'write', 'read_write'], 'What the port can do'),
      bandwidth_min: integer(1, 'bits per cycle', 'Granularity of one access'),
      bandwidth_max: uncertain(integer(1, 'bits per cycle', 'Full width of the port')),
      allocation: list(
        text(
          /^(I1|I2|O), (fh|tl|fl|th)$/,
          '"<operand>, <direction>" with operand I1, I2 or O and direction fh, tl, fl or th, such as "I1, tl"',
          'Memory operand and direction: fh = written from the higher memory, tl = read to the lower memory or the array, ' +
            'fl = written from below, th = read to the higher memory',
        ),
        'a list of "<operand>, <direction>" texts',
        'Traffic the port carries; a direction mentioned by several ports goes to the last of them',
      ),
    },
    { error: 'a map with name, type, bandwidth_min, bandwidth_max and allocation' },
  ),
  { description: 'A port of the memory' },
);

export const memorySchema = described(
  z.strictObject(
    {
      size: wholeAmount('bits', 'Capacity of one copy'),
      r_cost: optional(uncertain(amount('pJ', 'Energy of one read of the full port width'))),
      w_cost: optional(uncertain(amount('pJ', 'Energy of one write of the full port width'))),
      area: optional(
        uncertain(
          amount(
            'mm²',
            'Area of one copy. Unknown if absent; 0 for what is not on the chip. Required with is_imc unless costs are automatic',
          ),
        ),
      ),
      static_power: optional(
        uncertain(
          amount(
            'mW',
            'Power that one copy takes whether it works or not. Unknown if absent; the estimated leakage where costs are automatic',
          ),
        ),
      ),
      latency: anyInteger('Access latency in cycles. Required, but no model uses it'),
      mem_type: preprocessed((value) => value ?? undefined, z._default(z.string({ error: 'a text' }), 'sram'), {
        description:
          'Kind of memory for automatic cost extraction: sram, rf (registers), dram, edram or commodity_dram. Any text without it',
        examples: ['sram', 'rf', 'dram', 'edram', 'commodity_dram'],
      }),
      technology_node: optional(amount('nm', 'Technology node for automatic cost extraction, 22 to 90; 22 if absent')),
      auto_cost_extraction: flag(
        'Take r_cost, w_cost and area from the memory cost estimator, and static_power unless it is given',
      ),
      operands: list(
        choice(['I1', 'I2', 'O'], 'Memory operand: I1 and I2 are the inputs, O is the output'),
        'a list of memory operands (I1, I2, O)',
        'Memory operands the memory holds, each once',
        { minimum: 1, error: 'at least one of I1, I2, O' },
      ),
      ports: list(portSchema, 'a list of ports', 'Ports of one copy'),
      served_dimensions: list(
        z.string({ error: 'the name of an array dimension' }),
        'a list of array dimensions; [] for one copy per unit',
        'Array dimensions along which all units share one copy. The memory is replicated along the others; [] is one copy per unit',
      ),
      force_double_buffering: flag(
        'Room for a second tile of operands that are loaded more than once. Only the corrected cost model uses it',
      ),
    },
    { error: 'a map that describes a memory (size, operands, ports, …)' },
  ),
  { description: 'A memory of the hierarchy; all figures are those of one copy' },
);

const dimensionName = text(/^D\d$/, 'D and one digit, such as "D1"', 'Name of an array dimension: D and one digit');

export const operationalArraySchema = described(
  z.strictObject(
    {
      dimensions: list(
        dimensionName,
        'a list of array dimensions such as [D1, D2]',
        'Array dimensions, in the order used everywhere',
      ),
      sizes: list(
        integer(1, '', 'Number of units along a dimension'),
        'a list of integers, one per dimension',
        'Units along each dimension, same order as `dimensions`',
      ),
      unit_energy: optional(uncertain(amount('pJ', 'Energy of one multiply-accumulate. Required unless is_imc'))),
      unit_area: optional(uncertain(amount('mm²', 'Area of one unit. Unknown if absent; ignored with is_imc'))),
      unit_static_power: optional(
        uncertain(amount('mW', 'Power that one unit takes whether it works or not. Unknown if absent')),
      ),
      is_imc: flag('The array computes in memory; its costs then come from the in-memory-computing model'),
      imc_type: optional(choice(['analog', 'digital'], 'Kind of in-memory computing. Required with is_imc')),
      input_precision: described(
        z.nullish(
          z.tuple([integer(1, 'bits', 'Activation precision'), integer(1, 'bits', 'Weight precision')], {
            error: 'a list of two integers: activation bits, weight bits',
          }),
        ),
        {
          description: 'Activation and weight precision of an in-memory-computing array, in bits. Ignored otherwise',
        },
      ),
      adc_resolution: optional(
        amount('bits', 'Resolution of the analog-to-digital converters of an analog array, required there'),
      ),
      bit_serial_precision: optional(amount('bits', 'Activation bits fed into an in-memory-computing array per cycle')),
    },
    { error: 'a map with dimensions, sizes and unit_energy' },
  ),
  { description: 'The multiply-accumulate units: an n-dimensional grid of equal units' },
);

export const vectorUnitSchema = described(
  z.strictObject(
    {
      energy: uncertain(amount('pJ', 'Energy of one operation on one element')),
      lanes: integer(1, 'elements per cycle', 'Elements that it works on at the same time'),
    },
    { error: 'a map with energy and lanes' },
  ),
  { description: 'Works on elements one by one, beside the array. Only runs that cost other operators use it' },
);

const dataflow = list(
  text(/^[A-Z]+, \d+$/, '"<dimension>, <factor>", such as "K, 32"', 'Loop dimension and factor'),
  'a list of "<dimension>, <factor>" texts',
  'Unrollings on this array dimension',
);

/** The accelerator file. */
export const acceleratorSchema = described(
  z.strictObject(
    {
      name: anyText('Name of the accelerator'),
      memories: described(
        z.record(z.string(), memorySchema, { error: 'a map from memory names to memories, innermost first' }),
        { description: 'The memories by name, from the innermost to the outermost for every operand' },
      ),
      operational_array: operationalArraySchema,
      vector_unit: z.optional(vectorUnitSchema),
      clock_frequency: optional(
        positiveAmount(
          'MHz',
          'Frequency of the clock. It turns cycles into seconds and energy into power; no cost depends on it',
        ),
      ),
      dataflows: described(
        z.optional(
          z.strictObject(
            { D1: dataflow, D2: z.optional(dataflow), D3: z.optional(dataflow), D4: z.optional(dataflow) },
            { error: 'a map from array dimensions to unrollings' },
          ),
        ),
        { description: 'Accepted for compatibility; nothing uses it. Prescribe unrollings in the mapping file' },
      ),
    },
    { error: 'a map with name, memories and operational_array' },
  ),
  {
    title: 'Accelerator',
    description: 'A hardware design: an operational array fed by a hierarchy of memories',
  },
);

export type AcceleratorFile = z.output<typeof acceleratorSchema>;
export type MemoryRecord = z.output<typeof memorySchema>;
export type PortRecord = z.output<typeof portSchema>;
export type OperationalArrayRecord = z.output<typeof operationalArraySchema>;

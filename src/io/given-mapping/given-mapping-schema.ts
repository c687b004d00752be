import * as z from 'zod/mini';
import { COST_MODELS } from '../../model/cost-model.ts';
import { anyText, choice, described, integer, list, optional } from '../schema/fields.ts';

const name = (description: string) => anyText(description);
const dimension = name('Name of a loop dimension, such as K');

const sizedLoop = (description: string) =>
  described(
    z.tuple([dimension, integer(1, '', description)], {
      error: 'a pair [<loop dimension>, <number>], such as [K, 32]',
    }),
    { description },
  );

const relationSchema = described(
  z.strictObject(
    {
      t: name('Index of a tensor that the relation gives, such as IX'),
      sa: integer(1, '', 'Coefficient of A: the stride'),
      A: dimension,
      sb: integer(1, '', 'Coefficient of B: the dilation'),
      B: dimension,
      cap: optional(integer(1, 'elements', 'Size of the unpadded tensor along t; no tile counts more')),
    },
    { error: 'a map with t, sa, A, sb and B' },
  ),
  { description: 't = sa·A + sb·B' },
);

const layerSchema = described(
  z.strictObject(
    {
      name: optional(name('Name of the layer')),
      kind: optional(name('Kind of layer, such as conv; it changes no figure')),
      equation: optional(name('Equation as in workload files; operands and relations decide')),
      dims: list(
        sizedLoop('Size of the loop dimension'),
        'a list of pairs such as [K, 32]',
        'Loop dimensions in layer order',
        {
          minimum: 1,
          error: 'at least one loop dimension',
        },
      ),
      operands: described(
        z.record(
          z.string(),
          list(name('Index of the tensor'), 'a list of indices such as [K, C]', 'Indices of the operand'),
          {
            error: 'a map from operands to lists of indices',
          },
        ),
        { description: 'Indices of every operand: the output first, then the inputs' },
      ),
      relations: described(z._default(z.array(relationSchema, { error: 'a list of relations' }), []), {
        description: 'Indices that depend on two loop dimensions',
      }),
      precision: described(
        z.record(z.string(), integer(0, 'bits', 'Size of one element'), {
          error: 'a map from operands to numbers of bits',
        }),
        { description: 'Bits of every operand. The output has those of partial sums, and O_final those of results' },
      ),
    },
    { error: 'a map with dims, operands and precision' },
  ),
  { description: 'The layer' },
);

const temporalSchema = described(
  z.strictObject(
    {
      loops: list(
        sizedLoop('Iterations of the loop'),
        'a list of pairs such as [C, 4]',
        'Temporal loops, innermost first',
      ),
      boundaries: described(
        z.record(
          z.string(),
          list(integer(0, '', 'Number of loops'), 'a list of numbers', 'Loops at levels 0…ℓ, per memory level'),
          {
            error: 'a map from operands to lists of numbers',
          },
        ),
        { description: 'Where the loops of every operand are cut into memory levels' },
      ),
    },
    { error: 'a map with loops and boundaries' },
  ),
  { description: 'The temporal mapping, before stationary loops are merged down' },
);

/** A layer with one complete mapping on an accelerator. */
export const givenMappingSchema = described(
  z.strictObject(
    {
      layer: layerSchema,
      accelerator: described(z.record(z.string(), z.unknown(), { error: 'the content of an accelerator file' }), {
        description: 'Content of an accelerator file',
      }),
      links: described(
        z.record(z.string(), choice(['I1', 'I2', 'O'], 'Memory operand'), {
          error: 'a map from operands to memory operands',
        }),
        { description: 'Memory operand of every operand of the layer' },
      ),
      spatial: list(
        described(
          z.tuple(
            [
              name('Name of an array dimension'),
              list(sizedLoop('Units'), 'a list of pairs such as [K, 32]', 'Unrolled loops'),
            ],
            { error: 'a pair [<array dimension>, [[<loop dimension>, <units>], …]]' },
          ),
          { description: 'Array dimension and the loops unrolled on it' },
        ),
        'a list of pairs such as [D1, [[K, 32]]]',
        'The spatial mapping',
      ),
      temporal: temporalSchema,
      reuse_at_pins: optional(z.boolean({ error: 'true or false' })),
      cycles_per_op: optional(integer(1, 'cycles', 'Cycles of one operation of the array')),
      costModel: optional(choice(COST_MODELS, 'Cost model: reference or corrected')),
    },
    { error: 'a map with layer, accelerator, links, spatial and temporal' },
  ),
  {
    title: 'Given mapping',
    description: 'A layer with a spatial and a temporal mapping on an accelerator',
  },
);

export type GivenMappingRecord = z.output<typeof givenMappingSchema>;

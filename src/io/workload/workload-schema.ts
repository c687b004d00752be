import * as z from 'zod/mini';
import { anyInteger, described, integer, list, optional, text } from '../schema/fields.ts';

const dimensionName = text(
  /^[A-Za-z0-9]+$/,
  'a name of letters and digits, such as "OX"',
  'Name of a dimension: letters and digits, no underscore; upper and lower case are the same',
);

const precision = (description: string) => integer(0, 'bits', description);

export const layerSchema = described(
  z.strictObject(
    {
      id: anyInteger('Identifies the layer in operand_source; unique'),
      name: described(z.nullish(z.string({ error: 'a text' })), {
        description: 'Picks the mapping entry and names the results. Default: Layer<id>',
      }),
      operator_type: text(
        /^[A-Za-z_]\w*$/,
        'an identifier such as "Conv"',
        'Picks the mapping entry, e.g. Conv, Gemm, Add, Pooling. In-memory-computing arrays skip layers of type Pooling and Add',
      ),
      repeat: z._default(
        integer(1, '', 'How many such layers the network has. They are searched once, and totals count each of them'),
        1,
      ),
      equation: described(z.string({ error: 'a text such as "O[b][k]+=W[k][c]*I[b][c]"' }), {
        description: 'Output, then the two inputs W and I in either order, with their indices',
        examples: ['O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]', 'O[d0][d1]+=I[d0][d2]*W[d2][d1]'],
      }),
      dimension_relations: z._default(
        list(
          z.string({ error: 'a text such as "ix=2*ox+1*fx"' }),
          'a list of texts such as "ix=2*ox+1*fx"',
          'Indices that are a sum of two loop dimensions: ix = stride*ox + dilation*fx',
        ),
        [],
      ),
      loop_dims: list(dimensionName, 'a list of loop dimensions', 'Loop dimensions, in the order that decides ties'),
      loop_sizes: list(
        integer(1, 'iterations', 'Size of a loop dimension'),
        'a list of integers, one per loop dimension',
        'Sizes of the loop dimensions, in the order of loop_dims',
      ),
      operand_precision: described(
        z.strictObject(
          {
            O: precision('Precision of partial sums'),
            O_final: precision('Precision of the finished output'),
            W: z.optional(precision('Precision of W; 0 for pooling without weights')),
            I: z.optional(precision('Precision of I')),
          },
          { error: 'a map with the bits of O, O_final, W and I' },
        ),
        { description: 'Bits per element of every operand' },
      ),
      operand_source: described(
        z._default(
          z.strictObject(
            {
              I: z.optional(anyInteger('Id of the layer that produces I')),
              W: z.optional(anyInteger('Id of the layer that produces W')),
            },
            { error: 'a map from I and W to layer ids' },
          ),
          {},
        ),
        {
          description: 'Id of the producing layer of each input; the own id marks a constant (weights, network input)',
        },
      ),
      pr_loop_dims: optional(
        list(
          dimensionName,
          'a list of dimensions such as [IX, IY]',
          'The dependent dimensions (left sides of dimension_relations) that pr_loop_sizes and padding refer to',
        ),
      ),
      pr_loop_sizes: optional(
        list(
          integer(1, 'elements', 'Size of the tensor along a dependent dimension'),
          'a list of integers, one per entry of pr_loop_dims',
          'Size of the tensor along each of pr_loop_dims, without padding',
        ),
      ),
      padding: optional(
        list(
          described(
            z.tuple([integer(0, 'elements', 'Padding at the begin'), integer(0, 'elements', 'Padding at the end')], {
              error: 'a pair of integers: padding at the begin and at the end',
            }),
            { description: 'Padding at the begin and at the end' },
          ),
          'a list of pairs of integers, one per entry of pr_loop_dims',
          'Padding along each of pr_loop_dims; without effect if pr_loop_sizes is given',
        ),
      ),
    },
    { error: 'a map that describes a layer (id, operator_type, equation, …)' },
  ),
  { description: 'A layer of the network' },
);

/** The workload file. */
export const workloadSchema = described(z.array(layerSchema, { error: 'a list of layers' }), {
  title: 'Workload',
  description: 'A network: its layers, producers before consumers',
});

export type WorkloadFile = z.output<typeof workloadSchema>;
export type LayerRecord = z.output<typeof layerSchema>;

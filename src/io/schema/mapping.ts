import * as z from 'zod';
import { anyText, choice, list, text } from './fields.ts';

const arrayDimension = z.string().regex(/^D\d$/, { error: 'an array dimension: D and one digit, such as "D1"' });

const unrollings = list(
  text(
    /^[A-Z]+\d*, 0*[1-9]\d{0,14}$/,
    '"<loop dimension>, <factor>" in capitals with one blank and a factor of at least 1, such as "K, 32"',
    'Loop dimension and the number of its iterations computed in parallel',
  ),
  'a list of "<loop dimension>, <factor>" texts',
  'Loops unrolled together on this array dimension',
);

const hints = list(
  text(/^[A-Z]+\d*$/, 'a loop dimension in capitals, such as "OX"', 'Loop dimension'),
  'a list of loop dimensions',
  'Loop dimensions that may be unrolled on this array dimension; the order does not matter',
);

const memoryOperand = (description: string) => choice(['I1', 'I2', 'O'], description);

const sizeError = { error: 'an integer of at least 1, or "*" for any size' };
const loopSize = z
  .union([z.int(sizeError).min(1, sizeError), z.literal('*', sizeError)], sizeError)
  .meta({ description: 'Size of the loop, or "*" for any size' });

export const mappingEntrySchema = z
  .strictObject(
    {
      name: anyText('A layer name, an operator type, or default'),
      spatial_mapping: z
        .record(arrayDimension, unrollings, { error: 'a map from array dimensions to lists of unrollings' })
        .nullish()
        .meta({
          description:
            'Fixed unrollings by array dimension. Array dimensions that are missing here are filled automatically',
        }),
      spatial_mapping_hint: z
        .record(arrayDimension, hints, { error: 'a map from array dimensions to lists of loop dimensions' })
        .default({})
        .meta({ description: 'Loop dimensions to choose from when an array dimension is filled automatically' }),
      temporal_ordering: list(
        z
          .tuple(
            [z.string({ error: 'a loop dimension or "*"' }).min(1, { error: 'a loop dimension or "*"' }), loopSize],
            { error: 'a pair [<loop dimension>, <size>] or [<loop dimension>, "*"]' },
          )
          .meta({ description: 'Loop dimension and size; "*" for any size' }),
        'a list of pairs such as [OX, 112] or [K, "*"]',
        'Order of the temporal loops, innermost first',
      ).default([]),
      memory_operand_links: z
        .strictObject(
          {
            O: memoryOperand('Memory operand of the output O: always O'),
            W: memoryOperand('Memory operand of W, normally I2'),
            I: memoryOperand('Memory operand of I, normally I1'),
          },
          { error: 'a map that links O, W and I to memory operands' },
        )
        .default({ O: 'O', I: 'I1', W: 'I2' })
        .meta({ description: 'Memory operand that holds each layer operand, each used once' }),
    },
    { error: 'a map that describes an entry (name, spatial_mapping, …)' },
  )
  .meta({ description: 'Constraints for one layer, for an operator type, or for all other layers' });

/** The mapping file. */
export const mappingSchema = z.array(mappingEntrySchema, { error: 'a list of mapping entries' }).meta({
  title: 'Mapping',
  description: 'Constraints on the mapping of layers; the entry named default serves layers without their own',
});

export type MappingRecord = z.output<typeof mappingEntrySchema>;

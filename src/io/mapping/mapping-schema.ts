import * as z from 'zod/mini';
import { anyText, choice, described, list, text } from '../schema/fields.ts';

const arrayDimension = z
  .string()
  .check(z.regex(/^D\d$/, { error: 'an array dimension: D and one digit, such as "D1"' }));

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
const loopSize = described(
  z.union([z.int(sizeError).check(z.gte(1, sizeError)), z.literal('*', sizeError)], sizeError),
  { description: 'Size of the loop, or "*" for any size' },
);

export const mappingEntrySchema = described(
  z.strictObject(
    {
      name: anyText('A layer name, an operator type, or default'),
      spatial_mapping: described(
        z.nullish(
          z.record(arrayDimension, unrollings, { error: 'a map from array dimensions to lists of unrollings' }),
        ),
        {
          description:
            'Fixed unrollings by array dimension. Array dimensions that are missing here are filled automatically',
        },
      ),
      spatial_mapping_hint: described(
        z._default(
          z.record(arrayDimension, hints, { error: 'a map from array dimensions to lists of loop dimensions' }),
          {},
        ),
        { description: 'Loop dimensions to choose from when an array dimension is filled automatically' },
      ),
      temporal_ordering: z._default(
        list(
          described(
            z.tuple(
              [
                z
                  .string({ error: 'a loop dimension or "*"' })
                  .check(z.minLength(1, { error: 'a loop dimension or "*"' })),
                loopSize,
              ],
              { error: 'a pair [<loop dimension>, <size>] or [<loop dimension>, "*"]' },
            ),
            { description: 'Loop dimension and size; "*" for any size' },
          ),
          'a list of pairs such as [OX, 112] or [K, "*"]',
          'Order of the temporal loops, innermost first',
        ),
        [],
      ),
      memory_operand_links: described(
        z._default(
          z.strictObject(
            {
              O: memoryOperand('Memory operand of the output O: always O'),
              W: memoryOperand('Memory operand of W, normally I2'),
              I: memoryOperand('Memory operand of I, normally I1'),
            },
            { error: 'a map that links O, W and I to memory operands' },
          ),
          { O: 'O', I: 'I1', W: 'I2' },
        ),
        { description: 'Memory operand that holds each layer operand, each used once' },
      ),
    },
    { error: 'a map that describes an entry (name, spatial_mapping, …)' },
  ),
  { description: 'Constraints for one layer, for an operator type, or for all other layers' },
);

/** The mapping file. */
export const mappingSchema = described(z.array(mappingEntrySchema, { error: 'a list of mapping entries' }), {
  title: 'Mapping',
  description: 'Constraints on the mapping of layers; the entry named default serves layers without their own',
});

export type MappingRecord = z.output<typeof mappingEntrySchema>;

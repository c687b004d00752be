import * as z from 'zod/mini';
import { anyText, choice, described, integer, list, optional } from '../../io/schema/fields.ts';

/** Types of directives. `bypass` and `datatype` are older words for `dataspace`. */
const TYPES = ['temporal', 'spatial', 'dataspace', 'datatype', 'bypass', 'skew'] as const;

const TEXT_OR_LIST = 'a text such as "C=4 M=8", or a list';

const textOrList = (description: string) =>
  described(z.union([z.string(), z.array(z.union([z.string(), z.number()]))], { error: TEXT_OR_LIST }), {
    description,
  });

const tensors = (description: string) =>
  optional(list(anyText('Name of a data space'), 'a list of data spaces such as [Weights]', description));

/** Properties of Timeloop's model that change counts, and that no mapping here has. */
export const MODEL_SWITCHES = [
  'no_reuse',
  'no_temporal_reuse',
  'no_link_transfer',
  'no_multicast_no_reduction',
  'no_coalesce',
  'rmw_first_update',
  'rmw_on_first_writeback',
  'passthrough',
] as const;

const anything = (description: string) => described(z.optional(z.unknown()), { description });

const directiveSchema = described(
  z.strictObject(
    {
      target: described(z.union([anyText(''), z.int().check(z.gte(0))], { error: 'the name or number of a level' }), {
        description: 'Level that the directive is about',
      }),
      type: choice(TYPES, 'Kind of directive'),
      factors: optional(textOrList('Iterations of every dimension at this level')),
      permutation: optional(textOrList('Dimensions, innermost first')),
      split: optional(integer(0, '', 'How many dimensions of the permutation lie on the X axis')),
      keep: tensors('Data spaces that the level holds'),
      bypass: tensors('Data spaces that pass the level by'),
      no_reuse: anything('Switch of Timeloop'),
      no_temporal_reuse: anything('Switch of Timeloop'),
      no_link_transfer: anything('Switch of Timeloop'),
      no_multicast_no_reduction: anything('Switch of Timeloop'),
      no_coalesce: anything('Switch of Timeloop'),
      rmw_first_update: anything('Switch of Timeloop'),
      rmw_on_first_writeback: anything('Switch of Timeloop'),
      passthrough: anything('Switch of Timeloop'),
      modulo: anything('Of a skew'),
      terms: anything('Of a skew'),
    },
    { error: 'a directive with target and type' },
  ),
  { description: 'A directive' },
);

/** The part of a Timeloop specification that holds the mapping. Other parts of it may stand in the same file. */
export const timeloopMapSchema = described(
  z.looseObject(
    {
      mapping: list(directiveSchema, 'a list of directives', 'Directives', {
        minimum: 1,
        error: 'at least one directive',
      }),
    },
    { error: 'a map with "mapping", a list of directives' },
  ),
  { title: 'Timeloop map', description: 'Loop nest by level' },
);

export type DirectiveRecord = z.output<typeof directiveSchema>;

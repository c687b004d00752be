import * as z from 'zod/mini';
import { anyText, choice, described, integer, list, preprocessed } from '../../io/schema/fields.ts';

const INPUT = 'a path or the name of a built-in example';

const TEXT = { type: 'string' } as const;

const weightedWorkload = described(
  z.strictObject(
    {
      workload: anyText('The network: a path, relative to this file, or the name of a built-in example'),
      weight: z.optional(
        described(z.number({ error: 'a number above 0' }).check(z.gt(0, { error: 'a number above 0' })), {
          description: 'How much the network counts beside the others; 1 if absent',
        }),
      ),
    },
    { error: 'a map with workload and weight' },
  ),
  { description: 'A network and its weight', shortForm: TEXT },
);

const workloads = preprocessed(
  (value) => {
    if (value === undefined) return undefined;
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    return all.map((one) => (typeof one === 'string' ? { workload: one } : one));
  },
  z
    .array(weightedWorkload, { error: `${INPUT}, or a list of them` })
    .check(z.minLength(1, { error: 'at least one network' })),
  {
    description: 'The networks that every design runs: one, or a list of names or of maps with workload and weight',
    shortForm: TEXT,
  },
);

/** A text, or a list of texts. */
function texts(expected: string, description: string) {
  return preprocessed(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string({ error: expected }), { error: `${expected}, or a list of them` }),
    { description, shortForm: TEXT },
  );
}

const numberOrSize = z.union([z.number(), z.string()], { error: 'a number, or a size such as 32 KiB' });

export const parameterSchema = preprocessed(
  (value) => (Array.isArray(value) ? { values: value } : value),
  z.strictObject(
    {
      title: z.optional(anyText('What readers call the parameter; its name if absent')),
      sets: z.optional(
        texts(
          'a field of an input, such as accelerator.memories.sram.size',
          'The fields that get the value; none if only expressions use it',
        ),
      ),
      values: z.optional(list(z.unknown(), 'a list of values', 'The values that it takes')),
      tuples: z.optional(
        list(
          z.array(z.unknown(), { error: 'a list with one value per field of sets' }),
          'a list of lists, each with one value per field of sets',
          'Values that the fields of `sets` take together',
        ),
      ),
      from: z.optional(described(numberOrSize, { description: 'The first number of a range' })),
      to: z.optional(described(numberOrSize, { description: 'The end of a range, included where a step meets it' })),
      step: z.optional(described(numberOrSize, { description: 'Added from one value of the range to the next' })),
      factor: z.optional(
        described(z.number({ error: 'a number above 1' }), {
          description: 'What the next value of the range is multiplied by: 2 for powers of two',
        }),
      ),
    },
    { error: 'a list of values, or a map with values, tuples, or from and to' },
  ),
  { description: 'A list of values, or a map that says which fields get which values', shortForm: { type: 'array' } },
);

const STRATEGIES = ['grid', 'random', 'halton', 'evolution', 'exact'] as const;

const seed = z.optional(integer(0, '', 'Seed of the random numbers; 0 if absent'));

export const strategySchema = preprocessed(
  (value) => (STRATEGIES.some((kind) => kind === value) ? { kind: value } : value),
  z.strictObject(
    {
      kind: choice(
        STRATEGIES,
        'Which designs are looked at: all (grid), samples (random, halton), a search for the Pareto front (evolution), or all but those that bounds prove worse (exact)',
      ),
      count: z.optional(integer(1, 'designs', 'Number of samples; 100 if absent. Of random and halton')),
      population: z.optional(integer(4, 'designs', 'Designs of one generation; 40 if absent. Of evolution')),
      generations: z.optional(integer(1, '', 'Number of generations; 25 if absent. Of evolution')),
      seed,
    },
    { error: 'grid, random, halton, evolution or exact, or a map with kind' },
  ),
  { description: 'Which designs are looked at; all of them if absent', shortForm: { enum: [...STRATEGIES] } },
);

/** The sweep file. */
export const sweepSchema = described(
  z.strictObject(
    {
      name: z.optional(anyText('Title of the results')),
      workloads,
      combine: z.optional(
        choice(['mean', 'worst'], 'How figures of several networks become one: the weighted mean, or the worst'),
      ),
      accelerator: anyText(
        'The accelerator that is changed: a path, relative to this file, or the name of a built-in example',
      ),
      mapping: anyText('The mapping constraints: a path, relative to this file, or the name of a built-in example'),
      run: z.optional(
        described(z.record(z.string(), z.unknown(), { error: 'a map of options of a run, such as {opt: EDP}' }), {
          description:
            'Options of every run, named like the flags of "zigzag run" with _ for -: {opt: EDP, lpf_limit: 6}',
        }),
      ),
      parameters: described(
        z.record(z.string(), parameterSchema, { error: 'a map from names, or fields of inputs, to values' }),
        { description: 'What differs between designs, by name or by the field that is set' },
      ),
      set: z.optional(
        described(
          z.record(z.string(), z.unknown(), { error: 'a map from fields of inputs to expressions or values' }),
          {
            description:
              'Fields that follow from the parameters: expressions, or values that are the same in every design',
          },
        ),
      ),
      where: z.optional(
        texts(
          'a condition such as "sram >= 4 * rf"',
          'Conditions that a design must meet; others are no part of the sweep',
        ),
      ),
      objectives: z.optional(
        texts(
          'a quantity such as "energy", or "max throughput"',
          'What designs are compared by; the first decides which is best',
        ),
      ),
      limits: z.optional(
        texts(
          'a condition on quantities such as "area <= 4 mm2"',
          'What a design must not exceed; others are shown, but not recommended',
        ),
      ),
      quantities: z.optional(texts('the name of a quantity', 'Further quantities that results list')),
      strategy: z.optional(strategySchema),
    },
    { error: 'a map with workloads, accelerator, mapping and parameters' },
  ),
  { title: 'Sweep', description: 'Many designs of an accelerator, and what they are compared by' },
);

export type SweepFile = z.output<typeof sweepSchema>;
export type ParameterRecord = z.output<typeof parameterSchema>;
export type StrategyRecord = z.output<typeof strategySchema>;

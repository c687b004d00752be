import * as z from 'zod/mini';
import { booleanWord } from '../text/yaml-scalar.ts';
import { RANGE_PATTERN, writtenRange } from './number-range.ts';

/*
 * The `error` of every schema here completes the sentence "expected …": shape-check.ts puts the offending value in front.
 * Descriptions go into the JSON Schemas and into the hints of messages about missing fields.
 */

/** What a schema says about itself besides its form. */
export interface Meaning {
  readonly title?: string;
  /** Overrides the type in the JSON Schema, where the check is narrower than the schema's own. */
  readonly type?: 'integer';
  readonly description: string;
  readonly examples?: readonly string[];
  /** What else may be written, as a JSON Schema: a short form that is changed before it is checked (json-schema.ts). */
  readonly shortForm?: Readonly<Record<string, unknown>>;
}

/** The schema itself, which from now on means this. */
export function described<Schema extends z.core.$ZodType>(schema: Schema, { examples, ...meaning }: Meaning): Schema {
  z.globalRegistry.add(schema, examples === undefined ? meaning : { ...meaning, examples: [...examples] });
  return schema;
}

/** An integer of at least `minimum`, with its unit if it has one. */
export function integer(minimum: number, unit: string, description: string) {
  const error = `an integer of at least ${minimum}${unit === '' ? '' : ` (${unit})`}`;
  return described(z.int({ error }).check(z.gte(minimum, { error })), { description: withUnit(description, unit) });
}

/**
 * A whole number of at least 1 that is compared and divided, never counted up to: any double will do, 2^53 and more too. People write an
 * "endless" main memory of 10^16 bits.
 */
export function wholeAmount(unit: string, description: string) {
  const error = `an integer of at least 1 (${unit})`;
  const tooLarge = `an integer of at most ${LARGEST_AMOUNT} (${unit})`;
  const schema = z
    .number({ error })
    .check(
      z.refine(Number.isInteger, { error, abort: true }),
      z.gte(1, { error }),
      z.lte(LARGEST_AMOUNT, { error: tooLarge }),
    );
  return described(schema, { type: 'integer', description: withUnit(description, unit) });
}

/** Any integer. */
export function anyInteger(description: string) {
  return described(z.int({ error: 'an integer' }), { description });
}

/** No energy, time or area comes near; sums and products of what is smaller stay finite. */
const LARGEST_AMOUNT = 1e100;

/** A finite number, zero or more. */
export function amount(unit: string, description: string) {
  const error = `a number, zero or more (${unit})`;
  const tooLarge = `a number of at most ${LARGEST_AMOUNT} (${unit})`;
  const schema = z.number({ error }).check(z.gte(0, { error }), z.lte(LARGEST_AMOUNT, { error: tooLarge }));
  return described(schema, { description: withUnit(description, unit) });
}

/** A finite number above zero. */
export function positiveAmount(unit: string, description: string) {
  const error = `a number above zero (${unit})`;
  const tooLarge = `a number of at most ${LARGEST_AMOUNT} (${unit})`;
  const schema = z.number({ error }).check(z.gt(0, { error }), z.lte(LARGEST_AMOUNT, { error: tooLarge }));
  return described(schema, { description: withUnit(description, unit) });
}

/** A text of a fixed form; `expected` says which, with an example. */
export function text(pattern: RegExp, expected: string, description: string) {
  return described(z.string({ error: expected }).check(z.regex(pattern, { error: expected })), { description });
}

export function anyText(description: string) {
  const error = 'a text of at least one character';
  return described(z.string({ error }).check(z.minLength(1, { error })), { description });
}

export function choice<const Words extends readonly [string, ...string[]]>(words: Words, description: string) {
  const shown = words.map((word) => `"${word}"`);
  const error = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
  return described(z.enum(words, { error }), { description });
}

/** A boolean that defaults to `false`, also when it is given as null. */
export function flag(description: string) {
  const schema = z._default(z.boolean({ error: 'true or false' }), false);
  return preprocessed((value) => booleanWord(value ?? undefined), schema, { description });
}

/** The value is changed before it is checked. */
export function preprocessed<Schema extends z.core.$ZodType>(
  change: (value: unknown) => unknown,
  schema: Schema,
  meaning: Meaning,
) {
  return described(z.pipe(z.transform(change), schema), meaning);
}

/** The number may be written with its bounds: `12.3 ±20%`. The field then has the number; who needs the bounds reads the text. */
export function uncertain<Schema extends z.core.$ZodType>(number: Schema) {
  return preprocessed((value) => writtenRange(value)?.value ?? value, number, {
    description: `${z.globalRegistry.get(number)?.description ?? ''}. A range may follow: 12.3 ±20% or 12.3 ± 2`,
    shortForm: { type: 'string', pattern: RANGE_PATTERN },
  });
}

export function list<Item extends z.core.$ZodType>(
  item: Item,
  expected: string,
  description: string,
  shortest?: { readonly minimum: number; readonly error: string },
) {
  const anyLength = z.array(item, { error: expected });
  const schema =
    shortest === undefined ? anyLength : anyLength.check(z.minLength(shortest.minimum, { error: shortest.error }));
  return described(schema, { description });
}

/** The same, but it may be absent or null; the description then belongs to the field as a whole. */
export function optional<Schema extends z.core.$ZodType>(schema: Schema) {
  return described(z.nullish(schema), { description: z.globalRegistry.get(schema)?.description ?? '' });
}

/** Puts the unit at the end of the first clause. */
function withUnit(description: string, unit: string): string {
  return unit === '' ? description : description.replace(/(?=[.;] )|$/, `, in ${unit}`);
}

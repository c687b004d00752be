import * as z from 'zod';
import { booleanWord } from '../yaml-scalar.ts';

/*
 * The `error` of every schema here completes the sentence "expected …": shape-check.ts puts the offending value in front.
 * Descriptions go into the JSON Schemas and into the hints of messages about missing fields.
 */

/** An integer of at least `minimum`, with its unit if it has one. */
export function integer(minimum: number, unit: string, description: string) {
  const error = `an integer of at least ${minimum}${unit === '' ? '' : ` (${unit})`}`;
  return z
    .int({ error })
    .min(minimum, { error })
    .meta({ description: withUnit(description, unit) });
}

/** Any integer. */
export function anyInteger(description: string) {
  return z.int({ error: 'an integer' }).meta({ description });
}

/** A finite number, zero or more. */
export function amount(unit: string, description: string) {
  const error = `a number, zero or more (${unit})`;
  return z
    .number({ error })
    .min(0, { error })
    .meta({ description: withUnit(description, unit) });
}

/** A text of a fixed form; `expected` says which, with an example. */
export function text(pattern: RegExp, expected: string, description: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected }).meta({ description });
}

export function anyText(description: string) {
  const error = 'a text of at least one character';
  return z.string({ error }).min(1, { error }).meta({ description });
}

export function choice<const Words extends readonly [string, ...string[]]>(words: Words, description: string) {
  const shown = words.map((word) => `"${word}"`);
  const error = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
  return z.enum(words, { error }).meta({ description });
}

/** A boolean that defaults to `false`, also when it is given as null. */
export function flag(description: string) {
  const schema = z.boolean({ error: 'true or false' }).default(false);
  return z.preprocess((value) => booleanWord(value ?? undefined), schema).meta({ description });
}

export function list<Item extends z.ZodType>(item: Item, expected: string, description: string) {
  return z.array(item, { error: expected }).meta({ description });
}

/** The same, but it may be absent or null; the description then belongs to the field as a whole. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().meta({ description: schema.description ?? '' });
}

/** Puts the unit at the end of the first clause. */
function withUnit(description: string, unit: string): string {
  return unit === '' ? description : description.replace(/(?=[.;] )|$/, `, in ${unit}`);
}

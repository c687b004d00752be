import * as z from 'zod/mini';
import { resultsSchema } from './document-schema.ts';

/** JSON Schema (draft 2020-12) of `results.json`. */
export function resultsJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(resultsSchema, { target: 'draft-2020-12' }) };
}

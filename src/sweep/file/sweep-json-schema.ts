import { type JsonSchema, toJsonSchema } from '../../io/json-schema.ts';
import { sweepSchema } from './sweep-schema.ts';

/** JSON Schema of sweep files, for editors. */
export function sweepJsonSchema(): JsonSchema {
  return toJsonSchema(sweepSchema);
}
